// Screenshots of the built replay page into a folder: npx tsx test/client/harness/replay-shots.ts DIR [scene…]
import { mkdirSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { launchOptions } from '../../support/chromium.ts';
import { type FakeDay, fakeReplay } from '../../support/fake-replay.ts';
import { FAKE_URL } from '../../support/fake-site.ts';
import { bad, exercise } from '../fixtures.ts';
import { DAY } from '../replay/days.ts';

type Scene = FakeDay & Readonly<{ path?: string; live?: number; act?: (page: Page) => Promise<void>; print?: boolean }>;
const keys =
  (...list: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of list) await page.keyboard.press(key);
  };

const SCENES: Record<string, Scene> = {
  day: {},
  bad: { viewAt: () => bad },
  exercise: { viewAt: () => exercise },
  focus: { path: `${DAY}?t=03:42:10&as=then&focus=a-1&s=17`, live: 0 },
  late: {
    act: async (page) => {
      const tab = page.getByRole('tab', { name: /Đến muộn/ });
      if (await tab.isVisible()) await tab.click();
    },
  },
  live: { live: 2, act: keys('d') },
  loop: {
    act: async (page) => {
      await page.locator('[data-endpoint]').nth(30).click();
      await keys('a')(page);
      await page.keyboard.type('1130');
      await keys('Enter', 'b', ' ')(page);
      const box = await page.locator('.timeline-plot').boundingBox();
      if (box) await page.mouse.move(box.x + box.width * 0.155, box.y + 10);
      await page.waitForTimeout(600);
    },
  },
  help: { act: keys('?') },
  gone: { path: '2026-01-01?as=then' },
  print: { print: true },
};

const [dir = '/tmp/replay-shots', ...wanted] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });
const browser = await chromium.launch(await launchOptions());
for (const size of [
  [1920, 1080],
  [3840, 1080],
  [1366, 768],
] as const) {
  for (const [name, { path = `${DAY}?t=09:08:00&as=then`, live, act, print, ...day }] of Object.entries(SCENES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: 'vi-VN' });
    const page = await context.newPage();
    page.on('console', (message) => process.stdout.write(`${name}: ${message.type()} ${message.text()}\n`));
    page.on('pageerror', (error) => process.stdout.write(`${name}: ${error}\n`));
    const server = await fakeReplay(page, day);
    await page.goto(`${FAKE_URL}/replay/${path}`);
    await page.locator('.replay-bar').waitFor();
    if (live !== undefined) server.live(live);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(1_500);
    await act?.(page);
    if (print) await page.emulateMedia({ media: 'print' });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${dir}/${name}-${size[0]}.png` });
    server.close();
    await context.close();
  }
}
await browser.close();
