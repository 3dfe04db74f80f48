// The province at a glance: where something is wrong, and what. Drawn from the agency tree, or on the site's own map.
import { useEffect, useMemo, useRef, useState } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { FitList } from '../wall/fit-list.tsx';
import type { Parts } from '../wall/parts.ts';
import { useSizes } from '../wall/sizes.ts';
import { useSize } from '../wall/use-size.ts';
import { MapSite } from './map-site.tsx';
import { type MapBlock, type MapUnit, mapBlocks, unitsInNeed, WORST, type Worst } from './map-state.ts';
import { MapTile } from './map-tile.tsx';
import { MapTree } from './map-tree.tsx';
import { useSiteMap } from './use-site-map.ts';
import './panels.css';
import './map.css';

/** Where more units than this change at once the picture has jumped (a seek, a reconnection): nothing pulses. */
const MOST_PULSES = 24;
/** Narrower than this many labels the map stands alone. */
const LIST_WIDTH = 62;

/** How often each unit has changed before our eyes. */
function useChanges(blocks: readonly MapBlock[]): ReadonlyMap<string, number> {
  const before = useRef(new Map<string, string>());
  const [changes, setChanges] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const units = blocks.flatMap((block) => block.units);
    const now = new Map(units.map(({ code, worst, priority }) => [code, `${worst} ${priority}`] as const));
    const changed = [...now].filter(([code, state]) => (before.current.get(code) ?? state) !== state);
    before.current = now;
    if (changed.length === 0 || changed.length > MOST_PULSES) return;
    setChanges((old) => new Map([...old, ...changed.map(([code]) => [code, (old.get(code) ?? 0) + 1] as const)]));
  }, [blocks]);
  return changes;
}

const saidOf = ({ missing, overdue }: MapUnit): string =>
  [missing > 0 ? spoken.map.missing(number(missing)) : null, overdue > 0 ? spoken.map.overdue(number(overdue)) : null]
    .filter((part) => part !== null)
    .join(', ');

function Needs({ blocks }: Readonly<{ blocks: readonly MapBlock[] }>) {
  const units = useMemo(() => unitsInNeed(blocks), [blocks]);
  return (
    <div className="stack stack-fill map-needs">
      <h3>
        {spoken.map.needs} <span className="num">({number(units.length)})</span>
      </h3>
      {units.length === 0 && <p className="dim">{spoken.map.noNeed}</p>}
      <FitList
        className="rows"
        items={units}
        id={({ code }) => code}
        render={(unit) => (
          <div className="map-need">
            {unit.priority ? <AlarmSymbol priority={unit.priority} /> : <span />}
            <span className="map-need-name">{unit.name}</span>
            <span className="num dim">{saidOf(unit)}</span>
          </div>
        )}
        more={(hidden) => spoken.state.more(number(hidden), spoken.map.moreUnits)}
      />
    </div>
  );
}

/** The key to the tiles, with how many there are of each. Only what is there, and always what is well. */
function Key({ blocks, asIs }: Readonly<{ blocks: readonly MapBlock[]; asIs: string | null }>) {
  const { label } = useSizes();
  const units = blocks.flatMap((block) => block.units);
  const count = (worst: Worst): number => units.filter((unit) => unit.worst === worst).length;
  const priorities = (['P1', 'P2', 'P3', 'P4'] as const).filter((one) =>
    units.some(({ priority }) => priority === one),
  );
  const edge = Math.round(label);
  return (
    <div className="map-key">
      {priorities.map((priority) => (
        <span key={priority} className="map-key-item">
          <AlarmSymbol priority={priority} word />
          {number(units.filter((unit) => unit.priority === priority).length)}
        </span>
      ))}
      {WORST.filter((worst) => worst !== 'alarm' && (worst === 'well' || count(worst) > 0)).map((worst) => (
        <span key={worst} className="map-key-item">
          <svg width={edge} height={edge} aria-hidden="true">
            <MapTile x={0} y={0} edge={edge} fontPx={label} worst={worst} priority={null} overdue={1000} />
          </svg>
          {number(count(worst))} {spoken.map.worst[worst]}
        </span>
      ))}
      {asIs && <span className="faint">{asIs}</span>}
    </div>
  );
}

/** The panel of the scene "districts". Reads `dossier.byAgency`, `conference`, `alarms.top` and GET /api/map. */
export function ProvinceMap({ view }: Parts) {
  const { byAgency } = view.dossier;
  const { grid, conferences } = view.conference;
  const { top } = view.alarms;
  const blocks = useMemo(
    () => mapBlocks({ dossier: { byAgency }, conference: { grid, conferences }, alarms: { top } }),
    [byAgency, grid, conferences, top],
  );
  const changes = useChanges(blocks);
  const site = useSiteMap();
  const { label } = useSizes();
  const [ref, { width }] = useSize<HTMLDivElement>();
  if (blocks.length === 0) return <p className="dim">{spoken.map.noUnits}</p>;
  return (
    <div className="map" ref={ref}>
      <div className="map-row">
        {site === undefined && <div className="map-tree" />}
        {site === null && <MapTree blocks={blocks} changes={changes} instead={<Needs blocks={blocks} />} />}
        {site && <MapSite map={site} blocks={blocks} changes={changes} />}
        {width >= LIST_WIDTH * label && <Needs blocks={blocks} />}
      </div>
      <Key blocks={blocks} asIs={site?.attribution ?? null} />
    </div>
  );
}
