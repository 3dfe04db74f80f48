// The rows of a replay in the order in which they are folded, from any position on, a part at a time.
import type { Pool, PoolClient } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { type Base, newestBase, seqReceivedBy } from '../fold.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import type { Truth } from './protocol.ts';
import { refusePruned } from './pruned.ts';

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

/**
 * Events after `after` and with seq ≤ `seq`, as known then (by seq) or now (by time, seq, and nothing before `base`). Reading
 * throws HistoryRefusal once the log has been pruned under it.
 */
export function openRows(pool: Pool, truth: Truth, after: Position, seq: number, base: Base | null): RowStream {
  return truth === 'then' ? bySeq(pool, after, seq) : byTime(pool, after, seq, base);
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
      // seq has no gaps: what is missing has been pruned since.
      if (rows.length !== Math.max(0, Math.min(seq - last, ROWS_AT_ONCE))) refusePruned(await newestBase(pool));
      last = Number(rows.at(-1)?.seq ?? last);
      return rows.map((row) => toEvent(row, 'then'));
    },
    () => Promise.resolve(),
  );
}

/** A cursor of its own connection, opened at the first row that is asked for. */
function byTime(pool: Pool, after: Position, seq: number, base: Base | null): RowStream {
  let client: PoolClient | null = null;
  const from = Number.isFinite(after.foldAt) ? new Date(after.foldAt).toISOString() : null;
  return buffered(
    async () => {
      if (!client) {
        client = await pool.connect();
        await client.query('begin read only');
        await client.query(
          `declare replay no scroll cursor for select ${ROW_COLUMNS} from log
           where log.seq > $4 and log.seq <= $1 and ($2::timestamptz is null or log.time > $2
             or (log.seq > $3 and (log.time = $2 or ($2 = $5::timestamptz and log.time < $2))))
           order by greatest(log.time, $5::timestamptz), log.seq`,
          [seq, from, after.seq, base?.seq ?? 0, base === null ? null : new Date(base.at).toISOString()],
        );
        const stands = await newestBase(client);
        if (stands?.seq !== base?.seq) refusePruned(stands);
      }
      const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from replay`);
      return rows.map((row) => toEvent(row, 'now', base?.at));
    },
    async () => {
      const held = client;
      client = null;
      await held?.query('rollback').catch(() => {});
      held?.release();
    },
  );
}

/**
 * The instant (epoch ms) of the next or the last event before or after `at`, alarms only where asked; null where [from, to]
 * has none. As known then by receipt, as known now by the events' own time.
 */
export async function neighbour(
  pool: Pool,
  asked: { as: Truth; at: number; pinned: number; from: number; to: number; back: boolean; alarm: boolean },
): Promise<number | null> {
  const { as, at, pinned, from, to, back } = asked;
  const kind = asked.alarm ? `and type in ('alarm.raised', 'alarm.rose')` : '';
  if (as === 'then') {
    // Along the index on seq: a log has none on received_at.
    const known = Math.min(pinned, await seqReceivedBy(pool, back ? at - 1 : at));
    const { rows } = await pool.query<{ ms: string }>(
      `select (extract(epoch from received_at) * 1000)::bigint as ms from log
       where seq ${back ? '<=' : '>'} $1 and seq <= $2 ${kind} order by seq ${back ? 'desc' : 'asc'} limit 1`,
      [known, pinned],
    );
    const found = rows[0] ? Number(rows[0].ms) : null;
    return found !== null && found >= from && found <= to ? found : null;
  }
  const { rows } = await pool.query<{ ms: string | null }>(
    `select (extract(epoch from ${back ? 'max' : 'min'}(time)) * 1000)::bigint as ms from log
     where seq <= $1 and time ${back ? '< $2 and time >= $3' : '> $2 and time <= $3'} ${kind}`,
    [pinned, new Date(at).toISOString(), new Date(back ? from : to).toISOString()],
  );
  return rows[0]?.ms == null ? null : Number(rows[0].ms);
}
