// The desk by the rules of accessibility (axe), light and dark, in each of the pictures that a person meets.
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { answerOf, fifty, flooded, floodOf, viewOfRows } from '../client/desk-scenes.ts';
import { NOW } from '../client/fixtures.ts';
import { browserOfFile } from '../support/browser.ts';
import { FAKE_URL, type FakeDesk, fakeDesk } from '../support/fake-desk.ts';

const { visit } = browserOfFile();
const axe = createRequire(import.meta.url).resolve('axe-core');

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

const problems = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });

it.each(['light', 'dark'])('has nothing to complain of, %s', { timeout: 180_000 }, async (theme) => {
  for (const [name, { rows, flood, act }] of Object.entries(SCENES)) {
    let desk: FakeDesk | undefined;
    const page = await visit(`${FAKE_URL}/desk`, {
      prepare: async (opened) => {
        await opened.addInitScript((wanted) => localStorage.setItem('ioc.theme', wanted), theme);
        await opened.addInitScript({ path: axe });
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
    // Contrast is measured on what stands still.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await problems(page), `${name}, ${theme}`).toEqual([]);
    await page.close();
  }
});
