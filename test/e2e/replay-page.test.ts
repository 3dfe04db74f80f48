// The replay page in pictures that a real server seldom gives: never taken for live, never waiting for ever, silent.
import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { instantText } from '../../shared/time.ts';
import { at, DAY, emptyDay, fullDay, proof } from '../client/replay/days.ts';
import { browserOfFile, figuresOn, scrollingOn, type VisitOptions, WAIT } from '../support/browser.ts';
import type { FakeDay } from '../support/fake-replay.ts';
import { FAKE_URL, Refused } from '../support/fake-site.ts';
import { openReplay, press, shownTime, unframed } from './replay-visit.ts';

const { visit } = browserOfFile();
let close = (): void => {};
afterEach(() => close());

async function open(path?: string, options: FakeDay & VisitOptions = {}) {
  const opened = await openReplay(visit, path, options);
  close = opened.server.close;
  return opened;
}
const ready = (page: Page) =>
  expect.poll(() => page.getByRole('button', { name: 'Phát', exact: true }).isEnabled(), WAIT).toBe(true);
const scene = (page: Page) => page.locator('.replay-notice').getAttribute('data-scene');

it('says PHÁT LẠI on every part, in the title and in the icon, also while it loads and when it fails', async () => {
  const { page } = await open();
  await ready(page);
  await expect.poll(() => shownTime(page), WAIT).toBe('09:00:00');
  await page.locator('.replay-pane .frame-caption').waitFor();
  expect(await unframed(page)).toEqual([]);
  await expect.poll(() => page.title(), WAIT).toBe('PHÁT LẠI 21/11/2026 09:00:00 · tạm dừng · như đã biết lúc đó');
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon-replay.svg');

  const loading = await open(undefined, { open: 'never' });
  await expect.poll(() => scene(loading.page), WAIT).toBe('loading');
  expect(await unframed(loading.page)).toEqual([]);

  const failed = await open(undefined, { open: { code: 'INTERNAL', message: 'Không phát lại được, hãy thử lại.' } });
  await expect.poll(() => scene(failed.page), WAIT).toBe('failed');
  await failed.page.getByText('Không mở được ngày này: Không phát lại được, hãy thử lại.').waitFor();
  expect(await unframed(failed.page)).toEqual([]);
  expect(await failed.page.title()).toContain('PHÁT LẠI');
});

it('in print stands the word across the page, with truth, event and author, on white', async () => {
  const { page } = await open();
  await ready(page);
  await expect.poll(() => shownTime(page), WAIT).toBe('09:00:00');
  const watermark = page.locator('.replay-watermark');
  expect(await watermark.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await watermark.isVisible()).toBe(true);
  expect(await watermark.textContent()).toMatch(
    /^PHÁT LẠIPHÁT LẠI 21\/11\/2026 09:00:00 · tạm dừng · như đã biết lúc đó · số \d+ · Lê Minh$/,
  );
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme), WAIT).toBe('light');
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme), WAIT).toBeUndefined();
});

it('live pierces: the strip says how many, a click is back at live within a second', async () => {
  const { page, server } = await open();
  await ready(page);
  await page.getByText('Trực tiếp: không rõ, đang mất kết nối').waitFor();
  server.live(0);
  await page.getByText('Trực tiếp: không có cảnh báo khẩn cấp').waitFor();
  expect(await page.locator('.urgent-strip').count()).toBe(0);
  server.live(2);
  const strip = page.locator('.urgent-strip');
  await strip.waitFor();
  expect(await strip.textContent()).toContain('ĐANG CÓ 2 cảnh báo nghiêm trọng');
  await page.evaluate(() => {
    const took = window as unknown as { tookMs: number };
    addEventListener('click', () => {
      const begun = performance.now();
      new MutationObserver((_, self) => {
        if (!document.querySelector('.wall .frame-live')) return;
        took.tookMs = performance.now() - begun;
        self.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
  });
  await strip.click();
  await page.waitForURL(`${FAKE_URL}/wall`);
  server.live(2);
  await page.locator('.wall .frame-live').first().waitFor();
  expect(await page.evaluate(() => (window as unknown as { tookMs: number }).tookMs)).toBeLessThan(1_000);
  expect(await page.locator('.frame-replay, .replay').count()).toBe(0);
  await expect.poll(() => page.title(), WAIT).toBe('IOC');
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('/icon.svg');
  // It only ever read there.
  expect(server.liveCalls.filter(({ event }) => event !== 'wall.beat')).toEqual([]);
});

it('a forgotten replay asks, and goes back to live', async () => {
  const { page } = await open(undefined, { prepare: (opened) => opened.clock.install() });
  await ready(page);
  await page.clock.fastForward('04:58');
  expect(await page.locator('dialog').count()).toBe(0);
  await page.clock.fastForward('00:04');
  const asked = page.getByRole('alertdialog', { name: 'Vẫn đang xem lại?' });
  await asked.waitFor();
  await press(page, 'Enter');
  await expect.poll(() => asked.count(), WAIT).toBe(0);
  await page.clock.fastForward('05:02');
  await asked.waitFor();
  await asked.getByText(/sau 2\d giây/).waitFor();
  expect(page.url()).toContain('/replay/');
  await page.clock.fastForward('00:31');
  await page.waitForURL(`${FAKE_URL}/wall`);
});

it('a day that plays is not forgotten before its end', async () => {
  const { page } = await open(`${DAY}?t=23:00:00&as=then`, { prepare: (opened) => opened.clock.install() });
  await ready(page);
  await press(page, ' ');
  await page.getByText('đạt 60×').waitFor();
  await page.clock.fastForward('06:00');
  await page.waitForTimeout(1_500);
  expect(await page.locator('dialog').count()).toBe(0);
  await page.keyboard.type('235955');
  await press(page, 'Enter');
  await page.getByText('Hết ngày').waitFor();
  await page.clock.fastForward('05:02');
  await page.getByRole('alertdialog').waitFor();
});

it('is silent: no page of a replay ever opens a sound', async () => {
  const { page, server } = await open(undefined, {
    prepare: async (opened) => {
      await opened.addInitScript(() => {
        const made = window as unknown as { sounds: number };
        made.sounds = 0;
        window.AudioContext = class extends AudioContext {
          constructor() {
            super();
            made.sounds += 1;
          }
        };
        window.Audio = class extends Audio {
          constructor() {
            super();
            made.sounds += 1;
          }
        };
      });
    },
  });
  await ready(page);
  server.live(3);
  await page.locator('.urgent-strip').waitFor();
  await press(page, ']', ' ', ' ');
  expect(await page.evaluate(() => (window as unknown as { sounds: number }).sounds)).toBe(0);
  expect(await page.locator('audio, video').count()).toBe(0);
});

it('a day that is no longer kept answers with the first one that is, and a way there', async () => {
  const gone = '2026-01-05';
  const { page } = await open(`${gone}?t=10:00:00&as=then`, { gone: [gone], expected: /404/ });
  await page.getByText('Ngày đầu tiên xem lại được là 21/11/2026.').waitFor();
  expect(await unframed(page)).toEqual([]);
  expect(await page.locator('.wall').count()).toBe(0);
  await page.getByRole('button', { name: 'Xem ngày 21/11/2026' }).click();
  await expect.poll(() => shownTime(page), WAIT).toBe('10:00:00');
  await expect.poll(() => new URL(page.url()).pathname, WAIT).toBe(`/replay/${DAY}`);
});

it('an empty day says so; a day that has not come, too', async () => {
  const quiet = '2026-11-20';
  const { page } = await open(`${quiet}?t=10:00:00&as=then`, {
    days: { [quiet]: { ...emptyDay, day: quiet }, [DAY]: fullDay },
  });
  await page.getByText('Ngày này không có sự kiện nào.').waitFor();
  const ahead = await open('2026-12-24?as=then');
  await ahead.page.getByText('Ngày cuối cùng có dữ liệu là 21/11/2026.').waitFor();
});

it('a server that does not answer is said after the wait, never waited for without a word', async () => {
  const { page, server } = await open(undefined, { open: 'never', prepare: (opened) => opened.clock.install() });
  await expect.poll(() => scene(page), WAIT).toBe('loading');
  await expect.poll(() => server.calls.length, WAIT).toBe(1);
  await page.clock.fastForward('00:31');
  await page.getByText('Không mở được ngày này: Máy chủ không trả lời kịp. Hãy thử lại.').waitFor();
  await page.getByRole('button', { name: 'Thử lại' }).waitFor();
});

const linked = `${DAY}?t=09:00:00&as=then&s=17`;
it.each([
  ['same', {}, 'Dấu vân tay khớp: ab12cd34, phiên bản tính 3'],
  [
    'different',
    { recordedHash: 'ffff0000ff' },
    'DẤU VÂN TAY KHÔNG KHỚP: nay ab12cd34, đã lưu ffff0000, phiên bản tính 3',
  ],
  ['other_version', { recordedFoldVersion: '2' }, 'liên kết lưu ở phiên bản tính 2, nay là 3'],
  ['none', { recordedHash: null, recordedFoldVersion: null }, 'chưa lưu dấu nào cho đúng thời điểm này'],
  [
    'gone',
    new Refused(404, { code: 'NOT_FOUND', message: 'đã quá hạn lưu' }),
    'Không so được dấu vân tay: đã quá hạn lưu',
  ],
] as const)('a permalink is compared once one is there: %s', async (verdict, stamp, text) => {
  const { page } = await open(linked, { stamp, expected: /404/ });
  await page.locator(`[data-verdict=${verdict}]`, { hasText: text }).waitFor();
  // As known then a pin is that of its instant alone.
  expect(new URL(page.url()).searchParams.get('s')).toBe('17');
  await press(page, 'ArrowRight');
  await expect.poll(() => new URL(page.url()).search, WAIT).toBe('?t=09:00:10&as=then');
});

it('the proof of the day is told: compared, not yet, mismatched', async () => {
  const of = async (one: FakeDay['proof']) =>
    (await open(undefined, { ...(one && { proof: one }), expected: /404/ })).page;
  await (await of(proof)).getByText('Ngày đã đối chiếu 1.441/1.441, khớp cả').waitFor();
  await (await of({ ...proof, checkedAt: null, fingerprints: 612 }))
    .getByText('Ngày chưa đối chiếu (đã lưu 612 dấu vân tay)')
    .waitFor();
  await (await of({ ...proof, mismatches: 2 })).getByText('NGÀY KHÔNG KHỚP 2/1.441 dấu vân tay').waitFor();
  await (await of(new Refused(404, { code: 'NOT_FOUND', message: '' })))
    .getByText('Không biết ngày đã đối chiếu hay chưa')
    .waitFor();
});

it('copies a link to the instant; where the browser will not, it stands there to be taken', async () => {
  const { page, server } = await open();
  await ready(page);
  await page.getByRole('button', { name: 'Sao chép liên kết' }).click();
  await page.getByRole('button', { name: 'Đã sao chép' }).waitFor();
  expect(server.posts).toEqual([{ path: '/api/links', body: { at: instantText(at('09:00:00')), as: 'then' } }]);

  const other = await open(undefined, {
    prepare: async (opened) => {
      await opened.addInitScript(() => {
        document.execCommand = () => false;
      });
    },
  });
  await ready(other.page);
  await other.page.getByRole('button', { name: 'Sao chép liên kết' }).click();
  expect(await other.page.locator('.replay-link').inputValue()).toBe(
    `${FAKE_URL}/replay/${DAY}?t=09:00:00&as=then&s=17`,
  );
});

it('an alarm that one came for is named, with the way to its instant', async () => {
  const { page } = await open(`${DAY}?t=03:41:40&as=then&focus=a-1`);
  await page.getByText('Xem cảnh báo: Máy chủ một cửa nhiễm mã độc (srv-motcua), phát sinh 03:42:10').waitFor();
  await page.getByRole('button', { name: 'Đến lúc phát sinh' }).click();
  await expect.poll(() => shownTime(page), WAIT).toBe('03:42:10');
  expect(new URL(page.url()).searchParams.get('focus')).toBe('a-1');
  await page.getByText('Lúc này màn hình Phòng họp lớn mất kết nối (03:40–03:44)').waitFor();
});

it('the story follows the instant, and leads to others', async () => {
  const { page } = await open(`${DAY}?t=09:08:00&as=then`);
  const current = page.locator('.story-current');
  await expect.poll(() => current.textContent(), WAIT).toContain('báo lên trưởng ca');
  await page.locator('.story-item', { hasText: 'đã cách ly máy' }).getByRole('button').click();
  await expect.poll(() => shownTime(page), WAIT).toBe('03:44:31');
  await expect.poll(() => current.textContent(), WAIT).toContain('đã cách ly máy');
  await page.getByRole('tab', { name: 'Đến muộn (37)' }).click();
  await page.getByText('muộn 1 giờ 57').waitFor();
  await page.getByRole('button', { name: 'xảy ra 08:04:10' }).click();
  await expect.poll(() => shownTime(page), WAIT).toBe('08:04:10');
});

it('the time is the province’s wherever the browser stands, also on a day with a changed clock there', async () => {
  const changed = '2026-03-08';
  const { page } = await open(`${changed}?t=00:00:00&as=then`, {
    days: { [changed]: { ...fullDay, day: changed, markers: [], gaps: [], outages: [], silences: [], snapshots: [] } },
    prepare: async (opened) => {
      const session = await opened.context().newCDPSession(opened);
      await session.send('Emulation.setTimezoneOverride', { timezoneId: 'America/New_York' });
    },
  });
  await ready(page);
  expect(await page.evaluate(() => new Date('2026-03-08T12:00:00Z').getTimezoneOffset())).toBe(240);
  await expect.poll(() => page.title(), WAIT).toContain('08/03/2026 00:00:00');
  expect((await figuresOn(page))['Tiếp nhận']).toMatch(/^0 /);
  for (const [typed, time] of [
    ['0215', '02:15:00'],
    ['235959', '23:59:59'],
    ['0000', '00:00:00'],
  ] as const) {
    await page.keyboard.type(typed);
    await press(page, 'Enter');
    await expect.poll(() => shownTime(page), WAIT).toBe(time);
  }
});

it.each([
  [1920, 1080],
  [3840, 1080],
  [7680, 2160],
  [1366, 768],
] as const)('stands still at %d×%d: nothing scrolls, nothing is cut, nothing lies over another', async (...size) => {
  const { page } = await open(`${DAY}?t=09:08:00&as=then&focus=a-3`, { size });
  await ready(page);
  await page.locator('.timeline-drawing').waitFor();
  expect(await scrollingOn(page)).toEqual([]);
  const problems = await page.evaluate(() => {
    const found: string[] = [];
    const shown = [
      ...document.querySelectorAll<HTMLElement>('.replay button, .replay input, .replay select, .replay a'),
    ].filter((one) => one.getBoundingClientRect().width > 2 && !one.closest('.pane-list'));
    for (const one of shown) {
      const { right, bottom, left, top } = one.getBoundingClientRect();
      if (right > innerWidth || bottom > innerHeight || left < 0 || top < 0) found.push(`outside: ${one.textContent}`);
      if (one.matches('button') && one.scrollWidth > one.clientWidth + 1) found.push(`cut: ${one.textContent}`);
      for (const other of shown) {
        if (one === other || one.contains(other) || other.contains(one)) continue;
        const box = other.getBoundingClientRect();
        if (left < box.right - 1 && box.left < right - 1 && top < box.bottom - 1 && box.top < bottom - 1)
          found.push(`over another: ${one.textContent} / ${other.textContent}`);
      }
      for (let bezel = 1920; innerWidth % 1920 === 0 && bezel < innerWidth; bezel += 1920)
        if (left < bezel && right > bezel) found.push(`on the bezel: ${one.textContent}`);
    }
    return found;
  });
  expect(problems).toEqual([]);
});
