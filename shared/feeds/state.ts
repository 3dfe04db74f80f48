// Is a feed live, late, silent or unknown, and since when is it silent (interfaces.md §5, domain.md §4 A01)?
import type { Calendar } from '../calendar.ts';
import { MINUTE_MS, SECOND_MS } from '../time.ts';
import type { FeedRow } from '../view.ts';
import type { Feed, FeedSubject, Feeds } from './model.ts';

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

export function isSilent(feeds: Feeds, source: string, now: number, calendar: Calendar): boolean {
  const feed = feeds.bySource.get(source);
  return feed !== undefined && stateOf(feed, now, calendar) === 'silent';
}

/** First instant (epoch ms) from which a feed that is silent at `now`, and was last heard at `heardAt`, has been so without a break. */
export function silentSince(feed: Feed, heardAt: number, now: number, calendar: Calendar): number {
  if (feed.expectedEverySec !== null || isFast(feed) || !feed.subjects.includes('dossier'))
    return heardAt + (patienceMs(feed, now, calendar) ?? 0) + 1;
  // Past the longer patience it is silent at any hour; before, only in working hours, which may have begun meanwhile.
  const early = heardAt + WORKING_MS + 1;
  const at = Math.min(now, heardAt + OFF_HOURS_MS + 1);
  return calendar.isWorking(at) ? at - calendar.between(early, at) : at;
}
