// What holds at one instant of a day: which walls were away, what was not known yet, where in the story one stands.
import type { DayStrip, LateEvent, Outage, StoryItem } from './told.ts';

export const outagesAt = (strip: DayStrip, at: number): Outage[] =>
  strip.outages.filter(({ from, to }) => from <= at && (to === null || at < to));

/** How many events had happened by `at` and came later; null: the list does not hold all of them. */
export function missingAt({ count, list }: DayStrip['late'], at: number): number | null {
  if (list.length < count) return null;
  return list.filter(({ time, receivedAt }) => time <= at && at < receivedAt).length;
}

/** Index of the newest item at or before `at`; -1: nothing has happened yet. Items are in order. */
export function currentItem(items: readonly StoryItem[], at: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(items[middle]?.at ?? '') <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** In the order in which they came. */
export const byArrival = (list: readonly LateEvent[]): LateEvent[] =>
  [...list].sort((a, b) => a.receivedAt - b.receivedAt || a.seq - b.seq);

/** The mark at which an occurrence was raised; null: not on this day. */
export const raisedMark = (strip: DayStrip | null, occurrence: string | null): DayStrip['markers'][number] | null =>
  strip?.markers.find((mark) => mark.type === 'alarm.raised' && mark.occurrence === occurrence) ?? null;
