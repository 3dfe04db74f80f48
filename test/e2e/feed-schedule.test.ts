// An administrator says when a feed is to be heard; the wall then tells quiet from silent.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseInstant } from '../../shared/time.ts';
import { complaints } from '../support/axe.ts';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
const at = (time: string): number => parseInstant(`2026-11-24T${time}+07:00`); // a Tuesday
const SOURCE = '/test/nguon';
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('17:00:00') });
  await server.post(event('feed.heartbeat', SOURCE, at('17:00:00'), { expectedEverySec: 60 }));
});
afterAll(() => server.end());

const feed = async () => (await server.view()).view.feeds[SOURCE];

it('hours and an announced maintenance, set, seen on the wall, and taken back', async () => {
  const page = await visit(`${server.url}/admin#feeds`, {
    cookie: await server.cookie('admin'),
    expected: /status of 422/,
  });
  const hours = page.getByLabel('Giờ gửi');
  await hours.waitFor();
  expect(await hours.inputValue()).toBe('always');
  expect(await complaints(page, { only: ['wcag2a', 'wcag2aa'] })).toEqual([]);

  await hours.selectOption('Giờ làm việc theo lịch');
  await page.getByText('Đã lưu.').waitFor();
  server.clock?.set(at('17:40:00'));
  await expect.poll(async () => (await feed())?.quiet, WAIT).toMatchObject({ reason: 'off_hours' });

  const announce = async (from: string, to: string): Promise<void> => {
    await page.getByLabel('Bảo trì từ').fill(`2026-11-24T${from}`);
    await page.getByLabel('đến', { exact: true }).fill(`2026-11-24T${to}`);
    await page.getByLabel('Lý do').fill('Nâng cấp máy chủ');
    await page.getByRole('button', { name: 'Báo bảo trì' }).click();
  };
  // It cannot end before it begins; what was typed stays.
  await announce('19:00', '18:00');
  await page.getByText('phải sau lúc bắt đầu').waitFor();
  expect(await page.getByLabel('Lý do').inputValue()).toBe('Nâng cấp máy chủ');
  expect(await page.locator('tbody tr').count()).toBe(0);
  await announce('17:30', '18:30');
  const row = page.locator('tbody tr', { hasText: 'Nâng cấp máy chủ' });
  await row.waitFor();
  await expect
    .poll(async () => (await feed())?.quiet, WAIT)
    .toMatchObject({ reason: 'maintenance', note: 'Nâng cấp máy chủ' });

  const wall = await visit(`${server.url}/wall`, { cookie: await server.cookie('operator') });
  await wall
    .getByText(/bảo trì/)
    .first()
    .waitFor();
  expect(await wall.getByText('im lặng').count()).toBe(0);

  await row.getByRole('button', { name: 'Xoá' }).click();
  await row.getByText('Chắc chắn?').waitFor();
  await row.getByRole('button', { name: 'Xoá' }).click();
  await row.waitFor({ state: 'detached' });
  await hours.selectOption('Mọi lúc');
  await expect.poll(async () => [(await feed())?.quiet, (await feed())?.state], WAIT).toEqual([null, 'silent']);
  const logged = await server.as('operator', '/api/events?type=config.feed_scheduled');
  expect((logged.body.events as object[]).length).toBe(4);
});
