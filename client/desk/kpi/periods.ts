// The periods that a person can choose, as instants.
import { startOfShift } from '../../../shared/alarm/shifts.ts';
import { DAY_MS, dayNumber, dayStart } from '../../../shared/time.ts';

export const PERIODS = ['shift', 'today', 'yesterday', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

export type Range = Readonly<{ from: number; to: number }>;

/** [from, to) in epoch ms, local days. `now` is the server's clock, `starts` the shifts in minutes of the day. */
export function rangeOf(period: Period, now: number, starts: readonly number[]): Range {
  const today = dayStart(dayNumber(now));
  switch (period) {
    case 'shift':
      return { from: startOfShift(starts, now), to: now };
    case 'today':
      return { from: today, to: now };
    case 'yesterday':
      return { from: today - DAY_MS, to: today };
    case 'week':
      return { from: now - 7 * DAY_MS, to: now };
    case 'month':
      return { from: now - 30 * DAY_MS, to: now };
  }
}
