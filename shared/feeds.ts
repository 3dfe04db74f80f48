// Feeds: who sends, when he was last heard, what was counted today (K90, rule A01). Unknown is not calm.
import { z } from 'zod';
import type { Calendar } from './calendar.ts';
import type { LogEvent } from './event.ts';
import { defineCoreRule, type Finding } from './source.ts';
import { DAY_MS, dayNumber, instantText, MINUTE_MS, OFFSET_MS, SECOND_MS } from './time.ts';
import type { FeedRow } from './view.ts';

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

export type Feed = {
  /** by foldAt; null: never heard, only expected */
  heardAt: number | null;
  receivedAt: number | null;
  /** in the order in which it first brought them */
  subjects: FeedSubject[];
  expectedEverySec: number | null;
  backlog: number | null;
  /** local day the counters stand for */
  day: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  late: number;
};

export type Feeds = {
  bySource: Map<string, Feed>;
  /** When the server last began to listen (foldAt): before that it could hear nobody. */
  listeningSince: number;
};

export const emptyFeeds = (): Feeds => ({ bySource: new Map(), listeningSince: 0 });

function feedOf(feeds: Feeds, source: string, day: number): Feed {
  let feed = feeds.bySource.get(source);
  if (!feed) {
    feed = {
      heardAt: null,
      receivedAt: null,
      subjects: [],
      expectedEverySec: null,
      backlog: null,
      day,
      accepted: 0,
      duplicates: 0,
      quarantined: 0,
      late: 0,
    };
    feeds.bySource.set(source, feed);
  }
  if (feed.day !== day) {
    feed.day = day;
    feed.accepted = feed.duplicates = feed.quarantined = feed.late = 0;
  }
  return feed;
}

/** Counts an event of a feed. `late`: its source's fold found it late. */
export function hearFeed(feeds: Feeds, event: LogEvent, late: boolean): void {
  const feed = feedOf(feeds, event.source, dayNumber(event.foldAt));
  feed.heardAt = event.foldAt;
  feed.receivedAt = event.receivedAt;
  feed.accepted += 1;
  if (late) feed.late += 1;
  if (event.type === 'feed.heartbeat') {
    const beat = event.data as z.infer<(typeof feedTypes)['feed.heartbeat']>;
    feed.expectedEverySec = beat.expectedEverySec;
    feed.backlog = beat.backlog ?? null;
  } else {
    const subject = subjectOf(event.type);
    if (subject && !feed.subjects.includes(subject)) feed.subjects.push(subject);
  }
}

/** Folds feed.counted (subject = the feed). */
export function countFeed(feeds: Feeds, event: LogEvent): void {
  if (event.subject === null) return;
  const counted = event.data as z.infer<typeof feedCounted>;
  const feed = feedOf(feeds, event.subject, dayNumber(event.foldAt));
  feed.duplicates += counted.duplicates;
  feed.quarantined += counted.quarantined;
}

/** A source that somebody means to hear from: shown as unknown until it speaks. */
export function expectFeed(feeds: Feeds, source: string, at: number): void {
  feedOf(feeds, source, dayNumber(at));
}

const isFast = (feed: Feed): boolean => feed.subjects.includes('conference') || feed.subjects.includes('security');

/** How long a feed may be quiet before it is silent, in ms; null: it need not speak. domain.md §4 A01. */
function patienceMs(feed: Feed, now: number, calendar: Calendar): number | null {
  if (feed.expectedEverySec !== null) return 3 * feed.expectedEverySec * SECOND_MS;
  if (isFast(feed)) return 3 * MINUTE_MS;
  if (feed.subjects.includes('dossier')) return (calendar.isWorking(now) ? 5 : 60) * MINUTE_MS;
  return null;
}

function stateOf(feed: Feed, now: number, calendar: Calendar): FeedRow['state'] {
  if (feed.heardAt === null) return 'unknown';
  const patience = patienceMs(feed, now, calendar);
  const quiet = now - feed.heardAt;
  if (patience === null || quiet <= patience / 3) return 'live';
  return quiet <= patience ? 'late' : 'silent';
}

export function isSilent(feeds: Feeds, source: string, now: number, calendar: Calendar): boolean {
  const feed = feeds.bySource.get(source);
  return feed !== undefined && stateOf(feed, now, calendar) === 'silent';
}

/** The feeds of a view. Rows that did not change since `before` keep their reference. */
export function feedsView(
  feeds: Feeds,
  now: number,
  calendar: Calendar,
  before: Readonly<Record<string, FeedRow>>,
): Record<string, FeedRow> {
  const today = dayNumber(now);
  const rows: [string, FeedRow][] = [];
  for (const [source, feed] of feeds.bySource) {
    const counts = feed.day === today;
    const old = Object.hasOwn(before, source) ? before[source] : undefined;
    const row: FeedRow = {
      state: stateOf(feed, now, calendar),
      lastAt: feed.receivedAt === null ? null : instantText(feed.receivedAt),
      expectedEverySec: feed.expectedEverySec,
      accepted: counts ? feed.accepted : 0,
      duplicates: counts ? feed.duplicates : 0,
      quarantined: counts ? feed.quarantined : 0,
      late: counts ? feed.late : 0,
      backlog: feed.backlog,
      subjects: old && old.subjects.length === feed.subjects.length ? old.subjects : [...feed.subjects],
    };
    rows.push([source, old && sameRow(old, row) ? old : row]);
  }
  // Not by assignment: a source may be named "__proto__".
  return Object.fromEntries(rows);
}

const sameRow = (a: FeedRow, b: FeedRow): boolean =>
  a.accepted === b.accepted &&
  a.lastAt === b.lastAt &&
  a.state === b.state &&
  a.duplicates === b.duplicates &&
  a.quarantined === b.quarantined &&
  a.late === b.late &&
  a.backlog === b.backlog &&
  a.expectedEverySec === b.expectedEverySec &&
  a.subjects === b.subjects;

const clockText = (instant: number): string => new Date((instant + OFFSET_MS) % DAY_MS).toISOString().slice(11, 16);

/** A01: a feed that was heard once and is silent now. P1 when three are, or when it carries a running conference. */
export const feedSilent = defineCoreRule({
  id: 'A01',
  kind: 'level',
  name: 'Nguồn dữ liệu im lặng',
  owner: 'Trực kỹ thuật IOC; quản trị nguồn',
  guidance: {
    meaning:
      'Nguồn dữ liệu đã ngừng gửi tin. Số liệu của nguồn này trên màn hình là số cũ, không phải là “không có việc”.',
    cause: 'Phần mềm nguồn dừng, mất mạng giữa đơn vị và trung tâm, hoặc khoá gửi dữ liệu bị thu hồi.',
    action:
      'Gọi đầu mối quản trị nguồn để kiểm tra phần mềm và đường truyền. Báo lãnh đạo ca rằng số liệu của nguồn đang chưa xác định.',
    time: '5 phút; 2 phút khi từ ba nguồn trở lên im lặng hoặc đang có hội nghị.',
  },
  levels: {
    one: { label: 'một hoặc hai nguồn', default: 'P2' },
    many: { label: 'từ ba nguồn, hoặc đang có hội nghị', default: 'P1' },
  },
  judge: (model: { feeds: Feeds; hasOpenConference: boolean }, ctx) => {
    const silent: [string, Feed][] = [];
    for (const [source, feed] of model.feeds.bySource) {
      if (feed.heardAt === null || stateOf(feed, ctx.now, ctx.calendar) !== 'silent') continue;
      const patience = patienceMs(feed, ctx.now, ctx.calendar);
      // Nobody is blamed for the time in which this server did not listen, but what was raised stays until he speaks.
      const deaf = patience !== null && ctx.now - model.feeds.listeningSince <= patience;
      if (!deaf || ctx.isActive(source)) silent.push([source, feed]);
    }
    return silent.map(
      ([source, feed]): Finding => ({
        subject: source,
        priority: ctx.level(
          silent.length >= 3 || (model.hasOpenConference && feed.subjects.includes('conference')) ? 'many' : 'one',
        ),
        text: `Nguồn ${source} im lặng, tin cuối lúc ${clockText(feed.heardAt ?? 0)}`,
      }),
    );
  },
});
