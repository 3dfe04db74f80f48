// What a wall shows, as data: a scene says for one panel, for two, and for many, what stands on which.
import type { Face, Tile } from './face.ts';
import { FACES, type FaceId } from './faces.ts';
import type { SceneId } from './plan.ts';

/**
 * One and two panels are set whole, near enough to read; of many each shows a face, the most important first in reading
 * order: `dense` where a panel has room for a whole subject, `sparse` where it has not. When a scene has fewer faces than
 * the wall has panels, those of the overview follow that show something else.
 */
export type Scene = Readonly<{
  one: Face;
  two: readonly [Face, Face];
  dense: readonly FaceId[];
  sparse: readonly FaceId[];
}>;

const alarms: Tile = { tile: 'alarms', parts: ['alarms'] };
const needs: Tile = { tile: 'services', parts: ['dossier-needs'] };
const meeting: Tile = { tile: 'conference', parts: ['conference-head'] };
const threats: Tile = { tile: 'security', parts: ['security-head'] };
const feeds: Tile = { tile: 'sources', parts: ['feed-table'] };
const services: Tile = {
  tile: 'services',
  parts: {
    areas: [
      'dossier-figures dossier-figures dossier-figures',
      'dossier-hours dossier-hours agencies-wide',
      'dossier-levels dossier-other agencies-wide',
    ],
    columns: [20, 20, 60],
    rows: ['auto', 1, 'auto'],
  },
};
const incidents: Tile = { tile: 'security', parts: ['security-incidents', 'security-links'] };

/** One panel: the scene's own tile on the left, the alarms of all of them on the right. */
const beside = (own: Tile): Face => ({
  grid: {
    areas: ['head head', 'own alarms', 'feed-strip feed-strip'],
    columns: [76, 24],
    rows: ['auto', 1, 'auto'],
  },
  tiles: { own, alarms },
});
/** Two panels: the scene's first tile is all of the left one. */
const left = (own: Tile): Face => ({
  grid: { areas: ['state', 'own', 'feed-strip'], rows: ['auto', 1, 'auto'] },
  tiles: { own },
});
const right = (columns: readonly number[], tiles: Readonly<Record<string, Tile>>): Face => {
  const names = Object.keys(tiles);
  return {
    grid: { areas: [names.map(() => 'clock').join(' '), names.join(' ')], columns, rows: ['auto', 1] },
    tiles,
  };
};

export const SCENE_LIST: Readonly<Record<SceneId, Scene>> = {
  overview: {
    one: {
      grid: {
        areas: [
          'head head head head',
          'services conference security alarms',
          'feed-strip feed-strip feed-strip feed-strip',
        ],
        columns: [31, 25, 22, 22],
        rows: ['auto', 1, 'auto'],
      },
      tiles: {
        services: { tile: 'services', parts: ['dossier-needs', 'dossier-day', 'agencies', 'dossier-hours'] },
        conference: { tile: 'conference', parts: ['conference-head', 'conference-grid', 'conference-missing'] },
        security: {
          tile: 'security',
          parts: ['security-head', 'security-severity', 'security-incidents', 'security-hour'],
        },
        alarms,
      },
    },
    two: [
      left(services),
      right([38, 28, 34], {
        conference: { tile: 'conference', parts: ['conference-head', 'conference-grid', 'conference-missing'] },
        security: {
          tile: 'security',
          parts: ['security-head', 'security-severity', 'security-incidents', 'security-links', 'security-hour'],
        },
        alarms,
      }),
    ],
    dense: [
      'services',
      'unitsWide',
      'conference',
      'alarmsWide',
      'hoursAndQuality',
      'missing',
      'security',
      'feedsAndCategories',
    ],
    sparse: [
      ...['needs', 'units', 'meeting', 'threats', 'alarms'],
      ...['day', 'hours', 'points', 'incidents', 'feeds'],
      ...['composition', 'formulas', 'schedule', 'lastHour', 'categories'],
    ] as FaceId[],
  },
  services: {
    one: beside(services),
    two: [
      left({
        tile: 'services',
        parts: {
          areas: ['dossier-figures dossier-figures', 'dossier-hours agencies-wide'],
          columns: [40, 60],
          rows: ['auto', 1],
        },
      }),
      right([40, 26, 34], {
        quality: { tile: 'quality', parts: ['dossier-quality'] },
        composition: { tile: 'services', parts: ['dossier-levels', 'dossier-other'] },
        alarms,
      }),
    ],
    dense: ['needs', 'day', 'unitsWide', 'alarmsWide', 'hours', 'composition', 'formulas'],
    sparse: ['needs', 'day', 'units', 'alarms', 'hours', 'composition', 'formulas'],
  },
  conference: {
    one: beside({
      tile: 'conference',
      parts: {
        areas: [
          'conference-head conference-missing-wide',
          'conference-grid conference-missing-wide',
          'conference-grid conference-schedule',
        ],
        rows: ['auto', 60, 40],
      },
    }),
    two: [
      left({
        tile: 'conference',
        parts: { areas: ['conference-grid conference-head'], columns: [1, '16em'] },
      }),
      right([66, 34], {
        missing: {
          tile: 'missing',
          parts: { areas: ['conference-missing-wide conference-schedule'], columns: [57, 43] },
        },
        alarms,
      }),
    ],
    dense: ['conference', 'missing', 'services', 'alarmsWide'],
    sparse: ['meeting', 'points', 'schedule', 'alarms'],
  },
  security: {
    one: beside({
      tile: 'security',
      parts: {
        areas: [
          'security-head security-incidents',
          'security-severity security-incidents',
          'security-categories security-hour',
          'security-links security-hour',
        ],
        rows: ['auto', 'auto', 1, 'auto'],
      },
    }),
    two: [
      left({
        tile: 'security',
        parts: {
          areas: ['security-head security-severity', 'security-hour security-categories'],
          rows: ['auto', 1],
        },
      }),
      right([50, 50], { incidents, alarms }),
    ],
    dense: ['threats', 'incidents', 'lastHour', 'alarmsWide', 'categories'],
    sparse: ['threats', 'incidents', 'lastHour', 'alarms', 'categories'],
  },
  districts: {
    one: beside({ tile: 'map', parts: ['province-map'] }),
    two: [
      left({ tile: 'map', parts: ['province-map'] }),
      right([66, 34], { districts: { tile: 'district-table', parts: ['district-table'] }, alarms }),
    ],
    dense: ['map', 'districtTable', 'points', 'alarmsWide', 'unitsWide', 'missing'],
    sparse: ['map', 'units', 'meeting', 'alarms'],
  },
  month: {
    one: beside({ tile: 'month', parts: ['month-table'] }),
    two: [
      left({ tile: 'month', parts: ['month-table'] }),
      right([60, 40], { quality: { tile: 'quality', parts: ['dossier-quality'] }, alarms }),
    ],
    dense: ['month', 'unitsWide', 'hoursAndQuality', 'alarmsWide'],
    sparse: ['month', 'units', 'formulas', 'alarms'],
  },
  alarms: {
    one: {
      grid: {
        areas: ['head head', 'alarms needs', 'alarms meeting', 'alarms threats', 'feed-strip feed-strip'],
        columns: [70, 30],
        rows: ['auto', 1, 1, 1, 'auto'],
      },
      tiles: { alarms: { tile: 'alarms', parts: ['alarms-wide'] }, needs, meeting, threats },
    },
    two: [
      left({ tile: 'alarms', parts: ['alarms-wide'] }),
      {
        grid: {
          areas: ['clock clock clock', 'needs meeting threats', 'feeds feeds feeds'],
          rows: ['auto', 'auto', 1],
        },
        tiles: { needs, meeting, threats, feeds },
      },
    ],
    dense: ['alarmsWide'],
    sparse: ['alarms', 'needs', 'meeting', 'threats', 'feeds'],
  },
};

export const faceOf = (id: FaceId): Face => FACES[id];
