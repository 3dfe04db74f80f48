// Is a subject's tile fresh, old or unknown? Silent is not calm: a tile whose feeds are all silent says since when.
import type { FeedRow, View } from '../../shared/view.ts';

export type Subject = 'dossier' | 'conference' | 'security';
export type Freshness = Readonly<{ state: 'fresh' | 'stale' | 'unknown'; asOf: string | null }>;

/** The feeds that have brought anything of the subject. */
export const feedsOf = (subject: Subject, feeds: View['feeds']): FeedRow[] =>
  Object.values(feeds).filter((feed) => feed.subjects.includes(subject));

export function freshnessOf(subject: Subject, asOf: string | null, feeds: View['feeds']): Freshness {
  if (asOf === null) return { state: 'unknown', asOf };
  const own = feedsOf(subject, feeds);
  const heard = own.some(({ state, quiet }) => state === 'live' || state === 'late' || quiet !== null);
  return { state: own.length > 0 && !heard ? 'stale' : 'fresh', asOf };
}
