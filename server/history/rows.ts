// The rows of a replay in the order in which they are folded, from any position on, a part at a time.
import type { Pool, PoolClient } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import type { Truth } from './protocol.ts';

const ROWS_AT_ONCE = 2_000;

/** Where a fold stands: everything up to and with this row has been folded. */
export type Position = Readonly<{ foldAt: number; seq: number }>;
export const START: Position = { foldAt: Number.NEGATIVE_INFINITY, seq: 0 };

export type RowStream = Readonly<{
  /** The next event, without taking it; null at the end. */
  peek: () => Promise<LogEvent | null>;
  take: () => void;
  close: () => Promise<void>;
}>;

/** Events after `after` and with seq ≤ `seq`, as known then (by seq) or now (by time, seq). */
export function openRows(pool: Pool, truth: Truth, after: Position, seq: number): RowStream {
  return truth === 'then' ? bySeq(pool, after, seq) : byTime(pool, after, seq);
}

function buffered(fetch: () => Promise<readonly LogEvent[]>, close: () => Promise<void>): RowStream {
  let buffer: readonly LogEvent[] = [];
  let [next, ended] = [0, false];
  return {
    async peek() {
      while (next >= buffer.length && !ended) {
        [buffer, next] = [await fetch(), 0];
        ended = buffer.length === 0;
      }
      return buffer[next] ?? null;
    },
    take() {
      next += 1;
    },
    close,
  };
}

function bySeq(pool: Pool, after: Position, seq: number): RowStream {
  let last = after.seq;
  return buffered(
    async () => {
      const { rows } = await pool.query<StoredRow>({
        name: 'replay-by-seq',
        text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq limit ${ROWS_AT_ONCE}`,
        values: [last, Math.min(seq, last + ROWS_AT_ONCE)],
      });
      last = Number(rows.at(-1)?.seq ?? last);
      return rows.map((row) => toEvent(row, 'then'));
    },
    () => Promise.resolve(),
  );
}

/** A cursor of its own connection, opened at the first row that is asked for. */
function byTime(pool: Pool, after: Position, seq: number): RowStream {
  let client: PoolClient | null = null;
  const from = Number.isFinite(after.foldAt) ? new Date(after.foldAt).toISOString() : null;
  return buffered(
    async () => {
      if (!client) {
        client = await pool.connect();
        await client.query('begin read only');
        await client.query(
          `declare replay no scroll cursor for select ${ROW_COLUMNS} from log
           where log.seq <= $1 and ($2::timestamptz is null or log.time > $2 or (log.time = $2 and log.seq > $3))
           order by log.time, log.seq`,
          [seq, from, after.seq],
        );
      }
      const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from replay`);
      return rows.map((row) => toEvent(row, 'now'));
    },
    async () => {
      const held = client;
      client = null;
      await held?.query('rollback').catch(() => {});
      held?.release();
    },
  );
}
