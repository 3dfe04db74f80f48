// Until when an alarm may be put off: never without an end, never past the shift (or the hour).
import { endOfShift } from '../../shared/alarm/shifts.ts';
import { minuteClock } from '../../shared/i18n/format.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { words } from './words.ts';

export type Until = Readonly<{ label: string; at: number }>;

const MINUTES = [15, 30, 60] as const;
/** Half an hour, unless the person chooses. */
export const USUAL_UNTIL = 1;

/** `now`: epoch ms, server's clock. Without known shifts there is no end of shift to choose. */
export function untilsAt(now: number, shiftStarts: readonly number[]): readonly Until[] {
  const untils = MINUTES.map((minutes) => {
    const at = now + minutes * MINUTE_MS;
    return { label: words.form.minutes(minutes, minuteClock(at)), at };
  });
  if (shiftStarts.length === 0) return untils;
  const end = endOfShift(shiftStarts, now);
  return [...untils, { label: words.form.endOfShift(minuteClock(end)), at: end }];
}
