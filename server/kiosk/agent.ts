// The watchdog outside the page: keeps one wall on one screen, for years. Looks, loads again, starts again.
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, type BrowserSettings, launch } from './browser.ts';
import { attachPage, type Sight } from './page.ts';
import { createWatch, type Limits } from './watch.ts';

export type Kiosk = Readonly<{
  /** Process of the browser; null between two lives. */
  pid: () => number | null;
  /** What was seen last; null before the first look of a life. */
  sight: () => Sight | null;
  stop: () => Promise<void>;
}>;

const LOOK_MS = 2_000;
const MAX_PAUSE_MS = 60_000;
/** A life that showed its picture for so long was no failed start. */
const LIVED_MS = 60_000;

/** Between two starts: 1 s, doubled with each life that was short. */
export const pauseMs = (shortLives: number): number => Math.min(MAX_PAUSE_MS, 1_000 * 2 ** shortLives);

/** Starts the browser and watches it until it is stopped. `say` gets a line for each thing that happens. */
export function startKiosk(settings: BrowserSettings, limits: Limits, say: (line: string) => void): Kiosk {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  let browser: Browser | null = null;
  let sight: Sight | null = null;

  /** Watches one life of the browser; resolves when it is over, with the ms for which it showed its picture. */
  async function attend(own: Browser): Promise<number> {
    let isOver = false;
    const over = own.exited.then((said) => {
      isOver = true;
      if (!signal.aborted) say(`the browser has ended${said === '' ? '' : `: ${said}`}`);
    });
    const page = await attachPage(own, settings.url);
    const watch = createWatch(limits, performance.now());
    let since: number | null = null;
    const lived = (): number => (since === null ? 0 : performance.now() - since);
    while (!isOver && !signal.aborted) {
      const seen = await page.look();
      if (isOver || signal.aborted) break;
      if (seen !== sight) say(`seen: ${seen}`);
      sight = seen;
      if (seen === 'picture') since ??= performance.now();
      const deed = watch(seen, performance.now());
      if (deed === 'relaunch') {
        say('starting the browser again');
        return lived();
      }
      if (deed === 'navigate') {
        if (seen !== 'away') say('loading the page again');
        // A browser that does not even answer this gets no picture, and is started again.
        await page.navigate().catch(() => {});
      }
      await Promise.race([wait(LOOK_MS, undefined, { signal }).catch(() => {}), over, page.crash()]);
    }
    return lived();
  }

  async function run(): Promise<void> {
    let shortLives = 0;
    while (!signal.aborted) {
      try {
        browser = await launch(settings);
        if ((await attend(browser)) >= LIVED_MS) shortLives = 0;
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
      await browser?.end(signal.aborted);
      [browser, sight] = [null, null];
      if (signal.aborted) return;
      await Promise.race([wait(pauseMs(shortLives), undefined, { signal }).catch(() => {}), stopped]);
      shortLives += 1;
    }
  }

  const running = run();
  return {
    pid: () => browser?.pid ?? null,
    sight: () => sight,
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
