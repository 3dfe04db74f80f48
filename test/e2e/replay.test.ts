// A recorded day played again: unmistakably a replay, with the figures of the instant it shows, and nobody else's affair.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserOfFile, figuresOn, WAIT } from '../support/browser.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';
import { at, DAY } from './province.ts';

const { visit } = browserOfFile();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('08:00:00') });
  let sent = 0;
  const submit = async (count: number): Promise<void> => {
    const now = server.clock!.now();
    const codes = Array.from({ length: count }, () => `HS-${++sent}`);
    await server.post(
      codes.flatMap((code) => [
        event('dossier.submitted', code, now - 2, { level: 3 }),
        event('dossier.status', code, now - 1, { status: 2 }),
      ]),
    );
  };
  await submit(10);
  server.clock!.set(at('09:00:00'));
  await submit(5);
  const alert = { severity: 'critical', category: 'malware', sensor: 'ids-1', asset: 'srv-1', assetLevel: 4 };
  await server.post([event('security.alert', 'AL-1', at('09:00:00'), alert)]);
  server.clock!.set(at('10:00:00'));
  await submit(1);
});
afterAll(() => server.end());

const received = async (page: Page): Promise<string> => (await figuresOn(page))['Tiếp nhận'] ?? '';
const asOf = async (time: string) => (await server.view(`?at=${DAY}T${time}%2B07:00&as=then`)).view;

/** The instant that the frame says it shows, epoch ms. */
async function shownAt(page: Page): Promise<number> {
  const caption = (await page.locator('.frame-caption').first().textContent()) ?? '';
  return at(/\d\d:\d\d:\d\d/.exec(caption)?.[0] ?? '');
}

const typeTime = async (page: Page, digits: string): Promise<void> => {
  await page.getByLabel('Đến giờ').fill(digits);
  await page.keyboard.press('Enter');
};

it('shows PHÁT LẠI and the figures of the instant; plays, seeks, steps', async () => {
  const page = await visit(`${server.url}/replay/${DAY}?t=08:30:00&as=then`, {
    cookie: await server.cookie('supervisor'),
  });
  await page.locator('.frame-replay .frame-caption', { hasText: 'PHÁT LẠI' }).waitFor();
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:30:00'));
  expect(await received(page)).toBe('10 | 10 hồ sơ nộp hôm nay');
  expect((await asOf('08:30:00')).dossier.received).toBe(10);

  // Speeds are the server's: a quarter of an hour a second.
  await page.getByLabel('Tốc độ').selectOption('900');
  await page.getByRole('button', { name: 'Phát', exact: true }).click();
  await expect.poll(() => shownAt(page), WAIT).toBeGreaterThan(at('09:00:00'));
  await page.getByRole('button', { name: 'Tạm dừng', exact: true }).click();
  await page.getByRole('button', { name: 'Phát', exact: true }).waitFor();
  const stopped = await shownAt(page);
  if (stopped < at('10:00:00')) {
    expect(await received(page)).toBe('15 | 15 hồ sơ nộp hôm nay');
    await page.locator('.alarm-row', { hasText: 'srv-1' }).waitFor();
  }

  await typeTime(page, '0859');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:59:00'));
  await expect.poll(() => received(page), WAIT).toBe('10 | 10 hồ sơ nộp hôm nay');
  expect(await page.locator('.alarm-row').count()).toBe(0);
  expect((await asOf('08:59:00')).alarms.top).toEqual({});

  await page.keyboard.press(']');
  await expect.poll(() => received(page), WAIT).toBe('15 | 15 hồ sơ nộp hôm nay');
  await page.locator('.alarm-row', { hasText: 'srv-1' }).waitFor();
  await typeTime(page, '235959');
  await expect.poll(() => received(page), WAIT).toBe('16 | 16 hồ sơ nộp hôm nay');
  expect((await asOf('23:59:59')).dossier.received).toBe(16);
  await expect.poll(() => new URL(page.url()).search, WAIT).toBe('?t=23:59:59&as=then');
});

it('is private: the live wall goes on beside it, and an operator is refused', async () => {
  const live = await visit(`${server.url}/wall`, { cookie: await server.cookie('operator') });
  await expect.poll(() => received(live), WAIT).toBe('16 | 16 hồ sơ nộp hôm nay');
  expect(await live.getByText('PHÁT LẠI').count()).toBe(0);
  const refused = await visit(`${server.url}/replay/${DAY}`, {
    cookie: await server.cookie('operator'),
    expected: /403 \(Forbidden\)/,
  });
  await refused.getByText('Tài khoản này không được xem lại. Cần vai trò trưởng ca.').waitFor();
  expect(await refused.locator('.figure').count()).toBe(0);
});
