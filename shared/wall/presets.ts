// Walls that are often built, to begin with: panels of 55 inches, their farthest seat where nobody has measured it.
import { MAX_WINDOW_PX, type Region, SCENES, type WallPlan, wholeOf, windowOf } from './plan.ts';

/** A 55-inch panel of 1920 px is 1210 mm wide. */
const PANEL = { panel: { width: 1920, height: 1080 }, pitchMm: 0.63, bezel: 0 } as const;

/** As few windows as a wall needs, of whole panels, side by side and of like width. */
export function regionsFor(plan: Pick<WallPlan, 'cols' | 'rows' | 'panel' | 'bezel'>): Region[] {
  const split = (count: number, fits: (part: number) => boolean): [from: number, count: number][] => {
    let parts = 1;
    while (parts < count && !fits(Math.ceil(count / parts))) parts += 1;
    const from = (part: number): number => Math.round((part * count) / parts);
    return Array.from({ length: parts }, (_, part) => [from(part), from(part + 1) - from(part)]);
  };
  const columns = split(plan.cols, (cols) => windowOf(plan, { cols, rows: 1 }).width <= MAX_WINDOW_PX);
  const lines = split(plan.rows, (rows) => windowOf(plan, { cols: 1, rows }).height <= MAX_WINDOW_PX);
  return lines.flatMap(([row, rows]) => columns.map(([col, cols]) => ({ col, row, cols, rows })));
}

const preset = (cols: number, rows: number, seatM: number): WallPlan => ({
  cols,
  rows,
  ...PANEL,
  seatM,
  regions: regionsFor({ cols, rows, ...PANEL }),
  rotation: SCENES.map((scene) => ({ scene, seconds: scene === 'overview' ? 60 : 20 })),
  theme: 'dark',
});

export const PRESETS = {
  '1x1': preset(1, 1, 2),
  '2x1': preset(2, 1, 2.4),
  '4x2': preset(4, 2, 3.5),
  '5x3': preset(5, 3, 5),
  '9x3': preset(9, 3, 5.5),
} as const satisfies Record<string, WallPlan>;
export type PresetId = keyof typeof PRESETS;

/** The preset for a window of which nobody has said what wall it is: that of its pixels, else of its proportions. */
export function presetFor(width: number, height: number): PresetId {
  for (const id of Object.keys(PRESETS) as PresetId[]) {
    const size = windowOf(PRESETS[id], wholeOf(PRESETS[id]));
    if (size.width === width && size.height === height) return id;
  }
  if (width / height < 2.4) return '1x1';
  return width >= 5000 && height >= 1600 ? '4x2' : '2x1';
}
