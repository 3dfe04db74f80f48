// Everything that a person does with one alarm, by keys alone, in three steps at most.
import type { Page } from 'playwright-core';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { alertOver, goTo, highAlert, openDesk, rowOf } from '../support/desk-visit.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
let server: TestServer;
const servers: TestServer[] = [];

// One for each test: ten alarms on one would be a flood, and its list another. They end after the pages do.
beforeEach(async () => {
  server = await startTestServer();
  servers.push(server);
});
afterAll(() => Promise.all(servers.map((one) => one.end())));

const hasState = (page: Page, text: string, state: string): Promise<void> =>
  page.locator(`.desk-row[data-state=${state}]`, { hasText: text }).waitFor();
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const formOpen = (page: Page): Promise<void> => page.locator('.desk-form input:focus').waitFor();

it('acknowledges and takes it back with one key', async () => {
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-ack')]);
  await goTo(page, 'srv-ack');
  await press(page, 'a');
  await formOpen(page);
  await press(page, '1');
  await hasState(page, 'srv-ack', 'active_ack');
  await page
    .locator('.desk-detail')
    .getByRole('button', { name: /^Hoàn tác \(\d+ giây\)/ })
    .waitFor();
  await press(page, 'u');
  await hasState(page, 'srv-ack', 'active_unack');
  await page.locator('.desk-history li', { hasText: 'lan bỏ xác nhận' }).waitFor();
});

it('takes back the acknowledgement by which an alarm was closed', async () => {
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-over')]);
  await rowOf(page, 'srv-over').waitFor();
  await server.post([alertOver('AL-srv-over')]);
  await hasState(page, 'srv-over', 'rtn_unack');
  expect(await rowOf(page, 'srv-over').locator('.desk-chip').textContent()).toBe('ĐÃ HẾT');
  await goTo(page, 'srv-over');
  await press(page, 'a');
  await formOpen(page);
  await press(page, 'Enter');
  await rowOf(page, 'srv-over').waitFor({ state: 'detached' });
  await page
    .locator('.desk-detail', { hasText: 'Đã đóng' })
    .getByRole('button', { name: /^Hoàn tác/ })
    .waitFor();
  await press(page, 'u');
  await hasState(page, 'srv-over', 'rtn_unack');
});

it('shelves for a chosen time with a reason, shows it in its list, and takes it out again', async () => {
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-shelf')]);
  await goTo(page, 'srv-shelf');
  await press(page, 't');
  await formOpen(page);
  await press(page, 'ArrowUp', '1');
  await hasState(page, 'srv-shelf', 'shelved');
  await press(page, '2');
  const row = rowOf(page, 'srv-shelf');
  await expect.poll(() => row.textContent(), WAIT).toMatch(/Tạm hoãn.*lan từ \d\d:\d\d.*“Đang xử lý, chờ kết quả”/);
  expect(await row.locator('.desk-row-due').textContent()).toMatch(/^hết hoãn sau 1[45] phút$/);
  await goTo(page, 'srv-shelf');
  await press(page, 'b');
  await row.waitFor({ state: 'detached' });
  await press(page, '1');
  await hasState(page, 'srv-shelf', 'active_unack');
});

it('a reason that is too short does not leave', async () => {
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-short')]);
  await goTo(page, 'srv-short');
  await press(page, 't');
  await formOpen(page);
  await page.keyboard.type('ừ');
  await press(page, 'Enter');
  expect(await page.locator('.desk-form').getByRole('button', { name: /^Gửi/ }).isDisabled()).toBe(true);
  await press(page, 'Escape');
  await page.locator('.desk-form').waitFor({ state: 'detached' });
  await hasState(page, 'srv-short', 'active_unack');
});

it('suppresses, puts into maintenance and back, for a supervisor only', async () => {
  const [lan, tam] = await Promise.all([openDesk(visit, server, 'lan'), openDesk(visit, server, 'tam', 'supervisor')]);
  await server.post([highAlert('srv-x')]);
  await Promise.all([goTo(lan, 'srv-x'), goTo(tam, 'srv-x')]);
  expect(await lan.getByRole('button', { name: /^Chặn/ }).count()).toBe(0);
  await press(lan, 'x', 'o');
  expect(await lan.locator('.desk-form').count()).toBe(0);

  await press(tam, 'x');
  await formOpen(tam);
  await press(tam, '2');
  await hasState(tam, 'srv-x', 'suppressed');
  await press(lan, '3');
  await expect
    .poll(() => rowOf(lan, 'srv-x').textContent(), WAIT)
    .toMatch(/Bị chặn.*tam từ \d\d:\d\d.*“Báo sai lặp lại”/);
  await press(tam, 'x');
  await hasState(tam, 'srv-x', 'active_unack');
  await press(tam, 'o');
  await formOpen(tam);
  await press(tam, '1');
  await hasState(tam, 'srv-x', 'out_of_service');
  await press(tam, 'o');
  await hasState(tam, 'srv-x', 'active_unack');
});

it('assigns to oneself and to another by some letters of the name', async () => {
  const people = [
    { username: 'hung', name: 'hung' },
    { username: 'minh', name: 'minh' },
  ];
  await Promise.all(people.map(({ username }) => server.putUser(username, 'test-password-1', 'operator')));
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-give')]);
  await goTo(page, 'srv-give');
  await press(page, 'm');
  await page.locator('.desk-facts dd', { hasText: /^lan$/ }).waitFor();
  await press(page, 'g');
  await formOpen(page);
  await page.keyboard.type('HÙNG');
  await page.locator('.desk-people input[type=radio]:checked').waitFor();
  await press(page, 'Enter');
  await page.locator('.desk-facts dd', { hasText: /^hung$/ }).waitFor();
  await rowOf(page, 'srv-give').locator('.desk-part', { hasText: 'hung xử lý' }).waitFor();
});

it('disposes of a notice with a verdict', async () => {
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-done')]);
  await goTo(page, 'srv-done');
  await press(page, 'd');
  await formOpen(page);
  await press(page, '2');
  await rowOf(page, 'srv-done').waitFor({ state: 'detached' });
  await page.locator('.desk-history li', { hasText: 'lan kết thúc xử lý: “Báo nhầm”' }).waitFor();
});

it('an alarm that changed while a form was open says so, and the server refuses in words', async () => {
  const [lan, minh] = await Promise.all([openDesk(visit, server, 'lan'), openDesk(visit, server, 'minh')]);
  await server.post([highAlert('srv-two')]);
  await Promise.all([goTo(lan, 'srv-two'), goTo(minh, 'srv-two')]);
  await press(minh, 't');
  await formOpen(minh);
  await press(lan, 't');
  await formOpen(lan);
  await press(lan, '2');
  await hasState(lan, 'srv-two', 'shelved');
  await minh.locator('.desk-form .desk-remind').waitFor();
  await press(minh, '1');
  await minh
    .locator('.desk-said-problem', { hasText: 'Cảnh báo vừa thay đổi; hãy xem dòng mới rồi thao tác lại.' })
    .waitFor();
  await hasState(minh, 'srv-two', 'shelved');
});

it('filters by words without accents and never loses a P1 out of sight', async () => {
  const page = await openDesk(visit, server, 'lan');
  await server.post([highAlert('srv-lọc'), highAlert('srv-khác')]);
  await rowOf(page, 'srv-lọc').waitFor();
  await press(page, '/');
  await page.keyboard.type('SRV-LOC');
  await expect.poll(() => page.locator('.desk-row').count(), WAIT).toBe(1);
  await page.locator('.desk-shown', { hasText: /^hiện 1 \/ 2$/ }).waitFor();
  await page.locator('.desk-outside', { hasText: /Còn 1 P2 chưa xác nhận ngoài bộ lọc/ }).waitFor();
  await press(page, 'Escape');
  await expect.poll(() => page.locator('.desk-row').count(), WAIT).toBe(2);
  expect(await page.locator('.desk-shown').textContent()).toBe('');
});
