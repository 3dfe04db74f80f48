// Draws a scene from its data: each face on its physical panel, its tiles on a grid, their parts in them.
import type { CSSProperties } from 'react';
import type { Placed } from '../../shared/wall/arrange.ts';
import {
  areasOf,
  type Face,
  type Grid,
  type PanelId,
  type Tile as TileData,
  type Track,
} from '../../shared/wall/face.ts';
import { Frame } from './frame.tsx';
import { PANELS } from './panel-list.tsx';
import type { Parts } from './parts.ts';
import { FRESH, Tile } from './tile.tsx';
import { TILES } from './tile-list.tsx';

const trackText = (track: Track): string => {
  if (track === 'auto') return 'auto';
  return typeof track === 'number' ? `minmax(0, ${track}fr)` : `minmax(0, ${track})`;
};

/** The CSS of a grid: absent tracks are equal shares. */
function gridStyle({ areas, columns, rows }: Grid): CSSProperties {
  const across = areas[0]?.split(' ').length ?? 1;
  const tracks = (given: readonly Track[] | undefined, count: number): string =>
    (given ?? Array.from({ length: count }, () => 1)).map(trackText).join(' ');
  return {
    gridTemplateAreas: areas.map((line) => `"${line}"`).join(' '),
    gridTemplateColumns: tracks(columns, across),
    gridTemplateRows: tracks(rows, areas.length),
  };
}

function Panel({ id, parts }: Readonly<{ id: PanelId; parts: Parts }>) {
  const Shown = PANELS[id];
  return <Shown {...parts} />;
}

function TileParts({ of, parts }: Readonly<{ of: TileData['parts']; parts: Parts }>) {
  if (!('areas' in of)) return of.map((id) => <Panel key={id} id={id} parts={parts} />);
  return (
    <div className="tile-grid" style={gridStyle(of)}>
      {areasOf(of).map((id) => (
        <div className="tile-part" key={id} style={{ gridArea: id }}>
          <Panel id={id as PanelId} parts={parts} />
        </div>
      ))}
    </div>
  );
}

function FaceView({ face: { grid, tiles }, parts }: Readonly<{ face: Face; parts: Parts }>) {
  return (
    <div className="panel" style={gridStyle(grid)}>
      {areasOf(grid).map((area) => {
        const tile = tiles[area];
        if (!tile)
          return (
            <div className="panel-line" key={area} style={{ gridArea: area }}>
              <Panel id={area as PanelId} parts={parts} />
            </div>
          );
        const { title, subject, aside } = TILES[tile.tile];
        return (
          <div className="panel-tile" key={area} style={{ gridArea: area }}>
            <Tile title={title} aside={aside?.(parts)} freshness={subject === null ? FRESH : parts.fresh[subject]}>
              <TileParts of={tile.parts} parts={parts} />
            </Tile>
          </div>
        );
      })}
    </div>
  );
}

/** `placed`: what stands where in this window (shared/wall/arrange.ts). */
export function SceneView({ placed, parts }: Readonly<{ placed: readonly Placed[]; parts: Parts }>) {
  return placed.map(({ key, col, row, face }) => (
    <div className="wall-panel" key={key} style={{ gridArea: `${row + 1} / ${col + 1}` }}>
      <Frame mode={parts.mode} caption={parts.caption} exercise={parts.view.exercise}>
        <FaceView face={face} parts={parts} />
      </Frame>
    </div>
  ));
}
