// Screenshots of the built desk at a full HD screen into a folder: npx tsx test/client/harness/desk-shots.ts DIR [scene…]
import { mkdirSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import type { DeskRow } from '../../../shared/alarm/view-schema.ts';
import { launchOptions } from '../../support/chromium.ts';
import { FAKE_URL, fakeDesk } from '../../support/fake-desk.ts';
import { answerOf, fifty, flooded, floodOf, viewOfRows } from '../desk-scenes.ts';
import { NOW } from '../fixtures.ts';

type Scene = Readonly<{
  rows: readonly DeskRow[];
  flood?: number;
  size?: readonly [number, number];
  act?: (page: Page) => Promise<void>;
}>;
const keys =
  (...list: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of list) await page.keyboard.press(key);
  };

const SCENES: Record<string, Scene> = {
  calm: { rows: [] },
  fifty: { rows: fifty },
  detail: { rows: fifty, act: keys('ArrowDown') },
  shelved: { rows: fifty, act: keys('2', 'ArrowDown') },
  blocked: { rows: fifty, act: keys('3', 'ArrowDown', 'ArrowDown') },
  flood: { rows: flooded, flood: 158, act: keys('ArrowDown', 'ArrowDown', 'ArrowDown') },
  'flood-open': { rows: flooded, flood: 158, act: keys('End', 'ArrowRight') },
  shelve: { rows: fifty, act: keys('ArrowDown', 'ArrowDown', 't') },
  assign: { rows: fifty, act: keys('ArrowDown', 'ArrowDown', 'g') },
  bulk: { rows: fifty, act: keys('Control+a', 'a') },
  filter: {
    rows: fifty,
    act: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('yen lap');
    },
  },
  help: { rows: fifty, act: keys('?') },
  dark: { rows: fifty, act: async (page) => page.getByRole('button', { name: 'Nền tối' }).click() },
  small: { rows: fifty, size: [1366, 768], act: keys('ArrowDown') },
  stale: {
    rows: fifty,
    act: async (page) => {
      await keys('ArrowDown')(page);
      await page.waitForTimeout(11_000);
    },
  },
};

const [dir = '/tmp/desk-shots', ...wanted] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });
const browser = await chromium.launch(await launchOptions());
for (const [name, { rows, flood, size = [1920, 1080], act }] of Object.entries(SCENES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: 'vi-VN' });
  const page = await context.newPage();
  page.on('console', (message) => process.stdout.write(`${name}: ${message.type()} ${message.text()}\n`));
  page.on('pageerror', (error) => process.stdout.write(`${name}: ${error}\n`));
  const desk = await fakeDesk(page, { name: 'Lê Minh', role: 'supervisor', answer: answerOf });
  await page.goto(`${FAKE_URL}/desk`);
  desk.snapshot(viewOfRows(rows, flood === undefined ? null : floodOf(flood)), NOW);
  desk.beat(NOW);
  desk.rows(rows);
  desk.emit('desk.presence', { open: { p1: ['Trần Quốc Hùng'], 'ep-0': ['Nguyễn Thị Phương Lan'] } });
  await page.locator('.desk[data-link=live]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  await act?.(page);
  await page.waitForTimeout(500);
  const problems = await page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
      found.push(`page scrolls ${scrollWidth}x${scrollHeight}`);
    for (const element of document.querySelectorAll<HTMLElement>('.desk button, .desk-head > *, .desk-list-head > *')) {
      if (element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${element.textContent}`);
    }
    return found;
  });
  for (const problem of problems) process.stdout.write(`${name}: ${problem}\n`);
  await page.screenshot({ path: `${dir}/${name}.png` });
  await context.close();
}
await browser.close();
