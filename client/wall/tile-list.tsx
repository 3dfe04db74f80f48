// The one list of tiles: the title of each, whose age it tells, and what stands beside the title.
import type { ReactNode } from 'react';
import { vi } from '../../shared/i18n/vi.ts';
import type { TileId } from '../../shared/wall/face.ts';
import { BalanceMark } from './balance-mark.tsx';
import type { Subject } from './freshness.ts';
import type { Parts } from './parts.ts';

export type TileFace = Readonly<{
  title: string;
  /** Whose age the tile tells; null: it is as old as the view itself. */
  subject: Subject | null;
  /** Beside the title. */
  aside?: (parts: Parts) => ReactNode;
}>;

const balance = ({ view }: Parts): ReactNode => <BalanceMark balance={view.quality.balance} />;

export const TILES: Readonly<Record<TileId, TileFace>> = {
  services: { title: vi.dossier.title, subject: 'dossier', aside: balance },
  units: { title: vi.dossier.unitsTitle, subject: 'dossier' },
  quality: { title: vi.dossier.qualityTitle, subject: 'dossier' },
  conference: { title: vi.conference.title, subject: 'conference' },
  districts: { title: vi.conference.districtsTitle, subject: 'conference' },
  missing: { title: vi.conference.missingTitle, subject: 'conference' },
  security: { title: vi.security.title, subject: 'security' },
  sources: { title: vi.feed.sourcesTitle, subject: null },
  feeds: { title: vi.feed.tileTitle, subject: null },
  map: { title: vi.map.title, subject: null },
  'district-table': { title: vi.districts.title, subject: null },
  month: { title: vi.month.title, subject: 'dossier' },
  alarms: { title: vi.alarm.title, subject: null },
};
