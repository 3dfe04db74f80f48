// A server in a process of its own, from the build, on a database of its own, for the benchmarks.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { type Embedded, startEmbedded } from '../../db/embedded.ts';
import { removeDataDir } from '../support/data-dir.ts';

export const KEY = 'bench-key-0123456789abcdef';
export const ADMIN = 'bench-admin-password';

export type BenchDatabase = Readonly<{
  name: string;
  url: string;
  embedded: Embedded | null;
  dataDir: string;
  drop: () => Promise<void>;
}>;

/** The databases to measure on: embedded, and TimescaleDB where TEST_DATABASE_URL points to one. */
export async function* benchDatabases(): AsyncGenerator<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-bench-'));
  const embedded = await startEmbedded(dataDir, { log: () => {} });
  yield {
    name: 'embedded',
    url: embedded.url,
    embedded,
    dataDir,
    drop: async () => {
      await embedded.stop();
      removeDataDir(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const given = process.env.TEST_DATABASE_URL;
  if (!given) return void process.stderr.write('TEST_DATABASE_URL is not set: TimescaleDB was not measured\n');
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: given });
  await admin.connect();
  const name = `ioc_bench_${process.pid}`;
  await admin.query(`create database ${name}`);
  const url = new URL(given);
  url.pathname = `/${name}`;
  yield {
    name: 'timescaledb',
    url: url.href,
    embedded: null,
    dataDir,
    drop: async () => {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

export type BenchServer = Readonly<{
  url: string;
  process: ChildProcess;
  readyMs: number;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}>;

/** Starts dist/server/main.js on the database; resolves when it listens. */
export async function startBenchServer(databaseUrl: string): Promise<BenchServer> {
  if (!existsSync('dist/server/main.js')) throw new Error('not built: npm run build');
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=64', ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), 'dist/server/main.js'],
    {
      env: {
        ...process.env,
        PORT: '0',
        DATABASE_URL: databaseUrl,
        IOC_INGEST_KEY: KEY,
        IOC_ADMIN_PASSWORD: ADMIN,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  child.stdout.setEncoding('utf8');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: string) => {
      said += text;
      const found = /ioc listening on (\S+)/.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    url,
    process: child,
    readyMs: performance.now() - began,
    stop: async (signal = 'SIGTERM') => {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

/** The session cookie of the administrator. */
export async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: ADMIN }),
  });
  if (answer.status !== 204) throw new Error(`login: ${answer.status}`);
  return (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
}

/** Ten walls: program tokens, as a kiosk would use. */
export async function connectWalls(
  url: string,
  count: number,
  onFrame: (wall: number, frame: { seq: number }) => void,
): Promise<() => void> {
  const cookie = await signIn(url);
  const sockets: Socket[] = [];
  for (let wall = 0; wall < count; wall++) {
    const made = await fetch(`${url}/api/walls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: `bench ${wall} ${process.pid} ${Math.random()}` }),
    });
    const { token } = (await made.json()) as { token: string };
    const socket = io(`${url}/live`, { transports: ['websocket'], auth: { token }, forceNew: true });
    socket.on('frame', (frame: { seq: number }) => onFrame(wall, frame));
    await new Promise<void>((resolve, reject) => {
      socket.once('frame', () => resolve());
      socket.once('connect_error', reject);
    });
    sockets.push(socket);
  }
  return () => {
    for (const socket of sockets) socket.disconnect();
  };
}

export const quiet = pino({ level: 'silent' });
