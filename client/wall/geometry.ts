// The wall as physics: how many panels of what size, how far the last seat is, and what type that needs.
// Legibility is an angle, not a number of pixels: capital height in mm = distance × tan(angle), in px ÷ pitch, and a
// font is its capital height ÷ 0,7. Detail needs 16 arc-minutes, figures 22 (features.md, legibility).

export type Layout = 'single' | 'double' | 'grid';

export type Geometry = Readonly<{
  layout: Layout;
  cols: number;
  rows: number;
  /** One physical panel in CSS pixels. */
  panelWidth: number;
  panelHeight: number;
  /** Millimetres a pixel. */
  pitchMm: number;
  /** Farthest seat in metres. */
  seatM: number;
}>;

export type Sizes = Readonly<{ label: number; figure: number; hero: number; unit: number }>;

/** Capital height ÷ font size of Be Vietnam Pro. */
const CAP = 0.7;
/** A 55-inch panel is 1210 mm wide: 0,63 mm a pixel at 1920. */
const PANEL_MM = 1210;
/** Farthest seat where nobody has measured it: one screen on a desk, two on a wall, a wall of eight. */
const SEAT_M: Record<Layout, number> = { single: 2, double: 2.4, grid: 3.5 };

export const ARC_MINUTES = { label: 16, figure: 22, hero: 50 } as const;

/** Font size in px whose capitals stand `arcMinutes` high for an eye `seatM` metres away. */
export function fontPx(arcMinutes: number, seatM: number, pitchMm: number): number {
  const capMm = seatM * 1000 * Math.tan((arcMinutes / 60) * (Math.PI / 180));
  return capMm / pitchMm / CAP;
}

export function layoutOf(width: number, height: number): Layout {
  if (width / height < 2.4) return 'single';
  return width >= 5000 && height >= 1600 ? 'grid' : 'double';
}

/** What is known of the room; `layout` where the wall is but a part of what a screen shows. */
export type Room = Readonly<{ seatM?: number; pitchMm?: number; layout?: Layout }>;

/** Geometry of a viewport. `seatM` and `pitchMm` where the room was measured (`/wall?seat=6&pitch=1.25`). */
export function geometryOf(width: number, height: number, room: Room = {}): Geometry {
  const layout = room.layout ?? layoutOf(width, height);
  const cols = { single: 1, double: 2, grid: 4 }[layout];
  const rows = layout === 'grid' ? 2 : 1;
  const panelWidth = Math.floor(width / cols);
  return {
    layout,
    cols,
    rows,
    panelWidth,
    panelHeight: Math.floor(height / rows),
    pitchMm: room.pitchMm ?? PANEL_MM / panelWidth,
    seatM: room.seatM ?? SEAT_M[layout],
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
