// The schematic map: a block a district, a tile a unit, drawn from the agency tree alone.
import { type ReactNode, useMemo } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import { useSizes } from '../wall/sizes.ts';
import { useSize } from '../wall/use-size.ts';
import { layoutMap } from './map-layout.ts';
import type { MapBlock } from './map-state.ts';
import { MapTile } from './map-tile.tsx';
import { districtName } from './words.ts';

const nameOf = ({ kind, name }: MapBlock): string =>
  kind === 'district' ? districtName(name) : spoken.map.block[kind];

/** In words what its tiles show; null when there is nothing to say. */
function saidOf({ units }: MapBlock): string | null {
  const sum = (of: 'missing' | 'overdue'): number => units.reduce((total, unit) => total + unit[of], 0);
  const alarms = units.filter(({ worst }) => worst === 'alarm').length;
  const parts = [
    sum('missing') > 0 ? spoken.map.missing(number(sum('missing'))) : null,
    sum('overdue') > 0 ? spoken.map.overdue(number(sum('overdue'))) : null,
  ].filter((part) => part !== null);
  if (parts.length > 0) return parts.join(', ');
  return alarms > 0 ? spoken.map.alarms(number(alarms)) : null;
}

/** Known of none of them is not well. */
const restOf = ({ units }: MapBlock): string =>
  units.every(({ worst }) => worst === 'unknown') ? spoken.map.unknown : spoken.map.well;

type Props = Readonly<{
  blocks: readonly MapBlock[];
  changes: ReadonlyMap<string, number>;
  /** Where not even the names of the blocks find room. */
  instead: ReactNode;
}>;

export function MapTree({ blocks, changes, instead }: Props) {
  const { label, unit } = useSizes();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const counts = blocks.map(({ units }) => units.length).join();
  const head = Math.ceil(2.7 * label + unit / 2);
  const layout = useMemo(
    () =>
      layoutMap(counts === '' ? [] : counts.split(',').map(Number), {
        ...{ width, height, head, gap: 2 * unit, minWidth: 10.2 * label, maxCell: 4 * label },
      }),
    [counts, width, height, head, unit, label],
  );
  const edge = layout.cell - Math.max(2, Math.round(layout.cell * 0.12));
  const placed = blocks.flatMap((block, i) => {
    const at = layout.blocks[i];
    return at ? [{ block, at, said: saidOf(block) }] : [];
  });
  return (
    <div className="map-tree" ref={ref}>
      {height > 0 && layout.cell === 0 && instead}
      {placed.map(({ block, at, said }) => (
        <div className="map-head" key={block.id} style={{ left: at.x, top: at.y, width: at.width }}>
          <div className={said === null ? 'map-name' : 'map-name strong'}>{nameOf(block)}</div>
          <div className="map-said">{said ?? restOf(block)}</div>
        </div>
      ))}
      <svg width={width} height={height} aria-hidden="true">
        {placed.flatMap(({ block, at }) =>
          block.units.map(({ code, worst, priority, overdue, isMajor }, i) => (
            <MapTile
              key={code}
              x={at.x + (i % at.columns) * layout.cell}
              y={at.y + head + Math.floor(i / at.columns) * layout.cell}
              edge={edge}
              fontPx={label}
              worst={worst}
              priority={priority}
              overdue={overdue}
              isMajor={isMajor}
              changes={changes.get(code) ?? 0}
            />
          )),
        )}
      </svg>
    </div>
  );
}
