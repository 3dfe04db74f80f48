// Pruning, on the owner's connection. First the base, committed; then, in parts that can be repeated, what it replaces.
// A process that dies anywhere in between loses nothing: the next round goes on with the same base.
import type pg from 'pg';
import { dayNumber, dayStart, MINUTE_MS } from '../../shared/time.ts';
import { type Base, foldUpTo, newestBase, writeSnapshot } from '../fold.ts';

type Query = Pick<pg.ClientBase, 'query'>;

/** The door takes events dated 5 minutes ahead; a clock that was set between two writers may add a little. */
const MAX_AHEAD_MS = 10 * MINUTE_MS;
const PART_ROWS = 20_000;
/** A reader of an old chunk delays its removal; while we wait for it, others wait behind us. */
const LOCK_PATIENCE = '1s';

export type Removed = Readonly<{
  chunks: number;
  rows: number;
  identities: number;
  batches: number;
  snapshots: number;
  fingerprints: number;
  quarantine: number;
}>;

/** Retention counts local days: at any hour of a day, what was received before the midnight `days` days ago may go. */
export const keptFrom = (now: number, days: number): number => dayStart(dayNumber(now) - days);

/** Last batch received before `until` (epoch ms); null when there is none, or the log begins there already. */
export async function nextBase(client: Query, until: number): Promise<Base | null> {
  const { rows } = await client.query<{ seq: string; ms: string }>(
    `select last_seq as seq, (extract(epoch from received_at) * 1000)::bigint as ms from batch
     where received_at < $1 order by received_at desc limit 1`,
    [new Date(until).toISOString()],
  );
  const last = rows[0];
  const base = await newestBase(client);
  if (!last || Number(last.seq) <= (base?.seq ?? 0)) return null;
  return { seq: Number(last.seq), at: Number(last.ms) };
}

/**
 * Folds the log from its present base up to `base`, keeps that model as the new base, and says in database_meta up to
 * which instant (at least `until`) nothing is taken any more. Reads no disposable snapshot: nobody can check it later.
 */
export async function writeBase(client: Query, base: Base, until: number): Promise<void> {
  const { model } = await foldUpTo(client, base.seq, { scratch: true });
  if (model.at !== base.at) throw new Error(`seq ${base.seq} folds to another instant than it was received at`);
  const latest = await latestTime(client, base);
  await client.query('begin');
  try {
    await writeSnapshot(client, model, true);
    // What is known today of a day is folded otherwise from here on (foldByTime): nothing to hold it against any more.
    await client.query(`delete from fingerprint where truth = 'now'`);
    // Identities go with the rows. So whatever could come a second time must be too old, also what was dated ahead.
    await client.query('update database_meta set pruned_until = greatest(pruned_until, $1::timestamptz)', [
      new Date(Math.max(until, latest + 1)).toISOString(),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Latest own time of the rows up to a base, looked for where it can be: among those received last. */
async function latestTime(client: Query, { seq, at }: Base): Promise<number> {
  const { rows } = await client.query<{ ms: string | null }>(
    `select (extract(epoch from max(time)) * 1000)::bigint as ms from log
     where seq <= $1 and received_at <= $2 and received_at >= $3
       and seq >= (select min(first_seq) from batch where received_at >= $3)`,
    [seq, new Date(at).toISOString(), new Date(at - MAX_AHEAD_MS).toISOString()],
  );
  return Number(rows[0]?.ms ?? 0);
}

/** Is everything gone that the base replaces? */
export async function isRemoved(client: Query, base: Base): Promise<boolean> {
  const { rows } = await client.query<{ left: boolean }>(
    `select exists (select from batch where last_seq < $1) or exists (select from identity where seq = $1)
       or exists (select from snapshot where seq < $1 or (seq = $1 and not base))
       or exists (select from fingerprint where seq < $1 or at < $2) as left`,
    [base.seq, new Date(base.at).toISOString()],
  );
  return rows[0]?.left === false;
}

/**
 * Removes what the newest base replaces: rows and identities of seq ≤ the base's, older snapshots and fingerprints, older
 * batches (its own stays: the chain goes on from it). May be stopped and repeated at any point. `rest` is called after each part.
 */
export async function removeBefore(
  client: Query,
  base: Base,
  { rest, partRows = PART_ROWS }: { rest?: (tookMs: number) => Promise<void>; partRows?: number } = {},
): Promise<Omit<Removed, 'quarantine'>> {
  const stands = await newestBase(client);
  if (stands?.seq !== base.seq) throw new Error(`seq ${base.seq} is not the log's base: nothing is removed`);
  const at = new Date(base.at).toISOString();
  const chunks = await dropChunks(client, at);
  // A BRIN index knows nothing of pages that were never summarised: each part would read them all.
  await client.query(`select brin_summarize_new_values('identity_seq')`);
  const { rows: first } = await client.query<{ seq: string | null }>('select min(first_seq) as seq from batch');
  let [rows, identities] = [0, 0];
  // Batches go last: the first of them says where a round that was stopped has to begin again.
  for (let after = Number(first[0]?.seq ?? 1) - 1; after < base.seq; after += partRows) {
    const began = performance.now();
    const range = [after, Math.min(after + partRows, base.seq)];
    rows += await count(client, 'delete from log where seq > $1 and seq <= $2 and received_at <= $3', [...range, at]);
    identities += await count(client, 'delete from identity where seq > $1 and seq <= $2', range);
    await rest?.(performance.now() - began);
  }
  const snapshots = await count(client, 'delete from snapshot where seq < $1 or (seq = $1 and not base)', [base.seq]);
  const fingerprints = await inParts(
    client,
    `delete from fingerprint where ctid = any (array (
       select ctid from fingerprint where seq < $1 or at < $2 limit ${PART_ROWS}))`,
    [base.seq, at],
  );
  const batches = await inParts(
    client,
    `delete from batch where last_seq in (
       select last_seq from batch where last_seq < $1 order by last_seq limit ${PART_ROWS})`,
    [base.seq],
  );
  return { chunks, rows, identities, batches, snapshots, fingerprints };
}

/** Quarantined events received before `until` (epoch ms). */
export const removeQuarantine = (client: Query, until: number): Promise<number> =>
  inParts(
    client,
    `delete from quarantine where id in (
       select id from quarantine where received_at < $1 order by received_at limit ${PART_ROWS})`,
    [new Date(until).toISOString()],
  );

/** Repeats a statement that removes at most PART_ROWS until it finds less. */
async function inParts(client: Query, text: string, values: unknown[]): Promise<number> {
  for (let total = 0; ; ) {
    const gone = await count(client, text, values);
    total += gone;
    if (gone < PART_ROWS) return total;
  }
}

const count = async (client: Query, text: string, values: unknown[]): Promise<number> =>
  (await client.query(text, values)).rowCount ?? 0;

/**
 * On a hypertable, chunks that end before the base was received are dropped whole. A chunk that somebody is reading is
 * left alone: its rows are deleted like those of the chunk that the base stands in, and the empty chunk goes next time.
 */
async function dropChunks(client: Query, before: string): Promise<number> {
  const { rowCount: hypertable } = await client.query(
    `select from pg_extension where extname = 'timescaledb'
     and to_regclass('timescaledb_information.chunks') is not null`,
  );
  if (!hypertable) return 0;
  const { rows: ends } = await client.query<{ range_end: Date }>(
    `select range_end from timescaledb_information.chunks
     where hypertable_schema = 'public' and hypertable_name = 'log' and range_end <= $1 order by range_end`,
    [before],
  );
  let dropped = 0;
  for (const { range_end } of ends) {
    await client.query('begin');
    try {
      await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'`);
      dropped += await count(client, `select drop_chunks('log', older_than => $1::timestamptz)`, [
        range_end.toISOString(),
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    }
  }
  return dropped;
}

const LOCK_NOT_AVAILABLE = '55P03';
