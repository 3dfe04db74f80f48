// How large the wall's type is inside the replay: the bar takes height, so one comes nearer, as far as it needs.
import { geometryOf, type Layout, layoutOf, type Room, sizesOf } from '../wall/geometry.ts';

/** Lines of labels that a panel of a layout needs from top to bottom. */
const LINES: Readonly<Record<Layout, number>> = { single: 50, double: 46, grid: 31 };
/** One screen stands on a supervisor's desk, read from nearby, a small one from as near as it can be read. */
const deskSeat = (width: number): number => Math.max(1.5, 2400 / width);

type Box = Readonly<{ width: number; height: number }>;

/** `screen`: all of the window, which decides the layout; `box`: what is left of it for the wall. px */
export function roomOf(screen: Box, box: Box): Room {
  const layout = layoutOf(screen.width, screen.height);
  const wanted = layout === 'single' ? { layout, seatM: deskSeat(screen.width) } : { layout };
  const geometry = geometryOf(box.width, box.height, wanted);
  const fits = geometry.panelHeight / LINES[layout] / sizesOf(geometry).label;
  return { layout, seatM: geometry.seatM * Math.min(1, fits) };
}
