// How large the squares of the endpoint grid may be: every row visible, the label of each row legible.

export type GridFit = Readonly<{
  /** Pitch of the squares in px, gap included; 0 when there is no room. */
  cell: number;
  /** Squares a line: of an ordinary row, and of a row that is longer than `longest`. */
  columns: number;
  wideColumns: number;
}>;

export type GridRoom = Readonly<{ width: number; height: number; minRow: number; maxCell: number }>;

/** More lines a row only for squares that are this much larger: one line reads better. */
const WORTH_ANOTHER_LINE = 1.2;

/**
 * `counts`: squares a row; `longest`: the row that sets the width (a longer one takes the whole width and more lines).
 * No row is lower than `minRow` (its label), no square larger than `maxCell`.
 */
export function fitGrid(counts: readonly number[], longest: number, room: GridRoom): GridFit {
  let best: GridFit = { cell: 0, columns: Math.max(1, longest), wideColumns: 1 };
  for (let lines = 1; lines <= 4; lines++) {
    const columns = Math.max(1, Math.ceil(longest / lines));
    const fit = largest(counts, longest, columns, room);
    if (fit.cell > best.cell * (lines === 1 ? 1 : WORTH_ANOTHER_LINE)) best = fit;
  }
  return best;
}

function largest(counts: readonly number[], longest: number, columns: number, room: GridRoom): GridFit {
  const { width, height, minRow, maxCell } = room;
  for (let cell = Math.min(maxCell, Math.floor(width / columns)); cell > 0; cell--) {
    const wideColumns = Math.max(columns, Math.floor(width / cell));
    const lines = (count: number): number => Math.ceil(count / (count > longest ? wideColumns : columns));
    const used = counts.reduce((sum, count) => sum + Math.max(minRow, lines(count) * cell), 0);
    if (used <= height) return { cell, columns, wideColumns };
  }
  return { cell: 0, columns, wideColumns: columns };
}
