// A restored backup replays to the same hashes. On TimescaleDB a dump into another database, with the embedded PostgreSQL the
// copied folder of a server that was stopped: both as the README says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { verifyChain } from '../../server/chain.ts';
import { refoldDay } from '../../server/proof/refold.ts';
import { viewHash } from '../../server/view-hash.ts';
import { DAY_MS, dayNumber, HOUR_MS, parseInstant } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import type { Frame } from '../../shared/wire-schema.ts';
import { homeOf, removeDataDir } from '../support/data-dir.ts';
import { emptyDatabase, freshDatabase, onTimescale } from '../support/database.ts';
import { dumpTool } from '../support/dump.ts';
import { cleanUp, newDir, start } from '../support/embedded.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';
import { runDay } from './proof/days.ts';

const FIRST = parseInstant('2026-11-19T00:00:00+07:00');

/** A database, and `restore`: its backup, made and put back as the README says; gives the URL of what came of it. */
type Backed = { url: string; restore: () => Promise<string> };
const undo: (() => Promise<void>)[] = [];
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end();
  for (const one of undo.splice(0).reverse()) await one();
  await cleanUp();
});

async function sql(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const one of statements) await client.query(one);
  await client.end();
}

async function dumped(): Promise<Backed> {
  const database = await freshDatabase();
  undo.push(database.drop);
  const tool = await dumpTool(database.url);
  return {
    url: database.url,
    async restore() {
      const dump = tool('pg_dump', ['-Fc', '-d', database.url]);
      const other = await emptyDatabase();
      undo.push(other.drop);
      await sql(other.url, 'create extension if not exists timescaledb', 'select timescaledb_pre_restore()');
      tool('pg_restore', ['-d', other.url], dump);
      await sql(other.url, 'select timescaledb_post_restore()');
      return other.url;
    },
  };
}

async function copied(): Promise<Backed> {
  const dir = newDir();
  const cluster = await start(dir);
  return {
    url: cluster.url,
    async restore() {
      await cluster.stop();
      const [home, copies] = [homeOf(dir), mkdtempSync(join(tmpdir(), 'ioc-backup-'))];
      undo.push(async () => rmSync(copies, { recursive: true }));
      const parts = home.startsWith(dir) ? [dir] : [dir, home];
      const copy = (from: string, to: string): void => void execFileSync('cp', ['-a', from, to]);
      for (const [index, part] of parts.entries()) copy(part, join(copies, String(index)));
      removeDataDir(dir);
      for (const [index, part] of parts.entries()) copy(join(copies, String(index)), part);
      return (await start(dir)).url;
    },
  };
}

const run = async (url: string, exerciseFrom: number): Promise<TestServer> => {
  const server = await startTestServer({ exerciseFrom, database: { url, drop: async () => {} } });
  servers.push(server);
  return server;
};

it('a restored backup shows and replays what was shown, and goes on', async () => {
  const { url, restore } = await (onTimescale ? dumped() : copied());
  const before = await run(url, FIRST + 7 * HOUR_MS);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const first = await runDay(before, owner, FIRST);
  const shown = [...first, ...(await runDay(before, owner, FIRST + DAY_MS))];
  const sent = event('dossier.submitted', 'known', before.hub.now(), { level: 2 });
  expect((await before.post(sent)).body).toMatchObject({ accepted: 1 });
  const now = `?at=${encodeURIComponent(first[6]!.at)}&as=now`;
  const known = await before.view(now);
  const facts = async (client: pg.Client) => ({
    chain: await verifyChain(client),
    days: [await refoldDay(client, dayNumber(FIRST)), await refoldDay(client, dayNumber(FIRST) + 1, { scratch: true })],
  });
  await before.end();
  const expected = await facts(owner);
  expect(expected).toMatchObject({ chain: null, days: [{ mismatches: 0 }, { mismatches: 0 }] });
  expect(expected.days[0]?.compared).toBeGreaterThanOrEqual(first.length);
  await owner.end();

  const restored = await restore();
  const other = new pg.Client({ connectionString: restored });
  await other.connect();
  expect(await facts(other)).toEqual(expected);
  await other.end();
  const after = await run(restored, FIRST + 2 * DAY_MS);
  for (const { seq, at, hash } of shown)
    expect(await after.view(`?seq=${seq}&at=${encodeURIComponent(at)}`)).toMatchObject({ hash, recordedHash: hash });
  expect((await after.view(`${now}&seq=${known.seq}`)).hash).toBe(known.hash);
  expect((await after.post(sent)).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect((await after.post(event('dossier.submitted', 'new', after.hub.now(), { level: 2 }))).status).toBe(200);

  const socket = await after.socket('/replay', 'supervisor');
  const frames: Frame[] = [];
  socket.on('frame', (frame: Frame) => frames.push(frame));
  socket.connect();
  await socket.emitWithAck('open', { from: shown[0]!.at, to: shown.at(-1)!.at, as: 'then' });
  for (const { at, hash } of shown.toReversed()) {
    await socket.emitWithAck('seek', { at });
    const frame = frames.at(-1)!;
    expect(frame.kind === 'snapshot' && viewHash(frame.view as View)).toBe(hash);
  }
}, 120_000);
