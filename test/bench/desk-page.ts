// The duty desk in a browser while a benchmark runs: how long its main thread was held at a stretch.
import { chromium } from 'playwright-core';
import { chromiumPath, launchOptions } from '../support/chromium.ts';

export type DeskPage = Readonly<{
  /** Forgets what was before. */
  begin: () => Promise<void>;
  /** Ms of the long tasks since, longest first. */
  longTasks: () => Promise<number[]>;
  /** What the heading says of how many alarms are open. */
  heading: () => Promise<string>;
  close: () => Promise<void>;
}>;

/** Opens /desk with the session cookie `name=value`; null where there is no Chromium. */
export async function openDesk(url: string, cookie: string): Promise<DeskPage | null> {
  if ((await chromiumPath()) === null) return null;
  const browser = await chromium.launch(await launchOptions());
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(window, { long });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(`${url}/desk`);
  await page.locator('.desk[data-link=live]').waitFor({ timeout: 60_000 });
  await page.locator('.desk-row').first().waitFor({ timeout: 60_000 });
  const long = (forget: boolean): Promise<number[]> =>
    page.evaluate((clear) => {
      const { long } = window as unknown as { long: number[] };
      const found = long.toSorted((a, b) => b - a);
      if (clear) long.length = 0;
      return found;
    }, forget);
  return {
    begin: async () => void (await long(true)),
    longTasks: () => long(false),
    heading: async () => (await page.locator('.desk-head').textContent()) ?? '',
    close: () => browser.close(),
  };
}
