// A wall as data: its panels, how far its last seat is, which output shows which panels, and what it shows in turn.
// The schema stands in plan-schema.ts: a wall's page does not need it.
import type { z } from 'zod';
import type { PlanFields, region } from './plan-schema.ts';

/** No browser window is wider or higher: larger walls are several windows, each a region. */
export const MAX_WINDOW_PX = 8192;

/** What a wall can show, in the order of a rotation. */
export const SCENES = ['overview', 'services', 'conference', 'security', 'districts', 'month', 'alarms'] as const;
export type SceneId = (typeof SCENES)[number];

export type Region = Readonly<z.infer<typeof region>>;
export type WallPlan = Readonly<PlanFields>;

/** Size in px of the window that shows a region. */
export const windowOf = (
  { panel, bezel }: Pick<WallPlan, 'panel' | 'bezel'>,
  { cols, rows }: Pick<Region, 'cols' | 'rows'>,
): Readonly<{ width: number; height: number }> => ({
  width: cols * panel.width + (cols - 1) * bezel,
  height: rows * panel.height + (rows - 1) * bezel,
});

/** All of a wall as one region; it may be larger than a window. */
export const wholeOf = ({ cols, rows }: Pick<WallPlan, 'cols' | 'rows'>): Region => ({ col: 0, row: 0, cols, rows });
