// What the extension gives where the server has it, by its licence, and that the same queries work where it has not.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldUpTo, newestBase } from '../../server/fold.ts';
import { openWriter } from '../../server/log.ts';
import { storable } from '../../server/log-rows.ts';
import { nextBase, type Removed, removeBefore, writeBase } from '../../server/retention/prune.ts';
import { DAY_MS, HOUR_MS } from '../../shared/time.ts';
import { freshDatabase, onTimescale, type TestDatabase } from '../support/database.ts';

/** Midnight in UTC, where a chunk begins. */
const FIRST = Date.UTC(2026, 10, 16);
const DAYS = 4;

let database: TestDatabase;
let owner: pg.Client;

const connect = async (options?: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: database.url, ...(options === undefined ? {} : { options }) });
  client.on('error', () => {});
  await client.connect();
  return client;
};
const rowsOf = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => (await owner.query<T>(sql)).rows;

/** Chunks of the log, `schema.name`, oldest first; empty on plain PostgreSQL. */
const chunks = async (): Promise<string[]> => {
  if (!onTimescale) return [];
  const found = await rowsOf<{ name: string }>(
    `select format('%I.%I', chunk_schema, chunk_name) as name from timescaledb_information.chunks
     where hypertable_name = 'log' order by range_start`,
  );
  return found.map(({ name }) => name);
};

/** As the server does: role ioc_app, one batch by statement and one by COPY each day. */
async function writeDays(): Promise<void> {
  const writer = await openWriter(database.url, new AbortController().signal, () => {});
  for (let day = 0; day < DAYS; day++)
    for (const [hour, count] of [
      [3, 5],
      [20, 100],
    ] as const) {
      const at = FIRST + day * DAY_MS + hour * HOUR_MS;
      const rows = Array.from({ length: count }, (_one, index) =>
        storable({
          id: `${day}-${hour}-${index}`,
          source: '/s',
          type: 'security.alert',
          time: at - index * 1_000,
          subject: `al-${day}-${hour}-${index}`,
          agency: null,
          data: { severity: 'low', category: 'scan', sensor: 'ids-1' },
        }),
      );
      await writer.append(rows, [], at, () => []);
    }
  await writer.close();
}

beforeEach(async () => {
  database = await freshDatabase();
  owner = await connect();
  await owner.query('insert into database_meta (exercise) values (true)');
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

it('the log is a hypertable where the extension is, with a chunk a day that the server itself makes', async () => {
  await writeDays();
  const found = await rowsOf<{ relkind: string; n: string }>(
    `select relkind, (select count(*) from pg_inherits where inhparent = oid) as n from pg_class where oid = 'log'::regclass`,
  );
  expect(found).toEqual([{ relkind: 'r', n: onTimescale ? String(DAYS) : '0' }]);
  expect(await rowsOf(`select count(*)::int as rows, count(distinct seq)::int as seqs from log`)).toEqual([
    { rows: DAYS * 105, seqs: DAYS * 105 },
  ]);
});

it("the server's role can change and remove nothing, in the log or in its chunks", async () => {
  await writeDays();
  const app = await connect('-c role=ioc_app');
  try {
    for (const table of ['log', ...(await chunks())]) {
      for (const sql of [
        `delete from ${table}`,
        `update ${table} set id = 'x'`,
        `truncate ${table}`,
        `drop table ${table}`,
      ])
        await expect(app.query(sql), sql).rejects.toMatchObject({ code: '42501' });
      expect((await app.query(`select from ${table} limit 1`)).rowCount).toBe(1);
    }
    if (onTimescale)
      await expect(app.query(`select drop_chunks('log', older_than => now())`)).rejects.toMatchObject({
        code: '42501',
      });
  } finally {
    await app.end();
  }
  expect(await rowsOf('select count(*)::int as n from log')).toEqual([{ n: DAYS * 105 }]);
});

it('compression and its job are there exactly where the licence allows them', async () => {
  if (!onTimescale) {
    expect(await rowsOf(`select current_setting('timescaledb.license', true) as licence`)).toEqual([{ licence: null }]);
    return;
  }
  const [licence] = await rowsOf<{ licence: string }>(`select current_setting('timescaledb.license', true) as licence`);
  expect(licence?.licence).toMatch(/^(apache|timescale)$/);
  const allowed = licence?.licence === 'timescale';
  expect(
    await rowsOf(`select compression_enabled from timescaledb_information.hypertables where hypertable_name = 'log'`),
  ).toEqual([{ compression_enabled: allowed }]);
  expect(await rowsOf(`select proc_name from timescaledb_information.jobs where hypertable_name = 'log'`)).toEqual(
    allowed ? [{ proc_name: 'policy_compression' }] : [],
  );
  if (!allowed) return;
  // A compressed chunk is read, folded and pruned like any other.
  await writeDays();
  const before = await foldUpTo(owner, DAYS * 105, { scratch: true });
  for (const chunk of await chunks()) await owner.query('select compress_chunk($1::regclass)', [chunk]);
  const after = await foldUpTo(owner, DAYS * 105, { scratch: true });
  expect(after.model).toEqual(before.model);
  const base = (await nextBase(owner, FIRST + 2 * DAY_MS + 12 * HOUR_MS))!;
  await writeBase(owner, base, base.at);
  await removeBefore(owner, base);
  expect((await foldUpTo(owner, DAYS * 105, { scratch: true })).model).toEqual(before.model);
});

describe('pruning', () => {
  /** In the middle of the third day: two whole chunks, and a part of the third. */
  const prune = async (): Promise<Omit<Removed, 'quarantine'>> => {
    const base = (await nextBase(owner, FIRST + 2 * DAY_MS + 12 * HOUR_MS))!;
    expect(base).toEqual({ seq: 215, at: FIRST + 2 * DAY_MS + 3 * HOUR_MS });
    await writeBase(owner, base, base.at);
    return removeBefore(owner, base);
  };

  it('drops the chunks that lie wholly before the base, and deletes the rest', async () => {
    await writeDays();
    const { model } = await foldUpTo(owner, DAYS * 105, { scratch: true });
    const removed = await prune();
    expect(removed).toEqual({
      ...(onTimescale ? { chunks: 2, rows: 5 } : { chunks: 0, rows: 215 }),
      identities: 215,
      fingerprints: 0,
      batches: 4,
      snapshots: 0,
    });
    expect(await chunks()).toHaveLength(onTimescale ? 2 : 0);
    expect(await rowsOf('select min(seq)::int as min, count(*)::int as n from log')).toEqual([{ min: 216, n: 205 }]);
    expect((await foldUpTo(owner, DAYS * 105, { scratch: true })).model).toEqual(model);
  });

  it('does not wait for a reader of an old chunk: its rows go, the empty chunk next time', async () => {
    await writeDays();
    const reader = await connect();
    await reader.query('begin read only');
    await reader.query('declare c no scroll cursor for select seq from log order by time, seq');
    await reader.query('fetch 1 from c');
    try {
      const removed = await prune();
      expect(removed).toMatchObject({ chunks: 0, rows: 215 });
      // Who reads, reads on what was there.
      expect((await reader.query('fetch all from c')).rowCount).toBe(DAYS * 105 - 1);
    } finally {
      await reader.end();
    }
    expect(await rowsOf('select count(*)::int as n from log where seq <= 215')).toEqual([{ n: 0 }]);
    const again = await removeBefore(owner, (await newestBase(owner))!);
    expect(again).toMatchObject({ chunks: onTimescale ? 2 : 0, rows: 0, identities: 0 });
  });

  it('does not hold up the writer', async () => {
    await writeDays();
    const writer = await openWriter(database.url, new AbortController().signal, () => {});
    const base = (await nextBase(owner, FIRST + 2 * DAY_MS + 12 * HOUR_MS))!;
    await writeBase(owner, base, base.at);
    const reader = await connect();
    await reader.query('begin read only');
    await reader.query('select count(*) from log');
    const removing = removeBefore(owner, base, { partRows: 10 });
    let slowest = 0;
    for (let count = 0; count < 20; count++) {
      const began = performance.now();
      const at = FIRST + DAYS * DAY_MS + count;
      const event = { id: `w-${count}`, source: '/s', type: 'x', time: at, subject: null, agency: null, data: {} };
      await writer.append([storable(event)], [], at, () => []);
      slowest = Math.max(slowest, performance.now() - began);
    }
    await removing;
    await reader.end();
    await writer.close();
    // A chunk that cannot be dropped is waited for a second, twice here.
    expect(slowest).toBeLessThan(900);
  });
});
