// The alarms over HTTP: list, one with its history, and the same commands that a desk sends over its socket.
import express, { type RequestHandler, type Router } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type Command, commandSchema } from '../shared/alarm/command.ts';
import { find } from '../shared/alarm/fold.ts';
import { type Occurrence, shownPriority, stateOf } from '../shared/alarm/occurrence.ts';
import { closedRow, deskRow, openOccurrences, type RowContext } from '../shared/alarm/view.ts';
import { alarmState, priority } from '../shared/alarm/view-schema.ts';
import { rowContextOf } from '../shared/judge.ts';
import { instantText } from '../shared/time.ts';
import type { Auth } from './auth/auth.ts';
import type { Actor } from './auth/directory.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from './log-rows.ts';
import { type RefusalCode, refusal, refuse } from './refusal.ts';
import type { Hub } from './submission.ts';
import { Unavailable } from './submission.ts';

/** `retryAfterSec` with 429 and 503. */
export type Answer = Readonly<{ status: number; body: Readonly<Record<string, unknown>>; retryAfterSec?: number }>;
export type CommandDesk = Readonly<{ act: (command: Command, actor: Actor) => Promise<Answer> }>;

const AWAY = 'Máy chủ tạm thời chưa ghi được; lệnh chưa rõ kết quả, hãy gửi lại.';

/** Decides commands in the hub's queue and words the answers alike for socket and HTTP. Never rejects. */
export function createDesk(hub: Hub): CommandDesk {
  return {
    async act(command, actor) {
      try {
        const decision = await hub.command(command, { username: actor.name, name: actor.name, role: actor.role });
        if (decision.ok) return { status: 200, body: { ok: true, version: decision.version } };
        const { status, code, message, by, at, current, where } = decision;
        const extra = {
          ...(by === undefined ? {} : { by }),
          ...(at === undefined ? {} : { at: typeof at === 'number' ? instantText(at) : at }),
          ...(current === undefined ? {} : { current }),
          ...(where === undefined ? {} : { where }),
        };
        return { status, body: refusal(code as RefusalCode, message, extra) };
      } catch (error) {
        if (error instanceof Unavailable) {
          const [status, code] =
            error.reason === 'full' ? ([429, 'QUEUE_FULL'] as const) : ([503, 'UNAVAILABLE'] as const);
          return { status, body: refusal(code, AWAY), retryAfterSec: error.retryAfterSec };
        }
        throw error;
      }
    },
  };
}

export const alarmQuery = z.object({
  state: z.union([alarmState, z.literal('closed')]).optional(),
  priority: priority.optional(),
  rule: z.string().max(16).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  cursor: z.coerce.number().int().min(0).default(0),
});

/**
 * What a query asks for, in its order: open ones by rank, closed ones with the newest first. A row costs more than a look
 * at its occurrence, and there may be ten thousand: rows are made for the page alone.
 */
function occurrencesOf(
  { alarms }: RowContext,
  { state, priority: wanted, rule }: z.infer<typeof alarmQuery>,
): readonly Occurrence[] {
  const all = state === 'closed' ? [...alarms.closed.values()].reverse() : openOccurrences(alarms);
  return all.filter(
    (o) =>
      (state === undefined || stateOf(o) === state) &&
      (wanted === undefined || shownPriority(o) === wanted) &&
      (rule === undefined || o.rule === rule),
  );
}

const rowOf = (rows: RowContext, o: Occurrence) => (o.open ? deskRow(o, rows) : closedRow(rows, o.occurrence));

export const bulkBody = z.object({ items: z.array(commandSchema).min(1).max(500) });
// Each item is judged for itself: one that is no command has its own answer.
const bulkItems = z.object({ items: z.array(z.unknown()).min(1).max(500) });

export function alarmRoutes(deps: {
  hub: Hub;
  pool: Pool;
  auth: Pick<Auth, 'guard' | 'originCheck'>;
  desk: CommandDesk;
}): Router {
  const { hub, pool, auth, desk } = deps;
  const router = express.Router();
  const json = express.json({ limit: '4mb' });

  router.get('/api/alarms', auth.guard('alarms.read'), (req, res) => {
    const query = alarmQuery.safeParse(req.query);
    if (!query.success)
      return refuse(res, 400, 'INVALID', 'Tham số không đúng.', { where: query.error.issues[0]?.path.join('.') ?? '' });
    const model = hub.model();
    if (!model) return refuse(res, 503, 'UNAVAILABLE', AWAY, { retryAfter: 2 });
    const { limit, cursor } = query.data;
    const rows = rowContextOf(model);
    const asked = occurrencesOf(rows, query.data);
    const page = asked.slice(cursor, cursor + limit).flatMap((o) => rowOf(rows, o) ?? []);
    res.json({
      alarms: page,
      total: asked.length,
      next: cursor + limit < asked.length ? String(cursor + limit) : null,
    });
  });

  router.get('/api/alarms/:occurrence', auth.guard('alarms.read'), async (req, res) => {
    const { occurrence } = req.params as { occurrence: string };
    const model = hub.model();
    if (!model) return refuse(res, 503, 'UNAVAILABLE', AWAY, { retryAfter: 2 });
    const found = find(model.alarms, occurrence);
    const alarm = found && rowOf(rowContextOf(model), found);
    if (!alarm) return refuse(res, 404, 'NOT_FOUND', 'Không có cảnh báo này, hoặc đã quá thời gian lưu.');
    const { rows } = await pool.query<StoredRow>(
      `select ${ROW_COLUMNS} from log where received_at >= $1 and type like 'alarm.%' and subject = $2 order by seq limit 2000`,
      [alarm.raisedAt, occurrence],
    );
    const history = rows
      .map((row) => toEvent(row))
      .map((event) => ({
        seq: event.seq,
        at: instantText(event.receivedAt),
        type: event.type,
        data: event.data,
      }));
    res.json({ alarm, history });
  });

  const carryOut = async (item: unknown, actor: Actor): Promise<Answer> => {
    const command = commandSchema.safeParse(item);
    if (command.success) return desk.act(command.data, actor);
    const where = command.error.issues[0]?.path.join('.') ?? '';
    return { status: 422, body: refusal('INVALID', 'Lệnh không đúng mẫu.', { where }) };
  };

  const act: RequestHandler = async (req, res) => {
    const { occurrence, action } = req.params as { occurrence: string; action: string };
    const body: unknown = req.body;
    const command = { ...(typeof body === 'object' ? body : {}), occurrence, action };
    const answer = await carryOut(command, res.locals.actor as Actor);
    if (answer.retryAfterSec !== undefined) res.setHeader('Retry-After', String(Math.ceil(answer.retryAfterSec)));
    res.status(answer.status).json(answer.body);
  };

  router.post('/api/alarms/bulk', auth.originCheck, auth.guard('alarms.act'), json, async (req, res) => {
    const bulk = bulkItems.safeParse(req.body);
    if (!bulk.success)
      return refuse(res, 422, 'INVALID', 'Danh sách lệnh không đúng mẫu (1 đến 500 lệnh).', {
        where: bulk.error.issues[0]?.path.join('.') ?? '',
      });
    const { items } = bulk.data;
    const answers = await Promise.all(items.map((item) => carryOut(item, res.locals.actor as Actor)));
    res.json({ results: answers.map(({ status, body }, index) => ({ id: idOf(items[index]), status, ...body })) });
  });
  router.post('/api/alarms/:occurrence/:action', auth.originCheck, auth.guard('alarms.act'), json, act);
  return router;
}

const idOf = (item: unknown): string | null => {
  const id = (item as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : null;
};
