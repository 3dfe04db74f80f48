// What the tests of the replay page ask of it.
import type { Page } from 'playwright-core';
import { DAY } from '../client/replay/days.ts';
import type { VisitOptions } from '../support/browser.ts';
import { type FakeDay, type FakeReplay, fakeReplay } from '../support/fake-replay.ts';
import { FAKE_URL } from '../support/fake-site.ts';

type Visit = (url: string, options?: VisitOptions) => Promise<Page>;
export type Opened = Readonly<{ page: Page; server: FakeReplay }>;

/** Opens the page on a server that the test plays. `path`: behind `/replay/`. */
export async function openReplay(
  visit: Visit,
  path = `${DAY}?t=09:00:00&as=then`,
  { prepare, size, expected, ...day }: FakeDay & VisitOptions = {},
): Promise<Opened> {
  let server: FakeReplay | undefined;
  const page = await visit(`${FAKE_URL}/replay/${path}`, {
    ...(size && { size }),
    ...(expected && { expected }),
    prepare: async (opened) => {
      await prepare?.(opened);
      server = await fakeReplay(opened, day);
    },
  });
  if (!server) throw new Error('no server');
  return { page, server };
}

/** `03:42:10`, or with milliseconds, as the frame around the wall says. */
export async function shownTime(page: Page): Promise<string> {
  const caption = (await page.locator('.wall .frame-caption').first().textContent()) ?? '';
  return / (\d\d:\d\d:\d\d(\.\d+)?) ·/.exec(caption)?.[1] ?? '';
}

/** What the page says of itself that is no replay: text outside every frame of one. */
export const unframed = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    for (const area of document.querySelectorAll<HTMLElement>('.replay > *')) {
      const { width, height } = area.getBoundingClientRect();
      if (width * height <= 1 || area.matches('.live-strip, dialog')) continue;
      const frames = area.matches('.frame-replay') ? [area] : [...area.querySelectorAll('.frame-replay')];
      const covered = frames.reduce((sum, frame) => {
        const box = frame.getBoundingClientRect();
        return sum + box.width * box.height;
      }, 0);
      if (covered < 0.99 * width * height) found.push(area.className);
    }
    const words = [...document.querySelectorAll('.replay-wall .frame-replay, .replay-pane .frame-replay')].filter(
      (frame) => !frame.querySelector('.frame-caption')?.textContent?.includes('PHÁT LẠI'),
    );
    return [...found, ...words.map((frame) => `no word: ${frame.className}`)];
  });

/** Keys pressed one after the other, as a person without a mouse does. */
export const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
