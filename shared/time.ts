// Instants are epoch milliseconds, the day is local: Vietnam is UTC+7 without daylight saving.
// This is the one file that knows the offset; everything else asks it.

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const OFFSET_MS = 7 * HOUR_MS;

/** Local day number: whole local days since 1970-01-01 (UTC+7). Cheap to compare and to store. */
export const dayNumber = (instant: number): number => Math.floor((instant + OFFSET_MS) / DAY_MS);

/** First instant (epoch ms) of a local day number. */
export const dayStart = (day: number): number => day * DAY_MS - OFFSET_MS;

/** `yyyy-mm-dd` of a local day number. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Local day number of `yyyy-mm-dd`; NaN when the text is no day. */
export function parseDay(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isNaN(day) || dayText(day) !== text ? Number.NaN : day;
}

/** Local hour 0…23 of an instant. */
export const localHour = (instant: number): number => Math.floor((instant + OFFSET_MS) / HOUR_MS) % 24;

/** RFC 3339 with milliseconds and the local offset: `2026-11-21T10:17:30.000+07:00`. */
export const instantText = (instant: number): string => `${new Date(instant + OFFSET_MS).toISOString().slice(0, 23)}+07:00`;

const RFC3339 = /^\d{4}-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Epoch ms of an RFC 3339 text with offset, kept to the millisecond (further digits are cut); NaN for anything else,
 * also for days and hours that do not exist (31 February, 25:00, offset +24:00). A leap second counts as the next second.
 */
export function parseInstant(text: string): number {
  const match = RFC3339.exec(text);
  if (!match) return Number.NaN;
  const [, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return Number.NaN;
  const date = `${text.slice(0, 4)}-${month}-${day}`;
  const start = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return Number.NaN;
  let offset = 0;
  if (zone !== 'Z' && zone !== 'z') {
    const [h, m] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
    if (h > 23 || m > 59) return Number.NaN;
    offset = (zone[0] === '-' ? -1 : 1) * (h * HOUR_MS + m * MINUTE_MS);
  }
  const ms = fraction ? Number(fraction.slice(1, 4).padEnd(3, '0')) : 0;
  return start + Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS + ms - offset;
}
