// Numbers, dates and times as they are written in the language that is spoken. Instants are epoch ms, the local day is UTC+7.
import { DAY_MS, dayNumber, OFFSET_MS } from '../time.ts';
import { spoken } from './spoken.ts';

export const UNKNOWN = '—';

const numbersOf = (locale: string) => ({
  locale,
  whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
  oneDigit: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
});
let made = numbersOf(spoken.format.locale);

/** Making one is dear, and the language hardly ever changes. */
function numbers(): typeof made {
  if (made.locale !== spoken.format.locale) made = numbersOf(spoken.format.locale);
  return made;
}

/** `12.345`; "—" when it is not known. */
export const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : numbers().whole.format(value);

/** `98,2` with one digit; "—" when it is not known. */
export const decimal = (value: number | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : numbers().oneDigit.format(value);

/** `98,2 %`, to stand beside its numerator and denominator; "—" when there is nothing to divide by. */
export const percent = (ratio: { numerator: number; denominator: number } | null | undefined): string =>
  !ratio || ratio.denominator === 0
    ? UNKNOWN
    : spoken.format.percent(numbers().oneDigit.format((100 * ratio.numerator) / ratio.denominator));

/** `368 / 375`; "—" when it is not known. */
export const fraction = (ratio: { numerator: number; denominator: number } | null | undefined): string =>
  ratio ? `${number(ratio.numerator)} / ${number(ratio.denominator)}` : UNKNOWN;

const pad = (value: number): string => String(value).padStart(2, '0');
const local = (instant: number): Date => new Date(instant + OFFSET_MS);

/** Epoch ms of an instant in a view (`2026-11-21T10:17:30.000+07:00`); null stays null. */
export const epochOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** `10:17:30` local. */
export const clock = (instant: number | null): string => {
  if (instant === null) return '--:--:--';
  const date = local(instant);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
};

/** `10:17` local. */
export const minuteClock = (instant: number | null): string => clock(instant).slice(0, 5);

/** `21/11/2026` local. */
export const date = (instant: number): string => {
  const day = local(instant);
  return `${pad(day.getUTCDate())}/${pad(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
};

/** `21/11/2026` of a day `2026-11-21`. */
export const dayDate = (day: string): string => day.split('-').reverse().join('/');

/** `Thứ Bảy` local. */
export const weekday = (instant: number): string => spoken.format.weekdays[local(instant).getUTCDay()] ?? '';

/** The instant with no more than it needs: `10:17` today, `10:17 20/11` on another day. `now` tells which day is today. */
export const when = (instant: number, now: number): string =>
  dayNumber(instant) === dayNumber(now) ? minuteClock(instant) : `${minuteClock(instant)} ${date(instant).slice(0, 5)}`;

/** `45 giây`, `12 phút`, `3 giờ 20`, `2 ngày 4 giờ`: a span in ms, never negative. */
export function span(ms: number): string {
  const say = spoken.format;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return say.seconds(String(seconds));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say.minutes(String(minutes));
  const hours = Math.floor(minutes / 60);
  if (ms < DAY_MS)
    return minutes % 60 === 0 ? say.hours(String(hours)) : say.hoursMinutes(String(hours), pad(minutes % 60));
  const [days, rest] = [String(Math.floor(hours / 24)), hours % 24];
  return rest === 0 ? say.days(days) : say.daysHours(days, String(rest));
}
