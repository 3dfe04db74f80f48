// An administrator tunes a rule: told at the field what is wrong, tried on yesterday, saved, and taken back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parseInstant } from '../../shared/time.ts';
import { openAlarms } from '../support/alarm.ts';
import { complaints } from '../support/axe.ts';
import { browserOfFile } from '../support/browser.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';

const { visit } = browserOfFile();
const DAY = '2026-11-24'; // a Tuesday
const at = (time: string, day = DAY): number => parseInstant(`${day}T${time}+07:00`);
let server: TestServer;

/** Of 200 dossiers each, H44.14 has 6 overdue from 10:00, and H44.15 three. */
beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('07:00:10') });
  await server.post(event('feed.heartbeat', '/test/nguon', at('07:00:05'), { expectedEverySec: 43_200 }));
  for (const [agency, late] of [
    ['H44.14', 6],
    ['H44.15', 3],
  ] as const) {
    const of = { agency };
    await server.post(
      Array.from({ length: 200 }, (_, i) => `${agency}-${i}`).flatMap((code, i) => [
        event('dossier.submitted', code, at('07:00:01') + i, { level: 3, channel: 'online' }, of),
        event('dossier.status', code, at('07:00:02') + i, { status: 2 }, of),
        ...(i < late
          ? [event('dossier.due', code, at('07:00:03'), { dueAt: `${DAY}T10:00:00+07:00`, reason: 'initial' }, of)]
          : []),
      ]),
    );
  }
  server.clock?.set(at('10:00:05'));
  await vi.waitUntil(async () => (await openAlarms(server)).some(({ rule }) => rule === 'A11'), { timeout: 20_000 });
  server.clock?.set(at('08:00:00', '2026-11-25'));
});
afterAll(() => server.end());

/** What a screen reader's user would stumble over. */
const findings = (page: Page): Promise<string[]> => complaints(page, { only: ['wcag2a', 'wcag2aa'] });
const shot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

it('is tuned by keyboard and mouse, tried, saved and taken back', async () => {
  const page = await visit(`${server.url}/admin#rules`, {
    cookie: await server.cookie('admin'),
    expected: /status of 422/,
  });
  const row = page.locator('tr', { hasText: 'A11' });
  await row.getByText('mặc định', { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  await shot(page, 'rules-list');

  await row.getByRole('button', { name: 'Sửa A11' }).press('Enter');
  const heading = page.getByRole('heading', { name: /^A11/ });
  await heading.waitFor();
  expect(await heading.evaluate((node) => node === document.activeElement)).toBe(true);
  const count = page.getByLabel('Số hồ sơ quá hạn (hồ sơ)');
  await count.fill('0');
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click();
  await page.getByText('Số hồ sơ quá hạn: từ 1 đến 10.000 hồ sơ.').waitFor();
  expect(await count.evaluate((node) => [node === document.activeElement, node.ariaInvalid])).toEqual([true, 'true']);

  await count.fill('3');
  await page.getByRole('button', { name: 'Thử với ngày hôm qua' }).click();
  await page.getByText('1 chỉ có khi thử · 1 có ở cả hai · 0 chỉ có trong thực tế').waitFor();
  expect(await page.locator('.dry-run-counts dd').allTextContents()).toEqual(['2', '1']);
  await page.locator('.dry-run tr', { hasText: 'H44.15' }).getByText('chỉ khi thử').waitFor();
  expect(await findings(page)).toEqual([]);
  await shot(page, 'rules-editor');
  await page.locator('.dry-run').scrollIntoViewIfNeeded();
  await shot(page, 'rules-dry-run');

  await page.getByLabel('Lý do thay đổi').fill('theo họp giao ban');
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click();
  await page.getByText('Đã lưu. Quy tắc mới có hiệu lực ngay.').waitFor();
  await page.getByRole('button', { name: '‹ Danh sách' }).click();
  await row.getByText('đã chỉnh').waitFor();
  const back = row.getByRole('button', { name: 'Sửa A11' });
  expect(await back.evaluate((node) => node === document.activeElement)).toBe(true);
  const logged = await server.as('operator', '/api/events?type=config.rule_changed');
  expect(logged.body.events).toMatchObject([{ data: { by: 'admin', reason: 'theo họp giao ban' } }]);

  await back.click();
  await page.getByRole('button', { name: 'Về mặc định' }).click();
  expect(await count.inputValue()).toBe('5');
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click();
  await page.getByText('Đã lưu. Quy tắc mới có hiệu lực ngay.').waitFor();
  await page.getByRole('button', { name: '‹ Danh sách' }).click();
  await row.getByText('mặc định', { exact: true }).waitFor();
});

it('tells who saves that another has changed the rule meanwhile, and not when something else was changed', async () => {
  const page = await visit(`${server.url}/admin#rules`, {
    cookie: await server.cookie('admin'),
    expected: /status of 409/,
  });
  await page.getByRole('button', { name: 'Sửa A11' }).click();
  const put = (path: string, body: object) => server.as('admin', path, { method: 'PUT', body: JSON.stringify(body) });
  const [A11] = ((await server.as('admin', '/api/rules')).body.rules as { id: string; settings: object }[]).filter(
    ({ id }) => id === 'A11',
  );
  await put('/api/rules/A01/note', { note: 'Gọi VNPT' });
  await page.getByLabel('Đơn vị xử lý').fill('Trực Một cửa');
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click();
  await page.getByText('Đã lưu. Quy tắc mới có hiệu lực ngay.').waitFor();

  await put('/api/rules/A11', { settings: { ...A11?.settings, name: 'Tên của người khác' } });
  await page.getByLabel('Đơn vị xử lý').fill('Trực ban');
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click();
  await page.getByText('Người khác vừa đổi quy tắc này.').waitFor();
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click();
  await page.getByText('Đã lưu. Quy tắc mới có hiệu lực ngay.').waitFor();
  const { rules } = (await server.as('admin', '/api/rules')).body as { rules: { id: string; settings: object }[] };
  expect(rules.find(({ id }) => id === 'A11')?.settings).toMatchObject({ owner: 'Trực ban' });
});

it('sets the shifts', async () => {
  const page = await visit(`${server.url}/admin#rules`, {
    cookie: await server.cookie('admin'),
    expected: /status of 422/,
  });
  await page.getByRole('button', { name: 'Xoá ca 3' }).click();
  await page.getByLabel('Ca 2 bắt đầu lúc').fill('07:00');
  await page.getByRole('button', { name: 'Lưu ca trực' }).click();
  await page.getByText('có giờ bị lặp lại').waitFor();
  await page.getByLabel('Ca 2 bắt đầu lúc').fill('19:00');
  await page.getByRole('button', { name: 'Lưu ca trực' }).click();
  await page.getByText('Đã lưu giờ các ca trực.').waitFor();
  const { shifts } = (await server.as('admin', '/api/rules')).body as { shifts: object };
  expect(shifts).toEqual({ starts: ['07:00', '19:00'] });
});
