// From the log in the database to a model: nearest snapshot, then the tail. Used at start, in workers and by the check.
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { completeFrom } from '../shared/complete.ts';
import type { LogEvent } from '../shared/event.ts';
import { emptyModel, FOLD_VERSION, type Model, step } from '../shared/model.ts';
import { packLines, unpackLines } from '../shared/pack.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from './log-rows.ts';

const ROWS_AT_ONCE = 5_000;

/** Gives the event loop a turn: a server that folds a long log still answers /healthz. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type Position = Readonly<{ seq: number; chain: Buffer }>;
export type Folded = Readonly<{ model: Model; from: 'empty' | 'snapshot' | 'base'; rows: number }>;

type Query = Pick<pg.ClientBase, 'query'>;

/** The log is not what was written: rows are missing, or one of them cannot be folded. The connection is well. */
export class LogFault extends Error {}

/** Is this database an exercise? */
export async function isExercise(client: Query): Promise<boolean> {
  const { rows } = await client.query<{ exercise: boolean }>('select exercise from database_meta');
  return rows[0]?.exercise ?? false;
}

/** Largest seq received by an instant (epoch ms); 0 before the first. */
export async function seqReceivedBy(client: Query, at: number): Promise<number> {
  const { rows } = await client.query<{ last_seq: string }>(
    'select last_seq from batch where received_at <= $1 order by received_at desc limit 1',
    [new Date(at).toISOString()],
  );
  return Number(rows[0]?.last_seq ?? 0);
}

/** Where a pruned log begins: no row of seq ≤ `seq` is kept, and no view of before `at` (epoch ms) can be made. */
export type Base = Readonly<{ seq: number; at: number }>;

/** The newest base; null: the log has never been pruned. */
export async function newestBase(client: Query): Promise<Base | null> {
  const { rows } = await client.query<{ seq: string; ms: string }>(
    'select seq, (extract(epoch from at) * 1000)::bigint as ms from snapshot where base order by seq desc limit 1',
  );
  return rows[0] ? { seq: Number(rows[0].seq), at: Number(rows[0].ms) } : null;
}

/** Last committed seq; 0 for an empty log. */
export async function lastSeq(client: Query): Promise<number> {
  const { rows } = await client.query<{ last_seq: string }>(
    'select last_seq from batch order by last_seq desc limit 1',
  );
  return Number(rows[0]?.last_seq ?? 0);
}

/**
 * The newest usable starting point with `after` < seq ≤ `seq`: a snapshot of this fold version, or, from `scratch`, only
 * the base of a pruned log, which may be of an older version: the log before it is gone. null: fold from the empty model,
 * or from what you have.
 */
export async function nearestSnapshot(
  client: Query,
  seq: number,
  { scratch = false, after = -1 }: { scratch?: boolean; after?: number } = {},
): Promise<{ model: Model; base: boolean } | null> {
  const { rows } = await client.query<{ model: Buffer; base: boolean }>(
    `select model, base from snapshot
     where seq <= $1 and seq > $4 and (base or (fold_version = $2 and not $3)) order by seq desc, at desc limit 1`,
    [seq, FOLD_VERSION, scratch, after],
  );
  const row = rows[0];
  if (!row) return null;
  const model = unpackModel(row.model);
  // An older build of the same fold version may know less of what no screen shows.
  completeFrom(model, emptyModel(model.exercise));
  return { model, base: row.base };
}

/**
 * The model of the log's prefix up to `seq`, as known then. `scratch` folds from the log's base and reads no snapshot.
 * The model's instant is that of its last event: settle it to the instant you want.
 */
export async function foldUpTo(client: Query, seq: number, options: { scratch?: boolean } = {}): Promise<Folded> {
  const start = await nearestSnapshot(client, seq, { scratch: options.scratch ?? false });
  const base = start === null ? await newestBase(client) : null;
  if (base !== null) throw new Error(`the log has been pruned and begins after seq ${base.seq}`);
  const model = start?.model ?? emptyModel(await isExercise(client));
  const rows = await foldTail(client, model, seq);
  return { model, from: start === null ? 'empty' : start.base ? 'base' : 'snapshot', rows };
}

/** Folds the rows after `model.seq` up to `seq` into the model; returns how many. Throws LogFault. */
export async function foldTail(client: Query, model: Model, seq: number): Promise<number> {
  const after = model.seq;
  for await (const events of eventsBySeq(client, after, seq)) {
    for (const event of events) stepLogged(model, event);
    await breathe();
  }
  return Math.max(0, seq - after);
}

/** The events with `after` < seq ≤ `upTo` as known then, in parts. Throws LogFault where one is missing. */
export async function* eventsBySeq(client: Query, after: number, upTo: number): AsyncGenerator<readonly LogEvent[]> {
  for (let last = after; last < upTo; ) {
    const end = Math.min(upTo, last + ROWS_AT_ONCE);
    const { rows } = await client.query<StoredRow>({
      name: 'fold-tail',
      text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq limit ${ROWS_AT_ONCE}`,
      values: [last, end],
    });
    const hole = rows.findIndex(({ seq }, index) => Number(seq) !== last + 1 + index);
    const whole = hole === -1 ? rows : rows.slice(0, hole);
    yield whole.map((row) => toEvent(row));
    // seq has no gaps: what is missing was pruned meanwhile, or is lost. To fold the rest would give a wrong model.
    if (whole.length !== end - last) throw new LogFault(`the log has no row of seq ${last + whole.length + 1}`);
    last = end;
  }
}

/** `step` for an event that the log gave. Throws LogFault, naming its seq, where the event cannot be folded. */
export function stepLogged(model: Model, event: LogEvent): void {
  try {
    step(model, event);
  } catch (cause) {
    throw new LogFault(`seq ${event.seq} cannot be folded: ${(cause as Error).message}`, { cause });
  }
}

/** Rows after the base with seq ≤ `seq` and time ≤ `until` (epoch ms), by (time, seq), in parts. Needs a client of its own. */
async function* rowsByTime(
  client: Query,
  base: Base | null,
  seq: number,
  until: number,
): AsyncGenerator<readonly StoredRow[]> {
  await client.query('begin read only');
  try {
    await client.query(
      `declare by_time no scroll cursor for select ${ROW_COLUMNS} from log
       where log.seq > $1 and log.seq <= $2 and log.time <= $3
       order by greatest(log.time, $4::timestamptz), log.seq`,
      [base?.seq ?? 0, seq, new Date(until).toISOString(), base === null ? null : new Date(base.at).toISOString()],
    );
    if ((await newestBase(client))?.seq !== base?.seq) throw new Error('the log is being pruned');
    for (;;) {
      const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from by_time`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('rollback').catch(() => {});
  }
}

/**
 * The model of what is known today (rows ≤ `seq`), folded by the events' own time up to `at`. Of a pruned log it begins
 * with the base: what had been received until then stays as it was known then, and is no longer put in the order of its
 * own time. What came later is in that order; where it is dated before the base it is folded at the base's instant, as
 * a correction of its day.
 */
export async function foldByTime(client: Query, seq: number, at: number): Promise<Model> {
  const base = await newestBase(client);
  const model = base ? await baseModel(client, base) : emptyModel(await isExercise(client));
  for await (const rows of rowsByTime(client, base, seq, at)) {
    for (const row of rows) stepLogged(model, toEvent(row, 'now', base?.at));
    await breathe();
  }
  return model;
}

/** The model of a base. Throws where a newer one has taken its place meanwhile. */
export async function baseModel(client: Query, base: Base): Promise<Model> {
  const found = await nearestSnapshot(client, base.seq, { scratch: true });
  if (found?.model.seq !== base.seq) throw new Error(`the log's base at seq ${base.seq} is gone`);
  return found.model;
}

/** The bytes of a snapshot: gzip of the packed lines. */
export function packModel(model: Model): Buffer {
  const lines: Buffer[] = [];
  for (const line of packLines(model)) lines.push(Buffer.from(`${line}\n`));
  return gzipSync(Buffer.concat(lines), { level: 1 });
}

/** The inverse of `packModel`. Throws when the bytes are not whole. */
export function unpackModel(bytes: Buffer): Model {
  return unpackLines<Model>(linesOf(gunzipSync(bytes)));
}

function* linesOf(bytes: Buffer): Generator<string> {
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}

/**
 * Keeps a model as a snapshot of its own position. `base`: what a pruned log begins from; only the owner may write one,
 * because a snapshot that stands there already becomes the base. Before a base nothing is kept: what a slow recorder has
 * still folded of a log that was pruned meanwhile is forgotten.
 */
export async function writeSnapshot(client: Query, model: Model, base = false): Promise<void> {
  const { rows } = await client.query<{ hash: Buffer }>('select hash from batch where last_seq = $1', [model.seq]);
  const hash = rows[0]?.hash;
  if (!hash) throw new Error(`seq ${model.seq} is not the end of a batch`);
  await client.query(
    `insert into snapshot (seq, at, fold_version, base, chain, model)
     select $1::bigint, $2::timestamptz, $3::text, $4::boolean, $5::bytea, $6::bytea
     where $4 or not exists (select from snapshot where base and seq > $1)
     on conflict (seq, at, fold_version) do ${base ? 'update set base = true, model = excluded.model' : 'nothing'}`,
    [model.seq, new Date(model.at).toISOString(), FOLD_VERSION, base, hash, packModel(model)],
  );
}
