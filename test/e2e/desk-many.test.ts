// Many alarms at once: a list that stands still under the hand while a storm goes on, and a result for each.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { criticalAlert, goTo, highAlert, idsInSight, openDesk, rowOf } from '../support/desk-visit.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
let server: TestServer;
let day = 0;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());
beforeEach(() => {
  day += 1;
});

const assets = (count: number): string[] => Array.from({ length: count }, (_, n) => `ngày${day}-${n}-`);
const raise = (list: readonly string[]) => server.post(list.map((asset) => highAlert(asset)));
const markedIds = (page: Page): Promise<string[]> =>
  page
    .locator('.desk-row[data-marked=true]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.occurrence ?? '').sort());
const only = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

it('stays as it is while alarms are marked in a storm, counts what has come, and gives way to a P1', async () => {
  const page = await openDesk(visit, server, 'lan');
  const list = assets(5);
  await raise(list);
  await expect.poll(() => page.locator('.desk-row').count(), WAIT).toBe(5);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => markedIds(page), WAIT).toHaveLength(3);
  const before = { shown: await idsInSight(page), marked: await markedIds(page) };

  for (let round = 0; round < 6; round++) await raise(assets(20).map((asset) => `bão${round}-${asset}`));
  await page.locator('.desk-held button', { hasText: '120 mới' }).waitFor();
  expect({ shown: await idsInSight(page), marked: await markedIds(page) }).toEqual(before);

  await server.post([criticalAlert(`khẩn-${day}`)]);
  await page.locator('.desk-row', { hasText: `khẩn-${day}` }).waitFor();
  expect(await markedIds(page)).toEqual(before.marked);
  const [top] = await idsInSight(page);
  expect(await rowOf(page, `khẩn-${day}`).getAttribute('data-occurrence')).toBe(top);
});

it('moves again after 30 s without input, and keeps what is marked', async () => {
  const page = await openDesk(visit, server, 'lan', 'operator', { prepare: (opened) => opened.clock.install() });
  const list = assets(3);
  await raise(list);
  await only(page, `ngày${day}`);
  await expect.poll(() => page.locator('.desk-row').count(), WAIT).toBe(3);
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.locator('.desk-held').waitFor();
  const marked = await markedIds(page);
  await raise([`ngày${day}-thêm`]);
  await page.clock.runFor(2_000);
  await page.locator('.desk-held button', { hasText: '1 mới' }).waitFor();
  await page.clock.runFor(31_000);
  await page.locator('.desk-held').waitFor({ state: 'detached' });
  await rowOf(page, `ngày${day}-thêm`).waitFor();
  expect(await markedIds(page)).toEqual(marked);
});

it('acknowledges what is marked, tells of each that was refused and by whom, and keeps those marked', async () => {
  const [lan, minh] = await Promise.all([openDesk(visit, server, 'lan'), openDesk(visit, server, 'minh')]);
  const list = assets(4);
  await raise(list);
  await Promise.all([lan, minh].map((page) => only(page, `ngày${day}`)));
  await expect.poll(() => lan.locator('.desk-row').count(), WAIT).toBe(4);
  await lan.keyboard.press('Control+a');
  await lan.getByText('4 cảnh báo được chọn').waitFor();

  await goTo(minh, list[2]!);
  await minh.keyboard.press('a');
  await minh.locator('.desk-form input:focus').waitFor();
  await minh.keyboard.press('Enter');
  await minh.locator('.desk-row[data-state=active_ack]').waitFor();
  await lan.locator('.desk-row[data-state=active_ack]', { hasText: list[2]! }).waitFor();

  await lan.keyboard.press('a');
  await lan.locator('.desk-form input:focus').waitFor();
  await lan.keyboard.press('1');
  const panel = lan.locator('.desk-bulk');
  await panel.locator('li', { hasText: /Đã xác nhận bởi minh lúc \d\d:\d\d/ }).waitFor();
  await panel.getByText('1 cảnh báo được chọn').waitFor();
  const left = lan.locator('.desk-row[data-marked=true]');
  expect(await left.count()).toBe(1);
  expect(await left.textContent()).toMatch(/Không thực hiện được: Đã xác nhận bởi minh/);
  await expect.poll(() => lan.locator('.desk-row[data-state=active_ack]').count(), WAIT).toBe(4);
});

it('takes no P1 with all, and asks for the number to be typed where there are more than 20 or a P1', async () => {
  const page = await openDesk(visit, server, 'lan');
  const list = assets(22);
  await raise(list);
  await server.post([criticalAlert(`ngày${day}-P1`)]);
  await only(page, `ngày${day}`);
  await page.locator('.desk-shown', { hasText: 'hiện 23 /' }).waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText('22 cảnh báo được chọn').waitFor();
  await page.keyboard.press('t');
  await page.locator('.desk-form input[name=note]:focus').waitFor();
  await page.keyboard.press('2');
  await page.locator('.desk-form input[name=confirm]:focus').waitFor();
  await page.keyboard.type('21');
  await page.keyboard.press('Enter');
  expect(await page.locator('.desk-form').count()).toBe(1);
  await page.keyboard.press('Backspace');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.locator('.desk-lists [data-list=shelved]', { hasText: '22' }).waitFor();
  await page.locator('.desk-bulk').waitFor({ state: 'detached' });

  await goTo(page, `ngày${day}-P1`);
  await page.keyboard.press(' ');
  await page.keyboard.press('a');
  await page.locator('.desk-form input[name=confirm]').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.desk-bulk').waitFor({ state: 'detached' });
});
