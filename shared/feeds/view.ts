// What a screen may know of the feeds.
import type { Calendar } from '../calendar.ts';
import { dayNumber, instantText } from '../time.ts';
import type { FeedRow } from '../view.ts';
import type { Feeds } from './model.ts';
import type { Quiet } from './schedule.ts';
import { quietOf, stateOf } from './state.ts';

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
      quiet: quietRow(old?.quiet ?? null, quietOf(feed, now, calendar)),
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
  a.quiet === b.quiet &&
  a.subjects === b.subjects;

function quietRow(old: FeedRow['quiet'], quiet: Quiet | null): FeedRow['quiet'] {
  if (quiet === null) return null;
  const until = quiet.until === null ? null : instantText(quiet.until);
  const isSame = old?.reason === quiet.reason && old.note === quiet.note && old.until === until;
  return isSame ? old : { reason: quiet.reason, note: quiet.note, until };
}
