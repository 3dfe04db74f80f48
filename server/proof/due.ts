// Which day the nightly job takes next.
import type { Monitor } from '../../shared/monitor/fold.ts';
import { dayNumber, MINUTE_MS, parseDay } from '../../shared/time.ts';

/** So long after midnight: what is on its way into the database, and the snapshot of midnight, have arrived. */
const AFTER_MIDNIGHT_MS = 2 * MINUTE_MS;

export type Due =
  /** verify this day (local day number) again: it failed, and may have been repaired */
  | Readonly<{ again: number }>
  /** verify the first day in [from, to) of which there are fingerprints */
  | Readonly<{ from: number; to: number }>;

/**
 * `now`: the server's clock (epoch ms). Days are taken in order and none is left out; a day that failed is taken again once
 * on each day and once by each process (`seen`).
 */
export function dueDay({ proofs }: Pick<Monitor, 'proofs'>, now: number, seen: ReadonlySet<string>): Due {
  let last = -1;
  for (const [day, { checkedAt, mismatches }] of proofs) {
    if (mismatches > 0 && (!seen.has(day) || dayNumber(checkedAt) < dayNumber(now))) return { again: parseDay(day) };
    last = Math.max(last, parseDay(day));
  }
  return { from: last + 1, to: dayNumber(now - AFTER_MIDNIGHT_MS) };
}
