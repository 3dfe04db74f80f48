// Pages in a real browser that a test drives. What a page writes to its console as an error, and what it asks of any
// other server, fails the test that opened it.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchOptions } from './chromium.ts';

/** What the browser writes of a line that breaks or a server that goes, in the middle of whatever it was asking. */
export const BROKEN_LINE = /WebSocket|ERR_|Failed to load resource/;

export const WAIT = { timeout: 15_000, interval: 50 };

export type VisitOptions = Readonly<{
  /** A cookie `name=value`; absent: nobody is signed in. */
  cookie?: string;
  size?: readonly [number, number];
  /** Errors that the browser itself writes and that this test causes (a killed server). */
  expected?: RegExp;
  /** Before the page is opened: a clock, listeners. */
  prepare?: (page: Page) => Promise<void>;
}>;

/** One browser for a test file; `visit` opens a page of its own session. */
export function browserOfFile(): { visit: (url: string, options?: VisitOptions) => Promise<Page> } {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch(await launchOptions());
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const found = problems;
    [contexts, problems] = [[], []];
    expect(found).toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    async visit(url, { cookie, size = [1920, 1080], expected, prepare } = {}) {
      const { host, origin } = new URL(url);
      const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: 'vi-VN' });
      contexts.push(context);
      if (cookie !== undefined) {
        const [name = '', value = ''] = cookie.split('=');
        await context.addCookies([{ name, value, url: origin }]);
      }
      context.on('request', (request) => {
        const to = new URL(request.url());
        if (/^(https?|wss?):$/.test(to.protocol) && to.host !== host) problems.push(`asked ${to.href}`);
      });
      const page = await context.newPage();
      const problem = (text: string): void => {
        if (!expected?.test(text)) problems.push(text);
      };
      page.on('console', (message) => {
        if (message.type() === 'error') problem(`${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => problem(String(error)));
      page.on('websocket', (socket) => {
        if (new URL(socket.url()).host !== host) problems.push(`connected to ${socket.url()}`);
      });
      await prepare?.(page);
      await page.goto(url);
      return page;
    },
  };
}

export type Shown = Record<string, string>;

/** Every figure with a label on a wall: what stands at it, the notes beside it included. */
export const figuresOn = (page: Page): Promise<Shown> =>
  page.locator('.figure').evaluateAll((nodes) =>
    Object.fromEntries(
      nodes.map((node) => {
        const text = (name: string): string => node.querySelector(`.${name}`)?.textContent?.trim() ?? '';
        const value = `${text('figure-number')}${text('figure-of')} ${text('figure-beside')}`.trim();
        const notes = [...node.querySelectorAll('.figure-notes > div')].map((note) => note.textContent?.trim() ?? '');
        return [text('figure-label'), [value, ...notes].join(' | ')];
      }),
    ),
  );

/** What is wrong with the picture's geometry: scrollbars, content that scrolls inside. Empty when nothing is. */
export const scrollingOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight) found.push(`page ${scrollWidth}x${scrollHeight}`);
    for (const element of document.querySelectorAll<HTMLElement>('.wall, .wall *')) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = (overflow: string, inner: number, outer: number): boolean =>
        /auto|scroll/.test(overflow) && inner > outer;
      if (
        scrolls(overflowX, element.scrollWidth, element.clientWidth) ||
        scrolls(overflowY, element.scrollHeight, element.clientHeight)
      )
        found.push(element.className);
      const { right, bottom } = element.getBoundingClientRect();
      if (right > innerWidth + 1 || bottom > innerHeight + 1) found.push(`outside: ${element.className}`);
    }
    return found;
  });
