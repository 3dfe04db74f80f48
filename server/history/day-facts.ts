// What the log says of a day, read once and then only what has come since: counts a minute, who was heard when, what came
// late, and what people and the monitor did. The strip and the story of a day are made of it.
import type { Pool } from 'pg';
import { type Kind, MINUTES } from '../../shared/day.ts';
import { dayStart, instantText } from '../../shared/time.ts';
import { lastSeq, newestBase, seqReceivedBy } from '../fold.ts';
import { type Before, beforeDay } from './day-before.ts';
import {
  type CountRow,
  countRows,
  type DayRange,
  type LateRow,
  lateMinutes,
  lateRows,
  type Notable,
  notableRows,
} from './day-rows.ts';
import type { DayQuery, Truth } from './protocol.ts';

/** Rows in the list of what came late. */
const LATE_LISTED = 200;
/** Days in memory. */
const DAYS_KEPT = 16;

/** When a feed was heard in a minute (epoch ms), and what it said of itself then. */
export type HeardIn = { first: number; last: number; expectedEverySec: number | null };

export type FeedOfDay = { minutes: Map<number, HeardIn>; subjects: Set<'dossier' | 'conference' | 'security'> };

export type DayFacts = {
  readonly day: number;
  readonly as: Truth;
  /** the day's first instant and the first after it (epoch ms) */
  readonly from: number;
  readonly to: number;
  readonly before: Before;
  /** everything up to it has been counted */
  seq: number;
  total: number;
  minutes: Record<Kind, number[]>;
  /** Was anything that somebody sent heard in the minute, at least a heartbeat? */
  heard: boolean[];
  feeds: Map<string, FeedOfDay>;
  late: { count: number; minutes: number[]; list: LateRow[] };
  notable: Notable[];
};

export type Days = Readonly<{ of: (query: Pick<DayQuery, 'day' | 'as'>) => Promise<DayFacts> }>;

const zeros = (): number[] => new Array<number>(MINUTES).fill(0);

export function createDays(pool: Pool): Days {
  /** the last used last */
  const known = new Map<string, Promise<DayFacts>>();
  let base: number | null = null;

  return {
    async of({ day, as }) {
      const stands = await newestBase(pool);
      // What was counted of a log that has been pruned since is not what it would tell now.
      if ((stands?.seq ?? 0) !== base) known.clear();
      base = stands?.seq ?? 0;
      const key = `${day} ${as}`;
      const facts = (known.get(key) ?? begin(pool, day, as)).then((one) => advance(pool, one));
      known.delete(key);
      known.set(key, facts);
      const [oldest] = known.keys();
      if (known.size > DAYS_KEPT && oldest !== undefined) known.delete(oldest);
      try {
        return await facts;
      } catch (error) {
        // Counted in part, perhaps.
        if (known.get(key) === facts) known.delete(key);
        throw error;
      }
    },
  };
}

async function begin(pool: Pool, day: number, as: Truth): Promise<DayFacts> {
  const [from, to] = [dayStart(day), dayStart(day + 1)];
  const before = await beforeDay(pool, from);
  const minutes = { dossier: zeros(), conference: zeros(), security: zeros(), alarm: zeros(), other: zeros() };
  return {
    ...{ day, as, from, to, before, seq: as === 'then' ? before.seq : 0, total: 0, minutes },
    heard: new Array<boolean>(MINUTES).fill(false),
    feeds: new Map(),
    late: { count: 0, minutes: zeros(), list: [] },
    notable: [],
  };
}

/** Counts what has come since the last time. */
async function advance(pool: Pool, facts: DayFacts): Promise<DayFacts> {
  const { as, from, to, seq: after } = facts;
  const upTo = as === 'then' ? await seqReceivedBy(pool, to - 1) : await lastSeq(pool);
  if (upTo <= after) return facts;
  const range = { as, from, to, after, upTo };
  const [counts, notable] = await Promise.all([countRows(pool, range), notableRows(pool, range)]);
  for (const row of counts) count(facts, row);
  if (counts.some(({ late }) => late > 0)) await countLate(pool, facts, range);
  facts.notable = [...facts.notable, ...notable].sort((a, b) => a.at - b.at || a.seq - b.seq);
  facts.seq = upTo;
  return facts;
}

async function countLate(pool: Pool, facts: DayFacts, range: DayRange): Promise<void> {
  const [minutes, late] = await Promise.all([lateMinutes(pool, range), lateRows(pool, range, LATE_LISTED)]);
  for (const [minute, number] of minutes) {
    facts.late.count += number;
    if (minute >= 0 && minute < MINUTES) facts.late.minutes[minute] = (facts.late.minutes[minute] ?? 0) + number;
  }
  facts.late.list = [...facts.late.list, ...late]
    .sort((a, b) => b.lagMs - a.lagMs || a.seq - b.seq)
    .slice(0, LATE_LISTED);
}

function count(facts: DayFacts, row: CountRow): void {
  const { minute, source, kind, count, first, last, expected } = row;
  const counts = facts.minutes[kind === 'own' ? 'other' : kind];
  counts[minute] = (counts[minute] ?? 0) + count;
  facts.total += count;
  if (kind === 'own' || kind === 'alarm') return;
  facts.heard[minute] = true;
  let feed = facts.feeds.get(source);
  if (!feed) {
    feed = { minutes: new Map(), subjects: new Set() };
    facts.feeds.set(source, feed);
  }
  if (kind !== 'other') feed.subjects.add(kind);
  const known = feed.minutes.get(minute);
  feed.minutes.set(minute, {
    first: Math.min(known?.first ?? first, first),
    last: Math.max(known?.last ?? last, last),
    expectedEverySec: expected ?? known?.expectedEverySec ?? null,
  });
}

/** `from` and `to` as a screen shows them. */
export const stretch = (from: number, to: number): { from: string; to: string } => ({
  from: instantText(from),
  to: instantText(to),
});
