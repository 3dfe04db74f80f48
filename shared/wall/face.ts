// What stands on one physical panel, as data: tiles on a grid, and in each tile its parts on a grid of their own.

/** Everything that can stand on a wall; the client draws each (client/wall/panel-list.tsx). */
export type PanelId =
  | 'head'
  | 'state'
  | 'clock'
  | 'feed-strip'
  | 'feed-list'
  | 'feed-table'
  | 'alarms'
  | 'alarms-wide'
  | 'dossier-figures'
  | 'dossier-needs'
  | 'dossier-day'
  | 'dossier-hours'
  | 'dossier-levels'
  | 'dossier-other'
  | 'dossier-other-alone'
  | 'dossier-quality'
  | 'dossier-formulas'
  | 'dossier-care'
  | 'agencies'
  | 'agencies-wide'
  | 'conference-head'
  | 'conference-grid'
  | 'conference-missing'
  | 'conference-missing-wide'
  | 'conference-schedule'
  | 'security-head'
  | 'security-severity'
  | 'security-incidents'
  | 'security-links'
  | 'security-hour'
  | 'security-categories'
  | 'province-map'
  | 'district-table'
  | 'month-table';

/** A subject with its title; the client knows the words and how fresh it is. */
export type TileId =
  | 'services'
  | 'units'
  | 'quality'
  | 'conference'
  | 'districts'
  | 'missing'
  | 'security'
  | 'sources'
  | 'feeds'
  | 'map'
  | 'district-table'
  | 'month'
  | 'alarms';

/** A number is a share of what is left. */
export type Track = number | 'auto' | `${number}em`;

/** `areas`: a line of names a row, as in CSS; a name that is repeated spans. Absent tracks: equal shares. */
export type Grid = Readonly<{ areas: readonly string[]; columns?: readonly Track[]; rows?: readonly Track[] }>;

/** `parts`: one below the other, or a grid whose areas are panels. */
export type Tile = Readonly<{ tile: TileId; parts: readonly PanelId[] | Grid }>;

/** A grid whose areas are names in `tiles`, or panels that need no tile. */
export type Face = Readonly<{ grid: Grid; tiles: Readonly<Record<string, Tile>> }>;

/** Names of a grid's areas, each once, in reading order. */
export const areasOf = ({ areas }: Grid): string[] => [
  ...new Set(areas.flatMap((line) => line.split(' ').filter((name) => name !== '' && name !== '.'))),
];

/** All panels of a face. */
export const panelsOf = ({ grid, tiles }: Face): PanelId[] =>
  areasOf(grid).flatMap((area): readonly PanelId[] => {
    const tile = tiles[area];
    if (!tile) return [area as PanelId];
    return 'areas' in tile.parts ? (areasOf(tile.parts) as PanelId[]) : tile.parts;
  });
