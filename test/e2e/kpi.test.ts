// The page of key figures: by its key and its address, with the alarms still in sight, and on paper.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, raise } from '../support/alarm.ts';
import { browserOfFile } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  const first = await raise(server, 'srv-1');
  await act(server, 'operator', first, 'ack');
  await raise(server, 'srv-2');
});
afterAll(() => server.end());

it('shows figures with targets, marks what is missed by a word, and goes back to the list', async () => {
  const page = await visit(`${server.url}/desk`, { cookie: await server.cookie('operator') });
  await page.locator('.desk-row').first().waitFor();
  await page.keyboard.press('k');
  expect(new URL(page.url()).hash).toBe('#kpi');
  const line = (name: string) => page.locator('.kpi-table tr', { has: page.getByRole('rowheader', { name }) });
  await page.getByRole('button', { name: 'Hôm nay' }).click();
  await line('Mức P1 (khẩn cấp)').getByText('100,0 %').waitFor();
  await line('Mức P1 (khẩn cấp)').getByText('Chưa đạt').waitFor();
  await line('Mức P1 (khẩn cấp)').getByText('2 / 2').waitFor();
  expect(await line('Kéo dài quá 24 giờ, lúc cuối kỳ').getByText('Chưa đạt').count()).toBe(0);
  await page.locator('.kpi-list li', { hasText: 'srv-2' }).waitFor();
  await page.getByRole('button', { name: 'Hôm qua' }).click();
  await line('10 nguồn phát nhiều nhất chiếm').getByText('—').waitFor();

  // Figures never hide what waits, and a letter does nothing to the list that is not seen.
  await page.getByText('1 cảnh báo chưa xác nhận').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  expect(await page.locator('.desk-form').count()).toBe(0);

  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.kpi-table').isVisible()).toBe(true);
  for (const gone of ['.desk-head', '.kpi-tools', '.desk-feeds'])
    expect(await page.locator(gone).isVisible()).toBe(false);
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('k');
  await page.locator('.desk-row').first().waitFor();
  expect(await page.locator('.kpi').count()).toBe(0);
});

it('opens by its address', async () => {
  const page = await visit(`${server.url}/desk#kpi`, { cookie: await server.cookie('operator') });
  await page.getByRole('heading', { name: 'Số liệu cảnh báo' }).waitFor();
  await page.getByRole('rowheader', { name: 'Cảnh báo phát ra' }).waitFor();
});
