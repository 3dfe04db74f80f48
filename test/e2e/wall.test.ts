// The wall as a passer-by sees it: three sizes, the figures of the view, unknown is not zero, an exercise says so.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { View } from '../../shared/view.ts';
import { browserOfFile, figuresOn, type Shown, scrollingOn, WAIT } from '../support/browser.ts';
import { blurredPixels, missedByPointer } from '../support/pixels.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { at, conference, dossiers, SECRET_CODE, security } from './province.ts';

const { visit } = browserOfFile();
let empty: TestServer;
let server: TestServer;
const heard: string[] = [];

beforeAll(async () => {
  [empty, server] = await Promise.all([startTestServer(), startTestServer({ exerciseFrom: at('10:00:00') })]);
  const answer = await server.post([...dossiers(), ...conference(), ...security()]);
  expect(answer.body).toMatchObject({ duplicates: 0, quarantined: [] });
});
afterAll(() => Promise.all([empty.end(), server.end()]));

/** As it is written in Vietnam, by other means than the page's. */
const vi = (value: number | null): string => (value === null ? '—' : String(value).replace(/\B(?=(\d{3})+$)/g, '.'));
const sum = (values: (number | null)[]): number | null =>
  values.reduce((total, value) => (total === null || value === null ? null : total + value), 0);

function expectedFigures({ dossier, conference: meeting, security: soc }: View): Shown {
  const open = Object.values(meeting.conferences).find(({ state }) => state === 'open');
  const { onTime } = dossier;
  const percent =
    onTime && onTime.denominator > 0
      ? `${((100 * onTime.numerator) / onTime.denominator).toFixed(1).replace('.', ',')} %`
      : '—';
  return {
    'Quá hạn': `${vi(dossier.overdue)} | trên ${vi(dossier.open)} đang xử lý | ${vi(dossier.nearlyDue)} sắp đến hạn`,
    'Chờ tiếp nhận': `${vi(dossier.awaitingReceipt)} | ${vi(dossier.lateReceipt)} quá hạn tiếp nhận`,
    'Tiếp nhận': `${vi(dossier.received)} | bình thường — | ${vi(dossier.submitted)} hồ sơ nộp hôm nay`,
    'Đã giải quyết': `${vi(dossier.resolved)} | bình thường — | ${vi(dossier.late)} trễ hạn`,
    'Đúng hạn (F2)': `${onTime ? `${vi(onTime.numerator)} / ${vi(onTime.denominator)}` : '—'} | bình thường — | ${percent}`,
    '': `${vi(open?.online ?? meeting.endpoints.online)}/${vi(open?.invited ?? meeting.endpoints.total)} điểm cầu kết nối`,
    'Nghiêm trọng và cao': vi(sum([soc.open.critical, soc.open.high])),
    'Sự cố đang xử lý': vi(soc.openIncidents),
  };
}

const openWall = async (
  on: TestServer,
  size: readonly [number, number],
  prepare?: (page: Page) => Promise<void>,
  expected?: RegExp,
) => {
  const page = await visit(`${on.url}/wall`, {
    cookie: await on.cookie('operator'),
    size,
    ...(prepare ? { prepare } : {}),
    ...(expected ? { expected } : {}),
  });
  await page.locator('.wall-live .state-line').first().waitFor();
  return page;
};

it('shows "—" for everything that nobody has reported, and no zero', async () => {
  const page = await openWall(empty, [1920, 1080]);
  const numbers = await page.locator('.figure-number').allTextContents();
  expect(numbers.length).toBeGreaterThan(7);
  expect(new Set(numbers)).toEqual(new Set(['—']));
  expect(await figuresOn(page)).toEqual(expectedFigures((await empty.view()).view));
  await page.getByText('Chưa có số liệu').first().waitFor();
  expect(await page.getByText('DIỄN TẬP').count()).toBe(0);
});

it('shows what is posted while it stands there', async () => {
  const own = await startTestServer({ exerciseFrom: at('10:00:00') });
  const page = await openWall(own, [1920, 1080]);
  try {
    expect((await figuresOn(page))['Tiếp nhận']).toBe('— | bình thường — | — hồ sơ nộp hôm nay');
    await own.post([...dossiers(), ...conference(), ...security()]);
    await expect.poll(() => figuresOn(page), WAIT).toEqual(expectedFigures((await own.view()).view));
    // It would tell its console that the server has gone.
    await page.close();
  } finally {
    await page.close();
    await own.end();
  }
});

it.each([
  { size: [1920, 1080], panels: 1 },
  { size: [3840, 1080], panels: 2 },
  { size: [7680, 2160], panels: 8 },
] as const)('fills $size without a scrollbar, with the figures of the view', async ({ size, panels }) => {
  const page = await openWall(server, size, async (fresh) => {
    fresh.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  });
  const { view } = await server.view();
  await expect.poll(() => figuresOn(page), WAIT).toEqual(expectedFigures(view));
  // Counted by hand from what was posted.
  expect(await figuresOn(page)).toMatchObject({
    'Tiếp nhận': '1.200 | bình thường — | 1.234 hồ sơ nộp hôm nay',
    'Đã giải quyết': '80 | bình thường — | 0 trễ hạn',
    'Đúng hạn (F2)': '80 / 80 | bình thường — | 100,0 %',
    '': '38/40 điểm cầu kết nối',
    'Nghiêm trọng và cao': '4',
  });
  expect((await figuresOn(page))['Quá hạn']).toMatch(/^5 \| trên 1\.125 đang xử lý/);
  expect(await scrollingOn(page)).toEqual([]);

  const frames = page.locator('.frame');
  expect(await frames.count()).toBe(panels);
  expect(await page.locator('.frame-exercise', { hasText: 'DIỄN TẬP' }).count()).toBe(panels);
  await page.getByText('Huyện Thanh Sơn').first().waitFor();
  await page.getByText('Điểm cầu 39', { exact: true }).first().waitFor();
  await page.locator('.alarm-row', { hasText: 'KHẨN CẤP' }).first().waitFor();
  // Also what no word on it has needed yet.
  const missing = (): Promise<number> =>
    page.evaluate(() => [...document.fonts].filter(({ status }) => status !== 'loaded').length);
  await expect.poll(missing, WAIT).toBe(0);
  // In the panel's own pixels.
  expect(await missedByPointer(page, '.endpoint-grid [data-endpoint]')).toEqual({ of: 40, missed: 0 });
  expect(await blurredPixels(page)).toBe(0);
});

it('numbers do not wait for what draws the charts, which is fetched until it comes', async () => {
  let refused = 0;
  const page = await openWall(
    server,
    [1920, 1080],
    async (fresh) =>
      void (await fresh.route(/\/chart-[^/]*\.js$/, (route) => {
        refused += 1;
        return refused === 1 ? route.abort() : route.fallback();
      })),
    /ERR_FAILED/,
  );
  expect(await page.locator('.figure-number').first().textContent()).toMatch(/\d/);
  await expect.poll(() => refused, WAIT).toBe(1);
  expect(await page.locator('.chart canvas').count()).toBe(0);
  await page.locator('.chart canvas').first().waitFor();
  expect(await page.locator('.wall-live').count()).toBe(1);
});

it('a wall that is scaled is found out', async () => {
  const page = await openWall(server, [1920, 1080]);
  await page.locator('.wall').evaluate((wall: HTMLElement) => {
    wall.style.scale = '0.99';
  });
  expect(await blurredPixels(page)).toBeGreaterThan(1_000);
});

it('is never told a whole dossier code', async () => {
  const page = await openWall(server, [3840, 1080]);
  await page.locator('.figure-number').first().waitFor();
  expect(heard.length).toBeGreaterThan(2);
  for (const text of [await page.content(), ...heard, JSON.stringify((await server.view()).view)])
    expect(text).not.toContain(SECRET_CODE);
});
