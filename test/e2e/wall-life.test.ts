// A wall over its years: lines that break, servers that come back newer, a machine whose clock is wrong or that is too weak.
// What it shows in the end is what a page shows that was opened just now, and no number is one that never was.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { number } from '../../shared/i18n/format.ts';
import type { View } from '../../shared/view.ts';
import { applyPatch, type Frame } from '../../shared/wire.ts';
import { BROKEN_LINE, browserOfFile, WAIT } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';
import { at, conference, dossiers, security } from './province.ts';

const { visit } = browserOfFile();
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'ioc-life-'));
let database: TestDatabase;
let server: TestServer;
let cable: Cable;
let now = at('10:00:00');

const start = (build: string, port = '0'): Promise<TestServer> =>
  startTestServer({ database, exerciseFrom: now, client: join(folder, build), env: { PORT: port } });

beforeAll(async () => {
  database = await freshDatabase();
  // Two builds that differ in a comment.
  for (const build of ['a', 'b']) {
    cpSync(join(root, 'dist/client'), join(folder, build), { recursive: true });
    const index = join(folder, build, 'index.html');
    writeFileSync(index, `${readFileSync(index, 'utf8')}<!-- ${build} -->`);
  }
  server = await start('a');
  cable = await layCable(server.url);
  await server.post([...dossiers(), ...conference(), ...security()]);
});
afterAll(async () => {
  await cable?.end();
  await server?.end();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The clock of the exercise, and with it the server's seconds, go on to there. */
async function goTo(instant: number): Promise<void> {
  now = instant;
  (server as Awaited<ReturnType<typeof startTestServer>>).clock?.set(now);
  await expect.poll(async () => Date.parse((await server.view()).at), WAIT).toBeGreaterThanOrEqual(now);
}
let handed = 0;
const handIn = (count: number): Promise<unknown> =>
  server.post(
    Array.from({ length: count }, () => {
      handed += 1;
      return event('dossier.submitted', `NEW-${handed}`, now, { level: 3 }, { agency: 'H44.14' });
    }),
  );

/** All that stands on the wall. Charts are drawn, and have numbers of their own. */
const picture = (page: Page): Promise<string> =>
  page.locator('.wall').evaluate((wall) => {
    const copy = wall.cloneNode(true) as Element;
    for (const chart of copy.querySelectorAll('.chart')) chart.replaceWith(chart.getAttribute('aria-label') ?? '');
    return copy.outerHTML;
  });
const open = async (prepare?: (page: Page) => Promise<void>, query = ''): Promise<Page> => {
  const page = await visit(`${cable.url}/wall${query}`, {
    cookie: await server.cookie('operator'),
    expected: BROKEN_LINE,
    ...(prepare ? { prepare } : {}),
  });
  await page.locator('.wall-live .state-line').first().waitFor();
  return page;
};
async function expectAsFresh(page: Page): Promise<void> {
  const fresh = await open();
  const { dossier } = (await server.view()).view;
  await fresh
    .getByText(`${number(dossier.submitted)} hồ sơ nộp hôm nay`)
    .first()
    .waitFor();
  const both = async (): Promise<[string[], string[]]> => {
    const [own, other] = [(await picture(page)).split(/(?=<)/), (await picture(fresh)).split(/(?=<)/)];
    return [own.filter((part, at) => part !== other[at]), other.filter((part, at) => part !== own[at])];
  };
  await expect.poll(both, WAIT).toEqual([[], []]);
  await fresh.close();
}

/** Every view that a page was sent, as its frames make it. */
function published(page: Page): View[] {
  const views: View[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const found = /^42\/live,(\["frame",.*)$/s.exec(String(payload));
      if (!found) return;
      const [, frame] = JSON.parse(found[1] ?? '') as [string, Frame];
      if (frame.kind === 'snapshot') views.push(frame.view);
      else views.push(applyPatch(views.at(-1) as View, frame.patch));
    }),
  );
  return views;
}

it('a number that changes shows no value that never was, also over a lost line', async () => {
  let views: View[] = [];
  const page = await open(async (fresh) => {
    views = published(fresh);
    await fresh.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = (): void => {
        const text = [...document.querySelectorAll('.figure-notes div')]
          .map((note) => note.textContent ?? '')
          .find((note) => note.includes('nộp hôm nay'));
        if (text !== undefined && text !== seen.at(-1)) seen.push(text);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      const draws = new Map<Element, number[]>();
      Object.assign(window, { draws });
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        const times = draws.get(this.canvas) ?? [];
        draws.set(this.canvas, times);
        if (performance.now() - (times.at(-1) ?? 0) > 5) times.push(performance.now());
        clearRect.apply(this, box);
      };
    });
  });
  const began = await page.evaluate(() => performance.now());
  for (let n = 0; n < 30; n++) await handIn(7);
  cable.unplug();
  for (let n = 0; n < 30; n++) await handIn(7);
  cable.plug();
  for (let n = 0; n < 30; n++) await handIn(7);
  const last = (await server.view()).view.dossier.submitted ?? 0;
  const seenOn = (): Promise<number[]> =>
    page.evaluate(() =>
      (window as unknown as { seen: string[] }).seen.map((text) =>
        Number(/^[\d.]+/.exec(text)?.[0].replaceAll('.', '')),
      ),
    );
  await expect.poll(async () => (await seenOn()).at(-1), WAIT).toBe(last);
  const seen = await seenOn();
  const known = new Set(views.map(({ dossier }) => dossier.submitted));
  expect(seen.filter((value) => !known.has(value))).toEqual([]);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.length).toBeGreaterThan(2);
  // A chart is drawn once a second at most, however often its numbers change: so many draws need so many seconds.
  const drawn = await page.evaluate((from) => {
    const { draws } = window as unknown as { draws: Map<Element, number[]> };
    return [...draws.values()]
      .map((times) => times.filter((time) => time > from))
      .filter((own) => own.length > 0)
      .map((own) => ({ count: own.length, seconds: ((own.at(-1) ?? 0) - (own[0] ?? 0)) / 1_000 }));
  }, began);
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.filter(({ count, seconds }) => count > seconds + 2)).toEqual([]);
  await expectAsFresh(page);
});

it('five minutes without the server: OFFLINE on the way, and in the end the picture of a fresh page', async () => {
  const page = await open(async (fresh) => void (await fresh.clock.install()));
  const becomes = (selector: string): Promise<void> =>
    expect
      .poll(async () => {
        await page.clock.fastForward(1_000);
        return page.locator(selector).count();
      }, WAIT)
      .toBeGreaterThan(0);
  cable.cut();
  await becomes('.wall-offline');
  for (let minute = 0; minute < 5; minute++) await page.clock.fastForward('01:00');
  await goTo(now + 5 * 60_000);
  await handIn(50);
  cable.plug();
  // From here on its clock goes on by itself: one that is pushed outruns the beats, and the line's own time limits.
  await page.locator('.wall-live').waitFor({ timeout: 20_000 });
  await expectAsFresh(page);
});

it('a machine whose clock is an hour wrong shows the same', async () => {
  const page = await open(async (fresh) => {
    await fresh.addInitScript(() => {
      const shift = 3_600_000;
      globalThis.Date = new Proxy(Date, {
        construct: (Real, given) => (given.length > 0 ? Reflect.construct(Real, given) : new Real(Real.now() + shift)),
        get: (Real, key) => (key === 'now' ? () => Real.now() + shift : Reflect.get(Real, key)),
      });
    });
  });
  expect(await page.evaluate(() => Date.now())).toBeGreaterThan(Date.now() + 3_500_000);
  await expectAsFresh(page);
});

it('moves by a pixel in three minutes without a new layout, and is darker at night', async () => {
  const page = await open();
  type Place = { left: number; offset: number; ground: string };
  const place = (): Promise<Place> =>
    page
      .locator('.panel')
      .first()
      .evaluate((panel) => ({
        left: panel.getBoundingClientRect().left + panel.getBoundingClientRect().top,
        offset: (panel as HTMLElement).offsetLeft + (panel as HTMLElement).offsetTop,
        ground: getComputedStyle(panel).getPropertyValue('--ground'),
      }));
  const day = await place();
  await goTo(now + 3 * 60_000);
  await expect.poll(async () => (await place()).left, WAIT).not.toBe(day.left);
  const moved = await place();
  expect(Math.abs(moved.left - day.left)).toBe(1);
  expect(moved).toMatchObject({ offset: day.offset, ground: day.ground });
  // Between two frames in which nothing else happened, the move alone makes no layout.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const layouts = async (): Promise<number> =>
    (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'LayoutCount')?.value ?? -1;
  const madeByMove = async (): Promise<number> => {
    const before = await layouts();
    await page.evaluate(async () => {
      const { style } = document.documentElement;
      style.setProperty('--orbit', style.getPropertyValue('--orbit') === '1px 1px' ? '1px 0' : '1px 1px');
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    return (await layouts()) - before;
  };
  await expect.poll(madeByMove, WAIT).toBe(0);
  await goTo(at('22:00:00'));
  await expect.poll(async () => (await place()).ground, WAIT).not.toBe(day.ground);
});

it('in service mode it says how it is; too slow for ten seconds it stops all that moves, and says so', async () => {
  const sent: string[] = [];
  const page = await open(async (fresh) => {
    fresh.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  }, '?service=1');
  await page.getByText(/^\d+ hình\/giây · trễ \d+ ms · \d+ MB · bản [0-9a-f]{12}$/).waitFor();
  await page.keyboard.press('s');
  expect(await page.locator('.service-line').count()).toBe(0);
  await page.keyboard.press('s');
  const blinking = (): Promise<string> =>
    page
      .locator('.alarm-blink')
      .first()
      .evaluate((sign) => getComputedStyle(sign).animationName);
  expect(await blinking()).toBe('alarm-blink');
  await page.evaluate(() => {
    const work = (): void => {
      for (const until = performance.now() + 120; performance.now() < until; );
      requestAnimationFrame(work);
    };
    requestAnimationFrame(work);
  });
  await page.getByText('chế độ nhẹ').waitFor({ timeout: 30_000 });
  expect(await blinking()).toBe('none');
  await expect.poll(() => sent.some((text) => /"wall\.beat".*"light":true/.test(text)), WAIT).toBe(true);
});

it('a server that comes back with a new build: the wall makes sure of it, loads it, and shows what a fresh page shows', async () => {
  // An urgent alarm holds the old page, and a wall whose page has gone becomes one.
  const seeUrgent = async (): Promise<void> => {
    const { alarms } = (await server.as('supervisor', '/api/alarms?priority=P1')).body as {
      alarms: { occurrence: string; version: number }[];
    };
    for (const { occurrence, version } of alarms)
      await server.as('supervisor', `/api/alarms/${occurrence}/ack`, {
        method: 'POST',
        body: JSON.stringify({ id: crypto.randomUUID(), version, reason: 'Đã xem' }),
      });
  };
  const asked: string[] = [];
  const page = await open(async (fresh) => {
    fresh.on('request', (request) => asked.push(new URL(request.url()).pathname));
    // Nobody waits for the spread over a minute here.
    await fresh.addInitScript(() => {
      Math.random = () => 0;
    });
  });
  await page.evaluate(() => Object.assign(window, { isOld: true }));
  const { port } = new URL(server.url);
  await server.end();
  await page.locator('.wall-delayed').waitFor({ timeout: 20_000 });
  asked.length = 0;
  server = await start('b', port);
  const isOld = (): Promise<boolean> => page.evaluate(() => 'isOld' in window).catch(() => true);
  await expect
    .poll(
      async () => {
        await seeUrgent();
        return isOld();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBe(false);
  // First the list of files and each of them, then the page.
  expect(asked.slice(0, 2).sort()).toEqual(['/wall', '/wall-files.json']);
  expect(asked.indexOf('/wall', 2)).toBeGreaterThan(10);
  await page.locator('.wall-live .state-line').first().waitFor();
  await expectAsFresh(page);
  // What it loads is asked for together with the page.
  const link = (await fetch(`${server.url}/wall`)).headers.get('link') ?? '';
  expect(link.match(/rel=modulepreload/g)?.length).toBeGreaterThan(2);
});
