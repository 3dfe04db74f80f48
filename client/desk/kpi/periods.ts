// The periods that a person can choose, as instants.
import { startOfShift } from '../../../shared/alarm/shifts.ts';
import { DAY_MS, dayNumber, dayStart } from '../../../shared/time.ts';

export const PERIODS = ['shift', 'today', 'yesterday', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

export type Range = Readonly<{ from: number; to: number }>;

/**
 * [from, to) in epoch ms, local days. `now` is the server's clock as last heard, `starts` the shifts in minutes of the day.
 * What runs ends with the day: the server takes its own present instead, which may be newer than what was last heard of it.
 */
export function rangeOf(period: Period, now: number, starts: readonly number[]): Range {
  const today = dayStart(dayNumber(now));
  const tonight = today + DAY_MS;
  switch (period) {
    case 'shift':
      return { from: startOfShift(starts, now), to: tonight };
    case 'today':
      return { from: today, to: tonight };
    case 'yesterday':
      return { from: today - DAY_MS, to: today };
    case 'week':
      return { from: now - 7 * DAY_MS, to: tonight };
    case 'month':
      return { from: now - 30 * DAY_MS, to: tonight };
  }
}
