// Times as real files write them: without zone, with a blank for the T, in 12 hours, as seconds since 1970.
import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant, SECOND_MS } from '../../shared/time.ts';

/** What a clock on the wall shows. `year` null: the sender did not say. */
export type WallTime = Readonly<{
  year: number | null;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}>;

export const MONTHS: readonly string[] = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([Zz]|[+-]\d\d:?(?:\d\d)?)?)?$/;

/**
 * Epoch ms of a time as found in files; NaN when it is none. Without `pattern`: RFC 3339 and its neighbours (blank for `T`,
 * `+0200`, `+02`, no seconds, no offset, a day alone) and numbers (seconds since 1970, or milliseconds when beyond 10^11). `zone`, an
 * offset (`+07:00`) or an IANA name, is used where the text has no offset. `pattern`: yyyy MM M dd d MMM HH H hh h mm ss SSS a.
 */
export function readInstant(input: unknown, pattern?: string, zone = '+07:00'): number {
  if (typeof input === 'number')
    return Number.isFinite(input) ? Math.floor(Math.abs(input) > 1e11 ? input : input * SECOND_MS) : Number.NaN;
  if (typeof input !== 'string') return Number.NaN;
  const text = input.trim();
  if (pattern !== undefined) {
    const wall = readPattern(text, pattern);
    return wall === null ? Number.NaN : instantOf(wall, wall.year ?? Number.NaN, zone);
  }
  const match = ISO.exec(text);
  if (!match) return /^\d{9,}(\.\d+)?$/.test(text) ? readInstant(Number(text)) : Number.NaN;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', offset] = match;
  if (offset !== undefined) {
    const full = /^[Zz]$/.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
    return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${full}`);
  }
  const wall = {
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  };
  return instantOf(
    { ...wall, year: Number(year), ms: Number(fraction.slice(0, 3).padEnd(3, '0')) },
    Number(year),
    zone,
  );
}

/**
 * Epoch ms of a wall time of `year` in a zone; NaN for a day that does not exist. The hour that a change of clocks repeats is
 * taken the first time; the hour that it skips is moved forward.
 */
export function instantOf(wall: WallTime, year: number, zone: string): number {
  const day = new Date(0);
  day.setUTCFullYear(year, wall.month - 1, wall.day);
  if (day.getUTCMonth() !== wall.month - 1 || day.getUTCDate() !== wall.day) return Number.NaN;
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 60) return Number.NaN;
  const local = day.getTime() + wall.hour * HOUR_MS + wall.minute * MINUTE_MS + wall.second * SECOND_MS + wall.ms;
  const before = offsetOf(zone, local - DAY_MS);
  const after = offsetOf(zone, local + DAY_MS);
  const fits = [local - before, local - after].filter((instant) => offsetOf(zone, instant) === local - instant);
  return fits.length > 0 ? Math.min(...fits) : local - before;
}

/** Like `instantOf` for a time without a year: the latest that is not more than a day after `reference` (epoch ms). */
export function nearestBefore(wall: WallTime, zone: string, reference: number): number {
  if (wall.year !== null) return instantOf(wall, wall.year, zone);
  const year = new Date(reference).getUTCFullYear();
  for (let back = -1; back <= 8; back++) {
    const instant = instantOf(wall, year - back, zone);
    if (instant <= reference + DAY_MS) return instant;
  }
  return Number.NaN;
}

/** Is it an offset or a zone that this machine knows? */
export function isZone(zone: string): boolean {
  try {
    return Number.isFinite(offsetOf(zone, 0));
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetOf(zone: string, instant: number): number {
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * HOUR_MS + Number(fixed[3]) * MINUTE_MS);
  if (zone === 'Z' || zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (!format) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / SECOND_MS) * SECOND_MS;
}

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(\\d{4})',
  MMM: '([A-Za-z]{3})',
  MM: '(\\d\\d)',
  M: '(\\d{1,2})',
  dd: '(\\d\\d)',
  d: '(\\d{1,2})',
  HH: '(\\d\\d)',
  H: '(\\d{1,2})',
  hh: '(\\d\\d)',
  h: '(\\d{1,2})',
  mm: '(\\d\\d)',
  ss: '(\\d\\d)',
  SSS: '(\\d{1,3})\\d*',
  a: '([AaPp][Mm])',
};

function readPattern(text: string, pattern: string): WallTime | null {
  const names: string[] = [];
  const source = pattern.replace(/yyyy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|[^\w\s]/g, (token) => {
    const group = TOKENS[token];
    if (group === undefined) return `\\${token}`;
    names.push(token);
    return group;
  });
  const match = new RegExp(`^${source}$`).exec(text);
  if (!match) return null;
  const found: Record<string, string> = {};
  names.forEach((name, index) => {
    found[name] = match[index + 1] ?? '';
  });
  const number = (...tokens: string[]): number | null => {
    const token = tokens.find((name) => found[name] !== undefined);
    return token === undefined ? null : Number(found[token]);
  };
  const twelve = number('hh', 'h');
  if (twelve !== null && (twelve < 1 || twelve > 12)) return null;
  const afternoon = /^p/i.test(found.a ?? '');
  const hour = twelve === null ? (number('HH', 'H') ?? 0) : (twelve % 12) + (afternoon ? 12 : 0);
  const month =
    found.MMM === undefined
      ? (number('MM', 'M') ?? 1)
      : MONTHS.findIndex((name) => name.toLowerCase() === found.MMM?.toLowerCase()) + 1;
  return {
    year: number('yyyy'),
    month,
    day: number('dd', 'd') ?? 1,
    hour,
    minute: number('mm') ?? 0,
    second: number('ss') ?? 0,
    ms: found.SSS === undefined ? 0 : Number(found.SSS.padEnd(3, '0')),
  };
}
