// GET /api/events: the log for people and programs, as pages of JSON, or whole as CSV or NDJSON.
import { once } from 'node:events';
import { stringify } from 'csv-stringify';
import express, { type Request, type Response, type Router } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { LogEvent } from '../shared/event.ts';
import { instantText } from '../shared/time.ts';
import type { Auth } from './auth/auth.ts';
import { parseQueryInstant } from './instants.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from './log-rows.ts';
import { refuse } from './refusal.ts';

const ROWS_AT_ONCE = 1_000;

const instant = z
  .string()
  .optional()
  .transform((text, ctx) => {
    if (text === undefined) return null;
    const parsed = parseQueryInstant(text);
    if (parsed !== null) return parsed;
    ctx.addIssue('no instant: write it as 2026-11-21T10:17:30+07:00');
    return z.NEVER;
  });

export const eventsQuery = z.object({
  from: instant,
  to: instant,
  by: z.enum(['received', 'time']).default('received'),
  type: z.string().max(128).optional(),
  subject: z.string().max(128).optional(),
  source: z.string().max(1024).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.coerce.number().int().min(0).default(0),
});
type Query = z.infer<typeof eventsQuery>;

/** An event as it goes out: its CloudEvents attributes at top level, plus seq and receivedAt. */
const outward = (event: LogEvent) => ({
  seq: event.seq,
  id: event.id,
  source: event.source,
  type: event.type,
  time: instantText(event.time),
  subject: event.subject,
  ...(event.agency === null ? {} : { agency: event.agency }),
  receivedAt: instantText(event.receivedAt),
  data: event.data,
});

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** One page after `cursor`, by seq. `from` is in, `to` is out. A `type` ending in `*` means all that begin so. */
async function readPage(pool: Pool, query: Query, cursor: number, limit: number): Promise<LogEvent[]> {
  const column = query.by === 'received' ? 'received_at' : 'log.time';
  const { rows } = await pool.query<StoredRow>(
    `select ${ROW_COLUMNS} from log
     where seq > $1
       and ($2::timestamptz is null or ${column} >= $2)
       and ($3::timestamptz is null or ${column} < $3)
       and ($4::text is null or type = $4 or (right($4, 1) = '*' and starts_with(type, left($4, -1))))
       and ($5::text is null or subject = $5)
       and ($6::text is null or source = $6)
     order by seq limit $7`,
    [
      cursor,
      isoOrNull(query.from),
      isoOrNull(query.to),
      query.type ?? null,
      query.subject?.normalize('NFC') ?? null,
      query.source ?? null,
      limit,
    ],
  );
  return rows.map((row) => toEvent(row));
}

export function eventListRoutes({ pool, auth }: { pool: Pool; auth: Pick<Auth, 'guard'> }): Router {
  const router = express.Router();
  router.get('/api/events', auth.guard('events.read'), async (req, res) => {
    const query = eventsQuery.safeParse(req.query);
    if (!query.success) {
      const issue = query.error.issues[0];
      return refuse(res, 400, 'INVALID', issue?.message ?? 'bad query', { where: issue?.path.join('.') ?? '' });
    }
    const kind = req.accepts(['application/json', 'text/csv', 'application/x-ndjson']);
    if (kind === 'text/csv') return streamCsv(pool, query.data, req, res);
    if (kind === 'application/x-ndjson') return streamLines(pool, query.data, req, res);
    const { cursor, limit } = query.data;
    const events = await readPage(pool, query.data, cursor, limit);
    res.json({ events: events.map(outward), next: events.length === limit ? String(events.at(-1)?.seq) : null });
  });
  return router;
}

/** Everything the query means, a page at a time, for as long as the reader keeps up. */
async function* readAll(pool: Pool, query: Query, req: Request): AsyncGenerator<LogEvent> {
  let cursor = query.cursor;
  while (!req.destroyed) {
    const events = await readPage(pool, query, cursor, ROWS_AT_ONCE);
    yield* events;
    if (events.length < ROWS_AT_ONCE) return;
    cursor = events.at(-1)?.seq ?? cursor;
  }
}

async function streamLines(pool: Pool, query: Query, req: Request, res: Response): Promise<void> {
  res.type('application/x-ndjson');
  for await (const event of readAll(pool, query, req)) {
    if (!res.write(`${JSON.stringify(outward(event))}\n`)) await once(res, 'drain');
  }
  res.end();
}

const COLUMNS = ['seq', 'receivedAt', 'time', 'id', 'source', 'type', 'subject', 'agency', 'data'] as const;

async function streamCsv(pool: Pool, query: Query, req: Request, res: Response): Promise<void> {
  res.type('text/csv; charset=utf-8').setHeader('Content-Disposition', 'attachment; filename="su-kien.csv"');
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
  csv.pipe(res);
  for await (const event of readAll(pool, query, req)) {
    const row = outward(event);
    if (!csv.write({ ...row, data: JSON.stringify(row.data) })) await once(csv, 'drain');
  }
  csv.end();
}
