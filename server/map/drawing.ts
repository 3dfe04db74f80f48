// From borders to a drawing of whole units: what two areas share stays shared, and no island is lost for being small.
import { canonicalAgency } from '../../shared/event.ts';
import type { SiteMap } from '../../shared/site-map.ts';
import type { Borders, Position } from './geojson.ts';

/** Units of the longer side: one is half a pixel on a panel of 1080 lines. */
const UNITS = 2048;

/** Degrees: west, south, east, north. */
type Box = Readonly<{ west: number; south: number; east: number; north: number }>;
type Point = readonly [x: number, y: number];

/** The archipelagos of Vietnam, and the province that each belongs to. */
const ARCHIPELAGOS = [
  { name: 'Hoàng Sa', of: /^(Thành phố )?Đà Nẵng$/, box: { west: 111, south: 15.6, east: 113, north: 17.3 } },
  { name: 'Trường Sa', of: /^(Tỉnh )?Khánh H(òa|oà)$/, box: { west: 111.2, south: 6.7, east: 117.9, north: 12.1 } },
] as const;

/** A map that spans more degrees of latitude than this is one of the country. */
const COUNTRY_DEGREES = 10;

const isIn = ([lon, lat]: Position, { west, south, east, north }: Box): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

function boxOf(positions: Iterable<Position>): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of positions) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return { west, south, east, north };
}

function* positionsOf({ areas }: Borders): Generator<Position> {
  for (const { polygons } of areas) for (const [outer = []] of polygons) yield* outer;
}

/** Of a flat ring in units: without repeated points, and without the last, which is the first. */
function roundRing(ring: readonly Position[], toUnits: (position: Position) => Point): Point[] {
  const points: Point[] = [];
  for (const position of ring) {
    const [x, y] = toUnits(position);
    const last = points.at(-1);
    if (last === undefined || last[0] !== x || last[1] !== y) points.push([x, y]);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 1 && first && last && first[0] === last[0] && first[1] === last[1]) points.pop();
  return points;
}

/** Twice the area, signed. */
const sizeOf = (ring: readonly Point[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);

function ringPath(ring: readonly Point[]): string {
  const [first, ...rest] = ring;
  if (!first) return '';
  // Smaller than a unit: an island is drawn as one all the same.
  if (ring.length < 3) return `M${first[0]} ${first[1]}h1v1h-1z`;
  let [x, y] = first;
  const steps = rest.map(([toX, toY]) => {
    const step = `${toX - x} ${toY - y}`;
    [x, y] = [toX, toY];
    return step;
  });
  return `M${first[0]} ${first[1]}l${steps.join(' ').replaceAll(' -', '-')}z`;
}

function middleOf(ring: readonly Point[]): [number, number] {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const twice = sizeOf(ring);
  if (twice === 0) return [xs[0] ?? 0, ys[0] ?? 0];
  let [sumX, sumY] = [0, 0];
  for (const [i, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    const cross = x * nextY - nextX * y;
    sumX += (x + nextX) * cross;
    sumY += (y + nextY) * cross;
  }
  return [Math.round(sumX / (3 * twice)), Math.round(sumY / (3 * twice))];
}

/** Throws an Error that says what is missing where a map of the country, or of its province, leaves an archipelago out. */
export function drawMap(borders: Borders): SiteMap {
  const all = boxOf(positionsOf(borders));
  const islands = ARCHIPELAGOS.filter(({ name, of, box }) => {
    const stands = [...positionsOf(borders)].some((position) => isIn(position, box));
    const isDue = all.north - all.south > COUNTRY_DEGREES || borders.areas.some((area) => of.test(area.name));
    if (isDue && !stands) throw new Error(`${name} is missing`);
    return stands;
  });
  const flat = Math.cos((((all.north + all.south) / 2) * Math.PI) / 180);
  const [wide, high] = [(all.east - all.west) * flat, all.north - all.south];
  const scale = UNITS / Math.max(wide, high, Number.MIN_VALUE);
  const toUnits = ([lon, lat]: Position): Point => [
    Math.round((lon - all.west) * flat * scale),
    Math.round((all.north - lat) * scale),
  ];
  const areas = borders.areas.map(({ code, name, polygons }) => {
    const rings = polygons.map((polygon) => polygon.map((ring) => roundRing(ring, toUnits)));
    const largest = rings
      .map(([outer = []]) => outer)
      .reduce((best, ring) => (Math.abs(sizeOf(ring)) > Math.abs(sizeOf(best)) ? ring : best), rings[0]?.[0] ?? []);
    const path = rings.map(([outer = [], ...holes]) => [outer, ...holes.filter(({ length }) => length > 2)]);
    return { code: canonicalAgency(code), name, path: path.flat().map(ringPath).join(''), at: middleOf(largest) };
  });
  return {
    ...{ width: Math.ceil(wide * scale) + 1, height: Math.ceil(high * scale) + 1, areas },
    islands: islands.map(({ name, box }) => {
      const own = boxOf([...positionsOf(borders)].filter((position) => isIn(position, box)));
      const [x, y] = toUnits([(own.west + own.east) / 2, own.north]);
      return { name, at: [x, y] };
    }),
    attribution: borders.attribution,
  };
}
