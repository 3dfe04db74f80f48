// GET /api/days: which days there are, what a day holds, and the story of it.
import express, { type Request, type Response, type Router } from 'express';
import type { Pool } from 'pg';
import { dayStart, instantText, parseDay } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import { parseQueryInstant } from '../instants.ts';
import { refuse } from '../refusal.ts';
import type { Hub } from '../submission.ts';
import { firstDay, knownDays } from './days.ts';
import type { History } from './history.ts';
import { HistoryRefusal, type Truth } from './protocol.ts';
import { beforeFirstDay } from './pruned.ts';
import { refusalOf } from './refusals.ts';

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
    const day = parseDay((req.params as { day: string }).day);
    const as = one(req.query.as) ?? 'then';
    const first = await firstDay(pool);
    if (Number.isNaN(day)) refuse(res, 400, 'INVALID', 'Ngày viết yyyy-mm-dd.', { where: 'day' });
    else if (as !== 'then' && as !== 'now') refuse(res, 400, 'INVALID', 'as là then hoặc now.', { where: 'as' });
    else if (first !== null && day < first)
      refuse(res, 404, 'NOT_FOUND', beforeFirstDay(first), { where: 'day', first: instantText(dayStart(first)) });
    else return { day, as };
    return null;
  }

  async function told(res: Response, answer: Promise<object>): Promise<void> {
    try {
      res.json(await answer);
    } catch (error) {
      if (!(error instanceof HistoryRefusal)) throw error;
      const { status, code, message, extra } = refusalOf(error);
      refuse(res, status, code, message, { ...extra, where: 'day' });
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
