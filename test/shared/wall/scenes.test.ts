import { describe, expect, it } from 'vitest';
import { PANELS } from '../../../client/wall/panel-list.tsx';
import { TILES } from '../../../client/wall/tile-list.tsx';
import { arrange } from '../../../shared/wall/arrange.ts';
import { areasOf, type Face, type Grid, panelsOf } from '../../../shared/wall/face.ts';
import { FACES } from '../../../shared/wall/faces.ts';
import { geometryOf, linesOf } from '../../../shared/wall/geometry.ts';
import { SCENES, type SceneId, type WallPlan, windowOf } from '../../../shared/wall/plan.ts';
import { PRESETS, type PresetId } from '../../../shared/wall/presets.ts';
import { SCENE_LIST } from '../../../shared/wall/scenes.ts';

const faces: [string, Face][] = [
  ...Object.entries(FACES),
  ...SCENES.flatMap((id): [string, Face][] => {
    const { one, two } = SCENE_LIST[id];
    return [one, ...two].map((face, index) => [`${id} ${index}`, face]);
  }),
];

/** What is wrong with a grid: lines of unlike length, an area that is no rectangle, tracks that do not fit. */
function faultsOf({ areas, columns, rows }: Grid): string[] {
  const lines = areas.map((line) => line.split(' '));
  const width = lines[0]?.length ?? 0;
  const faults: string[] = [];
  if (lines.some((line) => line.length !== width)) faults.push('lines of unlike length');
  if (columns && columns.length !== width) faults.push('columns');
  if (rows && rows.length !== lines.length) faults.push('rows');
  for (const area of areasOf({ areas })) {
    const cells = lines.flatMap((line, row) =>
      line.flatMap((name, col) => (name === area ? [[row, col] as const] : [])),
    );
    const spanOf = (at: 0 | 1): number => {
      const places = cells.map((cell) => cell[at]);
      return Math.max(...places) - Math.min(...places) + 1;
    };
    if (spanOf(0) * spanOf(1) !== cells.length) faults.push(`${area} is no rectangle`);
  }
  return faults;
}

describe.each(faces)('the face %s', (_name, face) => {
  it('names only panels and tiles that there are, on grids that are grids', () => {
    for (const panel of panelsOf(face)) expect(Object.keys(PANELS)).toContain(panel);
    for (const { tile, parts } of Object.values(face.tiles)) {
      expect(Object.keys(TILES)).toContain(tile);
      if ('areas' in parts) expect(faultsOf(parts)).toEqual([]);
    }
    expect(faultsOf(face.grid)).toEqual([]);
    expect(Object.keys(face.tiles).filter((name) => !areasOf(face.grid).includes(name))).toEqual([]);
  });
});

const placedOn = (plan: WallPlan, scene: SceneId) =>
  plan.regions.map((region) => arrange(scene, plan, region, linesOf(geometryOf(plan, region, windowOf(plan, region)))));

describe.each(Object.keys(PRESETS) as PresetId[])('on %s', (id) => {
  const plan = PRESETS[id];
  it.each(SCENES)(
    '%s fills each panel once, with a clock in each window, the state and the alarms on the wall',
    (scene) => {
      for (const [index, placed] of placedOn(plan, scene).entries()) {
        const { cols, rows } = plan.regions[index]!;
        expect(new Set(placed.map(({ col, row }) => `${col}:${row}`)).size).toBe(cols * rows);
        expect(placed).toHaveLength(cols * rows);
        expect(new Set(placed.map(({ key }) => key)).size).toBe(placed.length);
        const panels = placed.flatMap(({ face }) => panelsOf(face));
        expect(panels.filter((panel) => panel === 'clock' || panel === 'head')).toHaveLength(1);
      }
      const all = placedOn(plan, scene).flatMap((placed) => placed.flatMap(({ face }) => panelsOf(face)));
      expect(all.some((panel) => panel === 'state' || panel === 'head')).toBe(true);
      expect(all.some((panel) => panel === 'alarms' || panel === 'alarms-wide')).toBe(true);
    },
  );
});

describe('where a panel holds little', () => {
  it('the overview of one panel is its summary', () => {
    const far = { ...PRESETS['1x1'], seatM: 6 };
    const panels = placedOn(far, 'overview').flatMap((placed) => placed.flatMap(({ face }) => panelsOf(face)));
    expect(panels).toEqual(['head', 'dossier-needs', 'conference-head', 'security-head', 'alarms']);
  });

  it('two windows of one wall show what the whole would', () => {
    const plan = { ...PRESETS['2x1'], regions: [0, 1].map((col) => ({ col, row: 0, cols: 1, rows: 1 })) };
    const [whole] = placedOn(PRESETS['2x1'], 'overview');
    expect(
      placedOn(plan, 'overview')
        .flat()
        .map(({ face }) => face),
    ).toEqual(whole?.map(({ face }) => face));
  });
});
