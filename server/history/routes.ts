// GET /api/view: what the screens showed, now and at any instant.
import express, { type Router } from 'express';
import type { Pool } from 'pg';
import { FOLD_VERSION } from '../../shared/model.ts';
import { instantText } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import type { Actor } from '../auth/directory.ts';
import { mayUse } from '../auth/permissions.ts';
import { parseQueryInstant } from '../instants.ts';
import { recordedFor } from '../proof/fingerprints.ts';
import { refuse } from '../refusal.ts';
import type { Hub } from '../submission.ts';
import { viewHash } from '../view-hash.ts';
import type { History } from './history.ts';
import { refusePast } from './refuse-past.ts';

const one = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function historyRoutes(deps: {
  hub: Hub;
  pool: Pool;
  auth: Pick<Auth, 'guard'>;
  history: History;
  epoch: () => string;
}): Router {
  const { hub, pool, auth, history, epoch } = deps;
  const router = express.Router();

  router.get('/api/view', auth.guard('view.now'), async (req, res) => {
    if (req.query.at === undefined && req.query.seq === undefined) {
      const { seq, at, view } = hub.publish();
      return void res.json({
        seq,
        at: instantText(at),
        epoch: epoch(),
        foldVersion: FOLD_VERSION,
        hash: viewHash(view),
        recordedHash: null,
        recordedFoldVersion: null,
        view,
      });
    }
    if (!mayUse(res.locals.actor as Actor, 'view.past'))
      return refuse(res, 403, 'FORBIDDEN', 'Chỉ giám sát được xem lại thời điểm đã qua.');
    const at = parseQueryInstant(one(req.query.at) ?? '');
    if (at === null)
      return refuse(res, 400, 'INVALID', 'Thời điểm không đúng, ví dụ 2026-11-21T10:17:30+07:00.', { where: 'at' });
    const as = one(req.query.as) ?? 'then';
    if (as !== 'then' && as !== 'now') return refuse(res, 400, 'INVALID', 'as là then hoặc now.', { where: 'as' });
    const seq = req.query.seq === undefined ? null : Number(one(req.query.seq) || Number.NaN);
    if (seq !== null && (!Number.isSafeInteger(seq) || seq < 0))
      return refuse(res, 400, 'INVALID', 'seq là số nguyên không âm.', { where: 'seq' });
    try {
      const past = await history.call('viewAt', { at, as, seq });
      const recorded = await recordedFor(pool, { seq: past.seq, at: past.at, truth: as });
      res.json({
        seq: past.seq,
        at: instantText(past.at),
        epoch: epoch(),
        foldVersion: FOLD_VERSION,
        hash: past.hash,
        recordedHash: recorded?.hash ?? null,
        recordedFoldVersion: recorded?.foldVersion ?? null,
        view: past.view,
      });
    } catch (error) {
      refusePast(res, error);
    }
  });
  return router;
}
