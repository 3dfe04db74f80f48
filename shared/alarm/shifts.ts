// The shifts of the desk: minutes of the local day at which one begins.
import { DAY_MS, MINUTE_MS, OFFSET_MS } from '../time.ts';

/** End (epoch ms) of the shift that runs at `now`. `starts`: ascending, at least one. */
export function endOfShift(starts: readonly number[], now: number): number {
  const inDay = (now + OFFSET_MS) % DAY_MS;
  const day = now - inDay;
  const next = starts.find((start) => start * MINUTE_MS > inDay);
  return next === undefined ? day + DAY_MS + (starts[0] ?? 0) * MINUTE_MS : day + next * MINUTE_MS;
}
