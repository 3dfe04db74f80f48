// The watchdog outside the page, with a real Chromium on a real wall: killed, stopped, led away, its server gone.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kiosk, startKiosk } from '../../server/kiosk/agent.ts';
import { LIMITS } from '../../server/kiosk/watch.ts';
import { launchOptions } from '../support/chromium.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const profile = mkdtempSync(join(tmpdir(), 'ioc-kiosk-'));
const said: string[] = [];
let server: TestServer;
let kiosk: Kiosk;

/** Processes that the browser has started and that have not ended; it has a group of its own. */
function processesOf(group: number, kind = ''): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, , own] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(own) === group && state !== 'Z' && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(kind);
      } catch {
        return false; // it has ended meanwhile
      }
    })
    .map(Number);
}

const seen = (what: RegExp, timeout = 15_000): Promise<void> =>
  expect.poll(() => said.some((line) => what.test(line)), { timeout, interval: 50 }).toBe(true);
/** Does it to the renderer, and waits for the picture that comes after; ms until then. */
async function recovers(deed: () => void, sign: RegExp, timeout = 15_000): Promise<number> {
  await expect.poll(() => kiosk.sight(), { timeout: 60_000, interval: 50 }).toBe('picture');
  said.length = 0;
  const began = performance.now();
  deed();
  await seen(sign, timeout);
  await expect.poll(() => kiosk.sight(), { timeout, interval: 50 }).toBe('picture');
  return performance.now() - began;
}
const strike = (signal: NodeJS.Signals) => (): void => {
  const found = processesOf(kiosk.pid() ?? 0, '--type=renderer');
  expect(found.length).toBeGreaterThan(0);
  for (const pid of found) process.kill(pid, signal);
};

beforeAll(async () => {
  server = await startTestServer();
  const { executablePath, args } = await launchOptions();
  kiosk = startKiosk(
    {
      chromium: executablePath,
      url: `${server.url}/wall/phong-hop`,
      profile,
      position: null,
      size: { width: 1920, height: 1080 },
      switches: [...args, '--headless'],
    },
    { ...LIMITS, frameMs: 4_000, againMs: 3_000, awayMs: 1_000 },
    (line) => said.push(line),
  );
});
afterAll(async () => {
  await kiosk?.stop();
  await server?.end();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

it('shows the wall', () => seen(/^seen: picture/, 30_000));

it('a renderer that is killed: a picture again within 15 s, in the same browser', async () => {
  const pid = kiosk.pid();
  expect(await recovers(strike('SIGSEGV'), /^seen: crashed/)).toBeLessThan(15_000);
  expect(kiosk.pid()).toBe(pid);
});

it('a renderer that hangs: the page is loaded again, or the browser started again', async () => {
  await recovers(strike('SIGSTOP'), /^loading the page again/, 30_000);
});

it('a browser that is killed is started again', async () => {
  const pid = kiosk.pid() ?? 0;
  await recovers(() => process.kill(pid, 'SIGKILL'), /^the browser has ended/, 30_000);
  expect(kiosk.pid()).not.toBe(pid);
});

it('a server that is away is waited for, in the same browser; then the wall is back', async () => {
  const pid = kiosk.pid();
  const { port } = new URL(server.url);
  await server.end();
  // The page itself goes on and says OFFLINE; one that must be loaded now cannot be.
  said.length = 0;
  strike('SIGKILL')();
  await seen(/^seen: away/);
  server = await startTestServer({ env: { PORT: port } });
  await expect.poll(() => kiosk.sight(), { timeout: 30_000, interval: 50 }).toBe('picture');
  expect([kiosk.pid(), said.filter((line) => /starting|ended/.test(line))]).toEqual([pid, []]);
});

it('stops with everything it has started', async () => {
  const pid = kiosk.pid() ?? 0;
  expect(processesOf(pid).length).toBeGreaterThan(0);
  await kiosk.stop();
  await expect.poll(() => processesOf(pid), { timeout: 5_000 }).toEqual([]);
});
