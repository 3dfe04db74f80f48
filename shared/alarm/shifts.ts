// The shifts of the desk: minutes of the local day at which one begins.
import { DAY_MS, MINUTE_MS, OFFSET_MS } from '../time.ts';

/** As long as nobody has set others. */
export const USUAL_STARTS: readonly number[] = [7 * 60, 15 * 60, 23 * 60];

/** First instant (epoch ms) of the shift that runs at `now`. `starts`: ascending, at least one. */
export function startOfShift(starts: readonly number[], now: number): number {
  const inDay = (now + OFFSET_MS) % DAY_MS;
  const day = now - inDay;
  const last = starts.findLast((start) => start * MINUTE_MS <= inDay);
  // Before the first of the day it is the last of the day before.
  return last === undefined ? day - DAY_MS + (starts.at(-1) ?? 0) * MINUTE_MS : day + last * MINUTE_MS;
}

/** End (epoch ms) of the shift that runs at `now`. `starts`: ascending, at least one. */
export function endOfShift(starts: readonly number[], now: number): number {
  const inDay = (now + OFFSET_MS) % DAY_MS;
  const day = now - inDay;
  const next = starts.find((start) => start * MINUTE_MS > inDay);
  return next === undefined ? day + DAY_MS + (starts[0] ?? 0) * MINUTE_MS : day + next * MINUTE_MS;
}
