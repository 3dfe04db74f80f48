// The scenes of a wall in two windows: in turn, held by an urgent alarm, resumed, and steered from the desk by name.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRESETS } from '../../shared/wall/presets.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';
import { makeWall, wallCookie } from '../support/wall.ts';

const { visit } = browserOfFile();
let server: TestServer;
let wall: { id: string; token: string };

const plan = {
  ...PRESETS['2x1'],
  regions: [0, 1].map((col) => ({ col, row: 0, cols: 1, rows: 1 })),
  rotation: (['overview', 'services', 'conference'] as const).map((scene) => ({ scene, seconds: 5 })),
};

beforeAll(async () => {
  server = await startTestServer();
  wall = await makeWall(server, 'Phòng trực');
  await server.as('admin', `/api/walls/${wall.id}/plan`, { method: 'PUT', body: JSON.stringify({ plan }) });
});
afterAll(() => server.end());

type Switch = readonly [scene: string, at: number];
const switchesOf = (page: Page): Promise<Switch[]> =>
  page.evaluate(() => (window as unknown as { switches: Switch[] }).switches);

/** A window of the wall that writes down when it switched to which scene. */
async function openWindow(region: number): Promise<Page> {
  const page = await visit(`${server.url}/wall/${wall.id}/r/${region}`, { cookie: wallCookie(wall.token) });
  await page.locator('.wall-live .frame').waitFor();
  await page.evaluate(() => {
    const shown = document.querySelector<HTMLElement>('.wall');
    const switches: [string, number][] = [];
    Object.assign(window, { switches });
    new MutationObserver(() => switches.push([shown?.dataset.scene ?? '', Date.now()])).observe(shown as HTMLElement, {
      attributeFilter: ['data-scene'],
    });
  });
  return page;
}
const shows = (page: Page, scene: string): Promise<void> => page.locator(`.wall[data-scene=${scene}]`).waitFor();

it('both windows turn together; an urgent alarm holds its scene until somebody has seen it', {
  timeout: 90_000,
}, async () => {
  const pages = await Promise.all([openWindow(1), openWindow(2)]);
  const { token } = await makeWall(server, 'Hành lang');
  const unplanned = await visit(`${server.url}/wall`, { cookie: wallCookie(token) });
  await unplanned.locator('.wall-live .frame').waitFor();
  const began = Date.now();
  const since = async (page: Page): Promise<Switch[]> => (await switchesOf(page)).filter(([, at]) => at > began);
  await expect.poll(async () => (await since(pages[0]!)).length, { ...WAIT, timeout: 40_000 }).toBeGreaterThan(3);
  const [one, two] = await Promise.all(pages.map(since));
  expect(new Set(one!.map(([scene]) => scene))).toEqual(new Set(['overview', 'services', 'conference']));
  const count = Math.min(one!.length, two!.length);
  expect(two!.slice(0, count).map(([scene]) => scene)).toEqual(one!.slice(0, count).map(([scene]) => scene));
  const apart = one!.slice(0, count).map(([, at], index) => Math.abs(at - two![index]![1]));
  expect(apart.sort((a, b) => a - b)[Math.floor(count / 2)]).toBeLessThan(100);

  const alert = event('security.alert', 'AL-1', Date.now(), {
    ...{ severity: 'critical', category: 'malware', sensor: 'ids-1', asset: 'srv-motcua', assetLevel: 4 },
  });
  await server.post([alert]);
  const raised = Date.now();
  await Promise.all(pages.map((page) => shows(page, 'security')));
  for (const page of pages) {
    const [, at] = (await switchesOf(page)).at(-1)!;
    expect(at - raised).toBeLessThan(1_000);
  }
  // Longer than any scene of the rotation lasts.
  const held = (await switchesOf(pages[0]!)).length;
  const beats = Date.now() + 6_000;
  await expect.poll(() => Date.now() > beats, { timeout: 10_000, interval: 500 }).toBe(true);
  expect((await switchesOf(pages[0]!)).length).toBe(held);
  // A wall of which nobody has said more keeps the overview, with the alarm on it.
  await unplanned.locator('.wall[data-scene=overview]').getByText('KHẨN CẤP').first().waitFor();

  const { alarms } = (await server.as('operator', '/api/alarms')).body as {
    alarms: { occurrence: string; version: number; priority: string }[];
  };
  for (const { occurrence, version, priority } of alarms) {
    if (priority !== 'P1') continue;
    const id = crypto.randomUUID();
    const acked = await server.as('operator', `/api/alarms/${occurrence}/ack`, {
      method: 'POST',
      body: JSON.stringify({ id, version, reason: 'đang xử lý' }),
    });
    expect(acked.status).toBe(200);
  }
  await expect.poll(async () => (await switchesOf(pages[0]!)).length, WAIT).toBeGreaterThan(held);
});

it('is steered from the desk: it says by whom, keeps it, and the story of the day tells it', async () => {
  const page = await openWindow(1);
  const desk = await visit(`${server.url}/desk`, { cookie: await server.cookie('operator') });
  await desk.getByRole('button', { name: 'Điều khiển tường' }).click();
  const row = desk.locator('.remote-wall', { hasText: 'Phòng trực' });
  await row.getByRole('button', { name: 'Các huyện' }).click();
  await shows(page, 'districts');
  await page.getByText('test.operator điều khiển màn hình: hiện “Các huyện”').waitFor();
  await page.locator('.wall-steered').waitFor({ state: 'detached' });
  await row.getByText('Đang hiện: Các huyện (do bàn trực chọn)').waitFor();

  await row.getByRole('button', { name: 'Giảm sáng' }).click();
  await page.locator('.wall[data-theme=night][data-scene=districts]').waitFor();
  await row.getByRole('button', { name: 'Tắt tiếng' }).click();
  // Its second window has no state line of its own to say so.
  await expect.poll(async () => (await (await openWindow(2)).locator('.wall-muted').count()) > 0, WAIT).toBe(true);
  await row.getByRole('button', { name: 'Luân phiên' }).click();
  await expect.poll(() => page.locator('.wall').getAttribute('data-scene'), WAIT).not.toBe('districts');

  const { body } = await server.as('supervisor', '/api/events?limit=200');
  const steered = (body.events as { type: string; data: { byName: string } }[]).filter(
    ({ type }) => type === 'wall.steered',
  );
  expect(steered.map(({ data }) => data.byName)).toEqual([
    'test.operator',
    'test.operator',
    'test.operator',
    'test.operator',
  ]);
  const today = (await server.view()).at.slice(0, 10);
  const story = await server.as('supervisor', `/api/days/${today}/story`);
  expect(JSON.stringify(story.body)).toContain('test.operator cho màn hình Phòng trực hiện “Các huyện”');
  const asWall = await fetch(`${server.url}/api/walls/${wall.id}/steer`, {
    method: 'POST',
    headers: { cookie: wallCookie(wall.token), 'content-type': 'application/json' },
    body: JSON.stringify({ scene: 'alarms' }),
  });
  expect(asWall.status).toBe(403);
});
