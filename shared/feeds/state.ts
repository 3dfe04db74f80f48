// Is a feed live, late, silent or unknown, and since when is it silent (interfaces.md §5, domain.md §4 A01)?
import type { Calendar } from '../calendar.ts';
import { MINUTE_MS, SECOND_MS } from '../time.ts';
import type { FeedRow } from '../view.ts';
import type { Feed, FeedSubject, Feeds } from './model.ts';
import { expectedSince, type Quiet, quietAt } from './schedule.ts';

const WORKING_MS = 5 * MINUTE_MS;
const OFF_HOURS_MS = 60 * MINUTE_MS;

/** What a feed brings, and how often it says it will speak. */
type Habits = Readonly<{ expectedEverySec: number | null; subjects: readonly FeedSubject[] }>;

const isFast = (feed: Habits): boolean => feed.subjects.includes('conference') || feed.subjects.includes('security');

/** How long a feed may be quiet before it is silent, in ms; null: it need not speak. */
export function patienceMs(feed: Habits, now: number, calendar: Calendar): number | null {
  if (feed.expectedEverySec !== null) return 3 * feed.expectedEverySec * SECOND_MS;
  if (isFast(feed)) return 3 * MINUTE_MS;
  if (feed.subjects.includes('dossier')) return calendar.isWorking(now) ? WORKING_MS : OFF_HOURS_MS;
  return null;
}

export function stateOf(feed: Feed, now: number, calendar: Calendar): FeedRow['state'] {
  if (feed.heardAt === null) return 'unknown';
  const patience = patienceMs(feed, now, calendar);
  const quiet = now - feed.heardAt;
  if (patience === null || quiet <= patience / 3) return 'live';
  return quiet <= patience ? 'late' : 'silent';
}

/**
 * What excuses a feed that has not been heard for longer than it usually is; null: nothing does, or it has been heard. Once
 * it is expected again it has its whole patience to speak.
 */
export function quietOf(feed: Feed, now: number, calendar: Calendar): Quiet | null {
  // What an older version kept of a feed has no schedule.
  const { heardAt, schedule = null } = feed;
  if (schedule === null || heardAt === null || stateOf(feed, now, calendar) === 'live') return null;
  const quiet = quietAt(schedule, now, calendar);
  if (quiet) return quiet;
  const since = expectedSince(schedule, now, calendar);
  const patience = patienceMs(feed, now, calendar);
  if (heardAt >= since || patience === null || now - since > patience) return null;
  const before = quietAt(schedule, since - 1, calendar);
  return before && { ...before, until: since };
}

/** Silent when it should be heard: what it knows is unknown now. */
export const isFeedSilent = (feed: Feed, now: number, calendar: Calendar): boolean =>
  stateOf(feed, now, calendar) === 'silent' && quietOf(feed, now, calendar) === null;

export function isSilent(feeds: Feeds, source: string, now: number, calendar: Calendar): boolean {
  const feed = feeds.bySource.get(source);
  return feed !== undefined && isFeedSilent(feed, now, calendar);
}

/** Are all feeds that bring a subject silent? */
export function isSubjectSilent({ bySource }: Feeds, subject: FeedSubject, now: number, calendar: Calendar): boolean {
  const own = [...bySource.values()].filter(({ subjects }) => subjects.includes(subject));
  return own.length > 0 && own.every((feed) => isFeedSilent(feed, now, calendar));
}

/** Is the feed to be heard at `now`, by its schedule? */
export const isExpected = ({ schedule = null }: Feed, now: number, calendar: Calendar): boolean =>
  schedule === null || quietAt(schedule, now, calendar) === null;

/** First instant (epoch ms) from which a feed that is silent at `now`, and was last heard at `heard`, has been so without a break. */
export function silentSince(feed: Feed, heard: number, now: number, calendar: Calendar): number {
  const { schedule = null } = feed;
  const heardAt = schedule === null ? heard : Math.max(heard, expectedSince(schedule, now, calendar));
  if (feed.expectedEverySec !== null || isFast(feed) || !feed.subjects.includes('dossier'))
    return heardAt + (patienceMs(feed, now, calendar) ?? 0) + 1;
  // Past the longer patience it is silent at any hour; before, only in working hours, which may have begun meanwhile.
  const early = heardAt + WORKING_MS + 1;
  const at = Math.min(now, heardAt + OFF_HOURS_MS + 1);
  return calendar.isWorking(at) ? at - calendar.between(early, at) : at;
}
