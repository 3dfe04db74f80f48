// What is usual: the main figures at each quarter of an hour of the past weeks, and from them the band for now. A part of the
// model, noted as the clock passes: a replay shows the band as it was known then, and never one of later days.
import { z } from 'zod';
import type { Calendar } from './calendar.ts';
import { dayNumber, dayStart, MINUTE_MS } from './time.ts';

export const QUARTER_MS = 15 * MINUTE_MS;
const QUARTERS = 96;

/** Figures that have a band. The order is that of the numbers kept: new ones are put at the end. */
export const GAUGES = ['received', 'resolved', 'onTime', 'online', 'lastHour'] as const;
export type Gauge = (typeof GAUGES)[number];

/** Days that make a band, of the same weekday and worked alike: a holiday is like no ordinary day. */
const LIKE_DAYS = 4;
/** Weeks looked back: four like days are among them even when Tết took two. */
const WEEKS = 9;
export const KEPT_DAYS = 7 * WEEKS;

const band = z.object({ low: z.number(), high: z.number() }).nullable();
export const usualView = z
  .object({ received: band, resolved: band, onTime: band, online: band, lastHour: band } satisfies Record<
    Gauge,
    unknown
  >)
  .describe('lowest and highest in this quarter hour on the last four like weekdays; null until four are known');
export type UsualView = z.infer<typeof usualView>;

export type Usual = {
  /** the last quarter (since 1970) that was noted */
  quarter: number;
  /** by local day: GAUGES.length numbers a quarter; null: not known then */
  days: Map<number, (number | null)[]>;
};
export const emptyUsual = (): Usual => ({ quarter: -1, days: new Map() });

/** Quarters since 1970; a local day begins with one. */
export const quarterOf = (instant: number): number => Math.floor(instant / QUARTER_MS);

/** Notes the figures as they stood when a quarter began, before anything that happened then. */
export function noteQuarter(usual: Usual, quarter: number, of: Readonly<Partial<Record<Gauge, number | null>>>): void {
  const instant = quarter * QUARTER_MS;
  const day = dayNumber(instant);
  let row = usual.days.get(day);
  if (!row) {
    row = new Array<null>(QUARTERS * GAUGES.length).fill(null);
    usual.days.set(day, row);
    for (const old of usual.days.keys()) if (old < day - KEPT_DAYS) usual.days.delete(old);
  }
  const at = ((instant - dayStart(day)) / QUARTER_MS) * GAUGES.length;
  for (const [i, gauge] of GAUGES.entries()) row[at + i] = of[gauge] ?? null;
}

const weekdayAlike = (calendar: Calendar, a: number, b: number): boolean =>
  calendar.isWorkingDay(a) === calendar.isWorkingDay(b);

/**
 * Lowest and highest of the quarter hour that `now` lies in, from its beginning to its end, on the last like days before
 * today; null while fewer than four of them are known.
 */
function bandOf({ days }: Usual, now: number, calendar: Calendar, gauge: number): z.infer<typeof band> {
  const today = dayNumber(now);
  const quarter = Math.floor((now - dayStart(today)) / QUARTER_MS);
  const found: number[] = [];
  let known = 0;
  for (let week = 1; week <= WEEKS && known < LIKE_DAYS; week++) {
    const day = today - 7 * week;
    if (!weekdayAlike(calendar, today, day)) continue;
    const row = days.get(day);
    const begin = row?.[quarter * GAUGES.length + gauge] ?? null;
    // The last quarter of a day ends with the day: what was counted of it is not noted.
    const end = quarter === QUARTERS - 1 ? begin : (row?.[(quarter + 1) * GAUGES.length + gauge] ?? null);
    if (begin === null || end === null) continue;
    known += 1;
    found.push(begin, end);
  }
  return known < LIKE_DAYS ? null : { low: Math.min(...found), high: Math.max(...found) };
}

const memos = new WeakMap<Usual, { quarter: number; calendar: number; view: UsualView }>();

/** The bands at `now`. The same object until the next quarter. */
export function usualAt(usual: Usual, now: number, calendar: Calendar): UsualView {
  const memo = memos.get(usual);
  if (memo?.quarter === quarterOf(now) && memo.calendar === calendar.version) return memo.view;
  const of = (gauge: Gauge) => bandOf(usual, now, calendar, GAUGES.indexOf(gauge));
  const view: UsualView = {
    received: of('received'),
    resolved: of('resolved'),
    onTime: of('onTime'),
    online: of('online'),
    lastHour: of('lastHour'),
  };
  memos.set(usual, { quarter: quarterOf(now), calendar: calendar.version, view });
  return view;
}
