// The wall to an eye: contrast, room for Vietnamese marks, shape and word beside colour, what may move; and in English.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Language } from '../../shared/i18n/spoken.ts';
import type { View } from '../../shared/view.ts';
import { bad, empty, exercise, NOW, quiet } from '../client/fixtures.ts';
import { complaints } from '../support/axe.ts';
import { browserOfFile } from '../support/browser.ts';
import { FAKE_URL, type FakeDesk, fakeDesk } from '../support/fake-desk.ts';
import { cutMarks, differingShapes, faintText, movingOn } from '../support/seeing.ts';
import { openReplay } from './replay-visit.ts';

const { visit } = browserOfFile();
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

declare global {
  interface Window {
    /** Ms by which the page's clock has been put forward. */
    ioc_ahead: number;
  }
}

/** So that a picture grows old at once. */
const putForward = (ms: number) => (page: Page) =>
  page.evaluate((ahead) => {
    window.ioc_ahead = ahead;
  }, ms);

async function openWall(
  view: View,
  { size = [1920, 1080], language = 'vi' }: { size?: readonly [number, number]; language?: Language } = {},
): Promise<Page> {
  let desk: FakeDesk | undefined;
  const page = await visit(`${FAKE_URL}/wall`, {
    size,
    prepare: async (opened) => {
      await opened.addInitScript(() => {
        window.ioc_ahead = 0;
        const now = performance.now.bind(performance);
        performance.now = () => now() + window.ioc_ahead;
      });
      desk = await fakeDesk(opened, { name: 'Tường 1', role: 'operator', language, answer: () => undefined });
    },
  });
  desk?.snapshot(view, NOW);
  desk?.beat(NOW);
  await page.locator('.wall-live .state-line').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

const STATES: Record<string, () => Promise<Page>> = {
  'all is well': () => openWall(quiet),
  'fifty alarms': () => openWall(bad),
  'fifty alarms on two panels': () => openWall(bad, { size: [3840, 1080] }),
  'nothing known': () => openWall(empty),
  'an exercise': () => openWall(exercise),
  'an old picture': async () => {
    const page = await openWall(bad);
    await putForward(11_000)(page);
    await page.locator('.wall-stale').waitFor();
    return page;
  },
  'no connection': async () => {
    const page = await openWall(bad);
    await putForward(31_000)(page);
    await page.locator('.wall-offline').waitFor();
    return page;
  },
  'a replay': async () => {
    const { page } = await openReplay(visit, undefined, { viewAt: () => bad });
    await page.locator('.wall .tile').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    return page;
  },
};

it.each(Object.entries(STATES))('can be read, with room for the marks of Ễ Ặ Ỵ: %s', async (_name, open) => {
  const page = await open();
  // Contrast is measured on what stands still.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await faintText(page, '.wall')).toEqual([]);
  const { styles, problems: cut } = await cutMarks(page, '.wall');
  expect(styles).toBeGreaterThan(3);
  expect(cut).toEqual([]);
  expect(await complaints(page, { within: '.wall' })).toEqual([]);
});

it('the measures find what is wrong', async () => {
  const page = await openWall(bad);
  await page.evaluate(() => {
    const put = (selector: string, name: string, value: string): void =>
      document.querySelector<HTMLElement>(selector)?.style.setProperty(name, value);
    put('.figure-number', 'opacity', '0.5');
    put('.figure-label', 'line-height', '0.8');
    put('.figure-label', 'overflow', 'hidden');
  });
  expect((await faintText(page, '.wall')).map(({ where }) => where)).toContain('figure-number');
  const { problems: cut } = await cutMarks(page, '.wall');
  expect(cut.filter((text) => /line-height 0\.80/.test(text))).toHaveLength(1);
  expect(cut.filter((text) => /cut by figure-label/.test(text))).toHaveLength(1);
});

it('tells the priorities apart without colour: by shape, by word, and what waits by a ring', async () => {
  // One of each that waits and one that is seen: a wall shows the worst first.
  const rows = Object.values(bad.alarms.top);
  const some = [
    ...(['P1', 'P2', 'P3', 'P4'] as const).map((priority) =>
      rows.find((row) => row.priority === priority && row.state === 'active_unack'),
    ),
    rows.find((row) => row.state === 'active_ack'),
  ];
  const top = Object.fromEntries(
    some.flatMap((row, i) => (row ? [[`o${i}`, { ...row, text: 'Ngắn', rank: i + 1 }]] : [])),
  );
  const page = await openWall({ ...bad, alarms: { ...bad.alarms, top } }, { size: [3840, 1080] });
  await page.locator('.alarm-row').nth(4).waitFor();
  const shapes = await page
    .locator('.alarm-row .alarm-sign')
    .evaluateAll((signs) =>
      Object.fromEntries(
        signs.map((sign) => [
          sign.querySelector('.alarm-word')?.textContent ?? '',
          sign.querySelector('.alarm-body')?.getAttribute('d') ?? '',
        ]),
      ),
    );
  expect(Object.keys(shapes).sort()).toEqual(['CAO', 'KHẨN CẤP', 'THẤP', 'TRUNG BÌNH']);
  const differing = await differingShapes(page, shapes);
  expect(Object.keys(differing)).toHaveLength(6);
  for (const [pair, share] of Object.entries(differing)) expect(share, pair).toBeGreaterThan(0.08);
  const rings = await page
    .locator('.alarm-row')
    .evaluateAll((rows) =>
      rows.map((row) => [row.classList.contains('alarm-seen'), row.querySelector('.alarm-blink') !== null]),
    );
  expect(new Set(rings.map(([seen]) => seen)).size).toBe(2);
  for (const [seen, ring] of rings) expect(ring).toBe(!seen);
});

it('moves nothing but the ring of what waits, once a second at most; stopped, the ring is lit', async () => {
  const page = await openWall(bad);
  const moving = await movingOn(page);
  expect(moving.length).toBeGreaterThan(0);
  for (const one of moving) {
    expect(one).toMatchObject({ on: 'path', text: '', litAtRest: true });
    expect(one.ms).toBeGreaterThanOrEqual(1_000);
  }
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await movingOn(page)).toEqual([]);
  const ring = page.locator('.alarm-blink').first();
  expect(
    await ring.evaluate((path) => [getComputedStyle(path).opacity, getComputedStyle(path).stroke !== 'none']),
  ).toEqual(['1', true]);
});

it('moves nothing when all is well', async () => {
  expect(await movingOn(await openWall(quiet))).toEqual([]);
});

it('speaks English where the server does: every word, figures and dates; the data’s own names stay', async () => {
  const [first] = Object.keys(bad.alarms.top);
  const silent = { ...bad.alarms.top[first ?? '']!, text: 'Nguồn /phutho/motcua im lặng, tin cuối lúc 10:02' };
  const view: View = { ...bad, alarms: { ...bad.alarms, top: { ...bad.alarms.top, [first ?? '']: silent } } };
  const page = await openWall(view, { size: [7680, 2160], language: 'en' });
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByText('Source /phutho/motcua is silent, last heard at 10:02').first().waitFor();
  await page.getByText('Saturday 21/11/2026').first().waitFor();
  const texts = await page.locator('.wall').evaluate((wall) => {
    const found: string[] = [];
    const nodes = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) found.push(node.textContent?.trim() ?? '');
    return found;
  });
  const data = JSON.stringify(view);
  const names = [...data.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '').filter((name) => VIETNAMESE.test(name));
  const left = texts
    .filter((text) => VIETNAMESE.test(text) && !data.includes(text) && !/^TX /.test(text))
    .filter((text) => VIETNAMESE.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text)));
  expect(left).toEqual([]);
  expect(texts.join(' ')).toMatch(/\d,\d{3}\b/);
  expect(await cutMarks(page, '.wall')).toMatchObject({ problems: [] });
  // A page with words of its own in Vietnamese stays Vietnamese as a whole.
  await page.goto(`${FAKE_URL}/login`);
  await page.locator('h1').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('vi');
});
