// Starts of the embedded PostgreSQL in tests, and the removal of all that they leave.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { isAlive, processesOf } from '../../db/embedded/process.ts';
import { type Embedded, startEmbedded } from '../../db/embedded.ts';
import { homeOf, removeDataDir } from './data-dir.ts';

const childFile = fileURLToPath(new URL('./embedded-child.ts', import.meta.url));
const settings = { fsync: 'off', shared_buffers: '16MB' };
/** Removed by `cleanUp`. */
export const dirs: string[] = [];
const children: ChildProcess[] = [];
export const handles: Embedded[] = [];

export const newDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'ioc-embedded-'));
  dirs.push(dir);
  return dir;
};
export const dataOf = (dir: string): string => join(homeOf(dir), 'data');
export const start = async (dir: string, log: (line: string) => void = () => {}): Promise<Embedded> => {
  const handle = await startEmbedded(dir, { log, settings });
  handles.push(handle);
  return handle;
};
export const startChild = async (dir: string): Promise<{ child: ChildProcess; url: string; pid: number }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', childFile, dir], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { url: string; pid: number }) };
};
export const query = async <T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
};
export const dead = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 10));
};

export const remove = (dir: string): void => {
  if (!existsSync(dir)) return;
  for (const pid of processesOf(dataOf(dir)) ?? []) process.kill(pid, 'SIGKILL');
  removeDataDir(dir);
};
/** After each test: ends every process and folder that it started. */
export const cleanUp = async (): Promise<void> => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  for (const handle of handles.splice(0)) await handle.stop();
  for (const dir of dirs.splice(0)) remove(dir);
};
