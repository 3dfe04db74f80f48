// The schema of a wall's plan, with what is wrong in words.
import { z } from 'zod';
import { MAX_WINDOW_PX, SCENES, windowOf } from './plan.ts';

export const sceneId = z.enum(SCENES);

const whole = (least: number, most: number) =>
  z.int('phải là số nguyên').min(least, `ít nhất ${least}`).max(most, `nhiều nhất ${most}`);
const measure = (least: number, most: number) =>
  z.number('phải là số').min(least, `ít nhất ${least}`).max(most, `nhiều nhất ${most}`);

/** The panels that one output shows: `col` and `row` count from 0 at the upper left. */
export const region = z.strictObject({
  col: whole(0, 31),
  row: whole(0, 15),
  cols: whole(1, 32),
  rows: whole(1, 16),
});

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
export type PlanFields = z.infer<typeof fields>;

/** What is wrong with the regions, as `[index, words]`; null: each panel is shown by exactly one of them. */
function regionFault(plan: PlanFields): readonly [number, string] | null {
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
