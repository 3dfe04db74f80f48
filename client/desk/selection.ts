// Moving through the list by keys. The selection is an occurrence, not a place: a storm does not move it.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

/** The occurrence to select next; a selection that has left the list starts again at the top. Null in an empty list. */
export function neighbour(
  rows: readonly DeskRow[],
  selected: string | null,
  where: 1 | -1 | 'first' | 'last',
): string | null {
  if (where === 'first') return rows[0]?.occurrence ?? null;
  if (where === 'last') return rows.at(-1)?.occurrence ?? null;
  const at = rows.findIndex((row) => row.occurrence === selected);
  if (at === -1) return rows[0]?.occurrence ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + where))]?.occurrence ?? null;
}
