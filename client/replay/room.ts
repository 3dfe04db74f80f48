// How large the wall's type is inside the replay: the bar takes height, so one comes nearer, as far as it needs.
import { geometryOf, linesOf } from '../../shared/wall/geometry.ts';
import { type WallPlan, wholeOf } from '../../shared/wall/plan.ts';
import { PRESETS, presetFor } from '../../shared/wall/presets.ts';

/** Lines of labels that a panel needs from top to bottom, by how much stands on one. */
const linesFor = (panels: number): number => (panels === 1 ? 50 : panels === 2 ? 46 : 31);
/** One screen stands on a supervisor's desk, read from nearby, a small one from as near as it can be read. */
const deskSeat = (width: number): number => Math.max(1.5, 2400 / width);

type Box = Readonly<{ width: number; height: number }>;

/** `screen`: all of the window, which decides the wall; `box`: what is left of it for the wall. px */
export function roomOf(screen: Box, box: Box): WallPlan {
  const preset = PRESETS[presetFor(screen.width, screen.height)];
  const panels = preset.cols * preset.rows;
  const plan = panels === 1 ? { ...preset, seatM: deskSeat(screen.width) } : preset;
  const fits = linesOf(geometryOf(plan, wholeOf(plan), box)) / linesFor(panels);
  return { ...plan, seatM: plan.seatM * Math.min(1, fits) };
}
