// GET /api/days: which days there are, what a day holds, and the story of it.
import express, { type Request, type Response, type Router } from 'express';
import type { Pool } from 'pg';
import type { Auth } from '../auth/auth.ts';
import { parseQueryInstant } from '../instants.ts';
import { refuse } from '../refusal.ts';
import type { Hub } from '../submission.ts';
import { askedDay } from './asked-day.ts';
import { knownDays } from './days.ts';
import type { History } from './history.ts';
import type { Truth } from './protocol.ts';
import { refusePast } from './refuse-past.ts';

const one = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function dayRoutes(deps: {
  hub: Pick<Hub, 'now'>;
  pool: Pool;
  auth: Pick<Auth, 'guard'>;
  history: Pick<History, 'call'>;
}): Router {
  const { hub, pool, auth, history } = deps;
  const router = express.Router();

  /** The day and truth that are asked for; null after a refusal. */
  async function asked(req: Request, res: Response): Promise<{ day: number; as: Truth } | null> {
    const as = one(req.query.as) ?? 'then';
    const day = await askedDay(pool, req, res);
    if (day === null) return null;
    if (as === 'then' || as === 'now') return { day, as };
    refuse(res, 400, 'INVALID', 'as là then hoặc now.', { where: 'as' });
    return null;
  }

  async function told(res: Response, answer: Promise<object>): Promise<void> {
    try {
      res.json(await answer);
    } catch (error) {
      refusePast(res, error, { where: 'day' });
    }
  }

  router.get('/api/days', auth.guard('days.read'), async (_req, res) => {
    res.json(await knownDays(pool));
  });
  router.get('/api/days/:day', auth.guard('days.read'), async (req, res) => {
    const query = await asked(req, res);
    if (query) await told(res, history.call('day', { ...query, now: hub.now() }));
  });
  router.get('/api/days/:day/story', auth.guard('days.read'), async (req, res) => {
    const query = await asked(req, res);
    if (!query) return;
    const until = req.query.until === undefined ? null : parseQueryInstant(one(req.query.until) ?? '');
    if (until === null && req.query.until !== undefined)
      return refuse(res, 400, 'INVALID', 'Thời điểm không đúng, ví dụ 2026-11-21T10:17:30+07:00.', { where: 'until' });
    await told(res, history.call('story', { ...query, until }));
  });
  return router;
}
