// The migration runner: once, in order, all or nothing, and never a changed file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasTimescale, migrate } from '../../db/migrate.ts';
import { emptyDatabase, freshDatabase, onTimescale, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await emptyDatabase();
  directory = mkdtempSync(join(tmpdir(), 'ioc-migrations-'));
});
afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

const put = (name: string, sql: string): void => writeFileSync(join(directory, name), sql);
const run = () => migrate(database.url, { directory });
const rows = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
};

test('runs what is new, in the order of the numbers, once', async () => {
  put('0010_second.sql', 'insert into a values (2); insert into a values (3);');
  put('0002_first.sql', 'create table a (n integer);');
  put('notes.txt', 'not a migration');
  expect(await run()).toEqual({ applied: ['0002_first.sql', '0010_second.sql'] });
  expect(await run()).toEqual({ applied: [] });
  put('0011_third.sql', 'insert into a values (4);');
  expect(await run()).toEqual({ applied: ['0011_third.sql'] });
  expect(await rows('select n from a order by n')).toEqual([{ n: 2 }, { n: 3 }, { n: 4 }]);
  expect(await rows('select number, name from schema_migration order by number')).toEqual([
    { number: 2, name: '0002_first.sql' },
    { number: 10, name: '0010_second.sql' },
    { number: 11, name: '0011_third.sql' },
  ]);
});

test('processes that start together run each file once', async () => {
  put('0001_a.sql', 'create table a (n integer); select pg_sleep(0.1);');
  put('0002_b.sql', 'insert into a values (1);');
  const all = await Promise.all([run(), run(), run()]);
  expect(all.flatMap(({ applied }) => applied)).toEqual(['0001_a.sql', '0002_b.sql']);
  expect(await rows('select n from a')).toEqual([{ n: 1 }]);
});

test('a file that fails leaves nothing of itself and everything before it', async () => {
  put('0001_a.sql', 'create table a (n integer);');
  put('0002_b.sql', 'create table b (n integer);\ninsert into nowhere values (1);');
  await expect(run()).rejects.toThrow(/0002_b\.sql failed \(line 2\).*nowhere/);
  expect(await rows("select to_regclass('a')::text as a, to_regclass('b')::text as b")).toEqual([{ a: 'a', b: null }]);
  put('0002_b.sql', 'create table b (n integer);');
  expect(await run()).toEqual({ applied: ['0002_b.sql'] });
});

test('a file and the record of it are one transaction', async () => {
  put('0001_a.sql', 'create table a (n integer);');
  await run();
  put('0002_b.sql', 'create table b (n integer); drop table schema_migration;');
  await expect(run()).rejects.toThrow(/0002_b\.sql failed.*schema_migration/);
  expect(await rows("select to_regclass('b')::text as b, (select count(*)::int from schema_migration) as n")).toEqual([
    { b: null, n: 1 },
  ]);
});

test('a file that was changed after it ran is refused by name; other line ends are no change', async () => {
  put('0001_a.sql', 'create table a (n integer);\n');
  await run();
  put('0001_a.sql', 'create table a (n integer);\r\n');
  expect(await run()).toEqual({ applied: [] });
  put('0001_a.sql', 'create table a (n bigint);\n');
  put('0002_b.sql', 'create table b (n integer);');
  await expect(run()).rejects.toThrow(/0001_a\.sql was changed after it had run/);
  expect(await rows("select to_regclass('b')::text as b")).toEqual([{ b: null }]);
});

test('a database of a newer program is refused, and so is a file that comes late', async () => {
  put('0001_a.sql', 'select 1;');
  put('0003_c.sql', 'select 1;');
  await run();
  put('0002_b.sql', 'select 1;');
  await expect(run()).rejects.toThrow(/0002_b\.sql came after a later one/);
  rmSync(join(directory, '0002_b.sql'));
  rmSync(join(directory, '0003_c.sql'));
  await expect(run()).rejects.toThrow(/0003_c\.sql.*newer version/);
});

test('names that are not NNNN_name.sql and numbers given twice are refused', async () => {
  put('1_a.sql', 'select 1;');
  await expect(run()).rejects.toThrow(/1_a\.sql: the name must be/);
  rmSync(join(directory, '1_a.sql'));
  put('0001_a.sql', 'select 1;');
  put('0001_b.sql', 'select 1;');
  await expect(run()).rejects.toThrow(/0001_a\.sql and 0001_b\.sql have the same number/);
});

test('the extension is made where the server has it, before the first file', async () => {
  put('0001_a.sql', "create table seen as select count(*)::int as n from pg_extension where extname = 'timescaledb';");
  await run();
  expect(await rows('select n from seen')).toEqual([{ n: onTimescale ? 1 : 0 }]);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  expect(await hasTimescale(client)).toBe(onTimescale);
  await client.end();
});

test('a role without the right to make the extension or the migrations table is told', async () => {
  put('0001_a.sql', 'create table a (n integer);');
  await rows("create role plain_migrator login password 'x'");
  try {
    const url = new URL(database.url);
    url.username = 'plain_migrator';
    url.password = 'x';
    await expect(migrate(url.href, { directory })).rejects.toThrow(/permission denied/);
  } finally {
    await rows('drop role plain_migrator');
  }
});

test('our own migrations make a database', async () => {
  const fresh = await freshDatabase();
  expect(await migrate(fresh.url)).toEqual({ applied: [] });
  await fresh.drop();
});
