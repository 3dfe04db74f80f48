// GET /api/events: the log for people and programs, as pages of JSON, or whole as CSV or NDJSON.
import express, { type Router } from 'express';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Auth } from './auth/auth.ts';
import { BOM, eventCsv, eventHeader, eventLine, outward } from './event-text.ts';
import { parseQueryInstant } from './instants.ts';
import { ROW_COLUMNS, type StoredRow } from './log-rows.ts';
import { refuse } from './refusal.ts';
import { streamOut } from './stream-out.ts';

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

const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** One page after `cursor`, by seq. `from` is in, `to` is out. A `type` ending in `*` means all that begin so. */
async function readPage(pool: Pool, query: Query, cursor: number, limit: number): Promise<StoredRow[]> {
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
  return rows;
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
    if (kind === 'text/csv') {
      res.type('text/csv; charset=utf-8').setHeader('Content-Disposition', 'attachment; filename="su-kien.csv"');
      return streamOut(res, wholeCsv(pool, query.data));
    }
    if (kind === 'application/x-ndjson') {
      res.type('application/x-ndjson');
      return streamOut(res, wholeText(pool, query.data, linesOf));
    }
    const { cursor, limit } = query.data;
    const rows = await readPage(pool, query.data, cursor, limit);
    res.json({ events: rows.map(outward), next: rows.length === limit ? String(rows.at(-1)?.seq) : null });
  });
  return router;
}

/** Everything the query means, a page at a time, as text. */
async function* wholeText(pool: Pool, query: Query, textOf: (rows: readonly StoredRow[]) => string) {
  for (let { cursor } = query; ; ) {
    const rows = await readPage(pool, query, cursor, ROWS_AT_ONCE);
    yield textOf(rows);
    if (rows.length < ROWS_AT_ONCE) return;
    cursor = Number(rows.at(-1)?.seq ?? cursor);
  }
}

const linesOf = (rows: readonly StoredRow[]): string => rows.map((row) => `${eventLine(row)}\n`).join('');

async function* wholeCsv(pool: Pool, query: Query) {
  yield BOM + eventHeader;
  yield* wholeText(pool, query, eventCsv);
}
