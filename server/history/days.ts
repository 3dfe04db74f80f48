// What a day holds, for the strip under a replay: events a minute and kind, marks, and where there is no data at all.
import type { Pool } from 'pg';
import { dayNumber, dayStart, dayText, instantText, MINUTE_MS } from '../../shared/time.ts';
import { prunedUntil } from '../log-reads.ts';
import type { Truth } from './protocol.ts';

export const KINDS = ['dossier', 'conference', 'security', 'alarm', 'other'] as const;
export type Kind = (typeof KINDS)[number];

const KIND_OF_TYPE = `case
  when type like 'dossier.%' then 'dossier'
  when type like 'endpoint.%' or type like 'conference.%' then 'conference'
  when type like 'security.%' then 'security'
  when type like 'alarm.%' then 'alarm'
  else 'other' end`;

export type DayStrip = Readonly<{
  day: string;
  as: Truth;
  /** events per minute of the day, 1,440 each */
  minutes: Readonly<Record<Kind, readonly number[]>>;
  markers: readonly Readonly<{
    at: string;
    type: string;
    occurrence: string;
    rule: string;
    priority: string;
    text: string;
  }>[];
  /** stretches in which nothing whatever was heard, not even a heartbeat: no data, which is not "no events" */
  gaps: readonly Readonly<{ from: string; to: string }>[];
  total: number;
}>;

/** `day`: local day number; `now`: the server's clock, beyond which nothing is missing yet. */
export async function dayStrip(pool: Pool, day: number, as: Truth, now: number): Promise<DayStrip> {
  const [from, to] = [dayStart(day), dayStart(day + 1)];
  const column = as === 'then' ? 'received_at' : 'time';
  const range = [new Date(from).toISOString(), new Date(to).toISOString()];
  const { rows } = await pool.query<{ minute: number; kind: Kind; count: string }>(
    `select floor(extract(epoch from (${column} - $1::timestamptz)) / 60)::int as minute, ${KIND_OF_TYPE} as kind, count(*) as count
     from log where ${column} >= $1 and ${column} < $2 group by 1, 2`,
    range,
  );
  const { rows: raised } = await pool.query<{
    ms: string;
    type: string;
    subject: string;
    data: { rule?: string; priority?: string; text?: string };
  }>(
    `select (extract(epoch from ${column}) * 1000)::bigint as ms, type, subject, data from log
     where ${column} >= $1 and ${column} < $2 and type in ('alarm.raised', 'alarm.rose', 'alarm.acknowledged') order by ${column} limit 2000`,
    range,
  );
  const minutes = Object.fromEntries(KINDS.map((kind) => [kind, new Array<number>(1440).fill(0)])) as Record<
    Kind,
    number[]
  >;
  const heard = new Array<boolean>(1440).fill(false);
  let total = 0;
  for (const { minute, kind, count } of rows) {
    minutes[kind][minute] = Number(count);
    heard[minute] = true;
    total += Number(count);
  }
  return {
    day: dayText(day),
    as,
    minutes,
    markers: raised.map(({ ms, type, subject, data }) => ({
      at: instantText(Number(ms)),
      type,
      occurrence: subject,
      rule: data.rule ?? '',
      priority: data.priority ?? '',
      text: data.text ?? '',
    })),
    gaps: gapsOf(heard, from, Math.min(to, now)),
    total,
  };
}

/** Runs of two minutes or more without anything heard, up to `until`. */
function gapsOf(heard: readonly boolean[], from: number, until: number): { from: string; to: string }[] {
  const gaps: { from: string; to: string }[] = [];
  const last = Math.min(1440, Math.max(0, Math.floor((until - from) / MINUTE_MS)));
  let start: number | null = null;
  for (let minute = 0; minute <= last; minute++) {
    if (minute < last && !heard[minute]) start ??= minute;
    else if (start !== null) {
      if (minute - start >= 2)
        gaps.push({ from: instantText(from + start * MINUTE_MS), to: instantText(from + minute * MINUTE_MS) });
      start = null;
    }
  }
  return gaps;
}

/** First local day that a pruned log knows whole, by number; null: the log has never been pruned. */
export async function firstDay(pool: Pool): Promise<number | null> {
  const until = await prunedUntil(pool);
  return until === null ? null : dayNumber(until);
}

/**
 * First and last local day of which the log knows anything, by receipt and by the events' own time; null: an empty log.
 * Of a pruned log nothing before its first whole day, though what came late may be dated there.
 */
export async function knownDays(
  pool: Pool,
): Promise<{ received: [string, string] | null; time: [string, string] | null }> {
  const { rows } = await pool.query<{ a: string | null; b: string | null; c: string | null; d: string | null }>(
    `select (extract(epoch from min(received_at)) * 1000)::bigint as a, (extract(epoch from max(received_at)) * 1000)::bigint as b,
       (select (extract(epoch from min(time)) * 1000)::bigint from log) as c,
       (select (extract(epoch from max(time)) * 1000)::bigint from log) as d from batch`,
  );
  const row = rows[0];
  const first = (await firstDay(pool)) ?? Number.NEGATIVE_INFINITY;
  const days = (from: string | null | undefined, to: string | null | undefined): [string, string] | null =>
    from == null || to == null || dayNumber(Number(to)) < first
      ? null
      : [dayText(Math.max(first, dayNumber(Number(from)))), dayText(dayNumber(Number(to)))];
  return { received: days(row?.a, row?.b), time: days(row?.c, row?.d) };
}
