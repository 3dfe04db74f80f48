// The wall as physics: how many panels of what size, how far the last seat is, and what type that needs.
// Legibility is an angle, not a number of pixels: capital height in mm = distance × tan(angle), in px ÷ pitch, and a
// font is its capital height ÷ 0,7. Detail needs 16 arc-minutes, figures 22 (features.md, legibility).
import type { Region, WallPlan } from './plan.ts';

/** One region as it is drawn into a box, in px of that box. */
export type Geometry = Readonly<{
  cols: number;
  rows: number;
  panelWidth: number;
  panelHeight: number;
  bezel: number;
  /** Millimetres a pixel. */
  pitchMm: number;
  /** Farthest seat in metres. */
  seatM: number;
}>;

export type Sizes = Readonly<{ label: number; figure: number; hero: number; unit: number }>;

/** Capital height ÷ font size of Be Vietnam Pro. */
const CAP = 0.7;

export const ARC_MINUTES = { label: 16, figure: 22, hero: 50 } as const;

/** Font size in px whose capitals stand `arcMinutes` high for an eye `seatM` metres away. */
export function fontPx(arcMinutes: number, seatM: number, pitchMm: number): number {
  const capMm = seatM * 1000 * Math.tan((arcMinutes / 60) * (Math.PI / 180));
  return capMm / pitchMm / CAP;
}

/** What angle a font has for an eye `seatM` metres away: the inverse of `fontPx`. */
export const arcMinutesOf = (px: number, seatM: number, pitchMm: number): number =>
  (Math.atan((px * CAP * pitchMm) / (seatM * 1000)) * 180 * 60) / Math.PI;

/** Where the room was measured, it wins over the plan: `/wall?seat=6&pitch=1.25`. */
export type Measured = Readonly<{ seatM?: number | undefined; pitchMm?: number | undefined }>;

/**
 * A region drawn into a box of px. In its own window that is its panels pixel by pixel; in another (a desk, a replay) the
 * same panels and proportions, larger or smaller.
 */
export function geometryOf(
  plan: WallPlan,
  { cols, rows }: Pick<Region, 'cols' | 'rows'>,
  box: Readonly<{ width: number; height: number }>,
  { seatM = plan.seatM, pitchMm }: Measured = {},
): Geometry {
  const native = cols * plan.panel.width + (cols - 1) * plan.bezel;
  const bezel = Math.round((plan.bezel * box.width) / native);
  const panelWidth = Math.floor((box.width - (cols - 1) * bezel) / cols);
  return {
    cols,
    rows,
    panelWidth,
    panelHeight: Math.floor((box.height - (rows - 1) * bezel) / rows),
    bezel,
    pitchMm: pitchMm ?? (plan.pitchMm * plan.panel.width) / panelWidth,
    seatM,
  };
}

/** Type sizes and the grid's unit in px. Rounded up: never below the angle. */
export function sizesOf({ seatM, pitchMm, panelWidth }: Geometry): Sizes {
  const size = (arcMinutes: number): number => Math.ceil(fontPx(arcMinutes, seatM, pitchMm));
  return {
    label: size(ARC_MINUTES.label),
    figure: size(ARC_MINUTES.figure),
    hero: size(ARC_MINUTES.hero),
    unit: Math.max(4, Math.round((8 * panelWidth) / 1920)),
  };
}

/** Labels that a panel holds one above the other, were they set solid: how much can stand there. */
export const linesOf = (geometry: Geometry): number => geometry.panelHeight / sizesOf(geometry).label;
