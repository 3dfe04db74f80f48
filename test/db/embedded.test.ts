// The embedded PostgreSQL: where it lives, who may use it, what it refuses.

import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { sharedBuffersFor } from '../../db/embedded/cluster.ts';
import { isAlive, processesOf } from '../../db/embedded/process.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { homeOf, removeDataDir } from '../support/data-dir.ts';
import { cleanUp, dataOf, dirs, handles, newDir, query, start, startChild } from '../support/embedded.ts';

afterEach(cleanUp);

describe('start and stop', () => {
  test('a new folder gets a cluster with our settings, reachable through a private socket alone, and keeps its data', async () => {
    const dir = newDir();
    const first = await start(dir);
    const [row] = await query<Record<string, string>>(
      first.url,
      `select current_setting('listen_addresses') as listen, current_setting('data_checksums') as checksums, current_setting('full_page_writes') as pages,
        current_setting('synchronous_commit') as sync, current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
        (select string_agg(c, '' order by c) from unnest(array['ệ', 'z', 'Đ', 'a']) as c) as sorted, lower('ĐẢ') as lower, current_user as who, current_database() as db`,
    );
    expect(row).toEqual({
      listen: '',
      checksums: 'on',
      pages: 'on',
      sync: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      sorted: 'azĐệ',
      lower: 'đả',
      who: 'ioc',
      db: 'ioc',
    });
    expect(statSync(first.socketDir).mode & 0o777).toBe(0o700);
    expect(Buffer.byteLength(first.socketDir)).toBeLessThan(92);
    await query(first.url, 'create table kept as select 7 as n');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start(dir);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(second.url).toBe(first.url);
  });

  test('the default settings are durable', async () => {
    const dir = newDir();
    const handle = await startEmbedded(dir, { log: () => {} });
    handles.push(handle);
    expect(
      await query(
        handle.url,
        `select current_setting('fsync') as fsync, current_setting('max_connections') as connections`,
      ),
    ).toEqual([{ fsync: 'on', connections: '60' }]);
  });

  test("its memory is a quarter of the machine's, within limits", () => {
    const GB = 1_073_741_824;
    expect([0.25, 1, 2, 3, 4, 64].map((size) => sharedBuffersFor(size * GB))).toEqual([
      '128MB',
      '256MB',
      '512MB',
      '768MB',
      '1024MB',
      '4096MB',
    ]);
  });

  test('what was in memory is read in again after a restart', async () => {
    const dir = newDir();
    const first = await start(dir);
    await query(first.url, 'create extension pg_buffercache');
    await query(first.url, 'create table warm as select n from generate_series(1, 20000) as n');
    await first.stop();
    const second = await start(dir);
    const inMemory = `select count(*) = pg_relation_size('warm') / 8192 as whole from pg_buffercache b join pg_class c on b.relfilenode = pg_relation_filenode(c.oid)
      where c.relname = 'warm' and b.relforknumber = 0`;
    await expect.poll(() => query(second.url, inMemory), { timeout: 10_000 }).toEqual([{ whole: true }]);
  });

  test('a folder that every account can walk into keeps its database inside, a 0700 folder keeps the id', async () => {
    const closed = newDir();
    await start(closed);
    const open = join(tmpdir(), `ioc-embedded-open-${process.pid}`);
    mkdirSync(open, { mode: 0o755 });
    dirs.push(open);
    await start(open);
    expect(existsSync(join(open, 'postgres', 'data', 'PG_VERSION'))).toBe(true);
    const asRoot = process.getuid?.() === 0;
    expect(existsSync(join(closed, 'postgres.id'))).toBe(asRoot);
    expect(statSync(dataOf(closed)).uid === 0).toBe(false);
    expect(homeOf(closed).startsWith('/var/lib/ioc/')).toBe(asRoot);
  });

  test('a deep folder with blanks and Vietnamese letters works', async () => {
    const dir = newDir();
    const deep = join(dir, 'thư mục, "dữ liệu"', 'x'.repeat(120));
    mkdirSync(deep, { recursive: true });
    const handle = await start(deep);
    expect(await query(handle.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await handle.stop();
    removeDataDir(deep);
    rmSync(handle.socketDir, { recursive: true, force: true });
  });

  test('two users of one folder: the cluster is stopped by the last', async () => {
    const dir = newDir();
    const a = await start(dir);
    const { child, pid } = await startChild(dir);
    expect(pid).toBe(a.pid);
    await a.stop();
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const b = await start(dir);
    expect(b.pid).toBe(pid);
    await b.stop();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('two at once', () => {
  test('starts in this process and in others make one cluster', async () => {
    const dir = newDir();
    const all = await Promise.all([start(dir), startChild(dir), start(dir), startChild(dir)]);
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(readdirSync(homeOf(dir)).filter((name) => name.startsWith('data'))).not.toContain(
      expect.stringContaining('data.new'),
    );
    expect(processesOf(dataOf(dir))).toContain(all[0].pid);
  });

  test('a lock left by a killed start is recovered, with a dead pid and with one that now is someone else', async () => {
    const dir = newDir();
    for (const stale of ['999999999 1\n', `${process.pid} 1\n`, 'nonsense\n', '']) {
      writeFileSync(join(dir, 'postgres.lock'), stale);
      const handle = await start(dir);
      await handle.stop();
      expect(existsSync(join(dir, 'postgres.lock'))).toBe(false);
    }
  });
});

describe('refusals are one line', () => {
  const refusal = async (dir: string): Promise<string> => {
    const message = await start(dir).then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(message).not.toContain('\n');
    return message;
  };

  test('a cluster of another major version is not touched', async () => {
    const dir = newDir();
    await (await start(dir)).stop();
    const file = join(dataOf(dir), 'PG_VERSION');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, '16\n');
    expect(await refusal(dir)).toMatch(/made by PostgreSQL 16, this program brings 18/);
    writeFileSync(file, before);
    await start(dir);
  });

  test('a start that fails names PostgreSQL’s own reason', async () => {
    const dir = newDir();
    await (await start(dir)).stop();
    writeFileSync(join(dataOf(dir), 'global', 'pg_control'), 'broken');
    expect(await refusal(dir)).toMatch(/did not start.*(FATAL|PANIC)/);
  });

  test('a DATA_DIR that is a file', async () => {
    const file = join(newDir(), 'file');
    writeFileSync(file, '');
    expect(await refusal(file)).toMatch(/^DATA_DIR .*file cannot be used: E/);
  });

  test('a copy of a folder does not share the database of the original, and an id without its database is no new database', async () => {
    const asRoot = process.getuid?.() === 0;
    const dir = newDir();
    await start(dir);
    const copy = newDir();
    writeFileSync(join(copy, 'postgres.id'), asRoot ? readFileSync(join(dir, 'postgres.id')) : 'some id');
    expect(await refusal(copy)).toMatch(asRoot ? /is a copy of/ : /was made by root; start as root/);
    writeFileSync(join(copy, 'postgres.id'), '00000000-0000-0000-0000-000000000000\n');
    expect(await refusal(copy)).toMatch(asRoot ? /is not on this machine/ : /was made by root; start as root/);
  });
});
