// The wall in a headless Chromium while a benchmark runs: its frames, its long tasks, its processor time, its memory.
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { launchOptions } from '../support/chromium.ts';

export type Drawing = Readonly<{
  /** Ms between frames, and of long tasks, since `begin`. */
  frames: number[];
  longTasks: number[];
  /** Seconds of processor time of all renderers since `begin`, and of wall clock. */
  cpuSeconds: number;
  seconds: number;
}>;
/** After a forced collection: what is alive in the whole page, detached or not. */
export type Alive = Readonly<{ heapMb: number; nodes: number; listeners: number }>;
export type Charts = Readonly<{ made: number; disposed: number; shown: number }>;

export type WallPage = Readonly<{
  page: Page;
  begin: () => Promise<void>;
  drawing: () => Promise<Drawing>;
  alive: () => Promise<Alive>;
  charts: () => Promise<Charts>;
  close: () => Promise<void>;
}>;
export type WallBrowser = Readonly<{
  /** A page of a new session with the cookie `name=value`; nothing is cached. */
  open: (url: string, cookie: string, size?: readonly [number, number]) => Promise<WallPage>;
  close: () => Promise<void>;
}>;

type Recorded = { frames: number[]; long: number[] };

/** As text: what compiles this file gives functions a helper that a page does not have. */
const RECORD = `
  window.benchRecord = { frames: [], long: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) benchRecord.long.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  let last = performance.now();
  requestAnimationFrame(function frame() {
    const now = performance.now();
    benchRecord.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  });`;

async function cpuOf(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function openIn(browser: Browser, context: BrowserContext, url: string): Promise<WallPage> {
  const page = await context.newPage();
  await page.addInitScript({ content: RECORD });
  const own = await context.newCDPSession(page);
  const whole = await browser.newBrowserCDPSession();
  await page.goto(url);
  let [cpu, at] = [0, 0];
  return {
    page,
    begin: async () => {
      [cpu, at] = [await cpuOf(whole), performance.now()];
      await page.evaluate(() => {
        const { benchRecord } = window as unknown as { benchRecord: Recorded };
        benchRecord.frames.length = benchRecord.long.length = 0;
      });
    },
    drawing: async () => {
      const { frames, long } = await page.evaluate(() => (window as unknown as { benchRecord: Recorded }).benchRecord);
      const seconds = (performance.now() - at) / 1000;
      return { frames, longTasks: long.toSorted((a, b) => b - a), cpuSeconds: (await cpuOf(whole)) - cpu, seconds };
    },
    alive: async () => {
      await own.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners } = await own.send('Memory.getDOMCounters');
      const { usedSize } = await own.send('Runtime.getHeapUsage');
      return { heapMb: usedSize / 1_048_576, nodes, listeners: jsEventListeners };
    },
    charts: () =>
      page.evaluate(() => ({
        ...(window as unknown as { iocCharts: { made: number; disposed: number } }).iocCharts,
        shown: document.querySelectorAll('.chart').length,
      })),
    close: () => context.close(),
  };
}

export async function launchWallBrowser(): Promise<WallBrowser> {
  const browser = await chromium.launch(await launchOptions());
  return {
    open: async (url, cookie, [width, height] = [3840, 1080]) => {
      const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN' });
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: new URL(url).origin }]);
      return openIn(browser, context, url);
    },
    close: () => browser.close(),
  };
}
