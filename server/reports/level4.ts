// The month of the units, read from the log: the model as the month began, then what was received since and is dated in it.
import type { PoolClient } from 'pg';
import { type Registry, registryTypes } from '../../shared/registry.ts';
import { createMonth, type Month } from '../../shared/sources/dossier/month.ts';
import { dossierTypes } from '../../shared/sources/dossier/schema.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { foldUpTo, newestBase, seqReceivedBy } from '../fold.ts';
import { refuseBefore } from '../history/pruned.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';

const ROWS_AT_ONCE = 5_000;
const TYPES = [...Object.keys(dossierTypes), ...Object.keys(registryTypes)];
/** The door takes what is dated so far ahead: an event of the month may have been received before it. */
const AHEAD_MS = 5 * MINUTE_MS;

/**
 * [from, to), epoch ms, as known today up to `seq`: what came late counts in its own month. Throws HistoryRefusal where the
 * log no longer reaches back so far. The registry is that of the month's end.
 */
export async function monthOf(
  client: PoolClient,
  from: number,
  to: number,
  seq: number,
): Promise<{ of: Month; registry: Registry }> {
  const base = await newestBase(client);
  refuseBefore(base, from);
  let after = Math.min(seq, Math.max(base?.seq ?? 0, await seqReceivedBy(client, from - AHEAD_MS - 1)));
  const { model } = await foldUpTo(client, after);
  const month = createMonth(model.sources.dossier, model.registry, from, to);
  for (;;) {
    const { rows } = await client.query<StoredRow>({
      name: 'month-events',
      text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2 and time < $3 and type = any($4)
             order by seq limit ${ROWS_AT_ONCE}`,
      values: [after, seq, new Date(to).toISOString(), TYPES],
    });
    for (const row of rows) month.add(toEvent(row));
    if (rows.length < ROWS_AT_ONCE) break;
    after = Number(rows.at(-1)?.seq ?? seq);
  }
  // Pruned meanwhile: what was read may have had holes.
  refuseBefore(await newestBase(client), from);
  return { of: month.result(), registry: model.registry };
}
