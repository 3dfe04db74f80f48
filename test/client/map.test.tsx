// The province map: where its tiles stand, what they say, and that a picture that jumps does not flicker.
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { layoutMap, type MapRoom } from '../../client/panels/map-layout.ts';
import { byCode, mapBlocks, stateOfArea, unitsInNeed } from '../../client/panels/map-state.ts';
import { MapTile } from '../../client/panels/map-tile.tsx';
import type { View } from '../../shared/view.ts';
import { bad, DISTRICTS, empty, normal } from './fixtures.ts';

const PHU_THO = [22, ...DISTRICTS.map(([, , communes]) => communes + 1)];
const ROOMS: Record<string, MapRoom> = {
  'one panel': { width: 1250, height: 830, head: 62, minWidth: 180, gap: 16, maxCell: 80 },
  'a whole screen': { width: 1840, height: 900, head: 62, minWidth: 180, gap: 16, maxCell: 80 },
};

const room = fc.record({
  width: fc.integer({ min: 50, max: 4000 }),
  height: fc.integer({ min: 50, max: 2200 }),
  head: fc.integer({ min: 10, max: 90 }),
  minWidth: fc.integer({ min: 40, max: 400 }),
  gap: fc.integer({ min: 2, max: 30 }),
  maxCell: fc.integer({ min: 8, max: 120 }),
});
const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });

describe('the layout of the schematic map', () => {
  it('gives every unit a tile inside its block, and no two blocks the same place', () => {
    fc.assert(
      fc.property(counts, room, (of, within) => {
        const { cell, blocks } = layoutMap(of, within);
        expect(blocks).toHaveLength(cell === 0 ? 0 : of.length);
        for (const [i, block] of blocks.entries()) {
          const lines = Math.ceil(of[i]! / block.columns);
          expect(block.columns * cell).toBeLessThanOrEqual(block.width);
          expect(within.head + lines * cell).toBeLessThanOrEqual(block.height);
          expect(block.x + block.width).toBeLessThanOrEqual(within.width);
          expect(block.y + block.height).toBeLessThanOrEqual(within.height);
          for (const other of blocks.slice(i + 1))
            expect(
              block.x + block.width <= other.x ||
                other.x + other.width <= block.x ||
                block.y + block.height <= other.y ||
                other.y + other.height <= block.y,
            ).toBe(true);
        }
      }),
    );
  });

  it.each(Object.entries(ROOMS))(
    'has tiles that are seen from afar for 13 districts and 225 communes, %s',
    (_name, of) => {
      const { cell, blocks } = layoutMap(PHU_THO, of);
      expect(cell).toBeGreaterThanOrEqual(30);
      expect(blocks).toHaveLength(14);
      for (const { width } of blocks) expect(width).toBeGreaterThanOrEqual(of.minWidth);
      expect(layoutMap(PHU_THO, of)).toEqual({ cell, blocks });
    },
  );

  it('of two tiers, without districts: one block takes several slots', () => {
    const { cell, blocks } = layoutMap([22, 148, 3], ROOMS['one panel']!);
    expect(cell).toBeGreaterThanOrEqual(30);
    expect(blocks[1]!.width).toBeGreaterThan(blocks[0]!.width);
  });
});

const of = ({ dossier, conference, alarms }: View) => ({ dossier, conference, alarms });

describe('the blocks of the map', () => {
  it('are the province and the districts by code, each with its own unit first', () => {
    const blocks = mapBlocks(of(normal));
    expect(blocks.map(({ id }) => id)).toEqual(['province', ...DISTRICTS.map(([code]) => code)]);
    for (const [i, [code, , communes]] of DISTRICTS.entries()) {
      const codes = blocks[i + 1]!.units.map((unit) => unit.code);
      expect(codes).toEqual([code, ...Array.from({ length: communes }, (_, c) => `${code}.${c + 1}`)]);
    }
  });

  it('keep every unit at its place whatever happens to it', () => {
    const places = (view: View) => mapBlocks(of(view)).map(({ id, units }) => [id, units.map(({ code }) => code)]);
    expect(places(bad)).toEqual(places(normal));
  });

  it('say the worst: an alarm before a missing endpoint before dossiers overdue before silence', () => {
    const code = 'H44.05.3';
    const endpoint = Object.entries(normal.conference.grid).find(([, row]) => row.agency === code)![0];
    const at = (change: (view: View) => void) => {
      const view = structuredClone(normal) as View;
      view.alarms.top = {};
      for (const meeting of Object.values(view.conference.conferences)) meeting.missing = [];
      change(view);
      return mapBlocks(of(view))
        .flatMap(({ units }) => units)
        .find((unit) => unit.code === code)!;
    };
    const overdue = (view: View): void => {
      view.dossier.byAgency[code]!.overdue = 7;
    };
    const missing = (view: View): void => {
      view.conference.conferences['HN-1']!.missing = [endpoint];
    };
    const alarm = (view: View, state: 'active_ack' | 'rtn_unack'): void => {
      const row = { ...Object.values(normal.alarms.top)[0]!, subject: endpoint, priority: 'P3' as const, state };
      view.alarms.top = { a: row };
    };
    expect(at(() => {})).toMatchObject({ worst: 'well', missing: 0, overdue: 0, priority: null });
    expect(at(overdue)).toMatchObject({ worst: 'overdue', overdue: 7 });
    expect(at((view) => [overdue, missing].map((change) => change(view)))).toMatchObject({
      worst: 'missing',
      missing: 1,
    });
    expect(at((view) => alarm(view, 'active_ack'))).toMatchObject({ worst: 'alarm', priority: 'P3' });
    expect(at((view) => alarm(view, 'rtn_unack'))).toMatchObject({ worst: 'well', priority: null });
    expect(at((view) => Object.assign(view.dossier.byAgency[code]!, { reporting: 'silent' }))).toMatchObject({
      worst: 'silent',
    });
  });

  it('unknown is not well: who never sent anything and whose endpoint nobody has seen', () => {
    const view = structuredClone(normal) as View;
    Object.assign(view.dossier.byAgency['H44.05.3']!, { reporting: 'never', overdue: null });
    for (const row of Object.values(view.conference.grid)) if (row.agency === 'H44.05.3') row.state = 'unknown';
    view.conference.conferences = {};
    const unit = mapBlocks(of(view))
      .flatMap(({ units }) => units)
      .find(({ code }) => code === 'H44.05.3');
    expect(unit?.worst).toBe('unknown');
    expect(mapBlocks(of(empty))).toEqual([]);
  });

  it('are summed up worst first for whoever must act', () => {
    const needs = unitsInNeed(mapBlocks(of(bad)));
    expect(needs[0]).toMatchObject({ code: 'H44.07', worst: 'alarm', priority: 'P1' });
    expect(needs.every(({ worst }) => worst === 'alarm' || worst === 'missing' || worst === 'overdue')).toBe(true);
  });

  it('an area is as bad as the worst unit in it, and none where no unit has its code', () => {
    const blocks = mapBlocks(of(bad));
    const units = new Map(blocks.flatMap((block) => block.units.map((unit) => [unit.code, unit] as const)));
    const districts = new Map(blocks.map((block) => [block.id, block] as const));
    expect(stateOfArea(units, districts, 'H44.07')).toMatchObject({ worst: 'alarm', priority: 'P1', missing: 18 });
    expect(stateOfArea(units, districts, 'H44.09.1')).toMatchObject({ worst: units.get('H44.09.1')!.worst });
    expect(stateOfArea(units, districts, '04792')).toBeNull();
  });

  it('codes are ordered by their parts as numbers', () => {
    expect(['H44.14.10', 'H44.2', 'H44.14.2', 'H44', 'H44.14'].sort(byCode)).toEqual([
      'H44',
      'H44.2',
      'H44.14',
      'H44.14.2',
      'H44.14.10',
    ]);
  });
});

describe('a tile', () => {
  const tile = (props: object) =>
    renderToStaticMarkup(
      <MapTile x={0} y={0} edge={40} fontPx={20} priority={null} overdue={0} worst="well" {...props} />,
    );
  it('tells each state by another shape, not by colour', () => {
    const drawn = ['well', 'silent', 'unknown', 'overdue', 'missing'].map((worst) =>
      tile({ worst, overdue: 5 }).replace(/class="[^"]*"/g, ''),
    );
    // Well and silent differ by being filled or hollow.
    expect(new Set(drawn).size).toBe(4);
    expect(tile({ worst: 'alarm', priority: 'P2' })).toContain('alarm-P2');
    for (const worst of ['well', 'silent', 'unknown', 'overdue', 'missing'])
      expect(tile({ worst })).not.toContain('alarm-');
  });
  it('shows a number only where it is legible, else a bar', () => {
    expect(tile({ worst: 'overdue', overdue: 12 })).toContain('>12<');
    expect(tile({ worst: 'overdue', overdue: 12, edge: 16 })).not.toContain('>12<');
    expect(tile({ worst: 'overdue', overdue: 12, edge: 16 })).toContain('map-bar');
  });
  it('has a ring only once something has changed', () => {
    expect(tile({})).not.toContain('map-pulse');
    expect(tile({ changes: 1 })).toContain('map-pulse');
  });
});
