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
export const instantText = (instant: number): string =>
  `${new Date(instant + OFFSET_MS).toISOString().slice(0, 23)}+07:00`;

const digit = (text: string, index: number): number => {
  const code = text.charCodeAt(index) - 48;
  return code >= 0 && code <= 9 ? code : Number.NaN;
};
const two = (text: string, index: number): number => digit(text, index) * 10 + digit(text, index + 1);

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const daysOf = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

/** Whole days from 1970-01-01 to a date of the proleptic Gregorian calendar (years from March, as eras of 400 years). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/**
 * Epoch ms of an RFC 3339 text with offset, kept to the millisecond (further digits are cut); NaN for anything else,
 * also for days and hours that do not exist (31 February, 25:00, offset +24:00). A leap second counts as the next second.
 * Read digit by digit: it runs for every event at the door.
 */
export function parseInstant(text: string): number {
  if (text.charAt(4) !== '-' || text.charAt(7) !== '-' || text.charAt(13) !== ':' || text.charAt(16) !== ':')
    return Number.NaN;
  if (text.charAt(10) !== 'T' && text.charAt(10) !== 't') return Number.NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  const [month, day, hour, minute, second] = [two(text, 5), two(text, 8), two(text, 11), two(text, 14), two(text, 17)];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) return Number.NaN;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return Number.NaN;
  let [index, ms] = [19, 0];
  if (text.charAt(index) === '.') {
    const from = index + 1;
    for (index = from; digit(text, index) >= 0; index++)
      if (index < from + 3) ms += digit(text, index) * 10 ** (2 - (index - from));
    if (index === from) return Number.NaN;
  }
  const offset = parseOffset(text, index);
  const days = daysSinceEpoch(year, month, day);
  return days * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms - offset;
}

/** `Z`, or `+hh:mm`, as the rest of the text from `index` on, in ms; NaN otherwise. */
function parseOffset(text: string, index: number): number {
  const sign = text.charAt(index);
  if ((sign === 'Z' || sign === 'z') && text.length === index + 1) return 0;
  if ((sign !== '+' && sign !== '-') || text.length !== index + 6 || text.charAt(index + 3) !== ':') return Number.NaN;
  const [hours, minutes] = [two(text, index + 1), two(text, index + 4)];
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}
