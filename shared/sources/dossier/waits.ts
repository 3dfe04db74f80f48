// Instants since or until which dossiers of an agency wait, sorted, so that a rule can count those beyond any limit that is
// set. Mostly they come and go at the end; a list is as long as what waits, never as long as what there is.

/** Index of the first instant that is not before `instant`. */
export function countBefore(list: readonly number[], instant: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `list` is its index in `lists`; NO_LIST does nothing. */
export function join(lists: readonly number[][], list: number, instant: number): void {
  const instants = lists[list];
  if (!instants) return;
  if (instant >= (instants.at(-1) ?? instant)) instants.push(instant);
  else instants.splice(countBefore(instants, instant), 0, instant);
}

export function leave(lists: readonly number[][], list: number, instant: number): void {
  const instants = lists[list];
  if (!instants) return;
  const index = countBefore(instants, instant);
  if (instants[index] === instant) instants.splice(index, 1);
}
