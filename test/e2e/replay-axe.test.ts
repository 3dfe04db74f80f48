// The replay page by the rules of accessibility (axe), in each of the pictures that a person meets.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DAY } from '../client/replay/days.ts';
import { complaints } from '../support/axe.ts';
import { browserOfFile } from '../support/browser.ts';
import type { FakeDay } from '../support/fake-replay.ts';
import { openReplay, press } from './replay-visit.ts';

const { visit } = browserOfFile();

type Scene = FakeDay & Readonly<{ path?: string; live?: number; act?: (page: Page) => Promise<void> }>;
const SCENES: Record<string, Scene> = {
  'a full day': {},
  'an alarm one came for, by a link': { path: `${DAY}?t=03:42:10&as=then&focus=a-1&s=17` },
  'what came late': { act: (page) => page.getByRole('tab', { name: /Đến muộn/ }).click() },
  'a stretch, and an endpoint': {
    act: async (page) => {
      await page.locator('[data-endpoint]').nth(3).click();
      await press(page, 'a', 'Shift+ArrowRight', 'b');
    },
  },
  'the keys': { act: (page) => press(page, '?') },
  'urgent alarms now': { live: 2 },
  'a wrong time': { act: (page) => press(page, 't', '9', '9', '9', '9', 'Enter') },
  'a day that is gone': { path: '2026-01-01?as=then' },
  'a server that refuses': { open: { code: 'INTERNAL', message: 'Không phát lại được.' } },
};

it.each(Object.entries(SCENES))('has nothing to complain of: %s', async (_name, { path, live, act, ...day }) => {
  const { page, server } = await openReplay(visit, path, day);
  await page.locator('.replay-bar').waitFor();
  await page.locator('.wall .tile, .replay-notice').first().waitFor();
  if (live) server.live(live);
  await page.waitForTimeout(300);
  await act?.(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.waitForTimeout(200);
  expect(await complaints(page)).toEqual([]);
  server.close();
});
