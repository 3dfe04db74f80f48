// Open occurrences in the order in which a duty officer should look at them, kept sorted while they change one by one.
import type { Priority } from '../source.ts';
import type { Alarms } from './fold.ts';
import { type Occurrence, shownPriority } from './occurrence.ts';
import { type Watch, watchAlarms } from './watch.ts';

/**
 * Unacknowledged first, by priority, those still active before those that have returned (only these still need more than a
 * key), then the one that has waited longest: it is nearest to its escalation, in a storm the first is most often the
 * cause, and rows do not move under the hand when a new one comes. Then the acknowledged by priority, newest first, because
 * what has stood for days is known. Last what somebody has put aside.
 */
type Entry = Readonly<{ id: string; o: Occurrence; group: number; at: number; bucket: Bucket }>;
export type Bucket = Priority | 'acknowledged' | 'shelved' | 'suppressed' | 'outOfService';

export type Ranking = { watch: Watch; order: Entry[]; entries: Map<string, Entry>; counts: Record<Bucket, number> };

const PLACE: Readonly<Record<Priority, number>> = { P1: 1, P2: 2, P3: 3, P4: 4 };
const ASIDE = { SHELVED: 'shelved', DESIGN: 'suppressed', OOS: 'outOfService' } as const;

/** In which figure of the view an open occurrence is counted. */
export function bucketOf(o: Occurrence): Bucket {
  if (o.supp !== 'NONE') return ASIDE[o.supp];
  return o.ack === 'ACK' ? 'acknowledged' : shownPriority(o);
}

function entryOf(o: Occurrence): Entry {
  const place = PLACE[shownPriority(o)];
  const id = o.occurrence;
  const bucket = bucketOf(o);
  if (o.supp !== 'NONE') return { id, o, group: 200 + place, at: -o.raisedAt, bucket };
  if (o.ack === 'ACK') return { id, o, group: 100 + place, at: -o.raisedAt, bucket };
  return { id, o, group: 2 * place + (o.cond === 'RTN' ? 1 : 0), at: o.unackSince, bucket };
}

const order = (a: Entry, b: Entry): number =>
  a.group - b.group || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export function rankingOf(alarms: Alarms): Ranking {
  const ranking: Ranking = { watch: watchAlarms(alarms), order: [], entries: new Map(), counts: noCounts() };
  rebuild(ranking, alarms);
  return ranking;
}

/** Brings the ranking up to the model; false when nothing had changed since the last time. */
export function refresh(ranking: Ranking, alarms: Alarms): boolean {
  const changed = ranking.watch.take();
  if (changed.size === 0) return false;
  // Moving one entry costs a search and a shift of the array; beyond some hundreds one sort is cheaper.
  if (changed.size > 64 + ranking.order.length / 16) rebuild(ranking, alarms);
  else for (const id of changed) move(ranking, id, alarms.open.get(id));
  return true;
}

function rebuild(ranking: Ranking, alarms: Alarms): void {
  ranking.counts = noCounts();
  ranking.entries.clear();
  for (const o of alarms.open.values()) {
    const entry = entryOf(o);
    ranking.entries.set(entry.id, entry);
    ranking.counts[entry.bucket] += 1;
  }
  ranking.order = [...ranking.entries.values()].sort(order);
}

function move(ranking: Ranking, id: string, o: Occurrence | undefined): void {
  const old = ranking.entries.get(id);
  const entry = o && entryOf(o);
  if (old) ranking.counts[old.bucket] -= 1;
  if (entry) ranking.counts[entry.bucket] += 1;
  if (old && entry && old.o === o && order(old, entry) === 0) {
    ranking.entries.set(id, entry);
    ranking.order[placeOf(ranking.order, old)] = entry;
    return;
  }
  if (old) {
    ranking.order.splice(placeOf(ranking.order, old), 1);
    ranking.entries.delete(id);
  }
  if (!entry) return;
  ranking.order.splice(placeOf(ranking.order, entry), 0, entry);
  ranking.entries.set(id, entry);
}

/** Where the entry stands, or would stand. */
function placeOf(sorted: readonly Entry[], entry: Entry): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other && order(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const noCounts = (): Record<Bucket, number> => ({
  P1: 0,
  P2: 0,
  P3: 0,
  P4: 0,
  acknowledged: 0,
  shelved: 0,
  suppressed: 0,
  outOfService: 0,
});

export function countOf({ counts }: Ranking) {
  const { P1, P2, P3, P4, acknowledged, shelved, suppressed, outOfService } = counts;
  return { unacknowledged: { P1, P2, P3, P4 }, acknowledged, shelved, suppressed, outOfService };
}
