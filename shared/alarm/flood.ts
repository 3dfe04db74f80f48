// Flood by the standard's figures (features.md, "The standards' figures"): it begins when more than ten alarms were announced
// within ten minutes and is over when fewer than five were. Kept from the log alone; nothing is dropped because of it.
import { MINUTE_MS, SECOND_MS } from '../time.ts';

/** A flood is looked for in so long a stretch, begins with more than `BEGINS_ABOVE` in it and ends with fewer than `ENDS_BELOW`. */
export const WINDOW_MS = 10 * MINUTE_MS;
export const BEGINS_ABOVE = 10;
const ENDS_BELOW = 5;

/** `seconds` and `counts` stand beside each other: epoch seconds, ascending, in which so many alarms were announced. */
export type Flood = { seconds: number[]; counts: number[]; total: number; since: number | null };

export const emptyFlood = (): Flood => ({ seconds: [], counts: [], total: 0, since: null });

const second = (instant: number): number => Math.floor(instant / SECOND_MS);

/** Lets go what was announced more than ten minutes before `now` (epoch ms), and ends the flood when too little is left. */
export function settleFlood(flood: Flood, now: number): void {
  const oldest = second(now - WINDOW_MS);
  let gone = 0;
  while ((flood.seconds[gone] ?? Number.MAX_VALUE) <= oldest) {
    flood.total -= flood.counts[gone] ?? 0;
    gone += 1;
  }
  if (gone > 0) {
    flood.seconds.splice(0, gone);
    flood.counts.splice(0, gone);
  }
  if (flood.total < ENDS_BELOW) flood.since = null;
}

/** One more alarm was announced at `at` (epoch ms, not before the last). */
export function announceIn(flood: Flood, at: number): void {
  settleFlood(flood, at);
  const now = second(at);
  const last = flood.seconds.length - 1;
  if (flood.seconds[last] === now) flood.counts[last] = (flood.counts[last] ?? 0) + 1;
  else {
    flood.seconds.push(now);
    flood.counts.push(1);
  }
  flood.total += 1;
  if (flood.total > BEGINS_ABOVE) flood.since ??= at;
}

/** When the flood is over if nothing more is announced (epoch ms); null: there is none. */
export function floodEndsAt(flood: Flood): number | null {
  if (flood.since === null) return null;
  let left = flood.total;
  for (const [index, at] of flood.seconds.entries()) {
    left -= flood.counts[index] ?? 0;
    if (left < ENDS_BELOW) return at * SECOND_MS + WINDOW_MS;
  }
  return null;
}
