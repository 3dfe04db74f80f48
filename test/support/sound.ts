// The sound of a page under test: each tone that it plays is noted, with the pitch of its beeps.
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    ioc_beeps: number[];
    ioc_shown: () => void;
  }
}

/** For `prepare` of a visit: before the page's own code. */
export async function noteBeeps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.ioc_beeps = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      window.ioc_beeps.push(this.frequency.value);
      return start.call(this, when);
    };
  });
}

/**
 * `shown` when something of this class is in the page. To be called before the page is opened: the driver's own questions
 * count as a person's gestures, and a page that was asked anything lets its sound through.
 */
export async function watchFor(page: Page, className: string): Promise<{ shown: Promise<void> }> {
  let tell = (): void => {};
  const shown = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await page.exposeFunction('ioc_shown', () => tell());
  await page.addInitScript((name) => {
    const seen = new MutationObserver(() => {
      if (document.getElementsByClassName(name).length === 0) return;
      seen.disconnect();
      window.ioc_shown();
    });
    seen.observe(document, { childList: true, subtree: true });
  }, className);
  return { shown };
}

/** Pitches of the beeps so far, each as often as it was played. */
export const beepsOf = (page: Page): Promise<number[]> => page.evaluate(() => window.ioc_beeps);

/** What the horn's place in the head of the desk says. */
export const hornOf = async (page: Page): Promise<{ sounding: string | null; here: boolean }> => {
  const controls = page.locator('.horn-controls');
  return {
    sounding: await controls.getAttribute('data-sounding'),
    here: (await controls.getAttribute('data-here')) === 'true',
  };
};
