// Moving through the list by keys. The selection is an occurrence, not a place: a storm does not move it.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

/** Where a row stood when the person acted on it: it then moves down, but the work goes on from here. */
export type Place = Readonly<{ occurrence: string; before: string | null; after: string | null }>;

export function placeOf(rows: readonly DeskRow[], occurrence: string): Place {
  const at = rows.findIndex((row) => row.occurrence === occurrence);
  return { occurrence, before: rows[at - 1]?.occurrence ?? null, after: rows[at + 1]?.occurrence ?? null };
}

/** As `neighbour`, but from the place where the selected row stood when it was acted on, as long as what was beside it is there. */
export function onward(
  rows: readonly DeskRow[],
  selected: string | null,
  where: 1 | -1 | 'first' | 'last',
  place: Place | null,
): string | null {
  if (place !== null && place.occurrence === selected && (where === 1 || where === -1)) {
    const beside = where === 1 ? place.after : place.before;
    if (beside !== null && rows.some((row) => row.occurrence === beside)) return beside;
  }
  return neighbour(rows, selected, where);
}

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
