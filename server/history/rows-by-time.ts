// The rows of a replay as known now, by the events' own time. Whoever passes them first has the database sort them; from
// then on the paths between the kept places know which rows they are, and no late event makes finding them dearer.
import type { Pool, PoolClient } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { type Base, newestBase } from '../fold.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import type { Keyframe } from './keyframes.ts';
import { along } from './path.ts';
import { refusePruned } from './pruned.ts';
import { buffered, instantOf, isBehind, type Position, ROWS_AT_ONCE, type RowStream } from './rows.ts';

/** The end of the log for this replay, and where a pruned one begins. */
type Asked = Readonly<{ seq: number; base: Base | null; until: number }>;

/** The rows of these seqs by (foldAt, seq). Throws HistoryRefusal where one has been pruned meanwhile. */
async function rowsOf(pool: Pool, seqs: Float64Array, base: Base | null): Promise<LogEvent[]> {
  if (seqs.length === 0) return [];
  const { rows } = await pool.query<StoredRow>({
    name: 'replay-by-seqs',
    text: `select ${ROW_COLUMNS} from log where seq = any($1::bigint[])`,
    values: [`{${seqs.join()}}`],
  });
  if (rows.length !== seqs.length) refusePruned(await newestBase(pool));
  return rows.map((row) => toEvent(row, 'now', base?.at)).sort((a, b) => a.foldAt - b.foldAt || a.seq - b.seq);
}

/** From the beginning up to `until` (epoch ms), all of them: a cursor on a connection of its own. */
export function cursorByTime(pool: Pool, { seq, base, until }: Asked): RowStream {
  let client: PoolClient | null = null;
  let reading: Promise<unknown> = Promise.resolve();

  async function begin(): Promise<PoolClient> {
    const own = await pool.connect();
    client = own;
    await own.query('begin read only');
    await own.query(
      `declare replay no scroll cursor for select ${ROW_COLUMNS} from log
       where log.seq > $2 and log.seq <= $1 and log.time <= $4::timestamptz
       order by greatest(log.time, $3::timestamptz), log.seq`,
      [seq, base?.seq ?? 0, base === null ? null : instantOf(base.at), instantOf(until)],
    );
    const stands = await newestBase(own);
    if (stands?.seq !== base?.seq) refusePruned(stands);
    return own;
  }

  async function read(): Promise<LogEvent[]> {
    const own = client ?? (await begin());
    const { rows } = await own.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from replay`);
    return rows.map((row) => toEvent(row, 'now', base?.at));
  }

  return buffered(
    () => {
      const part = read();
      reading = part.catch(() => {});
      return part;
    },
    {
      ahead: true,
      close: async () => {
        await reading; // what is read ahead uses the connection
        const held = client;
        client = null;
        await held?.query('rollback').catch(() => {});
        held?.release();
      },
    },
  );
}

/**
 * After `after` and up to `until` (epoch ms), without holding a connection. `next` gives the first kept place behind a
 * position: the rows up to there are known by its path. Without one they are read and sorted up to there.
 */
export function pagesByTime(
  pool: Pool,
  after: Position,
  asked: Asked & Readonly<{ next: (after: Position) => Keyframe | null }>,
  { atOnce = ROWS_AT_ONCE, ahead = false } = {},
): RowStream {
  const { seq, base, until } = asked;
  const over: Position = { foldAt: until, seq };
  let at = after;
  let isOver = false;

  /** Up to `end`: what is dated before the base stands at the base's instant. */
  async function sortedPage(end: number): Promise<LogEvent[]> {
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
  }

  async function read(): Promise<LogEvent[]> {
    const next = asked.next(at);
    const known = next?.path ? along(next.path, at, until) : null;
    const end: Position = next && next.position.foldAt <= until ? next.position : over;
    const part = known ? await rowsOf(pool, known.subarray(0, atOnce), base) : await sortedPage(end.foldAt);
    const last = part.at(-1);
    const isMore = known ? known.length > atOnce : part.length === atOnce;
    at = isMore && last ? { foldAt: last.foldAt, seq: last.seq } : known ? end : { foldAt: end.foldAt, seq };
    isOver = !isBehind(over, at);
    return part;
  }

  return buffered(
    async () => {
      while (!isOver) {
        const part = await read();
        if (part.length > 0) return part;
      }
      return [];
    },
    { ahead },
  );
}
