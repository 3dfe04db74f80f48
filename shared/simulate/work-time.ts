// Working time as one running number, so that a life-story can be drawn in it and laid on the clock afterwards.
// Deliberately not shared/calendar.ts: what the simulator expects must not come from what it checks.
import { DAY_MS, dayNumber, dayStart, HOUR_MS } from '../time.ts';

const MORNING = { from: 7 * HOUR_MS, to: 11.5 * HOUR_MS };
const AFTERNOON = { from: 13.5 * HOUR_MS, to: 17 * HOUR_MS };
const MORNING_MS = MORNING.to - MORNING.from;
/** Eight hours: 07:00–11:30 and 13:30–17:00 (domain.md §3.3). */
export const WORKDAY_MS = MORNING_MS + AFTERNOON.to - AFTERNOON.from;

export type WorkTime = Readonly<{
  /** Working milliseconds since the table began; outside working hours, those up to then. */
  toWork: (instant: number) => number;
  /** Instant at which so much working time has passed; a full day ends at 17:00, not at 07:00 of the next. */
  toInstant: (work: number) => number;
  isWorkingDay: (day: number) => boolean;
}>;

const clamp = (value: number, from: number, to: number): number => Math.min(Math.max(value, from), to);

/** Working time over the local days [first, last]; throws outside them. */
export function createWorkTime(isWorkingDay: (day: number) => boolean, first: number, last: number): WorkTime {
  const days: number[] = [];
  const before: number[] = [];
  for (let day = first; day <= last; day++) {
    before.push(days.length);
    if (isWorkingDay(day)) days.push(day);
  }
  return {
    isWorkingDay,
    toWork: (instant) => {
      const day = dayNumber(instant);
      const n = before[day - first];
      if (n === undefined) throw new Error(`day ${day} is outside the working-time table`);
      if (days[n] !== day) return n * WORKDAY_MS;
      const clock = (instant - dayStart(day)) % DAY_MS;
      const morning = clamp(clock, MORNING.from, MORNING.to) - MORNING.from;
      return n * WORKDAY_MS + morning + clamp(clock, AFTERNOON.from, AFTERNOON.to) - AFTERNOON.from;
    },
    toInstant: (work) => {
      const n = Math.max(0, Math.ceil(work / WORKDAY_MS) - 1);
      const day = days[n];
      if (day === undefined) throw new Error('instant is outside the working-time table');
      const part = work - n * WORKDAY_MS;
      const clock = part <= MORNING_MS ? MORNING.from + part : AFTERNOON.from + part - MORNING_MS;
      return dayStart(day) + clock;
    },
  };
}
