// When a feed is to be heard: silence outside its hours, and in an announced maintenance, is quiet and no alarm.
// Set by an administrator, from the log, so that a replay knows what was announced then. Without a schedule a feed is always expected.
import { z } from 'zod';
import { type Calendar, daySpans, minutesOf } from '../calendar.ts';
import { DAY_MS, dayNumber, dayStart, MINUTE_MS, parseInstant } from '../time.ts';

const instant = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(parseInstant(text)), 'là một thời điểm, ví dụ 2026-11-21T10:17:30+07:00');

/** A whole schedule: a change carries all of it. */
export const feedSchedule = z.object({
  hours: z
    .union([z.enum(['always', 'working']), z.object({ days: z.enum(['working', 'all']), spans: daySpans })])
    .describe('always; working: the working hours of the calendar; or its own, on working days or on all'),
  maintenance: z
    .array(
      z
        .object({ from: instant, to: instant, reason: z.string().trim().min(1).max(200) })
        .refine(({ from, to }) => parseInstant(from) < parseInstant(to), {
          path: ['to'],
          message: 'phải sau lúc bắt đầu',
        }),
    )
    .max(50)
    .describe('announced: nothing is expected meanwhile'),
});
export type FeedSchedule = z.infer<typeof feedSchedule>;

/** Written by the server when an administrator sets it. Subject: the source. */
export const scheduleTypes = {
  'config.feed_scheduled': z.object({ by: z.string(), byName: z.string(), schedule: feedSchedule }),
} as const;

/** Why nothing is expected: before and after the hours, between them, a day without any, an announced maintenance. */
export const quietReason = z.enum(['off_hours', 'break', 'day_off', 'maintenance']);

/** `until`: the first instant at which it is expected again (epoch ms); null: not within the year. */
export type Quiet = Readonly<{ reason: z.infer<typeof quietReason>; note: string | null; until: number | null }>;

/** Days looked at for the next or the last hours. */
const FAR_DAYS = 366;

type Spans = readonly (readonly [start: number, end: number])[];

function spansOn({ hours }: FeedSchedule, day: number, calendar: Calendar): Spans {
  if (hours === 'always') return [[0, DAY_MS]];
  if (hours === 'working') return calendar.spansOn(day);
  if (hours.days === 'working' && !calendar.isWorkingDay(day)) return [];
  return hours.spans.map(({ start, end }) => [minutesOf(start) * MINUTE_MS, minutesOf(end) * MINUTE_MS] as const);
}

const maintenanceAt = ({ maintenance }: FeedSchedule, now: number) =>
  maintenance.find(({ from, to }) => parseInstant(from) <= now && now < parseInstant(to));

/** Why nothing is expected at `now`, by the hours alone; null: it is. */
function outsideHours(schedule: FeedSchedule, now: number, calendar: Calendar): Quiet['reason'] | null {
  const day = dayNumber(now);
  const inDay = now - dayStart(day);
  const spans = spansOn(schedule, day, calendar);
  if (spans.some(([start, end]) => start <= inDay && inDay < end)) return null;
  if (spans.length === 0) return 'day_off';
  return spans.some(([, end]) => end <= inDay) && spans.some(([start]) => inDay < start) ? 'break' : 'off_hours';
}

function nextHours(schedule: FeedSchedule, now: number, calendar: Calendar): number | null {
  const first = dayNumber(now);
  for (let day = first; day <= first + FAR_DAYS; day++)
    for (const [start] of spansOn(schedule, day, calendar))
      if (dayStart(day) + start > now) return dayStart(day) + start;
  return null;
}

/** What a feed is excused by at `now`; null: it is to be heard. */
export function quietAt(schedule: FeedSchedule, now: number, calendar: Calendar): Quiet | null {
  const found = maintenanceAt(schedule, now);
  const reason = found ? 'maintenance' : outsideHours(schedule, now, calendar);
  if (reason === null) return null;
  // The end of a maintenance may lie outside the hours, their beginning in another maintenance.
  let until: number | null = now;
  for (let turns = 0; until !== null && turns <= 2 * schedule.maintenance.length + 2; turns++) {
    const stop = maintenanceAt(schedule, until);
    if (stop) until = parseInstant(stop.to);
    else if (outsideHours(schedule, until, calendar) !== null) until = nextHours(schedule, until, calendar);
    else break;
  }
  return { reason, note: found?.reason ?? null, until };
}

/** The last instant up to `now`, at which it is to be heard, at which it began to be; -Infinity: it always was. */
export function expectedSince(schedule: FeedSchedule, now: number, calendar: Calendar): number {
  let since = Number.NEGATIVE_INFINITY;
  if (schedule.hours !== 'always') {
    const last = dayNumber(now);
    since = dayStart(last - FAR_DAYS);
    let edge: number | null = null;
    search: for (let day = last; day > last - FAR_DAYS; day--) {
      for (const [start, end] of spansOn(schedule, day, calendar).toReversed()) {
        const [from, to] = [dayStart(day) + start, dayStart(day) + end];
        if (from > now) continue;
        // Spans that touch, over midnight too, are one.
        if (edge !== null && to < edge) break search;
        edge = since = from;
      }
      if (edge !== null && edge > dayStart(day)) break;
    }
  }
  for (const { from, to } of schedule.maintenance) {
    const [begin, end] = [parseInstant(from), parseInstant(to)];
    if (end <= now && end > since && begin < now) since = end;
  }
  return since;
}
