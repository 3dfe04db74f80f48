// The desk by the rules of accessibility (axe), light and dark, in each of the pictures that a person meets.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { answerOf, fifty, flooded, floodOf, viewOfRows } from '../client/desk-scenes.ts';
import { NOW } from '../client/fixtures.ts';
import { complaints, darkContrast } from '../support/axe.ts';
import { browserOfFile } from '../support/browser.ts';
import { FAKE_URL, type FakeDesk, fakeDesk } from '../support/fake-desk.ts';

const { visit } = browserOfFile();

const keys =
  (...list: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of list) await page.keyboard.press(key);
  };

type Scene = Readonly<{ rows: readonly DeskRow[]; flood?: number; act?: (page: Page) => Promise<void> }>;
const SCENES: Record<string, Scene> = {
  'nothing open': { rows: [] },
  'fifty alarms, one selected': { rows: fifty, act: keys('Home') },
  'what is shelved': { rows: fifty, act: keys('2', 'Home', 't') },
  'what is blocked': { rows: fifty, act: keys('3', 'Home', 'g') },
  'a flood': { rows: flooded, flood: 158, act: keys('End', 'ArrowRight') },
  'many marked': { rows: fifty, act: keys('Control+a', ' ', 'a') },
  'a filter with a P1 outside': { rows: fifty, act: keys('/', 'q', 'h') },
  'the keys': { rows: fifty, act: keys('?') },
};

async function open({ rows, flood, act }: Scene): Promise<Page> {
  let desk: FakeDesk | undefined;
  const page = await visit(`${FAKE_URL}/desk`, {
    prepare: async (opened) => {
      desk = await fakeDesk(opened, { name: 'Lê Minh', role: 'supervisor', answer: answerOf });
    },
  });
  desk?.snapshot(viewOfRows(rows, flood === undefined ? null : floodOf(flood)), NOW);
  desk?.beat(NOW);
  desk?.rows(rows);
  await page.locator('.desk[data-link=live]').waitFor();
  await page
    .locator(rows.length > 0 ? '.desk-row' : '.desk-empty')
    .first()
    .waitFor();
  await act?.(page);
  return page;
}

it('is dark for whoever asked for it, also next time', async () => {
  const page = await open({ rows: [] });
  const theme = (): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.theme);
  expect(await theme()).toBe('light');
  await page.getByRole('button', { name: 'Nền tối' }).click();
  expect(await theme()).toBe('dark');
  await page.reload();
  await page.getByRole('button', { name: 'Nền sáng' }).waitFor();
  expect(await theme()).toBe('dark');
});

it.each(Object.entries(SCENES))('has nothing to complain of, light and dark: %s', async (_name, scene) => {
  const page = await open(scene);
  // Contrast is measured on what stands still.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect([...(await complaints(page)), ...(await darkContrast(page))]).toEqual([]);
});
