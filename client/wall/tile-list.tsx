// The one list of tiles: the title of each, whose age it tells, and what stands beside the title.
import type { ReactNode } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { TileId } from '../../shared/wall/face.ts';
import { BalanceMark } from './balance-mark.tsx';
import type { Subject } from './freshness.ts';
import type { Parts } from './parts.ts';

export type TileFace = Readonly<{
  /** Asked when it is shown: by then the page has its language. */
  title: () => string;
  /** Whose age the tile tells; null: it is as old as the view itself. */
  subject: Subject | null;
  /** Beside the title. */
  aside?: (parts: Parts) => ReactNode;
}>;

const balance = ({ view }: Parts): ReactNode => <BalanceMark balance={view.quality.balance} />;

export const TILES: Readonly<Record<TileId, TileFace>> = {
  services: { title: () => spoken.dossier.title, subject: 'dossier', aside: balance },
  units: { title: () => spoken.dossier.unitsTitle, subject: 'dossier' },
  quality: { title: () => spoken.dossier.qualityTitle, subject: 'dossier' },
  conference: { title: () => spoken.conference.title, subject: 'conference' },
  districts: { title: () => spoken.conference.districtsTitle, subject: 'conference' },
  missing: { title: () => spoken.conference.missingTitle, subject: 'conference' },
  security: { title: () => spoken.security.title, subject: 'security' },
  sources: { title: () => spoken.feed.sourcesTitle, subject: null },
  feeds: { title: () => spoken.feed.tileTitle, subject: null },
  map: { title: () => spoken.map.title, subject: null },
  'district-table': { title: () => spoken.districts.title, subject: null },
  month: { title: () => spoken.month.title, subject: 'dossier' },
  alarms: { title: () => spoken.alarm.title, subject: null },
};
