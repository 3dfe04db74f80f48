// The events of a range, a part at a time: CSV for people, NDJSON with the hash chain for whoever wants to check it.
import type { PoolClient } from 'pg';
import { instantText } from '../../shared/time.ts';
import { type ChainBatch, headLine, lineOfBatch } from '../chain-file.ts';
import { BOM, csvLines, eventCsv, eventHeader, eventLine } from '../event-text.ts';
import { newestBase } from '../fold.ts';
import { refusePruned } from '../history/pruned.ts';
import { CHAIN_START, ROW_COLUMNS, type StoredRow } from '../log-rows.ts';
import type { Stamp } from './protocol.ts';
import { stampText } from './stamp.ts';

const ROWS_AT_ONCE = 2_000;

const iso = (instant: number): string => new Date(instant).toISOString();

/** Rows with `after` < seq ≤ `last`, in parts. Throws HistoryRefusal once the log is pruned under them. */
async function* bySeq(client: PoolClient, after: number, last: number): AsyncGenerator<readonly StoredRow[]> {
  for (let seq = after; seq < last; ) {
    const upTo = Math.min(last, seq + ROWS_AT_ONCE);
    const { rows } = await client.query<StoredRow>({
      name: 'export-by-seq',
      text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq`,
      values: [seq, upTo],
    });
    // seq has no gaps: what is missing has been pruned since.
    if (rows.length !== upTo - seq) refusePruned(await newestBase(client));
    yield rows;
    seq = upTo;
  }
}

/** Rows dated in [from, to) with seq ≤ `last`, by seq, out of one cursor: a log has no index that would find a next page. */
async function* byTime(
  client: PoolClient,
  from: number,
  to: number,
  last: number,
): AsyncGenerator<readonly StoredRow[]> {
  await client.query('begin read only');
  try {
    await client.query(
      `declare export no scroll cursor for select ${ROW_COLUMNS} from log
       where log.time >= $1 and log.time < $2 and log.seq <= $3 order by log.seq`,
      [iso(from), iso(to), last],
    );
    for (;;) {
      const { rows } = await client.query<StoredRow>(`fetch ${ROWS_AT_ONCE} from export`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('rollback').catch(() => {});
  }
}

export type EventRange =
  | Readonly<{ as: 'then'; after: number; last: number }>
  | Readonly<{ as: 'now'; from: number; to: number; last: number }>;

/** How many events a range has: said, and logged, before the first of them goes out. */
export async function countEvents(client: PoolClient, range: EventRange): Promise<number> {
  if (range.as === 'then') return range.last - range.after;
  const { rows } = await client.query<{ count: string }>(
    'select count(*) as count from log where time >= $1 and time < $2 and seq <= $3',
    [iso(range.from), iso(range.to), range.last],
  );
  return Number(rows[0]?.count ?? 0);
}

/** By seq: as known then what was received in the range, as known now what is dated in it. */
export async function* csvOfEvents(client: PoolClient, range: EventRange, stamp: Stamp): AsyncGenerator<string> {
  yield BOM + csvLines([[`# ${stampText(stamp)}`]]) + eventHeader;
  const parts =
    range.as === 'then' ? bySeq(client, range.after, range.last) : byTime(client, range.from, range.to, range.last);
  for await (const rows of parts) yield eventCsv(rows);
}

/** The last batch that ends at `seq` or before; 0: there is none. */
export async function endOfBatch(client: PoolClient, seq: number): Promise<number> {
  const { rows } = await client.query<{ last_seq: string }>(
    'select last_seq from batch where last_seq <= $1 order by last_seq desc limit 1',
    [seq],
  );
  return Number(rows[0]?.last_seq ?? 0);
}

type BatchRow = { first_seq: string; last_seq: string; ms: string; hash: string };

async function* batches(client: PoolClient, after: number, last: number): AsyncGenerator<ChainBatch> {
  for (let seq = after; ; ) {
    const { rows } = await client.query<BatchRow>(
      `select first_seq, last_seq, (extract(epoch from received_at) * 1000)::bigint as ms, encode(hash, 'hex') as hash
       from batch where last_seq > $1 and last_seq <= $2 order by last_seq limit 1000`,
      [seq, last],
    );
    for (const { first_seq, last_seq, ms, hash } of rows)
      yield { firstSeq: Number(first_seq), lastSeq: Number(last_seq), receivedAt: Number(ms), hash };
    if (rows.length === 0) return;
    seq = Number(rows.at(-1)?.last_seq);
  }
}

/** Hash of the batch that ends at `seq`, in hex: its own, that of a pruned log's base, or the chain's beginning. */
async function hashAt(client: PoolClient, seq: number): Promise<string> {
  if (seq === 0) return CHAIN_START.toString('hex');
  const { rows } = await client.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from batch where last_seq = $1
     union all select encode(chain, 'hex') from snapshot where base and seq = $1 limit 1`,
    [seq],
  );
  if (rows[0] === undefined) refusePruned(await newestBase(client));
  return rows[0].hash;
}

/**
 * Whole batches with `after` < seq ≤ `last`, both ends of batches: a head, the events of each batch, and the batch's own
 * line with its hash (docs/chain-file.md).
 */
export async function* chainOfEvents(
  client: PoolClient,
  { after, last }: Readonly<{ after: number; last: number }>,
  stamp: Stamp,
): AsyncGenerator<string> {
  const previous = { seq: after, hash: await hashAt(client, after) };
  const { madeAt, ...rest } = stamp;
  yield `${headLine({ ...rest, madeAt: instantText(madeAt) }, { events: last - after, previous, lastSeq: last })}\n`;
  const ends = batches(client, after, last);
  let batch = (await ends.next()).value as ChainBatch | undefined;
  for await (const rows of bySeq(client, after, last)) {
    let text = '';
    for (const row of rows) {
      text += `${eventLine(row)}\n`;
      if (batch === undefined || Number(row.seq) !== batch.lastSeq) continue;
      text += `${lineOfBatch(batch)}\n`;
      batch = (await ends.next()).value as ChainBatch | undefined;
    }
    yield text;
  }
}
