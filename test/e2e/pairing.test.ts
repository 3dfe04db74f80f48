// A wall nobody has paired shows six digits; an administrator types them; the wall opens, and closes when it is revoked.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
let server: TestServer;
/** The pages ask again every few seconds: nobody waits for that here. */
const prepare = (page: Page): Promise<void> => page.clock.install();
const appears = (page: Page, selector: string): Promise<void> =>
  expect
    .poll(async () => {
      await page.clock.fastForward(1_000);
      return page.locator(selector).count();
    }, WAIT)
    .toBe(1);

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

it('is paired by its code through the admin page, and revoked there', async () => {
  const wall = await visit(`${server.url}/wall/phong-hop`, { prepare });
  await wall.locator('.pairing-code', { hasText: /^\d{3} \d{3}$/ }).waitFor();
  expect(await wall.locator('.wall').count()).toBe(0);
  const code = (await wall.locator('.pairing-code').textContent()) ?? '';

  const admin = await visit(`${server.url}/admin#walls`, { cookie: await server.cookie('admin'), prepare });
  await admin.getByText('Chưa có màn hình nào.').waitFor();
  await admin.getByLabel('Mã 6 chữ số').fill(code);
  await admin.getByLabel('Tên màn hình').fill('Phòng họp số 1');
  await admin.getByRole('button', { name: 'Ghép', exact: true }).click();
  await admin.getByText('Đã ghép “Phòng họp số 1”').waitFor();

  await appears(wall, '.wall-live .state-line');
  const row = admin.locator('tr', { hasText: 'Phòng họp số 1' });
  await appears(admin, 'tr:has-text("Phòng họp số 1"):has-text("đang dùng")');
  // It watches, and nothing more.
  const asWall = (path: string) => wall.evaluate(async (to) => (await fetch(to)).status, path);
  expect(await asWall('/api/view')).toBe(200);
  expect((await server.as('admin', '/api/walls')).body).toMatchObject({
    walls: [{ name: 'Phòng họp số 1', claimed: true }],
  });

  await row.getByRole('button', { name: 'Thu hồi' }).click();
  await row.getByText('Chắc chắn?').waitFor();
  await row.getByRole('button', { name: 'Thu hồi' }).click();
  await appears(wall, '.pairing-code');
  await wall.locator('.pairing-code', { hasText: /^\d{3} \d{3}$/ }).waitFor();
  expect(await wall.locator('.wall').count()).toBe(0);
});
