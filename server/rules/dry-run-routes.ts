// POST /api/rules/:id/dry-run: what a rule would have raised on a day with other settings, beside what it did raise.
import express, { type Request, type Response, type Router } from 'express';
import type { Pool } from 'pg';
import type { RuleDefinition } from '../../shared/alarm/settings.ts';
import { ruleOf } from '../../shared/judge.ts';
import { dayStart, dayText, instantText, parseDay } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import { firstDay } from '../history/days.ts';
import { HistoryRefusal } from '../history/protocol.ts';
import { beforeFirstDay } from '../history/pruned.ts';
import { refuse } from '../refusal.ts';
import type { Hub } from '../submission.ts';
import type { Activation } from './activations.ts';
import { checkSettings } from './check.ts';
import type { DryRun, DryRunResult } from './dry-run.ts';
import { createDryRuns } from './dry-run-thread.ts';

/** Rows in an answer, of each side. */
const ROWS = 500;

const NOTE =
  'Thử không tính thao tác của người trực (xác nhận, tạm hoãn, xử lý). Quy tắc được xét thưa hơn lúc chạy thật (khi có tin nhiều nhất mỗi giây một lần, khi không có tin mỗi 10 giây một lần), nên có cảnh báo đến chậm vài giây.';
const NOTHING = 'Sổ sự kiện không có tin nào trong ngày này.';

export function dryRunRoutes(deps: {
  hub: Pick<Hub, 'now'>;
  pool: Pool;
  auth: Pick<Auth, 'guard'>;
  databaseUrl: string;
}): Router {
  const { hub, pool, auth } = deps;
  const dryRuns = createDryRuns(deps.databaseUrl);
  const router = express.Router();

  /** What is to be tried, or null after a refusal. */
  async function dryRunOf(rule: RuleDefinition, req: Request, res: Response): Promise<DryRun | null> {
    const body = (req.body ?? {}) as { day?: unknown; settings?: unknown };
    const day = typeof body.day === 'string' ? parseDay(body.day) : Number.NaN;
    const until = hub.now();
    const invalid = (message: string, where: string): null => {
      refuse(res, 422, 'INVALID', message, { where });
      return null;
    };
    if (Number.isNaN(day)) return invalid('Ngày viết yyyy-mm-dd.', 'day');
    if (dayStart(day) > until) return invalid('Ngày này chưa đến.', 'day');
    const checked = checkSettings(rule, body.settings);
    if (!checked.ok) return invalid(checked.message, checked.where);
    const first = await firstDay(pool);
    if (first !== null && day < first) {
      refuse(res, 404, 'NOT_FOUND', beforeFirstDay(first), { where: 'day' });
      return null;
    }
    return { day, rule: rule.id, settings: checked.settings, until };
  }

  router.post(
    '/api/rules/:id/dry-run',
    auth.guard('rules.manage'),
    express.json({ limit: '64kb' }),
    async (req, res) => {
      const rule = ruleOf((req.params as { id: string }).id);
      if (!rule) return refuse(res, 404, 'NOT_FOUND', 'Không có quy tắc này.');
      const asked = await dryRunOf(rule, req, res);
      if (!asked) return;
      const leaving = new AbortController();
      res.on('close', () => leaving.abort());
      const running = dryRuns.run(asked, leaving.signal);
      if (!running)
        return refuse(res, 429, 'QUEUE_FULL', 'Đang có một lần thử khác; hãy đợi nó xong rồi thử lại.', {
          retryAfter: 10,
        });
      try {
        const result = await running;
        res.json(answerOf(asked, result));
      } catch (error) {
        if (leaving.signal.aborted) return; // nobody is there any more
        if (!(error instanceof HistoryRefusal)) throw error;
        refuse(res, 404, 'NOT_FOUND', error.message, { where: 'day' });
      }
    },
  );
  return router;
}

const outward = (activations: readonly Activation[]): object[] =>
  activations.slice(0, ROWS).map(({ raisedAt, returnedAt, ...rest }) => ({
    ...rest,
    raisedAt: instantText(raisedAt),
    returnedAt: returnedAt === null ? null : instantText(returnedAt),
  }));

const answerOf = ({ day, rule }: DryRun, { events, would, did }: DryRunResult): object => ({
  day: dayText(day),
  rule,
  events,
  note: events === 0 ? NOTHING : NOTE,
  would: outward(would),
  wouldTotal: would.length,
  did: outward(did),
  didTotal: did.length,
});
