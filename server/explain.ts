// GET /api/explain: from a figure of the view to those that are counted in it. Who asked is logged.
import express, { type Router } from 'express';
import { z } from 'zod';
import type { Auth } from './auth/auth.ts';
import { createGate } from './auth/gate.ts';
import { someoneIn } from './auth/guard.ts';
import { mayUse } from './auth/permissions.ts';
import type { History } from './history/history.ts';
import { refusePast } from './history/refuse-past.ts';
import { parseQueryInstant } from './instants.ts';
import { refuse } from './refusal.ts';
import type { Hub } from './submission.ts';

const name = z.string().min(1).max(128);

export const explainQuery = z.object({
  figure: z
    .string()
    .min(1)
    .max(400)
    .describe('path of a figure in the view: dossier.overdue, security.open.high, dossier.byAgency.H44.14.open'),
  agency: name.optional().describe('the figure in the row of this agency: figure=dossier.overdue&agency=H44.14'),
  conference: name.optional().describe('the figure in the row of this conference: figure=conference.missing'),
  at: z.string().max(64).optional().describe('an instant; default: now. Asks for the past: supervisors'),
  seq: z.coerce.number().int().min(0).optional().describe('exactly this seq; needs `at`'),
  as: z.enum(['then', 'now']).default('then'),
});

/** Each folds a part of the log: more at once would only wait for each other. */
const AT_ONCE = 2;
const WAITING = 20;

export function explainRoutes(deps: {
  hub: Pick<Hub, 'publish'>;
  auth: Pick<Auth, 'guard'>;
  history: Pick<History, 'call'>;
  audit: (type: 'audit.explained', subject: string, data: object) => Promise<void>;
}): Router {
  const { hub, auth, history, audit } = deps;
  const router = express.Router();
  const gate = createGate(AT_ONCE, WAITING);

  router.get('/api/explain', auth.guard('explain'), async (req, res) => {
    const actor = someoneIn(res);
    const invalid = (where: string, message: string): void => refuse(res, 400, 'INVALID', message, { where });
    const query = explainQuery.safeParse(req.query);
    if (!query.success) return invalid(query.error.issues[0]?.path.join('.') ?? '', 'Tham số không đúng.');
    const { figure, agency = null, conference = null, as } = query.data;
    const isPast = query.data.at !== undefined || query.data.seq !== undefined || as === 'now';
    if (isPast && !mayUse(actor, 'view.past'))
      return refuse(res, 403, 'FORBIDDEN', 'Chỉ giám sát được xem lại thời điểm đã qua.');
    const live = hub.publish();
    const at = query.data.at === undefined ? live.at : parseQueryInstant(query.data.at);
    if (at === null) return invalid('at', 'Thời điểm không đúng, ví dụ 2026-11-21T10:17:30+07:00.');
    if (query.data.seq !== undefined && query.data.at === undefined) return invalid('at', 'seq cần có at.');
    const seq = query.data.seq ?? (isPast ? null : live.seq);
    const named = mayUse(actor, 'dossiers.named');
    try {
      const answer = await gate(() => history.call('explain', { figure, agency, conference, at, as, seq, named }));
      if (answer === null)
        return refuse(res, 429, 'QUEUE_FULL', 'Nhiều người đang hỏi cùng lúc, hãy thử lại.', { retryAfter: 2 });
      const members = answer.members.length;
      const asked = { by: actor.name, figure, agency, conference, seq: answer.seq, at: answer.at, as, members };
      await audit('audit.explained', figure, asked);
      res.json(answer);
    } catch (error) {
      refusePast(res, error);
    }
  });
  return router;
}
