// An alarm that goes away before anybody has seen it says so, once and softly: its own short tone, never in the way of an
// alarm. Pure: rows in, yes or no out.
import type { HornRow } from './rule.ts';

/** No such tone follows the last one sooner. */
export const RINGBACK_GAP_MS = 10_000;

/** Occurrences that had returned when the list was looked at last; null: it has not been yet. */
export type Returns = Readonly<{ rows: readonly HornRow[] | null; known: ReadonlySet<string> | null; rangAt: number }>;

export const NO_RETURNS: Returns = { rows: null, known: null, rangAt: Number.NEGATIVE_INFINITY };

const hasReturned = ({ state }: HornRow): boolean => state === 'rtn_unack' || state === 'rtn_latched';

/**
 * `busy`: something sounds that matters more, or it is not for this console to sound. What returns meanwhile is not made up
 * for later: it stands in the list. `now`: ms of a clock that only goes forward.
 */
export function ringStep(
  before: Returns,
  { rows, busy, now }: Readonly<{ rows: readonly HornRow[]; busy: boolean; now: number }>,
): { state: Returns; rings: boolean } {
  if (rows === before.rows) return { state: before, rings: false };
  const known = new Set(rows.filter(hasReturned).map(({ occurrence }) => occurrence));
  const isNew = before.known !== null && [...known].some((occurrence) => !before.known?.has(occurrence));
  const rings = isNew && !busy && now - before.rangAt >= RINGBACK_GAP_MS;
  return { state: { rows, known, rangAt: rings ? now : before.rangAt }, rings };
}
