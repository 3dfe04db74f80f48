// A site's own borders: what is wrong with them is said, what is right is drawn whole.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drawMap } from '../../../server/map/drawing.ts';
import { geoJson } from '../../../server/map/geojson.ts';
import { readSiteMap } from '../../../server/map/read.ts';
import { siteMapAnswer } from '../../../shared/site-map.ts';
import { quiet } from '../../support/server.ts';

type Ring = [number, number][];
const square = (west: number, south: number, edge = 1): Ring => [
  [west, south],
  [west + edge, south],
  [west + edge, south + edge],
  [west, south + edge],
  [west, south],
];
const area = (code: string, name: string, ...polygons: Ring[]) => ({
  type: 'Feature',
  properties: { code, name },
  geometry: { type: 'MultiPolygon', coordinates: polygons.map((ring) => [ring]) },
});
const file = (...features: object[]) => ({ type: 'FeatureCollection', features });
const draw = (...features: object[]) => drawMap(geoJson.parse(file(...features)));

const folder = mkdtempSync(join(tmpdir(), 'ioc-map-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a drawing', () => {
  it('keeps a border that two areas share, to the unit', () => {
    const { areas, width, height } = draw(
      area('H44.1', 'Tây', square(105, 21)),
      area('H44.2', 'Đông', square(106, 21)),
    );
    expect(width).toBeGreaterThan(height);
    const xs = areas.map(({ path }) => Number(/^M(\d+)/.exec(path)![1]));
    const rightOfWest = xs[0]! + Number(/l(\d+) 0/.exec(areas[0]!.path)![1]);
    expect(xs[1]).toBe(rightOfWest);
    expect(areas[0]!.at[0]).toBeCloseTo(rightOfWest / 2, -1);
  });

  it('draws an island that is smaller than a unit', () => {
    const { areas } = draw(area('1', 'A', square(105, 15, 5), square(111.5, 16.5, 0.00001)));
    expect(areas[0]!.path).toMatch(/h1v1h-1z$/);
  });

  it('takes the agency before the code, and reads the old form of a code', () => {
    const one = {
      ...area('25', 'Sở', square(105, 21)),
      properties: { code: '25', agency: '000.00.14.H44', name: 'x' },
    };
    expect(draw(one).areas[0]!.code).toBe('H44.14');
  });
});

describe('Hoàng Sa and Trường Sa', () => {
  const land = area('01', 'Hà Nội', square(99, 12.2, 11));
  const hoangSa = area('48', 'Đà Nẵng', square(107.5, 15.5), square(111.6, 16.4, 0.1));
  const truongSa = area('56', 'Khánh Hòa', square(108.5, 11.7), square(114.3, 9.8, 0.05));
  it('are named on a map of the country, inside the drawing', () => {
    const map = draw(land, hoangSa, truongSa);
    expect(map.islands.map(({ name }) => name)).toEqual(['Hoàng Sa', 'Trường Sa']);
    for (const { at } of map.islands)
      expect(at[0] > 0 && at[0] < map.width && at[1] > 0 && at[1] < map.height).toBe(true);
  });
  it.each([
    ['the country without Hoàng Sa', 'Hoàng Sa is missing', [land, truongSa]],
    ['the country without Trường Sa', 'Trường Sa is missing', [land, hoangSa]],
    ['Đà Nẵng alone, its land only', 'Hoàng Sa is missing', [area('48', 'Đà Nẵng', square(107.5, 15.5))]],
    ['Khánh Hoà alone, its land only', 'Trường Sa is missing', [area('56', 'Tỉnh Khánh Hoà', square(108.5, 11.7))]],
  ])('%s is refused', (_what, says, features) => {
    expect(() => draw(...features)).toThrow(says);
  });
  it('are not asked of a province in the north', () => {
    expect(draw(area('25', 'Phú Thọ', square(105, 21))).islands).toEqual([]);
  });
});

describe('the file at the start', () => {
  it('none is an answer too', async () => {
    expect(siteMapAnswer.parse(JSON.parse((await readSiteMap(null, quiet)).json.toString()))).toEqual({ map: null });
  });
  it('a good one becomes the answer, byte-order mark or not', async () => {
    const text = `\uFEFF${JSON.stringify(file(area('25', 'Phú Thọ', square(105, 21))))}`;
    const { json } = await readSiteMap(written('good.geojson', text), quiet);
    expect(siteMapAnswer.parse(JSON.parse(json.toString())).map?.areas).toHaveLength(1);
  });
  it.each([
    ['no such file', null, /ENOENT/],
    ['broken JSON', '{"type":', /JSON/],
    ['no collection', '{"type":"Feature"}', /type/],
    ['nothing in it', JSON.stringify(file()), /features/],
    [
      'a point',
      JSON.stringify(file({ ...area('1', 'A', square(105, 21)), geometry: { type: 'Point', coordinates: [1, 2] } })),
      /features\.0\.geometry/,
    ],
    [
      'no name',
      JSON.stringify(file({ ...area('1', 'A', square(105, 21)), properties: { code: '1' } })),
      /features\.0\.properties\.name/,
    ],
    [
      'no code',
      JSON.stringify(file({ ...area('1', 'A', square(105, 21)), properties: { name: 'A' } })),
      /neither agency nor code/,
    ],
    [
      'a code twice',
      JSON.stringify(file(area('1', 'A', square(105, 21)), area('1', 'B', square(106, 21)))),
      /features\.1\.properties\.code: "1" stands twice/,
    ],
    ['metres for degrees', JSON.stringify(file(area('1', 'A', square(543_210, 2_345_678)))), /coordinates/],
  ])('%s stops it with one line that names the setting', async (_what, text, says) => {
    const path = text === null ? join(folder, 'none.geojson') : written('bad.geojson', text);
    const failed = await readSiteMap(path, quiet).then(
      () => null,
      (error: Error) => error.message,
    );
    expect(failed).toMatch(/^IOC_MAP_GEOJSON: /);
    expect(failed).toMatch(says);
    expect(failed).not.toContain('\n');
  });
});
