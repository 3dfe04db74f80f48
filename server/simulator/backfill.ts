// Makes recorded days: steps the exercise clock and posts what is due, so that what was received follows the exercise time.
import { defaultCalendar } from '../../shared/calendar.ts';
import { dayNumber, dayStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts';
import type { ExerciseClock } from '../clock.ts';
import { send } from '../feed/send.ts';
import type { Outbox } from './outbox.ts';

export type Backfill = Readonly<{
  url: string;
  key: string;
  clock: ExerciseClock;
  outbox: Outbox;
  /** The clock ends here (epoch ms), standing. */
  until: number;
  /** How far the clock goes at a time, ms. */
  stepMs?: number;
  /** Told the exercise time now and then. */
  onProgress?: (at: number) => void;
}>;

/** Sends everything due up to `until`; resolves with how many events were new. Throws when the door refuses for good. */
export async function backfill({
  url,
  key,
  clock,
  outbox,
  until,
  stepMs = MINUTE_MS,
  onProgress,
}: Backfill): Promise<number> {
  let accepted = 0;
  clock.run(0);
  for (let at = clock.now(); at < until; ) {
    at = Math.min(until, (Math.floor(at / stepMs) + 1) * stepMs);
    const lines = outbox.take(at);
    clock.set(at);
    const result = await send(lines, { url, key, rate: null, patienceMs: 60_000 });
    if (result.failure !== null) throw new Error(result.failure);
    if (result.totals.quarantined > 0)
      throw new Error(`the door quarantined ${result.totals.quarantined} simulated events`);
    accepted += result.totals.accepted;
    onProgress?.(at);
  }
  return accepted;
}

const BEGINS_MS = 8.75 * HOUR_MS;

/** 08:45 of the first working day that is not over at `last` (epoch ms). */
export function nextBeginning(last: number): number {
  let day = dayNumber(last);
  while (!defaultCalendar.isWorkingDay(day) || dayStart(day) + BEGINS_MS <= last) day++;
  return dayStart(day) + BEGINS_MS;
}
