// The server as a process of its own, as an operator starts it, for tests that kill it.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { INGEST_KEY, PASSWORD } from './server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const children = new Set<ChildProcess>();

export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }>;
export type ChildServer = Readonly<{
  pid: number;
  /** Resolves with the printed address once it listens; rejects when it ended before. */
  url: Promise<string>;
  ended: Promise<Ended>;
  kill: (signal: NodeJS.Signals) => Promise<Ended>;
  /** What it has written to stderr so far. */
  said: () => string;
  /** The signal to everything that the process has started in its group. */
  killGroup: (signal: NodeJS.Signals) => Promise<Ended>;
}>;

/** Runs an entry of the server's build in a process group of its own. Only the given environment reaches it, beside PATH and HOME. */
export function spawnProgram(
  entry: 'main' | 'verify' | 'user' | 'feed',
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): ChildServer {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [`${inject('serverBuild')}/${entry}.js`, ...args], {
    cwd: root,
    env: { PATH, HOME, LOG_LEVEL: 'warn', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let [out, err] = ['', ''];
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal, out, err });
    });
  });
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString();
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      const found = /^ioc listening on (\S+)$/m.exec(out);
      if (found?.[1]) resolve(found[1]);
    });
    ended.then(({ code }) =>
      reject(new Error(`the server ended with ${code} before it listened: ${err.slice(-2_000)}`)),
    );
  });
  url.catch(() => {});
  const pid = child.pid ?? 0;
  const send = (target: number, signal: NodeJS.Signals): Promise<Ended> => {
    process.kill(target, signal);
    return ended;
  };
  return {
    pid,
    url,
    ended,
    said: () => err,
    kill: (signal) => send(pid, signal),
    killGroup: (signal) => send(-pid, signal),
  };
}

/** `npm start` with a key and an administrator, on a free port. */
export const spawnServer = (env: Readonly<Record<string, string>>): ChildServer =>
  spawnProgram('main', { PORT: '0', IOC_INGEST_KEY: INGEST_KEY, IOC_ADMIN_PASSWORD: PASSWORD, ...env });

/** Last line of `npm run verify`. */
export async function verify(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Record<string, unknown>> {
  const { code, out, err } = await spawnProgram('verify', env, args).ended;
  if (code !== 0) throw new Error(`verify ended with ${code}: ${out}${err}`);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
}

/** Reads as the administrator of a server in another process. */
export async function reader(url: string): Promise<(path: string) => Promise<Record<string, unknown>>> {
  const login = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  const cookie = login.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  return async (path) =>
    (await (await fetch(`${url}${path}`, { headers: { cookie } })).json()) as Record<string, unknown>;
}

/** After each test: nothing that it started goes on. */
export async function endChildren(): Promise<void> {
  for (const child of children) {
    const gone = new Promise((resolve) => child.once('close', resolve));
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      continue; // it has ended already
    }
    await gone;
  }
}
