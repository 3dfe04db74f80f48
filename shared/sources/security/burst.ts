// Rule A33's arithmetic: the rate of a category over a sliding minute, kept from events alone.
// Its thresholds are fixed: what is kept of a minute is exactly what they ask for, and a fold never depends on settings (I4).
import type { LogEvent } from '../../event.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Burst, Category } from './model.ts';

/** More than this many in a minute begin a burst. */
export const BURST_BEGINS_ABOVE = 200;
/** With fewer than this many in each minute of `QUIET_MINUTES` it is over. */
const END = 100;
export const QUIET_MINUTES = 3;
const QUIET_MS = QUIET_MINUTES * MINUTE_MS;
const RING = BURST_BEGINS_ABOVE + 1;

/** `quietMs`: for how long it has to be quiet until it is over, at most what the fold waits. */
export const isBurning = (burst: Burst | null, now: number, quietMs = QUIET_MS): burst is Burst =>
  burst !== null && now < burst.hotUntil + quietMs;

/** Instant of the n-th newest alert (1 = the newest); null when there were fewer. */
function nthNewest({ recent, next }: Category, n: number): number | null {
  if (recent.length < n) return null;
  return recent[(next - n + 2 * RING) % RING] ?? null;
}

/**
 * Counts one alert of `category`. One that comes more than a minute behind the newest belongs to a minute that is over: it
 * begins no burst, but counts in a running one.
 */
export function countForBurst(category: Category, { time, foldAt, source }: LogEvent): void {
  // A clock that runs ahead must not make everyone else look late.
  const own = Math.min(time, foldAt);
  const burst = isBurning(category.burst, Math.max(own, category.newestAt)) ? category.burst : null;
  if (burst !== null && own >= burst.began) burst.count += 1;
  if (own >= category.newestAt) category.source = source;
  if (own < category.newestAt - MINUTE_MS) return;
  const at = Math.max(own, category.newestAt);
  category.newestAt = at;
  if (category.recent.length < RING) category.recent.push(at);
  else category.recent[category.next] = at;
  category.next = (category.next + 1) % RING;
  const began = nthNewest(category, RING);
  if (burst === null && began !== null && at - began < MINUTE_MS) category.burst = { began, count: RING, hotUntil: at };
  const hundredth = nthNewest(category, END);
  if (category.burst !== null && hundredth !== null && isBurning(category.burst, at)) {
    category.burst.hotUntil = Math.max(category.burst.hotUntil, hundredth + MINUTE_MS);
  }
}
