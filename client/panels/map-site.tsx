// The site's own map: its areas in grey, and on those that are not well the same tile as on the schematic one.
import { memo, useMemo } from 'react';
import type { SiteMap } from '../../shared/site-map.ts';
import { useSizes } from '../wall/sizes.ts';
import { useSize } from '../wall/use-size.ts';
import { type MapBlock, stateOfArea } from './map-state.ts';
import { MapTile } from './map-tile.tsx';

const Areas = memo(function Areas({ map, states }: Readonly<{ map: SiteMap; states: readonly string[] }>) {
  return map.areas.map(({ code, path }, i) => (
    <path key={code} className={`map-area map-area-${states[i]}`} d={path} />
  ));
});

type Props = Readonly<{ map: SiteMap; blocks: readonly MapBlock[]; changes: ReadonlyMap<string, number> }>;

export function MapSite({ map, blocks, changes }: Props) {
  const { label } = useSizes();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const found = useMemo(() => {
    const units = new Map(blocks.flatMap((block) => block.units.map((unit) => [unit.code, unit] as const)));
    const districts = new Map(blocks.map((block) => [block.id, block] as const));
    return map.areas.map(({ code }) => stateOfArea(units, districts, code));
  }, [map, blocks]);
  const states = found.map((one) => one?.worst ?? 'none').join();
  const classes = useMemo(() => states.split(','), [states]);
  const scale = Math.min(width / map.width, height / map.height);
  if (scale === 0) return <div className="map-site" ref={ref} />;
  const [left, top] = [(width - scale * map.width) / 2, (height - scale * map.height) / 2];
  const at = ([x, y]: readonly [number, number]): [number, number] => [left + scale * x, top + scale * y];
  const edge = Math.round(1.5 * label);
  return (
    <div className="map-site" ref={ref}>
      <svg width={width} height={height} aria-hidden="true">
        <g transform={`translate(${left} ${top}) scale(${scale})`}>
          <Areas map={map} states={classes} />
        </g>
        {map.areas.map(({ code, at: middle }, i) => {
          const state = found[i];
          if (!state || state.worst === 'well' || state.worst === 'silent') return null;
          const [x, y] = at(middle);
          return (
            <MapTile
              key={code}
              x={x - edge / 2}
              y={y - edge / 2}
              edge={edge}
              fontPx={label}
              worst={state.worst}
              priority={state.priority}
              overdue={state.overdue}
              changes={changes.get(code) ?? 0}
            />
          );
        })}
        {map.islands.map(({ name, at: middle }) => {
          const [x, y] = at(middle);
          return (
            <text key={name} className="map-island" x={x} y={y - label / 2} fontSize={label} textAnchor="middle">
              {name}
            </text>
          );
        })}
      </svg>
    </div>
  );
}
