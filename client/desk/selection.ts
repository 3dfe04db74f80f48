// Moving through a list by keys. What is selected is an alarm or a group, not a place: a storm does not move it.
import { type Item, isHeading, keyOf } from './items.ts';

export type Move = 1 | -1 | 'page' | 'pageBack' | 'first' | 'last';
/** Where an alarm stood when the person acted on it: it then moves down, but the work goes on from here. */
export type Place = Readonly<{ key: string; before: string | null; after: string | null }>;

const PAGE = 10;
const STEP = { page: PAGE, pageBack: -PAGE } as const;

const indexOf = (items: readonly Item[], key: string | null): number =>
  key === null ? -1 : items.findIndex((item) => keyOf(item) === key);

/** The nearest item from `at` on, in the direction of `by`, that is no heading; null at the end of the list. */
function stop(items: readonly Item[], at: number, by: 1 | -1): string | null {
  for (let index = at; ; index += by) {
    const item = items[index];
    if (item === undefined) return null;
    if (!isHeading(item)) return keyOf(item);
  }
}

export function placeOf(items: readonly Item[], key: string): Place {
  const at = indexOf(items, key);
  if (at === -1) return { key, before: null, after: null };
  return { key, before: stop(items, at - 1, -1), after: stop(items, at + 1, 1) };
}

/** What to select next; a selection that has left the list starts again at the top. Null in an empty list. */
export function neighbour(items: readonly Item[], selected: string | null, move: Move): string | null {
  const last = items.length - 1;
  if (move === 'first') return stop(items, 0, 1);
  if (move === 'last') return stop(items, last, -1);
  const at = indexOf(items, selected);
  if (at === -1) return stop(items, 0, 1);
  const by = typeof move === 'number' ? move : STEP[move];
  const to = Math.min(last, Math.max(0, at + by));
  const way = by > 0 ? 1 : -1;
  return stop(items, to, way) ?? stop(items, to, way === 1 ? -1 : 1);
}

/** As `neighbour`, but from where the selected alarm stood when it was acted on, as long as what was beside it is there. */
export function onward(
  items: readonly Item[],
  selected: string | null,
  move: Move,
  place: Place | null,
): string | null {
  if (place !== null && place.key === selected && (move === 1 || move === -1)) {
    const beside = move === 1 ? place.after : place.before;
    if (beside !== null && indexOf(items, beside) !== -1) return beside;
  }
  return neighbour(items, selected, move);
}
