// What proves a replay: permalinks that keep the hash of what they show, and whether a day still is what was shown of it.
import express, { type Router } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import { FOLD_VERSION } from '../../shared/model.ts';
import { dayText, instantText } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import { bodyOf } from '../auth/body.ts';
import { askedDay } from '../history/asked-day.ts';
import type { History } from '../history/history.ts';
import type { Truth } from '../history/protocol.ts';
import { refusePast } from '../history/refuse-past.ts';
import { parseQueryInstant } from '../instants.ts';
import { refuse } from '../refusal.ts';
import { type Hub, Unavailable } from '../submission.ts';
import { countFingerprints, keepFingerprint } from './fingerprints.ts';

export const linkBody = z.object({
  at: z.string().max(64).describe('an instant, not beyond now'),
  as: z.enum(['then', 'now']),
  seq: z.number().int().nonnegative().optional().describe('exactly this seq; left out: as known at `at`, or today'),
});

/** The address of a moment in the player: `/replay/2026-03-04?t=03:42:10&as=then&s=17`, milliseconds where there are any. */
export function permalink(at: number, as: Truth, seq: number): string {
  const text = instantText(at);
  const clock = text.slice(11, 23).replace(/\.000$/, '');
  return `/replay/${text.slice(0, 10)}?t=${clock}&as=${as}&s=${seq}`;
}

export function proofRoutes(deps: {
  hub: Pick<Hub, 'model' | 'now'>;
  pool: Pool;
  auth: Pick<Auth, 'guard'>;
  history: Pick<History, 'call'>;
}): Router {
  const { hub, pool, auth, history } = deps;
  const router = express.Router();

  router.post('/api/links', auth.guard('view.past'), express.json({ limit: '4kb' }), async (req, res) => {
    const body = bodyOf(linkBody, req, res);
    if (!body) return;
    const at = parseQueryInstant(body.at);
    if (at === null || at > hub.now())
      return refuse(res, 422, 'INVALID', 'Thời điểm không đúng hoặc chưa tới, ví dụ 2026-11-21T10:17:30+07:00.', {
        where: 'at',
      });
    const { as } = body;
    try {
      const { seq, hash } = await history.call('viewAt', { at, as, seq: body.seq ?? null });
      await keepFingerprint(pool, { seq, at, truth: as, hash }, 'link');
      res.json({ seq, at: instantText(at), as, hash, foldVersion: FOLD_VERSION, path: permalink(at, as, seq) });
    } catch (error) {
      refusePast(res, error, { invalid: 422 });
    }
  });

  router.get('/api/days/:day/proof', auth.guard('days.read'), async (req, res) => {
    const day = await askedDay(pool, req, res);
    if (day === null) return;
    const model = hub.model();
    if (!model) throw new Unavailable('away', 2);
    const proof = model.monitor.proofs.get(dayText(day));
    res.json({
      day: dayText(day),
      checkedAt: proof ? instantText(proof.checkedAt) : null,
      compared: proof?.compared ?? 0,
      mismatches: proof?.mismatches ?? 0,
      first: proof?.first ?? null,
      fingerprints: await countFingerprints(pool, day),
    });
  });
  return router;
}
