// What a feed brought and what was refused of it in the last hour, by whole minutes: a ring of sixty.
import { MINUTE_MS } from '../time.ts';

const SLOTS = 60;

/** The three stand beside each other: the minute (since 1970) a slot is of, and what was counted in it. */
export type LastHour = {
  minute: number[];
  accepted: number[];
  quarantined: number[];
  /** instant of the newest refusal (foldAt); null: there was none */
  quarantinedAt: number | null;
};

const zeros = (): number[] => new Array<number>(SLOTS).fill(0);
export const emptyHour = (): LastHour => ({
  minute: zeros(),
  accepted: zeros(),
  quarantined: zeros(),
  quarantinedAt: null,
});

/** `at`: epoch ms, not before the last. */
export function countMinute(hour: LastHour, at: number, accepted: number, quarantined: number): void {
  const minute = Math.floor(at / MINUTE_MS);
  const slot = minute % SLOTS;
  if (hour.minute[slot] !== minute) {
    hour.minute[slot] = minute;
    hour.accepted[slot] = hour.quarantined[slot] = 0;
  }
  hour.accepted[slot] = (hour.accepted[slot] ?? 0) + accepted;
  hour.quarantined[slot] = (hour.quarantined[slot] ?? 0) + quarantined;
  if (quarantined > 0) hour.quarantinedAt = at;
}

/** Sums over the running minute at `now` and those before it, `minutes` (at most 60) in all. */
export function sumMinutes(hour: LastHour, now: number, minutes: number): { accepted: number; quarantined: number } {
  const newest = Math.floor(now / MINUTE_MS);
  const sum = { accepted: 0, quarantined: 0 };
  for (let slot = 0; slot < SLOTS; slot++) {
    const minute = hour.minute[slot] ?? 0;
    if (minute > newest || minute <= newest - minutes) continue;
    sum.accepted += hour.accepted[slot] ?? 0;
    sum.quarantined += hour.quarantined[slot] ?? 0;
  }
  return sum;
}
