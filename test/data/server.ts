// A server as an operator runs it, in a process and a database of its own; or the one at IOC_URL.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

/** What the door answers; a refusal has `code` instead of the counts. */
export type DoorAnswer = Readonly<{
  accepted: number;
  duplicates: number;
  quarantined: readonly Readonly<{ index: number; id: string | null; reason: string }>[];
  quarantinedTotal: number;
  code?: string;
}>;

/** The last line of `npm run feed`. */
export type FeedSummary = Readonly<{
  sent: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  seconds: number;
}>;

export type Door = Readonly<{
  url: string;
  key: string;
  /** Of the administrator's session. */
  cookie: string;
  /** POST of a body to the door. */
  post: (
    type: string,
    body: string | Buffer,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; body: DoorAnswer }>;
  /** GET with the administrator's session. */
  get: <T>(path: string) => Promise<T>;
  /** POST of JSON with the administrator's session. */
  act: (path: string, body: object) => Promise<{ status: number; body: Readonly<Record<string, unknown>> }>;
  /** `npm run feed` with these arguments; what it printed last, and how it ended. */
  feed: (...args: string[]) => Promise<{ code: number | null; summary: FeedSummary | null; stderr: string }>;
  close: () => Promise<void>;
}>;

const root = join(import.meta.dirname, '..', '..');
const built = (entry: 'main' | 'feed'): string => join(inject('serverBuild'), `${entry}.js`);

/** Starts the server on a new database and signs in; resolves when it is ready. */
export async function openDoor(): Promise<Door> {
  const key = process.env.IOC_INGEST_KEY ?? 'check-0123456789abcdef';
  const password = process.env.IOC_ADMIN_PASSWORD ?? 'check-administrator';
  const given = process.env.IOC_URL;
  const started = given === undefined ? await start(key, password) : null;
  const url = given ?? started!.url;
  const login = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  if (login.status !== 204) throw new Error(`login: ${login.status} ${await login.text()}`);
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  return {
    url,
    key,
    cookie,
    post: async (type, body, headers = {}) => {
      const response = await fetch(`${url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': type, authorization: `Bearer ${key}`, ...headers },
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    },
    get: async (path) => {
      const response = await fetch(`${url}${path}`, { headers: { cookie } });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      return JSON.parse(text);
    },
    act: async (path, body) => {
      const headers = { 'content-type': 'application/json', cookie };
      const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    feed: (...args) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [built('feed'), '--url', url, '--key', key, ...args], { cwd: root });
        const [out, err]: [string[], string[]] = [[], []];
        child.stdout.on('data', (chunk) => out.push(String(chunk)));
        child.stderr.on('data', (chunk) => err.push(String(chunk)));
        child.on('close', (code) => {
          const last = out.join('').trimEnd().split('\n').at(-1) ?? '';
          resolve({ code, summary: last.startsWith('{') ? JSON.parse(last) : null, stderr: err.join('') });
        });
      }),
    close: started?.close ?? (async () => {}),
  };
}

async function start(key: string, password: string): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-check-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--max-semi-space-size=64', built('main')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...{
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: join(folder, 'data'),
        DATABASE_URL: '',
        LOG_LEVEL: 'error',
      },
      ...{
        IOC_INGEST_KEY: key,
        IOC_ADMIN_PASSWORD: password,
        IOC_CLOCK: 'real',
        IOC_CLOCK_START: '',
        IOC_RETENTION_DAYS: '',
        IOC_PUBLIC_URL: '',
      },
    },
  });
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => said.push(String(chunk)));
    child.stdout.on('data', (chunk) => {
      said.push(String(chunk));
      if (said.join('').includes('ioc listening on')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.join('')}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.removeAllListeners('exit');
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
