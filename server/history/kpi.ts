// The key figures of the alarms over a period: the model as it stood at its beginning, then its alarm events, a part at a time.
import type { Pool, PoolClient } from 'pg';
import { createKpi } from '../../shared/alarm/kpi.ts';
import type { Kpi } from '../../shared/alarm/kpi-schema.ts';
import { policiesOf } from '../../shared/judge.ts';
import { foldUpTo, newestBase, seqReceivedBy } from '../fold.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import { limited } from './limited.ts';
import { HistoryRefusal, type KpiQuery } from './protocol.ts';
import { refuseBefore } from './pruned.ts';

const ROWS_AT_ONCE = 2_000;
/** Of a single part: along its index it takes milliseconds. What takes this long would only take others' time away. */
const LIMIT_MS = 5_000;

/**
 * The figures of [from, to), by receipt. Throws HistoryRefusal where the log no longer reaches back so far, or where it
 * takes too long to read.
 */
export async function kpiOf(pool: Pool, { from, to }: KpiQuery): Promise<Kpi> {
  const client = await pool.connect();
  try {
    refuseBefore(await newestBase(client), from);
    const before = await seqReceivedBy(client, from - 1);
    const last = await seqReceivedBy(client, to - 1);
    const { model } = await foldUpTo(client, before);
    const fold = createKpi(model.alarms, from);
    for await (const rows of alarmEvents(client, before, last, from, to))
      for (const row of rows) fold.add(toEvent(row));
    // Pruned meanwhile: what was read may have had holes.
    refuseBefore(await newestBase(client), from);
    const policies = policiesOf(model);
    return fold.result(to, (rule) => policies.of(rule).name);
  } finally {
    client.release();
  }
}

/** Alarm events with `after` < seq ≤ `last`, by seq. The instants are those of the same rows: they choose the chunks. */
async function* alarmEvents(
  client: PoolClient,
  after: number,
  last: number,
  from: number,
  to: number,
): AsyncGenerator<readonly StoredRow[]> {
  for (let seq = after; ; ) {
    const rows = await limited<StoredRow>(client, LIMIT_MS, {
      name: 'alarm-events',
      text: `select ${ROW_COLUMNS} from log
             where type like 'alarm.%' and seq > $1 and seq <= $2 and received_at >= $3 and received_at < $4
             order by seq limit ${ROWS_AT_ONCE}`,
      values: [seq, last, new Date(from).toISOString(), new Date(to).toISOString()],
    });
    if (rows === null)
      throw new HistoryRefusal('INVALID', 'Khoảng thời gian này quá dài để tính; hãy chọn khoảng ngắn hơn.');
    yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    seq = Number(rows.at(-1)?.seq ?? last);
  }
}
