// How large the squares of the endpoint grid may be: every row visible, the label of each row legible.

export type GridFit = Readonly<{
  /** Pitch of the squares in px, gap included; 0 when there is no room. */
  cell: number;
  /** Squares a line. */
  columns: number;
}>;

/**
 * `counts`: squares a row. Each row takes as many lines of `columns` squares as it needs and is never lower than
 * `minRow` (its label). Chooses the number of lines that gives the largest square, at most `maxCell`.
 */
export function fitGrid(
  counts: readonly number[],
  width: number,
  height: number,
  minRow: number,
  maxCell: number,
): GridFit {
  const longest = Math.max(1, ...counts);
  let best: GridFit = { cell: 0, columns: longest };
  for (let lines = 1; lines <= 4; lines++) {
    const columns = Math.ceil(longest / lines);
    for (let cell = Math.min(maxCell, Math.floor(width / columns)); cell > best.cell; cell--) {
      const used = counts.reduce((sum, count) => sum + Math.max(minRow, Math.ceil(count / columns) * cell), 0);
      if (used <= height) {
        best = { cell, columns };
        break;
      }
    }
  }
  return best;
}
