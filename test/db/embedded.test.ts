// The embedded PostgreSQL: every way a server can end, and the next start.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { isAlive, processesOf } from '../../db/embedded/process.ts';
import { type Embedded, startEmbedded } from '../../db/embedded.ts';
import { homeOf, removeDataDir } from '../support/data-dir.ts';

const childFile = fileURLToPath(new URL('../support/embedded-child.ts', import.meta.url));
const settings = { fsync: 'off', shared_buffers: '16MB' };
const dirs: string[] = [];
const children: ChildProcess[] = [];
const handles: Embedded[] = [];

const newDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'ioc-embedded-'));
  dirs.push(dir);
  return dir;
};
const dataOf = (dir: string): string => join(homeOf(dir), 'data');
const start = async (dir: string, log: (line: string) => void = () => {}): Promise<Embedded> => {
  const handle = await startEmbedded(dir, { log, settings });
  handles.push(handle);
  return handle;
};
const startChild = async (dir: string): Promise<{ child: ChildProcess; url: string; pid: number }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', childFile, dir], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { url: string; pid: number }) };
};
const query = async <T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
};
const dead = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 10));
};

afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  for (const handle of handles.splice(0)) await handle.stop();
  for (const dir of dirs.splice(0)) {
    if (!existsSync(dir)) continue;
    for (const pid of processesOf(dataOf(dir)) ?? []) process.kill(pid, 'SIGKILL');
    removeDataDir(dir);
  }
});

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

describe('after a kill', () => {
  test('the server alone was killed: PostgreSQL lives and the next start adopts it', async () => {
    const dir = newDir();
    const { child, url, pid } = await startChild(dir);
    await query(url, 'create table kept as select 1 as n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(true);
    const next = await start(dir);
    expect(next.pid).toBe(pid);
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('the process group of the server was killed: PostgreSQL has a session of its own', async () => {
    const dir = newDir();
    const { child, pid } = await startChild(dir);
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'exit');
    expect((await start(dir)).pid).toBe(pid);
  });

  test('the whole of PostgreSQL was killed: committed rows are there, its lock file is no obstacle', async () => {
    const dir = newDir();
    const { child, url, pid } = await startChild(dir);
    await query(url, 'create table kept as select g as n from generate_series(1, 1000) g');
    process.kill(-child.pid!, 'SIGKILL');
    process.kill(-pid, 'SIGKILL');
    await dead(pid);
    expect(existsSync(join(dataOf(dir), 'postmaster.pid'))).toBe(true);
    const next = await start(dir);
    expect(next.pid).not.toBe(pid);
    expect(await query(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
  });

  test('the postmaster alone was killed while a backend is busy: the start waits for the backend, then comes up', async () => {
    const dir = newDir();
    const first = await start(dir);
    await query(first.url, 'create table kept as select 5 as n');
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
    const dir = newDir();
    const first = await start(dir);
    await first.stop();
    const other = await start(newDir());
    const file = join(dataOf(dir), 'postmaster.pid');
    writeFileSync(file, readFileSync(join(homeOf(dirs[1]!), 'data', 'postmaster.pid'), 'utf8'));
    const next = await start(dir);
    expect(next.pid).not.toBe(other.pid);
    expect(isAlive(other.pid)).toBe(true);
    expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('ensure brings a server back that was killed under us, at the same address', async () => {
    const dir = newDir();
    const handle = await start(dir);
    await query(handle.url, 'create table kept as select 3 as n');
    process.kill(handle.pid, 'SIGQUIT');
    await dead(handle.pid);
    await handle.ensure();
    expect(await query(handle.url, 'select n from kept')).toEqual([{ n: 3 }]);
    await handle.ensure();
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
    writeFileSync(join(dataOf(dir), 'PG_VERSION'), '16\n');
    expect(await refusal(dir)).toMatch(/made by PostgreSQL 16, this program brings 18/);
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

  test.runIf(process.getuid?.() === 0)('a copy of a folder does not share the database of the original', async () => {
    const dir = newDir();
    await start(dir);
    const copy = newDir();
    cpSync(join(dir, 'postgres.id'), join(copy, 'postgres.id'));
    expect(await refusal(copy)).toMatch(/is a copy of/);
    writeFileSync(join(copy, 'postgres.id'), '00000000-0000-0000-0000-000000000000\n');
    expect(await refusal(copy)).toMatch(/is not on this machine/);
    dirs.splice(dirs.indexOf(copy), 1);
  });
});
