// The other side of the hash chain: the stored rows, batch by batch, against the hashes they were stored with.
import type pg from 'pg';
import { CHAIN_START, chainHash, ROW_COLUMNS, type StoredRow, storedRowText } from './log-rows.ts';

export type Broken = Readonly<{ firstSeq: number; lastSeq: number; reason: string }>;

/** Walks the whole chain; null when it holds, else the first batch that was changed, and how. */
export async function verifyChain(client: Pick<pg.ClientBase, 'query'>): Promise<Broken | null> {
  const { rows: base } = await client.query<{ seq: string; chain: Buffer }>(
    'select seq, chain from snapshot where base order by seq desc limit 1',
  );
  let last = Number(base[0]?.seq ?? 0);
  let hash = base[0]?.chain ?? CHAIN_START;
  const { rows: own } = await client.query<{ hash: Buffer }>('select hash from batch where last_seq = $1', [last]);
  if (own[0] && !own[0].hash.equals(hash))
    return { firstSeq: last, lastSeq: last, reason: 'the base is not of this chain' };
  for (;;) {
    const { rows: batches } = await client.query<{ first_seq: string; last_seq: string; hash: Buffer }>(
      'select first_seq, last_seq, hash from batch where last_seq > $1 order by last_seq limit 500',
      [last],
    );
    if (batches.length === 0) return null;
    const { rows } = await client.query<StoredRow>(
      `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 order by seq`,
      [last, batches.at(-1)?.last_seq],
    );
    let next = 0;
    for (const batch of batches) {
      const [first, end] = [Number(batch.first_seq), Number(batch.last_seq)];
      const broken = (reason: string): Broken => ({ firstSeq: first, lastSeq: end, reason });
      if (first !== last + 1) return broken(`batch begins at ${first}, expected ${last + 1}`);
      const own = rows.slice(next, next + end - first + 1);
      next += own.length;
      const hole = own.findIndex((row, index) => Number(row.seq) !== first + index);
      if (own.length !== end - first + 1 || hole !== -1) return broken('rows are missing');
      hash = chainHash(hash, Buffer.from(own.map(storedRowText).join('')));
      if (!hash.equals(batch.hash)) return broken('a row is not as it was stored');
      last = end;
    }
    if (next !== rows.length) return { firstSeq: last, lastSeq: last, reason: 'rows that no batch stored' };
  }
}
