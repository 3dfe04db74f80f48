// Faces of one subject, as they stand on walls of many panels; a line of state is set above those of the top row.
// Dense ones need a seat near enough for 25 lines a panel, the others hold what can be read from farther away.
import type { Face, Grid, PanelId, TileId } from './face.ts';

const one = (tile: TileId, parts: readonly PanelId[] | Grid): Face => ({
  grid: { areas: ['tile'] },
  tiles: { tile: { tile, parts } },
});

export const FACES = {
  // One thing a panel
  needs: one('services', ['dossier-needs']),
  day: one('services', ['dossier-day']),
  units: one('units', ['agencies']),
  hours: one('services', ['dossier-hours']),
  levels: one('services', ['dossier-levels']),
  other: one('services', ['dossier-other-alone']),
  formulas: one('quality', ['dossier-formulas']),
  care: one('quality', ['dossier-care']),
  meeting: one('conference', ['conference-head', 'conference-missing']),
  points: one('districts', ['conference-grid']),
  schedule: one('conference', ['conference-schedule']),
  threats: one('security', ['security-head']),
  severity: one('security', ['security-severity']),
  incidents: one('security', ['security-incidents', 'security-links']),
  lastHour: one('security', ['security-hour']),
  categories: one('security', ['security-categories']),
  map: one('map', ['province-map']),
  districtTable: one('district-table', ['district-table']),
  month: one('month', ['month-table']),
  alarms: one('alarms', ['alarms']),
  feeds: one('sources', ['feed-list']),
  summary: {
    grid: { areas: ['needs meeting threats', 'alarms alarms alarms'], rows: ['auto', 1] },
    tiles: {
      needs: { tile: 'services', parts: ['dossier-needs'] },
      meeting: { tile: 'conference', parts: ['conference-head'] },
      threats: { tile: 'security', parts: ['security-head'] },
      alarms: { tile: 'alarms', parts: ['alarms'] },
    },
  },

  // One subject a panel
  services: one('services', {
    areas: ['dossier-figures dossier-figures', 'dossier-levels dossier-other'],
    rows: ['auto', 1],
  }),
  composition: one('services', ['dossier-levels', 'dossier-other']),
  quality: one('quality', ['dossier-quality']),
  threatsBySeverity: one('security', ['security-head', 'security-severity']),
  unitsWide: one('units', ['agencies-wide']),
  hoursAndQuality: one('quality', { areas: ['dossier-hours dossier-quality'], columns: [46, 54] }),
  conference: one('conference', { areas: ['conference-grid conference-head'], columns: [1, '12.5em'] }),
  missing: one('missing', { areas: ['conference-missing-wide conference-schedule'], columns: [57, 43] }),
  security: one('security', {
    areas: ['security-head security-severity', 'security-incidents security-hour', 'security-incidents security-links'],
    rows: ['auto', 1, 'auto'],
  }),
  alarmsWide: one('alarms', ['alarms-wide']),
  feedsAndCategories: one('feeds', { areas: ['feed-table', 'security-categories'] }),
} as const satisfies Record<string, Face>;
export type FaceId = keyof typeof FACES;
