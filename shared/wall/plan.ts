// A wall as data: its panels, how far its last seat is, which output shows which panels, and what it shows in turn.
import { z } from 'zod';

/** No browser window is wider or higher: larger walls are several windows, each a region. */
export const MAX_WINDOW_PX = 8192;

/** What a wall can show, in the order of a rotation. */
export const SCENES = ['overview', 'services', 'conference', 'security', 'districts', 'alarms'] as const;
export const sceneId = z.enum(SCENES);
export type SceneId = z.infer<typeof sceneId>;

const whole = (least: number, most: number) =>
  z
    .int('phải là số nguyên')
    .min(least, `ít nhất ${least}`)
    .max(most, `nhiều nhất ${most}`);
const measure = (least: number, most: number) =>
  z
    .number('phải là số')
    .min(least, `ít nhất ${least}`)
    .max(most, `nhiều nhất ${most}`);

/** The panels that one output shows: `col` and `row` count from 0 at the upper left. */
export const region = z.strictObject({
  col: whole(0, 31),
  row: whole(0, 15),
  cols: whole(1, 32),
  rows: whole(1, 16),
});
export type Region = Readonly<z.infer<typeof region>>;

const fields = z.strictObject({
  cols: whole(1, 32).describe('panels side by side'),
  rows: whole(1, 16).describe('panels one above the other'),
  panel: z.strictObject({
    width: whole(320, MAX_WINDOW_PX).describe('px of one panel'),
    height: whole(240, MAX_WINDOW_PX).describe('px'),
  }),
  bezel: whole(0, 400).describe('px of the picture that are hidden behind the frames between two panels; 0: none'),
  pitchMm: measure(0.1, 20).describe('mm a pixel'),
  seatM: measure(0.5, 60).describe('m from the wall to the farthest seat'),
  regions: z.array(region).min(1, 'cần ít nhất một vùng').max(64).describe('one for each output, numbered from 1'),
  rotation: z
    .array(z.strictObject({ scene: sceneId, seconds: whole(5, 3_600) }))
    .min(1, 'cần ít nhất một cảnh')
    .max(30)
    .describe('shown in turn'),
  theme: z.enum(['dark', 'light']),
});
export type WallPlan = Readonly<z.infer<typeof fields>>;

/** Size in px of the window that shows a region. */
export const windowOf = (
  { panel, bezel }: Pick<WallPlan, 'panel' | 'bezel'>,
  { cols, rows }: Pick<Region, 'cols' | 'rows'>,
): Readonly<{ width: number; height: number }> => ({
  width: cols * panel.width + (cols - 1) * bezel,
  height: rows * panel.height + (rows - 1) * bezel,
});

/** What is wrong with the regions, as `[index, words]`; null: each panel is shown by exactly one of them. */
function regionFault(plan: WallPlan): readonly [number, string] | null {
  const shownBy = new Map<string, number>();
  for (const [index, one] of plan.regions.entries()) {
    if (one.col + one.cols > plan.cols || one.row + one.rows > plan.rows)
      return [index, 'vùng vượt ra ngoài màn hình tường'];
    const { width, height } = windowOf(plan, one);
    if (Math.max(width, height) > MAX_WINDOW_PX)
      return [index, `vùng rộng ${width}×${height} điểm ảnh, nhiều nhất ${MAX_WINDOW_PX} mỗi chiều`];
    for (let row = one.row; row < one.row + one.rows; row++)
      for (let col = one.col; col < one.col + one.cols; col++) {
        const other = shownBy.get(`${row}:${col}`);
        if (other !== undefined) return [index, `vùng chồng lên vùng ${other + 1}`];
        shownBy.set(`${row}:${col}`, index);
      }
  }
  if (shownBy.size === plan.cols * plan.rows) return null;
  return [plan.regions.length - 1, `còn ${plan.cols * plan.rows - shownBy.size} tấm chưa thuộc vùng nào`];
}

export const wallPlan = fields.superRefine((plan, ctx) => {
  const fault = regionFault(plan);
  if (fault) ctx.addIssue({ code: 'custom', path: ['regions', fault[0]], message: fault[1] });
});

/** All of a wall as one region; it may be larger than a window. */
export const wholeOf = ({ cols, rows }: Pick<WallPlan, 'cols' | 'rows'>): Region => ({ col: 0, row: 0, cols, rows });
