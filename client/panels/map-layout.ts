// Where the blocks of a schematic map stand: equal slots on one grid, a block with many tiles takes several. It depends on
// the tree and the room alone, never on a state: a unit keeps its place.

export type MapRoom = Readonly<{
  width: number;
  height: number;
  /** Height of a block's head, and the least width that its name needs. */
  head: number;
  minWidth: number;
  gap: number;
  maxCell: number;
}>;

export type Placed = Readonly<{ x: number; y: number; width: number; height: number; columns: number }>;
export type MapLayout = Readonly<{
  /** Pitch of the tiles in px, gap included; 0 when there is no room. */
  cell: number;
  /** As many as the counts, in their order. */
  blocks: readonly Placed[];
}>;

const NO_ROOM: MapLayout = { cell: 0, blocks: [] };

/** `most`: slots that a block may take. */
type Slots = Readonly<{ rows: number; columns: number; width: number; height: number; most: number }>;

/** Unlike blocks only for tiles that are this much larger: equal ones read better. */
const WORTH_UNLIKE = 1.3;

/** Slots that each block takes with tiles of this pitch, or null when one is wider than the room. */
function spansOf(counts: readonly number[], cell: number, { gap, head }: MapRoom, slots: Slots): number[] | null {
  const lines = Math.floor((slots.height - head) / cell);
  if (lines < 1) return null;
  const spans = counts.map((count) =>
    Math.max(1, Math.ceil((Math.ceil(count / lines) * cell + gap) / (slots.width + gap))),
  );
  return spans.every((span) => span <= slots.most) ? spans : null;
}

/** Row and column of each block, line after line; null when they need more rows. */
function place(spans: readonly number[], { rows, columns }: Slots): { row: number; column: number }[] | null {
  let [row, column] = [0, 0];
  const places = spans.map((span) => {
    if (column + span > columns) [row, column] = [row + 1, 0];
    const at = { row, column };
    column += span;
    return at;
  });
  return row < rows ? places : null;
}

/** `counts`: tiles a block, each at least one. The largest tiles that fit; of equal ones the fewest rows. */
export function layoutMap(counts: readonly number[], room: MapRoom): MapLayout {
  const equal = largest(counts, room, 1);
  const unlike = largest(counts, room, Number.POSITIVE_INFINITY);
  return unlike.cell > WORTH_UNLIKE * equal.cell ? unlike : equal;
}

function largest(counts: readonly number[], room: MapRoom, most: number): MapLayout {
  const { width, height, gap, head, minWidth, maxCell } = room;
  let best = NO_ROOM;
  if (counts.length === 0) return best;
  const mostColumns = Math.max(1, Math.floor((width + gap) / (minWidth + gap)));
  for (let rows = 1; rows <= counts.length; rows++) {
    for (let columns = Math.min(mostColumns, 2 * counts.length); columns >= 1; columns--) {
      const slots: Slots = {
        ...{ rows, columns, most: Math.min(most, columns) },
        width: Math.floor((width - gap * (columns - 1)) / columns),
        height: Math.floor((height - gap * (rows - 1)) / rows),
      };
      for (let cell = Math.min(maxCell, slots.height - head); cell > best.cell; cell--) {
        const spans = spansOf(counts, cell, room, slots);
        const places = spans && place(spans, slots);
        if (!places) continue;
        const blocks = places.map(({ row, column }, i): Placed => {
          const wide = (spans[i] ?? 1) * (slots.width + gap) - gap;
          return {
            ...{ x: column * (slots.width + gap), y: row * (slots.height + gap), width: wide, height: slots.height },
            columns: Math.max(1, Math.floor(wide / cell)),
          };
        });
        best = { cell, blocks };
        break;
      }
    }
  }
  return best;
}
