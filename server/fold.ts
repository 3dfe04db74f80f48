// From the log in the database to a model: nearest snapshot, then the tail. Used at start, in workers and by the check.
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { emptyModel, FOLD_VERSION, type Model, step } from '../shared/model.ts';
import { pack, unpack } from '../shared/pack.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from './log-rows.ts';

const ROWS_AT_ONCE = 5_000;

/** Gives the event loop a turn: a server that folds a long log still answers /healthz. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type Position = Readonly<{ seq: number; chain: Buffer }>;
export type Folded = Readonly<{ model: Model; from: 'empty' | 'snapshot' | 'base'; rows: number }>;

type Query = Pick<pg.ClientBase, 'query'>;

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

/** Last committed seq; 0 for an empty log. */
export async function lastSeq(client: Query): Promise<number> {
  const { rows } = await client.query<{ last_seq: string }>(
    'select last_seq from batch order by last_seq desc limit 1',
  );
  return Number(rows[0]?.last_seq ?? 0);
}

/**
 * The newest usable starting point with `after` < seq ≤ `seq`: a snapshot of this fold version, or, from `scratch`, only
 * the base of a pruned log. null: fold from the empty model, or from what you have.
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
  return row ? { model: unpack<Model>(gunzipSync(row.model).toString('utf8')), base: row.base } : null;
}

/**
 * The model of the log's prefix up to `seq`, as known then. `scratch` folds from the log's base and reads no snapshot.
 * The model's instant is that of its last event: settle it to the instant you want.
 */
export async function foldUpTo(client: Query, seq: number, options: { scratch?: boolean } = {}): Promise<Folded> {
  const start = await nearestSnapshot(client, seq, { scratch: options.scratch ?? false });
  const model = start?.model ?? emptyModel(await isExercise(client));
  const rows = await foldTail(client, model, seq);
  return { model, from: start === null ? 'empty' : start.base ? 'base' : 'snapshot', rows };
}

/** Folds the rows after `model.seq` up to `seq` into the model; returns how many. */
export async function foldTail(client: Query, model: Model, seq: number): Promise<number> {
  let count = 0;
  while (model.seq < seq) {
    const { rows } = await client.query<StoredRow>({
      name: 'fold-tail',
      text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq limit ${ROWS_AT_ONCE}`,
      values: [model.seq, Math.min(seq, model.seq + ROWS_AT_ONCE)],
    });
    if (rows.length === 0) throw new Error(`the log has no row after seq ${model.seq}, expected up to ${seq}`);
    for (const row of rows) step(model, toEvent(row));
    count += rows.length;
    await breathe();
  }
  return count;
}

/** Rows with seq ≤ `seq` and `from` < time ≤ `until` (epoch ms), by (time, seq), in parts. Needs a client of its own. */
export async function* rowsByTime(
  client: Query,
  seq: number,
  from: number | null,
  until: number,
): AsyncGenerator<readonly StoredRow[]> {
  await client.query('begin read only');
  try {
    await client.query(
      `declare by_time no scroll cursor for select ${ROW_COLUMNS} from log
       where seq <= $1 and time <= $2 and ($3::timestamptz is null or time > $3) order by log.time, log.seq`,
      [seq, new Date(until).toISOString(), from === null ? null : new Date(from).toISOString()],
    );
    for (;;) {
      const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from by_time`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('rollback').catch(() => {});
  }
}

/** The model of what is known today (rows ≤ `seq`), folded by the events' own time up to `at`. */
export async function foldByTime(client: Query, seq: number, at: number): Promise<Model> {
  const model = emptyModel(await isExercise(client));
  for await (const rows of rowsByTime(client, seq, null, at)) {
    for (const row of rows) step(model, toEvent(row, 'now'));
    await breathe();
  }
  return model;
}

/** Keeps a model as a snapshot of its own position. `base`: what a pruned log begins from. */
export async function writeSnapshot(client: Query, model: Model, base = false): Promise<void> {
  const { rows } = await client.query<{ hash: Buffer }>('select hash from batch where last_seq = $1', [model.seq]);
  const hash = rows[0]?.hash;
  if (!hash) throw new Error(`seq ${model.seq} is not the end of a batch`);
  await client.query(
    `insert into snapshot (seq, at, fold_version, base, chain, model) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [model.seq, new Date(model.at).toISOString(), FOLD_VERSION, base, hash, gzipSync(pack(model), { level: 1 })],
  );
}
