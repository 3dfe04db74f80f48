// The other side of the hash chain: the stored rows, batch by batch, against the hashes they were stored with.
import { crc32 } from 'node:zlib';
import type pg from 'pg';
import { CHAIN_START, chainHash, ROW_COLUMNS, rowChecks, type StoredRow, storedRowText } from './log-rows.ts';

export type Broken = Readonly<{
  /** The first batch that is not as it was stored. */
  firstSeq: number;
  lastSeq: number;
  /** The first row of it that is not; null where no single row can be named. */
  seq: number | null;
  /** What stands in that row now; null where there is none. */
  id: string | null;
  source: string | null;
  reason: string;
}>;

type Query = Pick<pg.ClientBase, 'query'>;
type Link = Readonly<{ seq: number; hash: Buffer }>;
type Batch = Readonly<{ first_seq: string; last_seq: string; hash: Buffer; row_checks: Buffer | null }>;
type Culprit = Readonly<{ seq: number | null; row?: StoredRow | undefined; reason: string }>;

type Rest = (tookMs: number) => Promise<void>;

/** Read at once: whole batches, as many as hold so many rows, at least one. */
const PAGE_ROWS = 20_000;

/** Walks the whole chain; null when it holds, else the first row, or batch, that is not as it was stored, and how. */
export async function verifyChain(client: Query): Promise<Broken | null> {
  for (;;) {
    const base = await readBase(client);
    const broken = await walk(client, base);
    // Rows that were pruned meanwhile are not missing: their base was committed before.
    if (broken === null || (await readBase(client)).seq === base.seq) return broken;
  }
}

async function readBase(client: Query): Promise<Link> {
  const { rows } = await client.query<{ seq: string; chain: Buffer }>(
    'select seq, chain from snapshot where base order by seq desc limit 1',
  );
  return { seq: Number(rows[0]?.seq ?? 0), hash: rows[0]?.chain ?? CHAIN_START };
}

/**
 * The same for the batches after seq `after` up to `upTo`, both ends of batches, taking it that the chain holds up to
 * `after`. `rest` is called after each part with the ms it took.
 */
export async function verifyChainWithin(
  client: Query,
  after: number,
  upTo: number,
  rest: Rest = () => Promise.resolve(),
): Promise<Broken | null> {
  const { rows } = await client.query<{ hash: Buffer }>('select hash from batch where last_seq = $1', [after]);
  const hash = after === 0 ? CHAIN_START : rows[0]?.hash;
  return hash === undefined
    ? brokenIn(after, after, { seq: null, reason: 'the batch is missing' })
    : follow(client, { seq: after, hash }, upTo, rest);
}

async function walk(client: Query, base: Link): Promise<Broken | null> {
  const { rows: own } = await client.query<{ hash: Buffer }>('select hash from batch where last_seq = $1', [base.seq]);
  if (own[0] && !own[0].hash.equals(base.hash))
    return brokenIn(base.seq, base.seq, { seq: null, reason: 'the base is not of this chain' });
  return (await follow(client, base, Number.MAX_SAFE_INTEGER, () => Promise.resolve())) ?? findStray(client);
}

async function follow(client: Query, start: Link, upTo: number, rest: Rest): Promise<Broken | null> {
  let { seq: last, hash } = start;
  for (;;) {
    const began = performance.now();
    const { rows: found } = await client.query<Batch>(
      `select first_seq, last_seq, hash, row_checks from batch where last_seq > $1 and last_seq <= $2
       order by last_seq limit 500`,
      [last, upTo],
    );
    const before = last;
    const batches = found.filter((batch, index) => index === 0 || Number(batch.last_seq) - before <= PAGE_ROWS);
    if (batches.length === 0) return null;
    const { rows } = await client.query<StoredRow>(
      `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq, received_at`,
      [last, batches.at(-1)?.last_seq],
    );
    let next = 0;
    for (const batch of batches) {
      const [first, end] = [Number(batch.first_seq), Number(batch.last_seq)];
      if (first !== last + 1)
        return brokenIn(first, end, { seq: last + 1, reason: `the batch begins at ${first}, expected ${last + 1}` });
      const begin = next;
      while (next < rows.length && Number(rows[next]?.seq) <= end) next += 1;
      const stored = rows.slice(begin, next);
      const bytes = Buffer.from(stored.map(storedRowText).join(''));
      hash = chainHash(hash, bytes);
      const culprit = misnumbered(stored, first, end) ?? changed(stored, bytes, batch, hash.equals(batch.hash));
      if (culprit !== null) return brokenIn(first, end, culprit);
      last = end;
    }
    await rest(performance.now() - began);
  }
}

const brokenIn = (firstSeq: number, lastSeq: number, { seq, row, reason }: Culprit): Broken => ({
  firstSeq,
  lastSeq,
  seq,
  id: row?.id ?? null,
  source: row?.source ?? null,
  reason,
});

function misnumbered(rows: readonly StoredRow[], first: number, end: number): Culprit | null {
  for (let index = 0; index < Math.max(rows.length, end - first + 1); index++) {
    const [seq, row] = [first + index, rows[index]];
    if (row === undefined || Number(row.seq) > seq) return { seq, reason: 'the row is missing' };
    if (Number(row.seq) < seq) return { seq: Number(row.seq), row, reason: 'a row was added: its seq stands twice' };
  }
  return null;
}

/** Which row of a batch is not as it was stored, as far as its check values can tell. */
function changed(rows: readonly StoredRow[], bytes: Buffer, batch: Batch, holds: boolean): Culprit | null {
  const checks = batch.row_checks;
  if (checks === null)
    return holds ? null : { seq: null, reason: 'a row is not as it was stored (the batch has no check values)' };
  const found = rowChecks(bytes, rows.length);
  const different = rows.findIndex((_row, index) => !sameAt(checks, found, index));
  const row = rows[different];
  const seq = row === undefined ? null : Number(row.seq);
  if (holds)
    return checks.equals(found)
      ? null
      : { seq, row, reason: 'the row is as it was stored, but its check value is not' };
  if (!isWhole(checks, rows.length))
    return { seq: null, reason: 'a row is not as it was stored (nor are the check values of the batch)' };
  return row === undefined
    ? { seq, reason: 'the hash was changed, or a row together with its check value' }
    : { seq, row, reason: 'the row is not as it was stored' };
}

const sameAt = (one: Buffer, other: Buffer, index: number): boolean =>
  one.subarray(4 * index, 4 * index + 4).equals(other.subarray(4 * index, 4 * index + 4));

const isWhole = (checks: Buffer, count: number): boolean =>
  checks.length === 4 * (count + 1) && checks.readUInt32BE(4 * count) === crc32(checks.subarray(0, 4 * count));

/** Rows that no batch stored. In one statement, so that a batch which is committed meanwhile is seen whole or not at all. */
async function findStray(client: Query): Promise<Broken | null> {
  const { rows } = await client.query<StoredRow>(
    `select ${ROW_COLUMNS} from log where seq < 1 or seq > (select coalesce(max(last_seq), 0) from batch)
     order by seq limit 1`,
  );
  const [row] = rows;
  const seq = Number(row?.seq);
  return row ? brokenIn(seq, seq, { seq, row, reason: 'a row was added: no batch has stored it' }) : null;
}
