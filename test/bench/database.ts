// The databases to measure on: an embedded PostgreSQL of its own, and TimescaleDB where TEST_DATABASE_URL points to one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../db/embedded.ts';
import { removeDataDir } from '../support/data-dir.ts';

export type BenchDatabase = Readonly<{
  name: string;
  /** The owner's URL of an empty database. */
  url: string;
  /** Another one on the same server; what has that name is dropped first. Returns its URL. */
  create: (suffix: string) => Promise<string>;
  /** Stops PostgreSQL and starts it again; does nothing where that cannot be done from here. */
  restart: () => Promise<void>;
  canRestart: boolean;
  drop: () => Promise<void>;
}>;

/** Runs one statement outside of any transaction, on a connection of its own. */
async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const withDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
};

async function createOn(url: string, name: string): Promise<string> {
  await runOn(url, `drop database if exists ${name} with (force)`);
  await runOn(url, `create database ${name}`);
  return withDatabase(url, name);
}

async function embeddedDatabase(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-bench-'));
  let embedded = await startEmbedded(dataDir, { log: () => {} });
  const { url } = embedded;
  return {
    name: 'embedded',
    url,
    create: (suffix) => createOn(url, `ioc_${suffix}`),
    restart: async () => {
      await embedded.stop();
      embedded = await startEmbedded(dataDir, { log: () => {} });
      if (embedded.url !== url) throw new Error(`PostgreSQL came back at ${embedded.url} and not at ${url}`);
    },
    canRestart: true,
    drop: async () => {
      await embedded.stop();
      removeDataDir(dataDir);
    },
  };
}

/** BENCH_POSTGRES_RESTART: the shell command that restarts this server, for `bench growth`. */
async function givenDatabase(given: string): Promise<BenchDatabase> {
  const command = process.env.BENCH_POSTGRES_RESTART;
  const names: string[] = [];
  const create = (name: string): Promise<string> => {
    names.push(name);
    return createOn(given, name);
  };
  const own = `ioc_bench_${process.pid}`;
  return {
    name: 'timescaledb',
    url: await create(own),
    create: (suffix) => create(`${own}_${suffix}`),
    restart: async () => {
      if (!command) return;
      const { status } = spawnSync('/bin/sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] });
      if (status !== 0) throw new Error(`BENCH_POSTGRES_RESTART ended with ${status}`);
    },
    canRestart: Boolean(command),
    drop: async () => {
      for (const name of new Set(names)) await runOn(given, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Measures on each, or on the one named by BENCH_DATABASE (embedded, timescaledb); whether all figures held. */
export async function onEachDatabase(measure: (database: BenchDatabase) => Promise<boolean>): Promise<boolean> {
  const [given, only] = [process.env.TEST_DATABASE_URL, process.env.BENCH_DATABASE];
  let holds = true;
  const all = [
    { name: 'embedded', open: embeddedDatabase },
    ...(given ? [{ name: 'timescaledb', open: () => givenDatabase(given) }] : []),
  ];
  const chosen = all.filter(({ name }) => !only || name === only);
  if (chosen.length === 0)
    throw new Error(`BENCH_DATABASE=${only}: there is ${all.map(({ name }) => name).join(', ')}`);
  for (const { open } of chosen) {
    const database = await open();
    try {
      holds = (await measure(database)) && holds;
    } finally {
      await database.drop();
    }
  }
  if (!given) process.stderr.write('TEST_DATABASE_URL is not set: TimescaleDB was not measured\n');
  return holds;
}
