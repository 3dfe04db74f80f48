// Numbers, dates and times as they are written in Vietnam. Instants are epoch ms, the local day is UTC+7.
import { DAY_MS, dayNumber, OFFSET_MS } from '../time.ts';

export const UNKNOWN = '—';

const whole = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `12.345`; "—" when it is not known. */
export const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : whole.format(value);

/** `98,2` with one digit; "—" when it is not known. */
export const decimal = (value: number | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : oneDigit.format(value);

/** `98,2 %`, to stand beside its numerator and denominator; "—" when there is nothing to divide by. */
export const percent = (ratio: { numerator: number; denominator: number } | null | undefined): string =>
  !ratio || ratio.denominator === 0 ? UNKNOWN : `${oneDigit.format((100 * ratio.numerator) / ratio.denominator)} %`;

/** `368 / 375`; "—" when it is not known. */
export const fraction = (ratio: { numerator: number; denominator: number } | null | undefined): string =>
  ratio ? `${whole.format(ratio.numerator)} / ${whole.format(ratio.denominator)}` : UNKNOWN;

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

const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'] as const;

/** `Thứ Bảy` local. */
export const weekday = (instant: number): string => WEEKDAYS[local(instant).getUTCDay()] ?? '';

/** The instant with no more than it needs: `10:17` today, `10:17 20/11` on another day. `now` tells which day is today. */
export const when = (instant: number, now: number): string =>
  dayNumber(instant) === dayNumber(now) ? minuteClock(instant) : `${minuteClock(instant)} ${date(instant).slice(0, 5)}`;

/** `45 giây`, `12 phút`, `3 giờ 20`, `2 ngày 4 giờ`: a span in ms, never negative. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} giây`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} phút`;
  const hours = Math.floor(minutes / 60);
  if (ms < DAY_MS) return minutes % 60 === 0 ? `${hours} giờ` : `${hours} giờ ${pad(minutes % 60)}`;
  const rest = hours % 24;
  return rest === 0 ? `${Math.floor(hours / 24)} ngày` : `${Math.floor(hours / 24)} ngày ${rest} giờ`;
}
