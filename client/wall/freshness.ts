// Is a subject's tile fresh, old or unknown? Silent is not calm: a tile whose feeds are all silent says since when.
import type { FeedRow, View } from '../../shared/view.ts';

export type Subject = 'dossier' | 'conference' | 'security';
export type Freshness = Readonly<{ state: 'fresh' | 'stale' | 'unknown'; asOf: string | null }>;

/** Which feeds bring a subject, told by the feed's name. A feed whose name says nothing counts for every subject. */
const NAMES: Record<Subject, RegExp> = {
  dossier: /motcua|mot-cua|dossier|ho-?so|dvc|tthc|igate|receipt|311/i,
  conference: /hoinghi|hoi-nghi|conference|endpoint|diem-?cau|mcu|bbb|upptime/i,
  security: /soc\b|security|attt|siem|suricata|zeek|syslog|ncsc/i,
};
const SUBJECTS = Object.keys(NAMES) as Subject[];

export function feedsOf(subject: Subject, feeds: View['feeds']): FeedRow[] {
  const named = Object.keys(feeds).filter((source) => NAMES[subject].test(source));
  const rest = Object.keys(feeds).filter((source) => !SUBJECTS.some((other) => NAMES[other].test(source)));
  return (named.length > 0 ? named : rest).flatMap((source) => feeds[source] ?? []);
}

export function freshnessOf(subject: Subject, asOf: string | null, feeds: View['feeds']): Freshness {
  if (asOf === null) return { state: 'unknown', asOf };
  const own = feedsOf(subject, feeds);
  const heard = own.some((feed) => feed.state === 'live' || feed.state === 'late');
  return { state: own.length > 0 && !heard ? 'stale' : 'fresh', asOf };
}
