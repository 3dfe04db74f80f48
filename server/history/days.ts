// What a day holds, for the strip under a replay: events a minute and kind, marks, what came late, and where there is no
// data, of everybody or of one feed.
import type { Pool } from 'pg';
import { MINUTES } from '../../shared/day.ts';
import type { DayStrip, KnownDays } from '../../shared/day-schema.ts';
import { patienceMs } from '../../shared/feeds/state.ts';
import { FOLD_VERSION } from '../../shared/model.ts';
import { createOutages } from '../../shared/monitor/outages.ts';
import { dayNumber, dayText, instantText, MINUTE_MS } from '../../shared/time.ts';
import { prunedUntil } from '../log-reads.ts';
import { alarmsFrom } from './day-before.ts';
import { type DayFacts, stretch } from './day-facts.ts';
import { instantOf } from './rows.ts';

type Stretch = DayStrip['gaps'][number];

/** `now`: the server's clock (epoch ms), beyond which nothing is missing yet. */
export async function dayStrip(pool: Pool, facts: DayFacts, now: number): Promise<DayStrip> {
  const { day, as, minutes, total, late } = facts;
  const until = Math.max(facts.from, Math.min(facts.to, now));
  return {
    day: dayText(day),
    as,
    minutes,
    total,
    markers: markersOf(facts),
    late: {
      count: late.count,
      minutes: late.minutes,
      list: late.list.map(({ time, receivedAt, ...rest }) => ({
        ...rest,
        time: instantText(time),
        receivedAt: instantText(receivedAt),
      })),
    },
    gaps: gapsOf(facts, until),
    silences: silencesOf(facts, until),
    outages: outagesOf(facts),
    snapshots: as === 'then' ? await snapshotsOf(pool, facts) : [],
  };
}

const MARKERS = 4_000;
/** Read in the story, not marked on the strip. */
const UNMARKED = /^(config\.|calendar\.|alarm\.silenced$)/;

function markersOf({ notable, before }: DayFacts): DayStrip['markers'] {
  const alarms = alarmsFrom(before);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const markers = notable
    .filter(({ type }) => !UNMARKED.test(type))
    .map(({ at, seq, type, subject, data }) => {
      const isAlarm = type.startsWith('alarm.');
      const alarm = isAlarm ? alarms.take(type, subject, data) : null;
      const said = type === 'audit.server_started' ? data.build : (data.text ?? alarm?.text ?? data.name);
      return {
        at: instantText(at),
        seq,
        type,
        subject: isAlarm ? (alarm?.subject ?? null) : subject,
        occurrence: isAlarm ? subject : null,
        rule: alarm?.rule ?? null,
        priority: alarm?.priority ?? null,
        by: text(data.byName),
        text: text(said) ?? '',
      };
    });
  if (markers.length <= MARKERS) return markers;
  const urgent = markers.toSorted((a, b) => ((a.priority ?? '') < (b.priority ?? '') ? -1 : 1)).slice(0, MARKERS);
  const kept = new Set(urgent);
  return markers.filter((marker) => kept.has(marker));
}

/** Runs of two minutes or more in which nobody was heard, up to `until`. */
function gapsOf({ heard, from }: DayFacts, until: number): Stretch[] {
  const gaps: Stretch[] = [];
  const last = Math.min(MINUTES, Math.floor((until - from) / MINUTE_MS));
  let start: number | null = null;
  for (let minute = 0; minute <= last; minute++) {
    if (minute < last && !heard[minute]) start ??= minute;
    else if (start !== null) {
      if (minute - start >= 2) gaps.push(stretch(from + start * MINUTE_MS, from + minute * MINUTE_MS));
      start = null;
    }
  }
  return gaps;
}

/** Where a feed that had been heard was quiet for longer than its rule allows (domain.md §4 A01), judged at its end. */
function silencesOf({ feeds, before, from }: DayFacts, until: number): DayStrip['silences'] {
  const silences: { source: string; from: string; to: string }[] = [];
  for (const source of [...new Set([...before.feeds.keys(), ...feeds.keys()])].sort()) {
    const earlier = before.feeds.get(source);
    const today = feeds.get(source);
    const subjects = [...new Set([...(earlier?.subjects ?? []), ...(today?.subjects ?? [])])];
    let heardAt = earlier?.heardAt ?? null;
    let expectedEverySec = earlier?.expectedEverySec ?? null;
    const quietUntil = (end: number): void => {
      if (heardAt === null) return;
      const patience = patienceMs({ expectedEverySec, subjects }, end, before.calendar);
      if (patience === null || end - heardAt <= patience) return;
      silences.push({ source, ...stretch(Math.max(from, heardAt), end) });
    };
    const minutes = [...(today?.minutes ?? [])].sort(([a], [b]) => a - b);
    for (const [, { first, last, expectedEverySec: said }] of minutes) {
      if (first >= until) break;
      quietUntil(first);
      heardAt = last;
      expectedEverySec = said ?? expectedEverySec;
    }
    if (heardAt !== null && heardAt < until) quietUntil(until);
  }
  return silences;
}

function outagesOf({ notable, before }: DayFacts): DayStrip['outages'] {
  const outages = createOutages(before);
  for (const { at, ...event } of notable) outages.add({ ...event, time: at });
  return outages
    .result()
    .map(({ from, to, ...wall }) => ({ ...wall, from: instantText(from), to: to === null ? null : instantText(to) }));
}

async function snapshotsOf(pool: Pool, { from, to }: DayFacts): Promise<string[]> {
  const { rows } = await pool.query<{ ms: string }>(
    `select distinct (extract(epoch from at) * 1000)::bigint as ms from snapshot
     where at >= $1 and at < $2 and (base or fold_version = $3) order by 1`,
    [instantOf(from), instantOf(to), FOLD_VERSION],
  );
  return rows.map(({ ms }) => instantText(Number(ms)));
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
export async function knownDays(pool: Pool): Promise<KnownDays> {
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
