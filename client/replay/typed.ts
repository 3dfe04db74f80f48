// Times and days as people type them.
import { HOUR_MS, MINUTE_MS, parseDay, SECOND_MS } from '../../shared/time.ts';

/** Milliseconds of the day from `342`, `0342`, `034210`, `3:42`, `03:42:10`, `03:42:10.123`; null for anything else. */
export function typedTime(text: string): number | null {
  const typed = text.trim();
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?$/.exec(typed);
  const digits = /^(\d{1,2})(\d{2})(\d{2})?$/.exec(typed.length === 5 ? `0${typed}` : typed);
  const found = clock ?? digits;
  if (!found) return null;
  const [hour = 0, minute = 0, second = 0] = found.slice(1, 4).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  return hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + Number((found[4] ?? '').padEnd(3, '0'));
}

/** Day `yyyy-mm-dd` from `4/3/2026`, `04-03-2026`; null for what is no day. */
export function typedDay(text: string): string | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
  const typed = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number.isNaN(parseDay(typed)) ? null : typed;
}
