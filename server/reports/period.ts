// What a report says of a period whoever asks: its alarms, its people, its walls, what came late. Read from the log as it was
// known, and never beyond a seq.
import type { PoolClient } from 'pg';
import type { Kpi } from '../../shared/alarm/kpi-schema.ts';
import { createPeriod, type PeriodAlarm } from '../../shared/alarm/period.ts';
import { policiesOf } from '../../shared/judge.ts';
import type { Model } from '../../shared/model.ts';
import { createOutages, type Outage } from '../../shared/monitor/outages.ts';
import { createPeople, type Person } from '../../shared/reports/people.ts';
import { foldUpTo, newestBase, seqReceivedBy } from '../fold.ts';
import type { Truth } from '../history/protocol.ts';
import { refuseBefore } from '../history/pruned.ts';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../log-rows.ts';
import { type Late, lateOf } from './late.ts';

const ROWS_AT_ONCE = 5_000;

export type Period = Readonly<{
  from: number;
  to: number;
  kpi: Kpi;
  alarms: readonly PeriodAlarm[];
  people: readonly Person[];
  outages: readonly Outage[];
  /** instants at which a server began, after an interruption or as a new version */
  starts: readonly number[];
  late: Late;
}>;

/** The seq up to which a report may read that ends at `to` (epoch ms, out), and not beyond `seq`. */
export const lastSeqOf = async (client: PoolClient, to: number, seq: number): Promise<number> =>
  Math.min(seq, await seqReceivedBy(client, to - 1));

/**
 * The period [from, to), epoch ms, by receipt: what people and rules did is known when it was done. Only what came late
 * depends on the truth. Throws HistoryRefusal where the log no longer reaches back so far.
 */
export async function periodOf(
  client: PoolClient,
  { from, to, as, seq }: Readonly<{ from: number; to: number; as: Truth; seq: number }>,
): Promise<Period> {
  const { model, before } = await modelBefore(client, from);
  const last = await lastSeqOf(client, to, seq);
  const policies = policiesOf(model);
  const [alarms, outages, people] = [createPeriod(model.alarms, from), createOutages(model.monitor), createPeople()];
  const starts: number[] = [];
  for await (const rows of ownEvents(client, before, last))
    for (const row of rows) {
      const event = toEvent(row);
      alarms.add(event);
      outages.add(event);
      people.add(event);
      if (event.type === 'audit.server_started') starts.push(event.time);
    }
  const late = await lateOf(client, as === 'then' ? { seqs: [before, last] } : { times: [from, to], seq });
  // Pruned meanwhile: what was read may have had holes.
  refuseBefore(await newestBase(client), from);
  return {
    from,
    to,
    ...alarms.result(to, (rule) => policies.of(rule).name),
    people: people.result(),
    outages: outages.result(),
    starts,
    late,
  };
}

/** The model as it was known at the last instant before `from`, and its seq. Throws HistoryRefusal where it is no longer. */
export async function modelBefore(client: PoolClient, from: number): Promise<{ model: Model; before: number }> {
  refuseBefore(await newestBase(client), from);
  const before = await seqReceivedBy(client, from - 1);
  return { model: (await foldUpTo(client, before)).model, before };
}

/** What the server itself wrote with `after` < seq ≤ `last`, by seq. */
async function* ownEvents(client: PoolClient, after: number, last: number): AsyncGenerator<readonly StoredRow[]> {
  for (let seq = after; ; ) {
    const { rows } = await client.query<StoredRow>({
      name: 'own-events',
      text: `select ${ROW_COLUMNS} from log where seq > $1 and seq <= $2
             and (type like 'alarm.%' or type like 'wall.%' or type like 'audit.%' or type like 'config.%')
             order by seq limit ${ROWS_AT_ONCE}`,
      values: [seq, last],
    });
    yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    seq = Number(rows.at(-1)?.seq ?? last);
  }
}
