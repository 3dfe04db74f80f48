// Each wall that is often built, in the windows of its regions, with each scene: everything is read from the last seat,
// nothing crosses a bezel, leaves its tile or scrolls, no panel is empty, and an exercise says so on each.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCENES, type WallPlan, windowOf } from '../../shared/wall/plan.ts';
import { PRESETS, type PresetId } from '../../shared/wall/presets.ts';
import { browserOfFile, scrollingOn, WAIT } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { makeWall, wallCookie } from '../support/wall.ts';
import { auditWall } from '../support/wall-audit.ts';
import { at, conference, dossiers, security } from './province.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('10:00:00') });
  await server.post([...dossiers(), ...conference(), ...security()]);
  // What a desk asks for after an urgent alarm stands.
  server.clock?.set(at('10:00:01'));
});
afterAll(() => server.end());

const put = (path: string, body: object) => server.as('admin', path, { method: 'PUT', body: JSON.stringify(body) });
const steer = (wall: string, body: object) =>
  server.as('operator', `/api/walls/${wall}/steer`, { method: 'POST', body: JSON.stringify(body) });

async function openWall(name: string, plan: WallPlan): Promise<{ id: string; pages: Page[] }> {
  const wall = await makeWall(server, name);
  expect((await put(`/api/walls/${wall.id}/plan`, { plan })).status).toBe(200);
  const pages = await Promise.all(
    plan.regions.map(async (region, index) => {
      const { width, height } = windowOf(plan, region);
      const address = `${server.url}/wall/${wall.id}/r/${index + 1}`;
      const page = await visit(address, { cookie: wallCookie(wall.token), size: [width, height] });
      await page.locator('.wall-live .frame').first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      return page;
    }),
  );
  return { id: wall.id, pages };
}

it.each(Object.keys(PRESETS) as PresetId[])('%s', { timeout: 180_000 }, async (preset) => {
  const plan = PRESETS[preset];
  const { id, pages } = await openWall(preset, plan);
  for (const scene of SCENES) {
    expect((await steer(id, { scene })).status).toBe(200);
    for (const [index, page] of pages.entries()) {
      await page.locator(`.wall[data-scene=${scene}]`).waitFor();
      const where = `${scene}, window ${index + 1}`;
      const { faults, filled, frames, exercise, texts } = await auditWall(page, plan);
      expect([where, ...faults, ...(await scrollingOn(page))]).toEqual([where]);
      expect(filled, where).toBeGreaterThan(0.98);
      const { cols, rows } = plan.regions[index]!;
      expect([where, frames, exercise]).toEqual([where, cols * rows, cols * rows]);
      expect(texts, where).toBeGreaterThan(20);
    }
  }
});

it('with frames between its panels has nothing where they are', async () => {
  const plan = { ...PRESETS['2x1'], bezel: 40 };
  const { pages } = await openWall('bezel', plan);
  const rects = await pages[0]!
    .locator('.wall-panel')
    .evaluateAll((panels) =>
      panels.map((panel) => panel.getBoundingClientRect()).map(({ left, right }) => [left, right]),
    );
  expect(rects).toEqual([
    [0, 1920],
    [1960, 3880],
  ]);
  expect((await auditWall(pages[0]!, plan)).faults).toEqual([]);
});

it('a wall is shown no other wall and no window that it has not', async () => {
  const wall = await makeWall(server, 'một mình');
  const other = await makeWall(server, 'kia');
  await put(`/api/walls/${wall.id}/plan`, { plan: PRESETS['2x1'] });
  const cookie = wallCookie(wall.token);
  const page = await visit(`${server.url}/wall/${other.id}`, { cookie });
  await page.getByText('FORBIDDEN').waitFor();
  const third = await visit(`${server.url}/wall/${wall.id}/r/3`, { cookie });
  await third.getByText('không có vùng số 3').waitFor();
  const asWall = (id: string) => fetch(`${server.url}/api/walls/${id}/plan`, { headers: { cookie } });
  expect((await asWall(wall.id)).status).toBe(200);
  expect((await asWall(other.id)).status).toBe(403);
  expect((await put(`/api/walls/${wall.id}/plan`, { plan: { ...PRESETS['2x1'], cols: 3 } })).body).toMatchObject({
    code: 'INVALID',
    where: 'plan.regions.0',
    message: expect.stringContaining('còn 1 tấm chưa thuộc vùng nào'),
  });
});

it('an administrator says what wall it is, sees it drawn, and its windows change at once', async () => {
  const wall = await makeWall(server, 'Hội trường');
  const shown = await visit(`${server.url}/wall`, { cookie: wallCookie(wall.token), size: [3840, 1080] });
  await expect.poll(() => shown.locator('.wall-panel').count(), WAIT).toBe(2);
  const page = await visit(`${server.url}/admin#walls`, { cookie: await server.cookie('admin'), size: [1600, 1200] });
  await page.getByRole('row', { name: 'Hội trường' }).getByRole('button', { name: 'Cấu hình' }).click();
  await page.getByText('chưa được cấu hình').waitFor();
  await page.getByRole('button', { name: '9600×3240 (5x3)' }).click();
  expect(await page.locator('.plan-panel').count()).toBe(15);
  expect(await page.locator('.plan-region').count()).toBe(2);
  await page.getByText('Vùng 2: 3840×3240').waitFor();

  const seat = page.getByLabel('Chỗ ngồi xa nhất (m)');
  await seat.fill('');
  await page.getByText('phải là số', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Lưu cấu hình' }).click();
  await page.getByText('Chưa lưu được').waitFor();
  await seat.fill('4.5');
  await page.getByLabel('Số cột').first().fill('2');
  await page.getByText('còn 3 tấm chưa thuộc vùng nào').waitFor();
  await page.getByRole('button', { name: 'Chia tự động' }).click();
  await page.getByRole('button', { name: 'Lưu cấu hình' }).click();
  await page.getByText('Đã lưu.').waitFor();

  await expect.poll(() => shown.locator('.wall-panel').count(), WAIT).toBe(15);
  const { body } = await server.as('admin', `/api/walls/${wall.id}/plan`);
  expect(body.plan).toEqual({ ...PRESETS['5x3'], seatM: 4.5 });
  const log = (await server.as('admin', '/api/events?type=wall.planned&limit=100')).body.events as {
    subject: string;
  }[];
  expect(log.filter(({ subject }) => subject === wall.id)).toHaveLength(1);
});
