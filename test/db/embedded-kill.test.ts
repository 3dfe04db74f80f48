// The embedded PostgreSQL after every way in which a server can end: the next start finds its data and harms nothing.

import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { isAlive, processesOf } from '../../db/embedded/process.ts';
import { homeOf } from '../support/data-dir.ts';
import { cleanUp, dataOf, dead, newDir, query, remove, start, startChild } from '../support/embedded.ts';

/** One folder for all kills: what one of them leaves, the next start must bear. */
let veteranDir: string | null = null;
const veteran = (): string => {
  veteranDir ??= mkdtempSync(join(tmpdir(), 'ioc-embedded-'));
  return veteranDir;
};
afterAll(() => {
  if (veteranDir !== null) remove(veteranDir);
});

afterEach(cleanUp);

test('the server alone was killed: PostgreSQL lives and the next start adopts it', async () => {
  const dir = veteran();
  const { child, url, pid } = await startChild(dir);
  await query(url, 'drop table if exists kept; create table kept as select 1 as n');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(pid)).toBe(true);
  const next = await start(dir);
  expect(next.pid).toBe(pid);
  expect(await query(next.url, 'select n from kept')).toEqual([{ n: 1 }]);
});

test('the process group of the server was killed: PostgreSQL has a session of its own', async () => {
  const dir = veteran();
  const { child, pid } = await startChild(dir);
  process.kill(-child.pid!, 'SIGKILL');
  await once(child, 'exit');
  expect((await start(dir)).pid).toBe(pid);
});

test('the whole of PostgreSQL was killed: committed rows are there, its lock file is no obstacle', async () => {
  const dir = veteran();
  const { child, url, pid } = await startChild(dir);
  await query(url, 'drop table if exists kept; create table kept as select g as n from generate_series(1, 1000) g');
  process.kill(-child.pid!, 'SIGKILL');
  process.kill(-pid, 'SIGKILL');
  await dead(pid);
  expect(existsSync(join(dataOf(dir), 'postmaster.pid'))).toBe(true);
  const next = await start(dir);
  expect(next.pid).not.toBe(pid);
  expect(await query(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
});

test('the postmaster alone was killed while a backend is busy: the start waits for the backend, then comes up', async () => {
  const dir = veteran();
  const first = await start(dir);
  await query(first.url, 'drop table if exists kept; create table kept as select 5 as n');
  const busy = query(
    first.url,
    "select count(md5(n::text)) from generate_series(1, 2000000000) n where md5(n::text) like 'zz%'",
  ).catch(() => null);
  const [backend] = await (async () => {
    for (;;) {
      const rows = await query<{ pid: number }>(
        first.url,
        "select pid from pg_stat_activity where query like '%md5%' and state = 'active' and pid <> pg_backend_pid()",
      );
      if (rows.length > 0) return rows;
    }
  })();
  process.kill(first.pid, 'SIGKILL');
  await dead(first.pid);
  expect(isAlive(backend!.pid)).toBe(true);
  const lines: string[] = [];
  const next = await start(dir, (line) => lines.push(line));
  expect(isAlive(backend!.pid)).toBe(false);
  expect(lines.join()).toMatch(/waiting for \d+ processes of a killed PostgreSQL/);
  expect(await query(next.url, 'select n from kept')).toEqual([{ n: 5 }]);
  await busy;
});

test('a lock file whose number now belongs to another process is no obstacle', async () => {
  const dir = veteran();
  const first = await start(dir);
  await first.stop();
  const otherDir = newDir();
  const other = await start(otherDir);
  const file = join(dataOf(dir), 'postmaster.pid');
  writeFileSync(file, readFileSync(join(homeOf(otherDir), 'data', 'postmaster.pid'), 'utf8'));
  const next = await start(dir);
  expect(next.pid).not.toBe(other.pid);
  expect(isAlive(other.pid)).toBe(true);
  expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('ensure brings a server back that was killed under us, at the same address', async () => {
  const dir = veteran();
  const handle = await start(dir);
  await query(handle.url, 'drop table if exists kept; create table kept as select 3 as n');
  process.kill(handle.pid, 'SIGQUIT');
  await dead(handle.pid);
  await handle.ensure();
  expect(await query(handle.url, 'select n from kept')).toEqual([{ n: 3 }]);
  await handle.ensure();
  await handle.stop();
  await handle.ensure();
  expect(processesOf(dataOf(dir))).toEqual([]);
});

test('an initdb that was killed leaves nothing that is taken for a cluster', async () => {
  const dir = newDir();
  const first = await start(dir);
  await first.stop();
  renameSync(dataOf(dir), join(homeOf(dir), 'data.new-killed'));
  const next = await start(dir);
  expect(readdirSync(homeOf(dir))).not.toContain('data.new-killed');
  expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});
