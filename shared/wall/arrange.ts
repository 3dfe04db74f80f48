// Which face stands on which panel of a region: from the scene, the wall's panels and how much one of them holds.
import { type Face, type PanelId, panelsOf, type Track } from './face.ts';
import type { FaceId } from './faces.ts';
import type { Region, SceneId, WallPlan } from './plan.ts';
import { faceOf, SCENE_LIST } from './scenes.ts';

/** `col` and `row` count within the region. `key` stays the same while a panel shows the same face in another scene. */
export type Placed = Readonly<{ key: string; col: number; row: number; face: Face }>;

/** Lines of labels that a panel must hold for what is set whole, by the number of panels. */
const ROOM_FOR = { one: 42, two: 36, dense: 25 } as const;

/** `lines`: see `linesOf`. */
export function arrange(
  scene: SceneId,
  { cols, rows }: Pick<WallPlan, 'cols' | 'rows'>,
  region: Region,
  lines: number,
): Placed[] {
  const { one, two } = SCENE_LIST[scene];
  const whole = (faces: readonly Face[]): Placed[] =>
    faces
      .map((face, col) => ({ key: `${scene}:${col}`, col, row: 0, face }))
      .slice(region.col, region.col + region.cols)
      .map((placed) => ({ ...placed, col: placed.col - region.col }));
  if (rows === 1 && cols === 1 && lines >= ROOM_FOR.one) return whole([one]);
  if (rows === 1 && cols === 2 && lines >= ROOM_FOR.two) return whole(two);
  const faces = facesFor(scene, cols * rows, lines);
  const placed: Placed[] = [];
  for (let row = 0; row < region.rows; row++)
    for (let col = 0; col < region.cols; col++) {
      const id = faces[(region.row + row) * cols + region.col + col];
      if (id === undefined) continue;
      const top = row === 0 ? topOf(col, region.cols) : null;
      placed.push({ key: `${col}:${row}:${id}`, col, row, face: top === null ? faceOf(id) : under(top, faceOf(id)) });
    }
  return placed;
}

/** As many faces as the wall has panels: the scene's own, then those of the overview that show something else, then again. */
function facesFor(scene: SceneId, count: number, lines: number): FaceId[] {
  const kind = lines >= ROOM_FOR.dense ? 'dense' : 'sparse';
  const own: readonly FaceId[] = scene === 'overview' && count <= 2 ? ['summary', 'alarms'] : SCENE_LIST[scene][kind];
  const known = new Set(own.flatMap((id) => panelsOf(faceOf(id))));
  const others = SCENE_LIST.overview[kind].filter((id) => !panelsOf(faceOf(id)).some((panel) => known.has(panel)));
  const list = [...own, ...others];
  return Array.from({ length: count }, (_, index) => list[index % list.length] as FaceId);
}

/** The line above the top row: the state of the province, and the clock of each window at its right end. */
function topOf(col: number, cols: number): PanelId {
  if (cols === 1) return 'head';
  return col === cols - 1 ? 'clock' : 'state';
}

function under(top: PanelId, { grid, tiles }: Face): Face {
  const width = grid.areas[0]?.split(' ').length ?? 1;
  const rows: readonly Track[] = grid.rows ?? grid.areas.map(() => 1);
  const line = Array.from({ length: width }, () => top).join(' ');
  return { grid: { ...grid, areas: [line, ...grid.areas], rows: ['auto', ...rows] }, tiles };
}
