// A server in a process of its own, from the build, as a benchmark runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KEY } from './post.ts';

const ADMIN = 'bench-admin-password';

export type BenchServer = Readonly<{
  url: string;
  pid: number;
  /** From the start of the process until it listens, is the writer and has its view. */
  readyMs: number;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}>;

/** The build as it was when the benchmark began: somebody may build again meanwhile. */
function copyOfBuild(): string {
  if (!existsSync('dist/server/main.js')) throw new Error('not built: npm run build');
  const copy = join('node_modules', '.cache', `bench-${process.pid}`);
  if (existsSync(copy)) return copy;
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  cpSync('dist', copy, { recursive: true });
  return copy;
}

/** The build's own migrations: those of the source may be newer. */
export const migrations = (): string => join(copyOfBuild(), 'db', 'migrations');

/** Folder of the built pages as the server serves them. */
export const pagesOfBuild = (): string => join(copyOfBuild(), 'client');

/** Starts the built server on the database; resolves when it is ready. BENCH_NODE_ARGS: more arguments for node. */
export async function startBenchServer(
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const main = join(copyOfBuild(), 'server', 'main.js');
  const own = process.env.BENCH_NODE_ARGS?.split(' ') ?? [];
  const began = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=64', ...own, main], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      IOC_INGEST_KEY: KEY,
      IOC_ADMIN_PASSWORD: ADMIN,
      LOG_LEVEL: 'error',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
  // A server that has to wait in line for the writer's role listens before it has read anything.
  await ready(url);
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - began,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

/** Waits until it is the writer and has its view. */
export async function ready(url: string): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== 200) await wait(5);
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
