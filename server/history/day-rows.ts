// The queries behind a day: rows with `after` < seq ≤ `upTo` that stand in [from, to), as known then by receipt, as known
// now by their own time. The range of seq is what plain PostgreSQL has an index for, the instants are what chunks are
// chosen by.
import type { Pool } from 'pg';
import { shownSubject } from '../../shared/mask.ts';
import type { Truth } from './protocol.ts';

/** Instants in epoch ms. */
export type DayRange = Readonly<{ as: Truth; from: number; to: number; after: number; upTo: number }>;

/** What the server wrote itself, alarms apart. */
const OWN = `type like 'wall.%' or type like 'audit.%' or type like 'config.%' or type in ('feed.counted', 'calendar.changed')`;
const KIND = `case
  when type like 'dossier.%' then 'dossier'
  when type like 'endpoint.%' or type like 'conference.%' then 'conference'
  when type like 'security.%' then 'security'
  when type like 'alarm.%' then 'alarm'
  when ${OWN} then 'own'
  else 'other' end`;

const column = ({ as }: DayRange): string => (as === 'then' ? 'received_at' : 'time');
const MS = (of: string): string => `(extract(epoch from ${of}) * 1000)::bigint`;
/** Cheap, for each row: the minute that an instant stands in; for each of these, its number in the day. */
const binOf = (of: string): string => `date_bin('1 minute', ${of}, $3)`;
const MINUTE = `(extract(epoch from bin - $3::timestamptz) / 60)::int`;
const within = (range: DayRange): string =>
  `seq > $1 and seq <= $2 and ${column(range)} >= $3 and ${column(range)} < $4`;
const values = ({ after, upTo, from, to }: DayRange): unknown[] => [
  after,
  upTo,
  new Date(from).toISOString(),
  new Date(to).toISOString(),
];

export type CountRow = Readonly<{
  minute: number;
  source: string;
  kind: 'dossier' | 'conference' | 'security' | 'alarm' | 'own' | 'other';
  count: number;
  first: number;
  last: number;
  /** of the feed's heartbeats in this minute */
  expected: number | null;
  /** so many of them came late, whoever wrote them */
  late: number;
}>;

/** Received so long after its own time it was late. */
export const LATE_MS = 60_000;
const CAME_LATE = `received_at > time + interval '${LATE_MS} milliseconds'`;
/** Of a row of the log: somebody sent it, and it came late. First what seldom holds. */
export const IS_LATE = `case when ${CAME_LATE} then type not like 'alarm.%' and not (${OWN}) else false end`;

/** Events by minute of the day, feed and kind. Of each row only what it is grouped by is worked out, the rest of each group. */
export async function countRows(pool: Pool, range: DayRange): Promise<CountRow[]> {
  const at = column(range);
  const { rows } = await pool.query<Omit<CountRow, 'first' | 'last'> & { first: string; last: string }>(
    `select ${MINUTE} as minute, source, ${KIND} as kind, sum(count)::int as count, sum(late)::int as late,
       ${MS('min(first)')} as first, ${MS('max(last)')} as last, max(expected) as expected
     from (
       select ${binOf(at)} as bin, source, type, count(*) as count, min(${at}) as first, max(${at}) as last,
         max(case when type = 'feed.heartbeat' then (data->>'expectedEverySec')::int end) as expected,
         count(*) filter (where ${CAME_LATE}) as late
       from log where ${within(range)} group by 1, 2, 3
     ) counted group by 1, 2, 3`,
    values(range),
  );
  return rows.map((row) => ({ ...row, first: Number(row.first), last: Number(row.last) }));
}

/** How many came late, by the minute of the day of their own time (may lie outside the day). */
export async function lateMinutes(pool: Pool, range: DayRange): Promise<[number, number][]> {
  const { rows } = await pool.query<{ minute: number; count: number }>(
    `select ${MINUTE} as minute, count from (
       select ${binOf('time')} as bin, count(*)::int as count from log where ${within(range)} and ${IS_LATE} group by 1
     ) counted`,
    values(range),
  );
  return rows.map(({ minute, count }) => [minute, count]);
}

/** Instants in epoch ms; a dossier is named by its last four digits. */
export type LateRow = Readonly<{
  seq: number;
  type: string;
  subject: string | null;
  source: string;
  time: number;
  receivedAt: number;
  lagMs: number;
}>;

/** The latest, largest lag first. */
export async function lateRows(pool: Pool, range: DayRange, limit: number): Promise<LateRow[]> {
  type Row = { seq: string; type: string; subject: string | null; source: string; time: string; received: string };
  const { rows } = await pool.query<Row>(
    `select seq, type, subject, source, ${MS('time')} as time, ${MS('received_at')} as received
     from log where ${within(range)} and ${IS_LATE} order by received_at - time desc, seq limit ${limit}`,
    values(range),
  );
  return rows.map(({ seq, type, subject, source, time, received }) => ({
    seq: Number(seq),
    type,
    subject: subject === null ? null : shownSubject(type, subject),
    source,
    time: Number(time),
    receivedAt: Number(received),
    lagMs: Number(received) - Number(time),
  }));
}

/** What people, rules and the monitor did. `at`: where it stands in the day (epoch ms). */
export type Notable = Readonly<{
  seq: number;
  at: number;
  type: string;
  subject: string | null;
  data: Readonly<Record<string, unknown>>;
}>;

/** More than a day ever has; a log that was written by something else shall not fill the memory. */
const NOTABLE_ROWS = 20_000;
/** Each along its index, so written as the index has it. */
const NOTABLE = [
  `type like 'alarm.%' and type not in ('alarm.repeated', 'alarm.closed', 'alarm.refused')`,
  `(type like 'wall.%' or type like 'config.%' or type in ('calendar.changed', 'audit.server_started'))`,
];

export async function notableRows(pool: Pool, range: DayRange): Promise<Notable[]> {
  const { rows } = await pool.query<{
    seq: string;
    at: string;
    type: string;
    subject: string | null;
    data: Notable['data'];
  }>(
    `select seq, ${MS('at')} as at, type, subject, data from (
       ${NOTABLE.map((which) => `select seq, ${column(range)} as at, type, subject, data from log where ${within(range)} and ${which}`).join(' union all ')}
     ) notable order by seq limit ${NOTABLE_ROWS}`,
    values(range),
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: Number(row.at) }));
}
