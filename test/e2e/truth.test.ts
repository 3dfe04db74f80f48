// A picture that is not live never looks live: cable, frozen server, frozen database, dead database, each on desk and wall.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processesOf } from '../../db/embedded/process.ts';
import { BROKEN_LINE, browserOfFile } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { type ChildServer, endChildren, spawnServer } from '../support/child-server.ts';
import { homeOf, removeDataDir } from '../support/data-dir.ts';
import { event, INGEST_KEY, PASSWORD } from '../support/server.ts';

const { visit } = browserOfFile();
const dataDir = mkdtempSync(join(tmpdir(), 'ioc-truth-'));
let server: ChildServer;
let cable: Cable;
let cookie = '';

const post = (url: string, events: readonly object[]): Promise<Response> =>
  fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
const alert = (id: string): object =>
  event('security.alert', id, Date.now(), {
    severity: 'critical',
    category: 'malware',
    sensor: 'ids-1',
    asset: `srv-${id}`,
    assetLevel: 4,
  });

beforeAll(async () => {
  server = spawnServer({ DATA_DIR: dataDir });
  const url = await server.url;
  cable = await layCable(url);
  const login = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  cookie = login.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  expect((await post(url, [alert('0')])).status).toBe(200);
});
afterAll(async () => {
  await cable?.end();
  signalDatabase('SIGCONT');
  if (server) await server.kill('SIGTERM');
  await endChildren();
  signalDatabase('SIGKILL');
  removeDataDir(dataDir);
});

function signalDatabase(signal: NodeJS.Signals): void {
  for (const pid of processesOf(join(homeOf(dataDir), 'data')) ?? [])
    try {
      process.kill(pid, signal);
    } catch {
      // Gone meanwhile: they end when their postmaster does.
    }
}

async function open(): Promise<{ desk: Page; wall: Page }> {
  const [desk, wall] = await Promise.all([
    visit(`${cable.url}/desk`, { cookie, expected: BROKEN_LINE }),
    visit(`${cable.url}/wall`, { cookie, expected: BROKEN_LINE }),
  ]);
  await Promise.all([desk.locator('.desk[data-link=live]').waitFor(), wall.locator('.wall-live').waitFor()]);
  await desk.locator('.desk-row').first().click();
  await desk.getByRole('button', { name: /^Xác nhận/ }).waitFor();
  return { desk, wall };
}

/** Ms until the page shows the rung. */
async function untilRung(page: Page, selector: string): Promise<number> {
  const began = performance.now();
  await page.locator(selector).first().waitFor({ timeout: 20_000 });
  return performance.now() - began;
}

/** The rungs in their time, the actions off with a reason, and LIVE again soon after. */
async function watch(name: string, breakIt: () => void, mend: () => void): Promise<void> {
  const { desk, wall } = await open();
  breakIt();
  // The seconds come with the beats: a clock that went on would be a proof of nothing.
  const time = (): Promise<string | null> => wall.locator('.wall-time').first().textContent();
  const stood = wall.locator('.wall-delayed').waitFor({ timeout: 20_000 }).then(time);
  const [delayed, stale, wallStale] = await Promise.all([
    untilRung(desk, '.desk[data-link=delayed]'),
    untilRung(desk, '.desk[data-link=stale]'),
    untilRung(wall, '.wall-stale'),
  ]);
  expect(await time()).toBe(await stood);
  expect([name, delayed < 7_500, stale > 7_000 && stale < 15_000, wallStale < 15_000]).toEqual([
    name,
    true,
    true,
    true,
  ]);
  await desk.getByText(/MẤT KẾT NỐI – hình ảnh lúc \d\d:\d\d:\d\d/).waitFor();
  const ack = desk.getByRole('button', { name: /^Xác nhận/ });
  expect(await ack.isDisabled()).toBe(true);
  // A key pressed now is not kept for later.
  await desk.keyboard.press('a');
  await wall
    .getByText(/MẤT KẾT NỐI/)
    .first()
    .waitFor();
  mend();
  await Promise.all([
    desk.locator('.desk[data-link=live]').waitFor({ timeout: 20_000 }),
    wall.locator('.wall-live').waitFor({ timeout: 20_000 }),
  ]);
  await desk
    .getByRole('button', { name: /^Xác nhận/ })
    .and(desk.locator(':enabled'))
    .waitFor();
  expect(await desk.locator('.desk-row[data-state=active_ack]').count()).toBe(0);
  await Promise.all([desk.close(), wall.close()]);
}

it('the cable is pulled', () =>
  watch(
    'cable',
    () => cable.unplug(),
    () => cable.plug(),
  ));

it('the server is frozen', () =>
  watch(
    'server',
    () => process.kill(server.pid, 'SIGSTOP'),
    () => process.kill(server.pid, 'SIGCONT'),
  ));

it('the database is frozen: the socket lives, but nothing can change', () =>
  watch(
    'database',
    () => signalDatabase('SIGSTOP'),
    () => signalDatabase('SIGCONT'),
  ));

it('the database is killed: the server brings it up again, and the picture with it', async () => {
  const { desk } = await open();
  const url = await server.url;
  signalDatabase('SIGKILL');
  const stored = async (): Promise<number> => (await post(url, [alert('1')])).status;
  await expect.poll(stored, { timeout: 45_000, interval: 500 }).toBe(200);
  await desk.locator('.desk[data-link=live]').waitFor({ timeout: 20_000 });
  await desk.locator('.desk-row', { hasText: 'srv-1' }).waitFor();
});
