// One panel alone on a whole screen, in the sizes that its wall would have: ?panel=map|districts|month.
import type { CSSProperties } from 'react';
import { Districts } from '../../../client/panels/districts.tsx';
import { ProvinceMap } from '../../../client/panels/map.tsx';
import { MonthTable } from '../../../client/panels/month.tsx';
import { geometryOf, sizesOf } from '../../../client/wall/geometry.ts';
import type { Parts } from '../../../client/wall/parts.ts';
import { SizesContext } from '../../../client/wall/sizes.ts';
import { FRESH, Tile } from '../../../client/wall/tile.tsx';
import '../../../client/wall/wall.css';
import { vi } from '../../../shared/i18n/vi.ts';
import type { View } from '../../../shared/view.ts';
import { NOW } from '../fixtures.ts';

const PANELS = {
  map: [ProvinceMap, vi.map.title],
  districts: [Districts, vi.districts.title],
  month: [MonthTable, vi.month.title],
} as const;
export type PanelName = keyof typeof PANELS;

export function PanelBench({ name, view }: Readonly<{ name: PanelName; view: View }>) {
  const sizes = sizesOf(geometryOf(innerWidth, innerHeight));
  const [Panel, title] = PANELS[name];
  const parts: Parts = {
    ...{ view, mode: 'live', link: 'live', caption: '', clock: NOW, coarse: NOW },
    sentence: { text: '', tone: 'well', priority: null },
    fresh: { dossier: FRESH, conference: FRESH, security: FRESH },
  };
  const style = {
    '--size-label': `${sizes.label}px`,
    '--size-figure': `${sizes.figure}px`,
    '--size-hero': `${sizes.hero}px`,
    '--unit': `${sizes.unit}px`,
    height: '100vh',
  } as CSSProperties;
  return (
    <SizesContext value={sizes}>
      <div className="wall wall-single" style={style}>
        <div className="panel">
          <Tile title={title} freshness={FRESH}>
            <Panel {...parts} />
          </Tile>
        </div>
      </div>
    </SizesContext>
  );
}
