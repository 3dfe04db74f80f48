// The log folded once more by the test itself, from its first row, in both orders: what any frame of a replay must equal.
import pg from 'pg';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../../server/log-rows.ts';
import { viewHash } from '../../server/view-hash.ts';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, step } from '../../shared/model.ts';
import { viewOf } from '../../shared/view-of.ts';

export type Pair = Readonly<{ as: 'then' | 'now'; pin: number; at: number }>;

async function rowsOf(url: string, as: Pair['as']): Promise<LogEvent[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<StoredRow>(`select ${ROW_COLUMNS} from log order by log.seq`);
    const events = rows.map((row) => toEvent(row, as));
    return as === 'then' ? events : events.sort((a, b) => a.foldAt - b.foldAt || a.seq - b.seq);
  } finally {
    await client.end();
  }
}

/** Seq and hash of each pair, in the order in which they were asked for. The log must never have been pruned. */
export async function refold<P extends Pair>(
  url: string,
  pairs: readonly P[],
  exercise = true,
): Promise<{ seq: number; hash: string }[]> {
  const results = new Map<P, { seq: number; hash: string }>();
  for (const as of ['then', 'now'] as const) {
    const rows = await rowsOf(url, as);
    const pins = new Set(pairs.filter((pair) => pair.as === as).map(({ pin }) => pin));
    for (const pin of pins) {
      const model = emptyModel(exercise);
      let next = 0;
      const ours = pairs.filter((pair) => pair.as === as && pair.pin === pin);
      for (const pair of ours.toSorted((a, b) => a.at - b.at)) {
        for (let row = rows[next]; row && row.foldAt <= pair.at; row = rows[++next])
          if (row.seq <= pin) step(model, row);
        const hash = viewHash(viewOf(model, pair.at));
        results.set(pair, { seq: as === 'then' ? model.seq : pin, hash });
      }
    }
  }
  return pairs.map((pair) => results.get(pair) as { seq: number; hash: string });
}
