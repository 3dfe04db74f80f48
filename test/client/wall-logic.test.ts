import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRank, openCount } from '../../client/panels/alarms.tsx';
import { absentOf, meetingsOf } from '../../client/panels/conference.tsx';
import { districtsOf } from '../../client/panels/conference-grid.tsx';
import { worstFirst } from '../../client/panels/dossier-agencies.tsx';
import { fitGrid } from '../../client/panels/grid-fit.ts';
import { categoryName, districtName, feedName } from '../../client/panels/words.ts';
import { countAbove } from '../../client/wall/fit-list.tsx';
import { feedsOf, freshnessOf } from '../../client/wall/freshness.ts';
import { sceneOf } from '../../client/wall/ladder.ts';
import { shouldReload } from '../../client/wall/new-build.ts';
import { placeOf, regionOf } from '../../client/wall/place.ts';
import { sentenceOf } from '../../client/wall/sentence.ts';
import type { View } from '../../shared/view.ts';
import { PRESETS } from '../../shared/wall/presets.ts';
import type { WallScene } from '../../shared/wire.ts';
import { bad, DISTRICTS, empty, NOW, normal, quiet } from './fixtures.ts';

describe('the sentence at the top', () => {
  const said = (view: View, link: Parameters<typeof sentenceOf>[1] = 'live') => sentenceOf(view, link, NOW).text;
  it('says "Bình thường" only when nothing is open, nothing silent, everything known', () => {
    expect(said(quiet)).toBe('Bình thường');
    expect(said(normal)).toBe('1 cảnh báo chưa xác nhận, cao nhất TRUNG BÌNH');
    expect(said(bad)).toMatch(/^33 cảnh báo chưa xác nhận, cao nhất KHẨN CẤP$/);
    expect(said(empty)).toBe('Chưa có số liệu');
    expect(said({ ...quiet, quality: { balance: false } })).toMatch(/không cân/);
    expect(said({ ...quiet, feeds: bad.feeds })).toBe('1/3 nguồn dữ liệu im lặng');
    expect(said({ ...quiet, alarms: { ...quiet.alarms, acknowledged: 2 } })).toMatch(/^2 cảnh báo đang được xử lý/);
  });

  it('the lost connection wins over everything', () => {
    for (const link of ['stale', 'offline'] as const) {
      expect(said(bad, link)).toBe('MẤT KẾT NỐI – số liệu lúc 10:17:30');
      expect(sentenceOf(bad, link, NOW).priority).toBeNull();
    }
  });
});

describe('freshness of a tile', () => {
  it('unknown before the first event, stale when all its feeds are silent, fresh when one of them lives', () => {
    expect(freshnessOf('dossier', null, normal.feeds).state).toBe('unknown');
    expect(freshnessOf('dossier', 'x', bad.feeds).state).toBe('stale');
    expect(freshnessOf('conference', 'x', bad.feeds).state).toBe('fresh');
    const second = { ...bad.feeds, '/phutho/motcua-2': normal.feeds['/phutho/motcua']! };
    expect(freshnessOf('dossier', 'x', second).state).toBe('fresh');
  });

  it('a feed ages with what it has brought, whatever its name says', () => {
    const silent = bad.feeds['/phutho/motcua']!;
    expect(feedsOf('dossier', { 'urn:x': silent })).toEqual([silent]);
    expect(freshnessOf('dossier', 'x', { 'urn:x': silent }).state).toBe('stale');
    expect(feedsOf('security', { '/phutho/soc': silent })).toEqual([]);
  });
});

describe('rows of the panels', () => {
  it('agencies: worst first, unknown last', () => {
    const rows = worstFirst(normal.dossier.byAgency);
    expect(rows[0]).toMatchObject({ name: 'UBND huyện Yên Lập', overdue: 6 });
    expect(rows.map((row) => row.overdue)).toEqual(
      rows.map((row) => row.overdue).toSorted((a, b) => (b ?? -1) - (a ?? -1)),
    );
    const unknown = { ...normal.dossier.byAgency['H44.01']!, overdue: null };
    expect(worstFirst({ ...normal.dossier.byAgency, x: unknown }).at(-1)?.code).toBe('x');
  });

  it('endpoints: province first, all thirteen districts, the district’s own point at its head, places that never move', () => {
    const rows = districtsOf(normal.conference);
    expect(rows).toHaveLength(1 + DISTRICTS.length);
    expect(rows[0]).toMatchObject({ code: null, name: 'Cấp tỉnh' });
    expect(rows[1]).toMatchObject({ name: 'Việt Trì', online: 22 });
    expect(rows[1]!.endpoints[0]!.tier).toBe('district');
    expect(rows.flatMap((row) => row.endpoints)).toHaveLength(302);
    const places = (view: View) => districtsOf(view.conference).map((row) => row.endpoints.map(({ id }) => id));
    expect(places(bad)).toEqual(places(normal));
    const reversed = Object.fromEntries(Object.entries(normal.conference.grid).reverse());
    expect(districtsOf({ ...normal.conference, grid: reversed })).toEqual(rows);
  });

  it('missing: the open conference’s, critical ones first', () => {
    const absent = absentOf(bad.conference);
    expect(absent).toHaveLength(302 - 253);
    expect(absent[0]).toMatchObject({ name: 'Huyện Yên Lập', state: 'dropped' });
    expect(absentOf(empty.conference)).toEqual([]);
    expect(meetingsOf(normal.conference.conferences).map(({ id }) => id)).toEqual(['HN-1', 'HN-2']);
  });

  it('alarms come by rank, whatever the order of keys', () => {
    const shuffled = Object.fromEntries(Object.entries(bad.alarms.top).reverse());
    expect(byRank(shuffled).map((row) => row.rank)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(openCount(bad.alarms)).toBe(50);
  });

  it('districts and categories are called as the office calls them', () => {
    expect(
      ['UBND huyện Thanh Ba', 'Huyện Thanh Ba', 'UBND thị xã Phú Thọ', 'Thành phố Việt Trì', 'H44.7'].map(districtName),
    ).toEqual(['Thanh Ba', 'Thanh Ba', 'TX Phú Thọ', 'Việt Trì', 'H44.7']);
    expect([categoryName('malware'), categoryName('DDoS'), categoryName('something new')]).toEqual([
      'Mã độc',
      'Từ chối dịch vụ',
      'something new',
    ]);
  });

  it('feeds have a name that fits', () => {
    expect(feedName('/phutho/motcua')).toBe('Một cửa');
    const long = `urn:${'x'.repeat(100)}:end`;
    expect(feedName(long).length).toBeLessThanOrEqual(28);
    expect(feedName(long)).toMatch(/^urn:.*:end$/);
  });
});

describe('what fits', () => {
  it('squares never need more room than there is, and every row has its label’s height', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 50, max: 2000 }),
        fc.integer({ min: 50, max: 2000 }),
        fc.integer({ min: 10, max: 60 }),
        (counts, width, height, minRow) => {
          const longest = Math.max(...counts.slice(1), 1);
          const { cell, columns, wideColumns } = fitGrid(counts, longest, { width, height, minRow, maxCell: 100 });
          if (cell === 0) return;
          expect(
            Math.max(columns, counts.some((count) => count > longest) ? wideColumns : 0) * cell,
          ).toBeLessThanOrEqual(width);
          const rows = counts.map((count) =>
            Math.max(minRow, Math.ceil(count / (count > longest ? wideColumns : columns)) * cell),
          );
          expect(rows.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(height);
        },
      ),
    );
  });

  it('the 302 endpoints fit the tiles of all three layouts', () => {
    const counts = districtsOf(normal.conference).map((row) => row.endpoints.length);
    for (const [width, height, minRow] of [
      [210, 425, 28],
      [380, 470, 32],
      [900, 800, 47],
    ] as const) {
      expect(fitGrid(counts, 25, { width, height, minRow, maxCell: 100 }).cell).toBeGreaterThanOrEqual(8);
    }
  });

  it('rows are counted up to the first that stands too low', () => {
    expect(countAbove([10, 20, 30], 30)).toBe(3);
    expect(countAbove([10, 20, 31], 30)).toBe(2);
    expect(countAbove([10, 40, 20], 30)).toBe(1);
    expect(countAbove([], 30)).toBe(0);
  });
});

describe('what a wall shows', () => {
  const told = { state: 'told', plan: null, shown: {} as WallScene } as const;
  it.each([
    [{ refused: null, view: null, followed: told }, 'connecting'],
    [{ refused: null, view: normal, followed: { state: 'asking' } }, 'connecting'],
    [{ refused: null, view: normal, followed: told }, 'content'],
    [{ refused: null, view: normal, followed: { state: 'refused', code: 'FORBIDDEN' } }, 'refused'],
    [{ refused: 'UNAUTHENTICATED', view: null, followed: told }, 'pairing'],
    [{ refused: 'UNAUTHENTICATED', view: normal, followed: told }, 'pairing'],
    [{ refused: 'FORBIDDEN', view: normal, followed: told }, 'refused'],
  ] as const)('%#', (state, scene) => expect(sceneOf(state)).toBe(scene));

  it('an address names a wall and one of its windows', () => {
    const id = '0b8f6a7e-3c1d-4a59-9c1e-2d3f4a5b6c7d';
    expect(placeOf('/wall')).toEqual({ wall: null, region: null });
    expect(placeOf('/wall/phong-truc')).toEqual({ wall: null, region: null });
    expect(placeOf(`/wall/${id}`)).toEqual({ wall: id, region: null });
    expect(placeOf(`/wall/${id}/r/2`)).toEqual({ wall: id, region: 2 });
    const plan = PRESETS['5x3'];
    expect(regionOf(plan, { wall: id, region: 2 })).toEqual(plan.regions[1]);
    expect(regionOf(plan, { wall: id, region: null })).toBeUndefined();
    expect(regionOf(plan, { wall: id, region: 3 })).toBeNull();
    expect(regionOf(plan, { wall: id, region: Number.NaN })).toBeNull();
    expect(regionOf(null, { wall: id, region: 1 })).toBeUndefined();
    expect(regionOf(null, { wall: id, region: 2 })).toBeNull();
  });

  it('loads itself anew after a roll-out, but not while an urgent alarm waits', () => {
    const build = { first: 'a', last: 'b' };
    expect(shouldReload({ build, view: normal })).toBe(true);
    expect(shouldReload({ build, view: bad })).toBe(false);
    expect(shouldReload({ build: { first: 'a', last: 'a' }, view: normal })).toBe(false);
    expect(shouldReload({ build: { first: null, last: null }, view: null })).toBe(false);
  });
});
