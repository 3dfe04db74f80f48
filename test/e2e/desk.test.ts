// The duty desk by keyboard alone: sign in, acknowledge with a note, and be told who was first.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserOfFile, WAIT } from '../support/browser.ts';
import { event, PASSWORD, startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.putUser('lan', PASSWORD, 'operator');
  await server.putUser('minh', PASSWORD, 'operator');
});
afterAll(() => server.end());

/** From the login page to the desk without a mouse. */
async function signIn(name: string): Promise<Page> {
  const page = await visit(`${server.url}/login`);
  await page.locator('input[name=username]:focus').waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.desk[data-link=live]').waitFor();
  return page;
}

const alert = (id: string, asset: string): object =>
  event('security.alert', id, Date.now(), {
    severity: 'critical',
    category: 'malware',
    sensor: 'ids-1',
    asset,
    assetLevel: 4,
  });

it('acknowledges an alarm with a note; who comes second is told who and when', async () => {
  const [lan, minh] = await Promise.all([signIn('lan'), signIn('minh')]);
  await Promise.all([lan, minh].map((page) => page.getByText('Không có cảnh báo chưa xác nhận').waitFor()));
  await server.post([alert('AL-1', 'srv-motcua')]);
  await Promise.all([lan, minh].map((page) => page.locator('.desk-row[data-state=active_unack]').waitFor()));
  await lan.getByText('1 cảnh báo chưa xác nhận').waitFor();

  // Both have the form open when the first one sends.
  for (const page of [lan, minh]) {
    await page.keyboard.press('ArrowDown');
    await page.locator('.desk-row[aria-selected=true]').waitFor();
    await page.keyboard.press('a');
    await page.locator('.desk-form input:focus').waitFor();
  }
  await minh.keyboard.type('Tôi đã gọi');
  await lan.keyboard.type('Đã báo đơn vị vận hành');
  await lan.keyboard.press('Enter');
  await lan.locator('.desk-row[data-state=active_ack]').waitFor();
  await minh.locator('.desk-row[data-state=active_ack]', { hasText: 'lan' }).waitFor();
  await minh.keyboard.press('Enter');
  await minh.locator('.desk-said-problem', { hasText: /Đã xác nhận bởi lan lúc \d\d:\d\d/ }).waitFor();

  for (const page of [lan, minh]) {
    const detail = page.locator('.desk-detail');
    await detail.locator('dd', { hasText: /^lan lúc \d\d:\d\d/ }).waitFor();
    await detail.locator('dd', { hasText: 'Đã báo đơn vị vận hành' }).waitFor();
    await page.locator('.desk-history li', { hasText: 'lan xác nhận: “Đã báo đơn vị vận hành”' }).waitFor();
  }
  const { alarms } = (await server.view()).view;
  expect(alarms.acknowledged).toBe(1);
  expect(Object.values(alarms.top)).toMatchObject([{ state: 'active_ack', by: 'lan' }]);
});

it('offers one-key reasons, takes a comment, shows its keys, and hides what the role may not', async () => {
  const page = await signIn('lan');
  await server.post([alert('AL-2', 'srv-2')]);
  const row = page.locator('.desk-row', { hasText: 'srv-2' });
  await row.waitFor();
  await page.keyboard.press('Home');
  await expect.poll(() => row.getAttribute('aria-selected'), WAIT).toBe('true');
  await page.keyboard.press('a');
  await page.locator('.desk-form input:focus').waitFor();
  await page.keyboard.press('2');
  await page.locator('.desk-detail dd', { hasText: 'Đã báo đơn vị' }).waitFor();
  await page.keyboard.press('c');
  await page.locator('.desk-form input:focus').waitFor();
  await page.keyboard.type('Kỹ thuật đang tới');
  await page.keyboard.press('Enter');
  await page.locator('.desk-history li', { hasText: 'lan ghi chú: “Kỹ thuật đang tới”' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByRole('link', { name: 'Quản trị' }).count()).toBe(0);
});

it('says in Vietnamese that a password is wrong', async () => {
  const page = await visit(`${server.url}/login`, { expected: /401 \(Unauthorized\)/ });
  await page.locator('input[name=username]:focus').waitFor();
  await page.keyboard.type('lan');
  await page.keyboard.press('Tab');
  await page.keyboard.type('sai-mat-khau');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Tên đăng nhập hoặc mật khẩu không đúng.' }).waitFor();
});
