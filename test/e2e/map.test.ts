// The province map on a wall: every unit of the tree has its tile, a change pulses and is then still; and the site's own
// borders, with Hoàng Sa and Trường Sa, asked of our own server alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { windowOf } from '../../shared/wall/plan.ts';
import { PRESETS } from '../../shared/wall/presets.ts';
import { browserOfFile, scrollingOn, WAIT } from '../support/browser.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';
import { makeWall, wallCookie } from '../support/wall.ts';
import { auditWall } from '../support/wall-audit.ts';

const { visit } = browserOfFile();
const province = readProvince();
const plan = { ...PRESETS['2x1'], rotation: [{ scene: 'districts' as const, seconds: 3_600 }] };
const folder = mkdtempSync(join(tmpdir(), 'ioc-map-'));
const NOW = Date.now();
let [tree, site]: TestServer[] = [];

const square = (west: number, south: number, edge: number): number[][][] => [
  [
    [west, south],
    [west + edge, south],
    [west + edge, south + edge],
    [west, south + edge],
    [west, south],
  ],
];
const area = (code: string, name: string, ...polygons: number[][][][]) => ({
  type: 'Feature',
  properties: { code, name },
  geometry: { type: 'MultiPolygon', coordinates: polygons },
});
const borders = {
  type: 'FeatureCollection',
  attribution: 'Bản đồ thử',
  features: [
    ...province.agencies
      .filter(({ tier }) => tier === 'district')
      .map(({ code, name }, i) => area(code, name, square(104 + (i % 4) * 0.5, 20 + Math.floor(i / 4) * 0.5, 0.5))),
    area('48', 'Đà Nẵng', square(107.8, 15.8, 0.5), square(111.6, 16.5, 0.05)),
    area('56', 'Khánh Hòa', square(108.8, 12, 0.6), square(114.3, 9.8, 0.05)),
  ],
};
const commune = province.agencies.find(({ tier }) => tier === 'commune')!;

beforeAll(async () => {
  const file = join(folder, 'site.geojson');
  writeFileSync(file, JSON.stringify(borders));
  [tree, site] = await Promise.all([startTestServer(), startTestServer({ env: { IOC_MAP_GEOJSON: file } })]);
  const events = [
    ...province.agencies.map(({ code, name, tier, parent }) =>
      event('agency.registered', code, NOW - 60_000, { name, tier, ...(parent === null ? {} : { parent }) }),
    ),
    event('endpoint.registered', 'EP-1', NOW - 50_000, {
      ...{ name: 'Điểm cầu xã', tier: 'commune', agency: commune.code, critical: false },
    }),
    event('endpoint.joined', 'EP-1', NOW - 40_000, { session: 's' }),
  ];
  for (const server of [tree, site]) expect((await server!.post(events)).body.quarantined).toEqual([]);
});
afterAll(async () => {
  await Promise.all([tree?.end(), site?.end()]);
  rmSync(folder, { recursive: true });
});

async function openMap(server: TestServer): Promise<Page> {
  const wall = await makeWall(server, 'Phòng họp');
  const body = JSON.stringify({ plan });
  expect((await server.as('admin', `/api/walls/${wall.id}/plan`, { method: 'PUT', body })).status).toBe(200);
  const { width, height } = windowOf(plan, plan.regions[0]!);
  const page = await visit(`${server.url}/wall/${wall.id}/r/1`, {
    cookie: wallCookie(wall.token),
    size: [width, height],
  });
  await page.locator('.wall-live[data-scene=districts] .map').waitFor();
  return page;
}
const movingOn = (page: Page): Promise<number> =>
  page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length);

it('draws a tile for every unit of the tree, legible, and is still but for what has just changed', async () => {
  const page = await openMap(tree!);
  await page.locator('.map-tree .map-tile').first().waitFor();
  expect(await page.locator('.map-tree .map-tile').count()).toBe(province.agencies.length);
  expect(await page.locator('.map-head').count()).toBe(14);
  expect([...(await auditWall(page, plan)).faults, ...(await scrollingOn(page))]).toEqual([]);
  expect(await page.locator('.map-tree .map-missing').count()).toBe(0);
  expect(await movingOn(page)).toBe(0);

  await tree!.post([event('endpoint.dropped', 'EP-1', Date.now(), { session: 's', reason: 'network' })]);
  const ring = page.locator('.map-tree .map-pulse');
  await ring.waitFor({ state: 'attached' });
  expect(await page.locator('.map-tree .map-missing, .map-tree .map-alarm').count()).toBe(1);
  const times = await ring.first().evaluate((one) => getComputedStyle(one).animationIterationCount);
  expect(Number(times)).toBeLessThanOrEqual(3);
  await expect
    .poll(
      () => ring.first().evaluate((one) => one.getAnimations().filter((a) => a.playState === 'running').length),
      WAIT,
    )
    .toBe(0);
  expect(await ring.first().evaluate((one) => getComputedStyle(one).opacity)).toBe('0');
});

it('draws the site’s own borders, with Hoàng Sa and Trường Sa, and asks nobody else', async () => {
  const page = await openMap(site!);
  await page.locator('.map-site .map-area').first().waitFor();
  expect(await page.locator('.map-area').count()).toBe(15);
  expect(await page.locator('.map-island').allTextContents()).toEqual(['Hoàng Sa', 'Trường Sa']);
  await page.getByText('Bản đồ thử').waitFor();
  expect([...(await auditWall(page, plan)).faults, ...(await scrollingOn(page))]).toEqual([]);
  // Whose code nobody registered has no state.
  expect(await page.locator('.map-area-none').count()).toBe(2);
  expect((await fetch(`${site!.url}/api/map`)).status).toBe(401);
});
