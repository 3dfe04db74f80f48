// A recorded day played again: unmistakably a replay, with the figures of the instant it shows, and nobody else's affair.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE_MS } from '../../shared/time.ts';
import { browserOfFile, figuresOn, WAIT } from '../support/browser.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';
import { at, DAY } from './province.ts';
import { press } from './replay-visit.ts';

const { visit } = browserOfFile();
let server: TestServer;

/** Submitted and received, dated `time`. */
const dossier = (code: string, time: number): object[] => [
  event('dossier.submitted', code, time, { level: 3 }),
  event('dossier.status', code, time + 1, { status: 2 }),
];

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('08:00:00') });
  let sent = 0;
  const submit = async (count: number): Promise<void> => {
    const now = server.clock!.now();
    await server.post(Array.from({ length: count }, () => dossier(`HS-${++sent}`, now - 2)).flat());
  };
  await server.post([
    event('endpoint.registered', 'EP-7', at('07:59:30'), {
      name: 'Xã 7, Cẩm Khê',
      tier: 'commune',
      agency: 'H44.08.7',
      critical: false,
    }),
    event('endpoint.joined', 'EP-7', at('07:59:30'), { session: 's' }),
  ]);
  await submit(10);
  server.clock!.set(at('08:40:00'));
  await server.post([event('endpoint.dropped', 'EP-7', at('08:39:59'), { session: 's' })]);
  server.clock!.set(at('09:00:00'));
  await submit(5);
  const alert = { severity: 'critical', category: 'malware', sensor: 'ids-1', asset: 'srv-1', assetLevel: 4 };
  await server.post([event('security.alert', 'AL-1', at('09:00:00'), alert)]);
  server.clock!.set(at('09:35:00'));
  const { body } = await server.as('operator', '/api/alarms?priority=P1');
  const [alarm] = body.alarms as { occurrence: string; version: number }[];
  await server.as('operator', `/api/alarms/${alarm?.occurrence}/ack`, {
    method: 'POST',
    body: JSON.stringify({ id: crypto.randomUUID(), version: alarm?.version, reason: 'đã cách ly' }),
  });
  server.clock!.set(at('10:00:00'));
  await submit(1);
  await server.post(dossier('HS-0099', at('10:00:00') - 110 * MINUTE_MS));
});
afterAll(() => server.end());

const received = async (page: Page): Promise<string> => (await figuresOn(page))['Tiếp nhận'] ?? '';
const asOf = async (time: string, as = 'then') => (await server.view(`?at=${DAY}T${time}%2B07:00&as=${as}`)).view;

/** The instant that the frame says it shows, epoch ms. */
async function shownAt(page: Page): Promise<number> {
  const caption = (await page.locator('.wall .frame-caption').first().textContent()) ?? '';
  return at(/\d\d:\d\d:\d\d/.exec(caption)?.[0] ?? '');
}

const typeTime = async (page: Page, digits: string): Promise<void> => {
  await page.getByLabel('Đến giờ').fill(digits);
  await page.keyboard.press('Enter');
};

const open = async (query: string): Promise<Page> =>
  visit(`${server.url}/replay/${DAY}?${query}`, { cookie: await server.cookie('supervisor') });

it('shows PHÁT LẠI and the figures of the instant; plays, seeks, steps', async () => {
  const page = await open('t=08:30:00&as=then');
  await page.locator('.frame-replay .frame-caption', { hasText: 'PHÁT LẠI' }).first().waitFor();
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:30:00'));
  expect(await received(page)).toBe('10 | bình thường — | 10 hồ sơ nộp hôm nay');
  expect((await asOf('08:30:00')).dossier.received).toBe(10);

  // Speeds are the server's: a quarter of an hour a second.
  await page.getByLabel('Tốc độ').selectOption('900');
  await page.getByRole('button', { name: 'Phát', exact: true }).click();
  await expect.poll(() => shownAt(page), WAIT).toBeGreaterThan(at('09:00:00'));
  // It goes on from where one jumps to.
  await press(page, 'Shift+ArrowLeft');
  const jumped = await shownAt(page);
  await expect.poll(() => shownAt(page), WAIT).toBeGreaterThan(jumped);
  await page.getByRole('button', { name: 'Tạm dừng', exact: true }).click();
  await page.getByRole('button', { name: 'Phát', exact: true }).waitFor();
  const stopped = await shownAt(page);
  if (stopped < at('10:00:00')) {
    expect(await received(page)).toBe('15 | bình thường — | 15 hồ sơ nộp hôm nay');
    await page.locator('.alarm-row', { hasText: 'srv-1' }).waitFor();
  }

  await typeTime(page, '0859');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:59:00'));
  await expect.poll(() => received(page), WAIT).toBe('10 | bình thường — | 10 hồ sơ nộp hôm nay');
  expect(await page.locator('.alarm-row').count()).toBe(0);
  expect((await asOf('08:59:00')).alarms.top).toEqual({});

  await press(page, ']');
  await expect.poll(() => received(page), WAIT).toBe('15 | bình thường — | 15 hồ sơ nộp hôm nay');
  await page.locator('.alarm-row', { hasText: 'srv-1' }).waitFor();
  await typeTime(page, '235959');
  await expect.poll(() => received(page), WAIT).toBe('17 | bình thường — | 17 hồ sơ nộp hôm nay');
  expect((await asOf('23:59:59')).dossier.received).toBe(17);
  await expect.poll(() => new URL(page.url()).search, WAIT).toBe('?t=23:59:59&as=then');
});

it('as known then lacks what came late, as known now has it, at the same instant', async () => {
  const page = await open('t=09:30:00&as=then');
  await expect.poll(() => received(page), WAIT).toBe('15 | bình thường — | 15 hồ sơ nộp hôm nay');
  await page.getByText('Trong ngày có 2 sự kiện đến muộn, lúc này còn thiếu 2.').waitFor();
  await page.getByRole('button', { name: 'Như biết bây giờ' }).click();
  await expect.poll(() => received(page), WAIT).toBe('16 | bình thường — | 16 hồ sơ nộp hôm nay');
  await page.getByText('Ngày này có 2 sự kiện đến muộn, lúc này đã gồm 2.').waitFor();
  expect(await shownAt(page)).toBe(at('09:30:00'));
  expect((await asOf('09:30:00', 'now')).dossier.received).toBe(16);
  await page.getByRole('tab', { name: 'Đến muộn (2)' }).click();
  expect(await page.locator('.late-item').first().textContent()).toContain('muộn 1 giờ 50');
});

it('steps along one endpoint, forward and back', async () => {
  const page = await open('t=08:00:10&as=then');
  await page.locator('[data-endpoint="EP-7"]').click();
  await press(page, '}');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:40:00'));
  await page.locator('.cell-picked .cell-dropped').waitFor();
  await press(page, '{');
  await expect.poll(() => shownAt(page), WAIT).toBeLessThan(at('08:00:10'));
});

it('passes over what is quiet and leaves a mark; plays a stretch over and over', async () => {
  const page = await open('t=08:01:00&as=then');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:01:00'));
  await press(page, 's', ' ');
  await page.getByText(/đã lướt qua 08:01:/).waitFor();
  await expect.poll(() => page.locator('.timeline-axis .axis-skip').count(), WAIT).toBeGreaterThan(0);
  await press(page, ' ');
  await typeTime(page, '0910');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('09:10:00'));
  await press(page, 'a', 'Shift+ArrowRight');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('09:10:30'));
  await press(page, 'b', ' ');
  const seen: number[] = [];
  await expect
    .poll(async () => {
      seen.push(await shownAt(page));
      return seen.some((one, i) => i > 0 && one < (seen[i - 1] ?? 0));
    }, WAIT)
    .toBe(true);
  expect(Math.max(...seen)).toBeLessThanOrEqual(at('09:10:30'));
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(at('09:10:00'));
});

it('a link to the instant, opened by another, is held against what was kept', async () => {
  const page = await open('t=09:10:00&as=then');
  await expect.poll(() => shownAt(page), WAIT).toBe(at('09:10:00'));
  const [answer] = await Promise.all([
    page.waitForResponse(/\/api\/links$/),
    page.getByRole('button', { name: 'Sao chép liên kết' }).click(),
  ]);
  const link = (await answer.json()) as { path: string; hash: string };
  const other = await visit(`${server.url}${link.path}`, { cookie: await server.cookie('admin') });
  await other.locator('[data-verdict=same]', { hasText: `Dấu vân tay khớp: ${link.hash.slice(0, 8)}` }).waitFor();
  expect(await received(other)).toBe('15 | bình thường — | 15 hồ sơ nộp hôm nay');
  await other.getByText(/Ngày chưa đối chiếu \(đã lưu \d+ dấu vân tay\)/).waitFor();
});

it('the story tells who did what, and leads there', async () => {
  const page = await open('t=10:30:00&as=then');
  const item = page.locator('.story-item', { hasText: 'đã cách ly' });
  await item.waitFor();
  await item.getByRole('button').click();
  await expect.poll(() => shownAt(page), WAIT).toBe(at('09:35:00'));
  await expect.poll(() => page.locator('.story-current').textContent(), WAIT).toContain('đã cách ly');
});

it('from an alarm on the desk one click leads to half a minute before it', async () => {
  const desk = await visit(`${server.url}/desk`, { cookie: await server.cookie('supervisor') });
  await desk.locator('.desk-row', { hasText: 'srv-1' }).click();
  const [page] = await Promise.all([
    desk.context().waitForEvent('page'),
    desk.getByRole('link', { name: 'Xem lại lúc đó' }).click(),
  ]);
  await expect.poll(() => shownAt(page), WAIT).toBe(at('08:59:30'));
  await page.getByText(/Xem cảnh báo: .*srv-1.*, phát sinh 09:00:00/).waitFor();
  await press(page, ']');
  await page.locator('.alarm-picked', { hasText: 'srv-1' }).waitFor();
});

it('live pierces while the past plays on', async () => {
  const page = await open('t=08:10:00&as=then');
  await page.getByText('Trực tiếp: không có cảnh báo khẩn cấp').waitFor();
  const alert = { severity: 'critical', category: 'malware', sensor: 'ids-2', asset: 'srv-2', assetLevel: 4 };
  await server.post([event('security.alert', 'AL-2', server.clock!.now(), alert)]);
  await page.getByText('ĐANG CÓ 1 cảnh báo nghiêm trọng').waitFor();
  expect(await shownAt(page)).toBe(at('08:10:00'));
  expect(await page.locator('.wall .alarm-row').count()).toBe(0);
  await page.locator('.urgent-strip').click();
  await page.locator('.wall .frame-live .alarm-row', { hasText: 'srv-2' }).waitFor();
});

it('is private: the live wall goes on beside it, and an operator is refused', async () => {
  const live = await visit(`${server.url}/wall`, { cookie: await server.cookie('operator') });
  await expect.poll(() => received(live), WAIT).toBe('17 | bình thường — | 17 hồ sơ nộp hôm nay');
  expect(await live.getByText('PHÁT LẠI').count()).toBe(0);
  const refused = await visit(`${server.url}/replay/${DAY}`, {
    cookie: await server.cookie('operator'),
    expected: /403 \(Forbidden\)/,
  });
  await refused.getByText('Tài khoản này không được xem lại. Cần vai trò trưởng ca.').waitFor();
  expect(await refused.locator('.figure').count()).toBe(0);
  expect(await refused.locator('.frame-replay .frame-caption').textContent()).toContain('PHÁT LẠI');
});
