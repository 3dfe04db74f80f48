// GET /api/alarms/kpi: the key figures of the alarms over a period, against the targets of ISA-18.2.
import express, { type Router } from 'express';
import { z } from 'zod';
import { periodsOf } from '../shared/alarm/kpi-load.ts';
import type { KpiAnswer } from '../shared/alarm/kpi-schema.ts';
import { DAY_MS, instantText } from '../shared/time.ts';
import type { Auth } from './auth/auth.ts';
import type { History } from './history/history.ts';
import { HistoryRefusal } from './history/protocol.ts';
import { parseQueryInstant } from './instants.ts';
import { refuse } from './refusal.ts';
import type { Hub } from './submission.ts';

const LONGEST_MS = 31 * DAY_MS;

export const kpiQuery = z.object({
  from: z.string().max(64).optional().describe('an instant; default: 24 h before `to`'),
  to: z.string().max(64).optional().describe('an instant, not beyond now; default: now'),
});

const instantOf = (text: string | undefined, usual: number): number | null =>
  text === undefined ? usual : parseQueryInstant(text);

/** Must be mounted before `/api/alarms/:occurrence`. */
export function kpiRoutes(deps: {
  hub: Pick<Hub, 'now'>;
  auth: Pick<Auth, 'guard'>;
  history: Pick<History, 'call'>;
}): Router {
  const router = express.Router();
  router.get('/api/alarms/kpi', deps.auth.guard('alarms.read'), async (req, res) => {
    const invalid = (where: string, message: string): void => refuse(res, 400, 'INVALID', message, { where });
    const query = kpiQuery.safeParse(req.query);
    if (!query.success) return invalid(query.error.issues[0]?.path.join('.') ?? '', 'Tham số không đúng.');
    const now = deps.hub.now();
    const asked = instantOf(query.data.to, now);
    if (asked === null) return invalid('to', 'Thời điểm không đúng, ví dụ 2026-11-21T10:17:30+07:00.');
    const to = Math.min(asked, now); // what has not happened yet would count as quiet
    const from = instantOf(query.data.from, to - DAY_MS);
    if (from === null) return invalid('from', 'Thời điểm không đúng, ví dụ 2026-11-21T10:17:30+07:00.');
    if (from >= to) return invalid('from', 'Thời điểm đầu phải trước thời điểm cuối và trước bây giờ.');
    if (to - from > LONGEST_MS) return invalid('from', 'Tính được nhiều nhất 31 ngày một lần.');
    try {
      const figures = await deps.history.call('kpi', { from, to });
      const answer: KpiAnswer = {
        from: instantText(from),
        to: instantText(to),
        periods: periodsOf(from, to),
        ...figures,
      };
      res.json(answer);
    } catch (error) {
      if (!(error instanceof HistoryRefusal)) throw error;
      if (error.code === 'PRUNED') refuse(res, 404, 'NOT_FOUND', error.message, { where: 'from' });
      else invalid('from', error.message);
    }
  });
  return router;
}
