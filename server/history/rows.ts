// The rows of a replay in the order in which they are folded, from any position on, a part at a time.
import type { Pool, PoolClient } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { type Base, newestBase } from '../fold.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import { refusePruned } from './pruned.ts';

export const ROWS_AT_ONCE = 2_000;

/** Where a fold stands: everything up to and with this row has been folded. */
export type Position = Readonly<{ foldAt: number; seq: number }>;
export const START: Position = { foldAt: Number.NEGATIVE_INFINITY, seq: 0 };

export type RowStream = Readonly<{
  /** The next event, without taking it; null at the end. */
  peek: () => Promise<LogEvent | null>;
  /** The same without waiting; undefined: it has to be read first, or there is none. */
  ready: () => LogEvent | undefined;
  take: () => void;
  close: () => Promise<void>;
}>;

const nothing = (): Promise<void> => Promise.resolve();

/**
 * A stream of what `fetch` gives, part after part; an empty one is the end. `ahead`: the next part is read while one is
 * folded, for a reader who wants them all.
 */
export function buffered(
  fetch: () => Promise<readonly LogEvent[]>,
  { close = nothing, ahead = false }: { close?: () => Promise<void>; ahead?: boolean } = {},
): RowStream {
  let buffer: readonly LogEvent[] = [];
  let [next, ended] = [0, false];
  let coming: Promise<readonly LogEvent[]> | null = null;
  return {
    async peek() {
      while (next >= buffer.length && !ended) {
        const part = await (coming ?? fetch());
        [buffer, next, coming, ended] = [part, 0, null, part.length === 0];
        if (!ahead || ended) continue;
        coming = fetch();
        coming.catch(() => {}); // heard when it is asked for
      }
      return buffer[next] ?? null;
    },
    ready: () => buffer[next],
    take() {
      next += 1;
    },
    close,
  };
}

/**
 * As known then: events after `after` and with seq ≤ `seq`. `ahead`: they will all be read. Reading throws HistoryRefusal
 * once the log has been pruned under it, here and below.
 */
export function rowsBySeq(
  pool: Pool,
  after: Position,
  seq: number,
  { atOnce = ROWS_AT_ONCE, ahead = false } = {},
): RowStream {
  let last = after.seq;
  return buffered(
    async () => {
      const upTo = Math.min(seq, last + atOnce);
      if (upTo <= last) return [];
      const { rows } = await pool.query<StoredRow>({
        name: 'replay-by-seq',
        text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq`,
        values: [last, upTo],
      });
      // seq has no gaps: what is missing has been pruned since.
      if (rows.length !== upTo - last) refusePruned(await newestBase(pool));
      last = upTo;
      return rows.map((row) => toEvent(row, 'then'));
    },
    { ahead },
  );
}

/** An instant for a query; without a beginning or an end it is the database's own infinity. */
export const instantOf = (at: number): string =>
  Number.isFinite(at) ? new Date(at).toISOString() : at < 0 ? '-infinity' : 'infinity';

/** As known now, from the beginning up to `until` (epoch ms): a cursor on a connection of its own. */
export function cursorByTime(pool: Pool, seq: number, base: Base | null, until: number): RowStream {
  let client: PoolClient | null = null;
  return buffered(
    async () => {
      if (!client) {
        client = await pool.connect();
        await client.query('begin read only');
        await client.query(
          `declare replay no scroll cursor for select ${ROW_COLUMNS} from log
           where log.seq > $2 and log.seq <= $1 and log.time <= $4::timestamptz
           order by greatest(log.time, $3::timestamptz), log.seq`,
          [seq, base?.seq ?? 0, base === null ? null : instantOf(base.at), instantOf(until)],
        );
        const stands = await newestBase(client);
        if (stands?.seq !== base?.seq) refusePruned(stands);
      }
      const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from replay`);
      return rows.map((row) => toEvent(row, 'now', base?.at));
    },
    {
      close: async () => {
        const held = client;
        client = null;
        await held?.query('rollback').catch(() => {});
        held?.release();
      },
    },
  );
}

/**
 * As known now, after `after` and up to `until` (epoch ms), without holding a connection. `windowEnd` gives an instant
 * behind a position with not many rows in between: each part reads and sorts what lies up to there.
 */
export function pagesByTime(
  pool: Pool,
  after: Position,
  asked: Readonly<{ seq: number; base: Base | null; until: number; windowEnd: (after: Position) => number }>,
  { atOnce = ROWS_AT_ONCE, ahead = false } = {},
): RowStream {
  const { seq, base, until } = asked;
  let at = after;
  let isOver = false;
  const page = async (end: number): Promise<LogEvent[]> => {
    // What is dated before the base stands at the base's instant.
    const from = base !== null && at.foldAt === base.at ? '-infinity' : instantOf(at.foldAt);
    const { rows } = await pool.query<StoredRow>(
      `select ${ROW_COLUMNS} from log
       where log.seq > $2 and log.seq <= $1 and log.time >= $5::timestamptz and log.time <= $7::timestamptz
         and (log.time > $4::timestamptz or (log.seq > $6 and (log.time = $4 or ($4 = $3::timestamptz and log.time < $4))))
       order by greatest(log.time, $3::timestamptz), log.seq limit ${atOnce}`,
      [
        seq,
        base?.seq ?? 0,
        base === null ? null : instantOf(base.at),
        instantOf(at.foldAt),
        from,
        Math.min(at.seq, seq),
        instantOf(end),
      ],
    );
    const stands = await newestBase(pool);
    if (stands?.seq !== base?.seq) refusePruned(stands);
    return rows.map((row) => toEvent(row, 'now', base?.at));
  };
  return buffered(
    async () => {
      while (!isOver) {
        const end = Math.min(until, asked.windowEnd(at));
        const events = await page(end);
        const last = events.at(-1);
        if (last && events.length === atOnce) at = { foldAt: last.foldAt, seq: last.seq };
        else {
          at = { foldAt: end, seq };
          isOver = end >= until;
        }
        if (events.length > 0) return events;
      }
      return [];
    },
    { ahead },
  );
}
