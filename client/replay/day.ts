// What a day holds, as the server tells it, and the times that people type.
import { DAY_MS, dayNumber, dayStart, dayText, MINUTE_MS, parseDay, SECOND_MS } from '../../shared/time.ts';
import type { Range, Truth } from '../feed/replay.ts';

export type DayStrip = Readonly<{
  day: string;
  /** events a minute, 1,440 each, by kind */
  minutes: Readonly<Record<string, readonly number[]>>;
  markers: readonly Readonly<{ at: string; type: string; priority: string; text: string }>[];
  /** nothing was heard at all: no data, which is not "no events" */
  gaps: readonly Readonly<{ from: string; to: string }>[];
  total: number;
}>;

export type KnownDays = Readonly<{
  received: readonly [string, string] | null;
  time: readonly [string, string] | null;
}>;

export type Place = Readonly<{ day: string | null; seconds: number; as: Truth }>;

const DAY_S = DAY_MS / SECOND_MS;

/** Seconds of the day from what a person types: `342`, `0342`, `034210`, `3:42`, `03:42:10`; null for anything else. */
export function typedSeconds(text: string): number | null {
  const digits = text.trim();
  const parts = /^\d{1,2}:\d{2}(:\d{2})?$/.test(digits)
    ? digits.split(':')
    : (/^(\d{1,2})(\d{2})(\d{2})?$/.exec(digits.length === 5 ? `0${digits}` : digits)?.slice(1) ?? []);
  if (parts.length === 0) return null;
  const [hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  return hour > 23 || minute > 59 || second > 59 ? null : hour * 3600 + minute * 60 + second;
}

/** Day `yyyy-mm-dd` from what a person types: `4/3/2026`, `04-03-2026`; null for what is no day. */
export function typedDay(text: string): string | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
  const typed = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number.isNaN(parseDay(typed)) ? null : typed;
}

/** `/replay/2026-03-04?t=03:42:10&as=then` */
export function placeOf(path: string, search: string): Place {
  const day = path.split('/')[2] ?? '';
  const query = new URLSearchParams(search);
  return {
    day: Number.isNaN(parseDay(day)) ? null : day,
    seconds: typedSeconds(query.get('t') ?? '') ?? 0,
    as: query.get('as') === 'now' ? 'now' : 'then',
  };
}

/** Address of a place, for the address line and for sharing. `clock`: `03:42:10`. */
export const addressOf = (day: string, clock: string, as: Truth): string => `/replay/${day}?t=${clock}&as=${as}`;

/** The whole local day; its last instant is the last millisecond. */
export function rangeOf(day: string, seconds: number, as: Truth): Range {
  const from = dayStart(parseDay(day));
  return { from, to: from + DAY_MS - 1, as, at: from + Math.min(seconds, DAY_S - 1) * SECOND_MS };
}

/** The day to begin with when none is asked for: the last that is over, else the last. */
export function firstDay(known: KnownDays, as: Truth): string | null {
  const range = as === 'then' ? known.received : known.time;
  if (!range) return null;
  const [first, last] = range;
  return first === last ? last : dayText(parseDay(last) - 1);
}

export const shiftDay = (day: string, days: number): string => dayText(parseDay(day) + days);

/** Minute of its day, 0…1439, fractions kept. */
export const minuteOf = (instant: number): number => (instant - dayStart(dayNumber(instant))) / MINUTE_MS;

/** Events a minute over all kinds. */
export function totals(strip: DayStrip): number[] {
  const sum = new Array<number>(DAY_MS / MINUTE_MS).fill(0);
  for (const kind of Object.values(strip.minutes)) {
    for (const [minute, count] of kind.entries()) sum[minute] = (sum[minute] ?? 0) + count;
  }
  return sum;
}
