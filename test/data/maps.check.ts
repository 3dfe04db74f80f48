// The real borders: every area is drawn, the archipelagos stand, and the answer is small enough for a thin line.
import { describe, expect, it } from 'vitest';
import { readSiteMap } from '../../server/map/read.ts';
import { siteMapAnswer } from '../../shared/site-map.ts';
import { quiet } from '../support/server.ts';
import { jsonOf, pathOf } from './files.ts';

type File = { attribution?: string; features: { properties: { code: string; name: string } }[] };

describe.each([
  ['maps/vn34_provinces_2025.geojson', 34, ['Hoàng Sa', 'Trường Sa']],
  ['maps/vn34_wards_25_phu_tho.geojson', 148, []],
] as const)('%s', (name, count, islands) => {
  it('becomes a drawing', async () => {
    const { json, gzip } = await readSiteMap(pathOf(name), quiet);
    const { map } = siteMapAnswer.parse(JSON.parse(json.toString()));
    const { features, attribution } = jsonOf<File>(name);
    expect(features).toHaveLength(count);
    expect(map?.areas.map(({ code }) => code)).toEqual(features.map(({ properties }) => properties.code));
    expect(map?.attribution).toBe(attribution);
    expect(map?.islands.map((one) => one.name)).toEqual(islands);
    for (const { path, at } of map?.areas ?? []) {
      expect(path).toMatch(/^(M\d+ \d+[lh][-\d hlvz]*z)+$/);
      expect(at[0] >= 0 && at[0] <= map!.width && at[1] >= 0 && at[1] <= map!.height).toBe(true);
    }
    expect(gzip.length).toBeLessThan(70_000);
  });
});

it('the map of the country without its archipelagos is refused', async () => {
  const file = jsonOf<{ features: { geometry: { coordinates: number[][][][] } }[] }>(
    'maps/vn34_provinces_2025.geojson',
  );
  const { geoJson } = await import('../../server/map/geojson.ts');
  const { drawMap } = await import('../../server/map/drawing.ts');
  expect(drawMap(geoJson.parse(file)).islands).toHaveLength(2);
  for (const { geometry } of file.features)
    geometry.coordinates = geometry.coordinates.filter((polygon) => polygon[0]!.every(([lon]) => lon! < 110.5));
  expect(() => drawMap(geoJson.parse(file))).toThrow('Hoàng Sa is missing');
});
