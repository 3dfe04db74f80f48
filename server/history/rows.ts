// The rows of a replay in the order in which they are folded, from any position on, a part at a time.
import type { Pool } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { newestBase } from '../fold.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import { refusePruned } from './pruned.ts';

export const ROWS_AT_ONCE = 2_000;

/** Where a fold stands: everything up to and with this row has been folded. */
export type Position = Readonly<{ foldAt: number; seq: number }>;
export const START: Position = { foldAt: Number.NEGATIVE_INFINITY, seq: 0 };

export const isBehind = (a: Position, b: Position): boolean =>
  a.foldAt > b.foldAt || (a.foldAt === b.foldAt && a.seq > b.seq);

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
  fetch: () => Promise<LogEvent[]>,
  { close = nothing, ahead = false }: { close?: () => Promise<void>; ahead?: boolean } = {},
): RowStream {
  let buffer: (LogEvent | undefined)[] = [];
  let [next, ended] = [0, false];
  let coming: Promise<LogEvent[]> | null = null;
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
      buffer[next] = undefined; // a replay that stands still holds only what is to come
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
