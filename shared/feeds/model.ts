// Feeds: who sends, when he was last heard, what was counted (K90, rules A01 to A04). Unknown is not calm.
import { z } from 'zod';
import type { LogEvent } from '../event.ts';
import { dayNumber, localHour } from '../time.ts';
import { countMinute, emptyHour, type LastHour } from './last-hour.ts';
import { type FeedSchedule, scheduleTypes } from './schedule.ts';

export const feedTypes = {
  'feed.heartbeat': z.object({
    expectedEverySec: z.number().int().min(1).max(86_400),
    backlog: z.number().int().min(0).optional(),
    clockOffsetMs: z.number().int().optional(),
  }),
} as const;

/** Written by the server for what it refused or had already: neither is in the log as an event of its own. */
export const feedCounted = z.object({ duplicates: z.number().int(), quarantined: z.number().int() });

/** What a feed brings decides how long it may be quiet when it sends no heartbeats, and which tiles age with it. */
export type FeedSubject = 'dossier' | 'conference' | 'security';

const SUBJECT_OF: Readonly<Record<string, FeedSubject>> = {
  dossier: 'dossier',
  endpoint: 'conference',
  conference: 'conference',
  security: 'security',
};
const subjectOf = (type: string): FeedSubject | undefined => SUBJECT_OF[type.slice(0, type.indexOf('.'))];

/** Days before today of which the figures of each hour are kept. */
export const HISTORY_DAYS = 28;

/** So many late events of a day are known one by one. */
export const LATE_KEPT = 500;

/** Events by local hour of a local day on which the feed was heard; its heartbeats are not counted. */
export type FeedDay = { day: number; hours: number[] };

export type Feed = {
  /** by foldAt; null: never heard, only expected */
  heardAt: number | null;
  /** the same of what was no heartbeat */
  broughtAt: number | null;
  receivedAt: number | null;
  /** in the order in which it first brought them */
  subjects: FeedSubject[];
  expectedEverySec: number | null;
  backlog: number | null;
  /** what its newest heartbeat says of its clock against ours */
  clockOffsetMs: number | null;
  /** local day the counters stand for */
  day: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  late: number;
  /** seqs of the late ones, the first so many of the day: which they were */
  lateSeqs: number[];
  hours: number[];
  /** ascending, at most 28 days back */
  past: FeedDay[];
  lastHour: LastHour;
  /** null: always expected */
  schedule: FeedSchedule | null;
};

export type Feeds = {
  bySource: Map<string, Feed>;
  /** When the server last began to listen (foldAt): before that it could hear nobody. */
  listeningSince: number;
};

export const emptyFeeds = (): Feeds => ({ bySource: new Map(), listeningSince: 0 });

const noHours = (): number[] => new Array<number>(24).fill(0);

const newFeed = (day: number): Feed => ({
  heardAt: null,
  broughtAt: null,
  receivedAt: null,
  subjects: [],
  expectedEverySec: null,
  backlog: null,
  clockOffsetMs: null,
  day,
  accepted: 0,
  duplicates: 0,
  quarantined: 0,
  late: 0,
  lateSeqs: [],
  hours: noHours(),
  past: [],
  lastHour: emptyHour(),
  schedule: null,
});

function feedOf(feeds: Feeds, source: string, day: number): Feed {
  let feed = feeds.bySource.get(source);
  if (!feed) {
    feed = newFeed(day);
    feeds.bySource.set(source, feed);
  }
  if (feed.day !== day) beginDay(feed, day);
  return feed;
}

function beginDay(feed: Feed, day: number): void {
  // A day on which nobody heard it says nothing about what is usual.
  if (feed.heardAt !== null && dayNumber(feed.heardAt) === feed.day)
    feed.past.push({ day: feed.day, hours: feed.hours });
  feed.past = feed.past.filter((past) => past.day >= day - HISTORY_DAYS);
  feed.day = day;
  feed.hours = noHours();
  feed.accepted = feed.duplicates = feed.quarantined = feed.late = 0;
  feed.lateSeqs = [];
}

function noteLate(feed: Feed, seq: number): void {
  feed.late += 1;
  // What an older version kept of a feed has no list.
  feed.lateSeqs ??= [];
  if (feed.lateSeqs.length < LATE_KEPT) feed.lateSeqs.push(seq);
}

/** Counts an event of a feed. `late`: its source's fold found it late. */
export function hearFeed(feeds: Feeds, event: LogEvent, late: boolean): void {
  const feed = feedOf(feeds, event.source, dayNumber(event.foldAt));
  feed.heardAt = event.foldAt;
  feed.receivedAt = event.receivedAt;
  feed.accepted += 1;
  countMinute(feed.lastHour, event.foldAt, 1, 0);
  if (late) noteLate(feed, event.seq);
  if (event.type === 'feed.heartbeat') {
    const beat = event.data as z.infer<(typeof feedTypes)['feed.heartbeat']>;
    feed.expectedEverySec = beat.expectedEverySec;
    feed.backlog = beat.backlog ?? null;
    feed.clockOffsetMs = beat.clockOffsetMs ?? null;
    return;
  }
  feed.broughtAt = event.foldAt;
  const hour = localHour(event.foldAt);
  feed.hours[hour] = (feed.hours[hour] ?? 0) + 1;
  const subject = subjectOf(event.type);
  if (subject && !feed.subjects.includes(subject)) feed.subjects.push(subject);
}

/** Folds feed.counted (subject = the feed). */
export function countFeed(feeds: Feeds, event: LogEvent): void {
  if (event.subject === null) return;
  const counted = event.data as z.infer<typeof feedCounted>;
  const feed = feedOf(feeds, event.subject, dayNumber(event.foldAt));
  feed.duplicates += counted.duplicates;
  feed.quarantined += counted.quarantined;
  if (counted.quarantined > 0) countMinute(feed.lastHour, event.foldAt, 0, counted.quarantined);
}

/** A source that somebody means to hear from: shown as unknown until it speaks. */
export function expectFeed(feeds: Feeds, source: string, at: number): void {
  feedOf(feeds, source, dayNumber(at));
}

/** Folds config.feed_scheduled (subject = the feed). */
export function scheduleFeed(feeds: Feeds, { subject, data, foldAt }: LogEvent): void {
  if (subject === null) return;
  feedOf(feeds, subject, dayNumber(foldAt)).schedule = scheduleTypes['config.feed_scheduled'].parse(data).schedule;
}
