// Working time: how much of it lies between two instants, and where a span of it ends (domain.md §3.3). Local day, UTC+7.
// Everything rests on one number, the working milliseconds since 1970 up to an instant, kept as a running sum per day.
import { z } from 'zod';
import { type CalendarData, calendarData, type Shift } from './calendar-data.ts';
import { dayNumber, dayStart, MINUTE_MS, parseDay } from './time.ts';

export type { CalendarData } from './calendar-data.ts';

export type Calendar = Readonly<{
  /** Of the data it was made from. Two calendars of one log with the same version are the same. */
  version: number;
  /** First instant ≥ `start` by which `ms` of working time have passed since `start` (all epoch ms). Past 2199: the end of 2199. */
  add: (start: number, ms: number) => number;
  /** Working ms from `a` to `b`; negative when `b` is earlier. `between(s, add(s, ms))` is `ms`. */
  between: (a: number, b: number) => number;
  /** First instant T with `add(T, ms) >= due`: from T on, `due` is at most `ms` of working time away. `ms` > 0. */
  reaching: (due: number, ms: number) => number;
  isWorking: (instant: number) => boolean;
  isWorkingDay: (day: number) => boolean;
  /** Working spans of a local day, in ms after its midnight, in order; none on a day off. */
  spansOn: (day: number) => readonly (readonly [start: number, end: number])[];
}>;

/** 2200-01-01. A due date of the year 9999 must not make us sum three million days. */
const LAST_DAY = parseDay('2200-01-01');

/** A calendar over its data. Sums are made as far as they are asked for, then kept. */
export function createCalendar(data: CalendarData): Calendar {
  const holidays = new Set(data.holidays.map(parseDay));
  const workdays = new Set(data.workdays.map(parseDay));
  const shifts = data.shifts
    .map((shift: Shift) => ({
      from: parseDay(shift.from),
      spans: shift.spans.map(([start, end]) => [start * MINUTE_MS, end * MINUTE_MS] as const),
      total: shift.spans.reduce((sum, [start, end]) => sum + (end - start) * MINUTE_MS, 0),
    }))
    .sort((a, b) => b.from - a.from);
  const none = { from: 0, spans: [], total: 0 } as const;
  const shiftOf = (day: number) => shifts.find((shift) => shift.from <= day) ?? none;

  const isWorkingDay = (day: number): boolean => {
    if (workdays.has(day)) return true;
    if (holidays.has(day)) return false;
    const weekday = (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday, 0 is Sunday
    return weekday !== 0 && weekday !== 6;
  };

  /** sums[d] = working ms of the days before d. */
  const sums: number[] = [0];
  const extend = (): number => {
    const day = sums.length - 1;
    const next = (sums[day] ?? 0) + (isWorkingDay(day) ? shiftOf(day).total : 0);
    sums.push(next);
    return next;
  };

  const worked = (instant: number): number => {
    const day = Math.min(dayNumber(instant), LAST_DAY);
    if (day < 0) return 0;
    while (sums.length <= day) extend();
    let sum = sums[day] ?? 0;
    if (day === LAST_DAY || !isWorkingDay(day)) return sum;
    const inDay = instant - dayStart(day);
    for (const [start, end] of shiftOf(day).spans) {
      if (inDay <= start) break;
      sum += Math.min(inDay, end) - start;
    }
    return sum;
  };

  /** First instant at which `worked` is at least `sum`; `near` is a day not far from it. */
  const earliest = (sum: number, near: number): number => {
    if (sum <= 0) return dayStart(0);
    let last = sums[sums.length - 1] ?? 0;
    while (last < sum && sums.length <= LAST_DAY) last = extend();
    if (last < sum) return dayStart(LAST_DAY);
    // The day `low` is the one in which the sum is reached: sums[low] < sum <= sums[low + 1]. Mostly a step or two away.
    let low = Math.max(0, Math.min(near, sums.length - 2));
    let step = 1;
    while ((sums[low] ?? 0) >= sum) {
      low = Math.max(0, low - step);
      step *= 2;
    }
    let high = low + 1;
    step = 1;
    while ((sums[high] ?? 0) < sum) {
      low = high;
      high = Math.min(sums.length - 1, high + step);
      step *= 2;
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < sum) low = middle;
      else high = middle;
    }
    let left = sum - (sums[low] ?? 0);
    for (const [start, end] of shiftOf(low).spans) {
      if (left <= end - start) return dayStart(low) + start + left;
      left -= end - start;
    }
    return dayStart(high);
  };

  return {
    version: data.version,
    add: (start, ms) => Math.max(start, earliest(worked(start) + ms, dayNumber(start))),
    between: (a, b) => worked(b) - worked(a),
    reaching: (due, ms) => earliest(worked(due - 1) + 1 - ms, dayNumber(due)),
    isWorking: (instant) => {
      const day = dayNumber(instant);
      const inDay = instant - dayStart(day);
      return isWorkingDay(day) && shiftOf(day).spans.some(([start, end]) => inDay >= start && inDay < end);
    },
    isWorkingDay,
    spansOn: (day) => (isWorkingDay(day) ? shiftOf(day).spans : []),
  };
}

export const defaultCalendarData: CalendarData = calendarData;
export const defaultCalendar: Calendar = createCalendar(calendarData);

const day = z.string().refine((text) => !Number.isNaN(parseDay(text)), 'not a day');
const days = z.array(day).max(1000);
/** Minutes after midnight of `hh:mm`. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** Spans of a day, `hh:mm` to `hh:mm`, each after the one before. */
export const daySpans = z
  .array(z.object({ start: clock, end: clock }))
  .min(1)
  .max(6)
  .refine((spans) => {
    const edges = spans.flatMap((span) => [minutesOf(span.start), minutesOf(span.end)]);
    return edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? 0) || (i % 2 === 0 && edge === edges[i - 1]));
  }, 'spans must follow each other');

/**
 * Data of `calendar.changed`. `holidays` become days off, `workdays` worked days, `ordinary` follow the week again;
 * `shifts` hold from their day until the next row; a row of the same day is replaced.
 */
export const calendarChanged = z.object({
  holidays: days.optional(),
  workdays: days.optional(),
  ordinary: days.optional(),
  shifts: z
    .array(
      z.object({
        from: day,
        spans: daySpans,
      }),
    )
    .max(100)
    .optional(),
  reason: z.string().max(512).optional(),
});
export type CalendarChange = z.infer<typeof calendarChanged>;

/** The data after a change; the argument is left as it is. */
export function applyCalendarChange(data: CalendarData, change: CalendarChange): CalendarData {
  const { holidays = [], workdays = [], ordinary = [], shifts = [] } = change;
  const touched = new Set([...holidays, ...workdays, ...ordinary]);
  const renewed = new Set(shifts.map((shift) => shift.from));
  return {
    version: data.version + 1,
    holidays: [...data.holidays.filter((text) => !touched.has(text)), ...holidays],
    workdays: [...data.workdays.filter((text) => !touched.has(text)), ...workdays],
    shifts: [
      ...data.shifts.filter((shift) => !renewed.has(shift.from)),
      ...shifts.map(({ from, spans }) => ({
        from,
        spans: spans.map(({ start, end }) => [minutesOf(start), minutesOf(end)] as const),
      })),
    ],
  };
}
