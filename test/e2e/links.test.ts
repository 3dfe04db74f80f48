// A killed server: the screens say that the picture is old, keep it, and are right again once the server is back.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROKEN_LINE, browserOfFile, figuresOn, WAIT } from '../support/browser.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { event, INGEST_KEY, PASSWORD } from '../support/server.ts';

const { visit } = browserOfFile();
const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
let database: TestDatabase;
let port = 0;
let child: ChildProcess | null = null;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return free;
};

/** A process of its own, so that it can be killed as it would be in the night. */
async function startServer(): Promise<void> {
  child = spawn(process.execPath, ['--import', 'tsx', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: database.url,
      IOC_INGEST_KEY: INGEST_KEY,
      IOC_ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: 'fatal',
    },
  });
  for await (const text of child.stdout as AsyncIterable<Buffer>) if (String(text).includes('ioc listening')) return;
  throw new Error('the server did not start');
}

async function killServer(): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  child = null;
}

const url = (): string => `http://127.0.0.1:${port}`;

const post = async (events: object[]): Promise<void> => {
  const answer = await fetch(`${url()}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  expect(answer.status).toBe(200);
};

const signIn = async (): Promise<string> => {
  const answer = await fetch(`${url()}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  return (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
};

beforeAll(async () => {
  [database, port] = await Promise.all([freshDatabase(), freePort()]);
  await startServer();
});
afterAll(async () => {
  await killServer();
  await database.drop();
});

const dossier = (code: string): object[] => {
  const now = Date.now();
  return [
    event('dossier.submitted', code, now - 2, { level: 4 }),
    event('dossier.status', code, now - 1, { status: 2 }),
  ];
};

it('says CHẬM, then MẤT KẾT NỐI, keeps the last picture, and is live again with the figures of a fresh page', async () => {
  await post([1, 2, 3].flatMap((i) => dossier(`HS-${i}`)));
  const alert = { severity: 'critical', category: 'malware', sensor: 'ids-1', asset: 'srv-1', assetLevel: 4 };
  await post([event('security.alert', 'AL-1', Date.now(), alert)]);
  const cookie = await signIn();
  const options = {
    cookie,
    expected: BROKEN_LINE,
    prepare: (page: Page) => page.clock.install(),
  };
  const [wall, desk] = await Promise.all([visit(`${url()}/wall`, options), visit(`${url()}/desk`, options)]);
  const linkOf = (page: Page) => page.locator('.wall').getAttribute('class');
  const later = (ms: number) => Promise.all([wall, desk].map((page) => page.clock.fastForward(ms)));
  const isLink = async (link: string): Promise<void> => {
    await expect.poll(() => linkOf(wall), WAIT).toContain(`wall-${link}`);
    await desk.locator(`.desk[data-link=${link}]`).waitFor();
  };

  await isLink('live');
  await expect.poll(async () => (await figuresOn(wall))['Tiếp nhận'], WAIT).toMatch(/^3 \|/);
  await wall.locator('.state-word', { hasText: 'TRỰC TIẾP' }).waitFor();
  await desk.locator('.desk-row').click();
  const acknowledge = desk.getByRole('button', { name: /^Xác nhận/ });
  expect(await acknowledge.isEnabled()).toBe(true);
  const before = await figuresOn(wall);

  await killServer();
  await later(4_000);
  await isLink('delayed');
  await wall.locator('.state-word', { hasText: 'CHẬM' }).waitFor();
  await desk.locator('.desk-link', { hasText: 'Chậm' }).waitFor();
  await later(7_000);
  await isLink('stale');
  await wall.locator('.state-line', { hasText: /^MẤT KẾT NỐI – số liệu lúc \d\d:\d\d:\d\d$/ }).waitFor();
  await desk.locator('.desk-banner', { hasText: /^MẤT KẾT NỐI – hình ảnh lúc \d\d:\d\d:\d\d/ }).waitFor();
  expect(await acknowledge.isEnabled()).toBe(false);
  await later(20_000);
  await isLink('offline');
  expect(await figuresOn(wall)).toEqual(before);

  await startServer();
  await later(6_000);
  await isLink('live');
  expect(await acknowledge.isEnabled()).toBe(true);
  await wall.locator('.state-word', { hasText: 'TRỰC TIẾP' }).waitFor();
  await post(dossier('HS-4'));
  await expect.poll(async () => (await figuresOn(wall))['Tiếp nhận'], WAIT).toMatch(/^4 \|/);
  const fresh = await visit(`${url()}/wall`, { cookie });
  await expect.poll(() => figuresOn(fresh), WAIT).toEqual(await figuresOn(wall));
  expect(await fresh.locator('.alarm-list').textContent()).toBe(await wall.locator('.alarm-list').textContent());
});
