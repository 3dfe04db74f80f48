// The embedded PostgreSQL of a DATA_DIR: one folder, one database, one server, whoever starts it and however the last one ended.
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Binaries, findBinaries } from './embedded/binaries.ts';
import { ensureCluster, logSince, owner, type Settings, spawnPostmaster } from './embedded/cluster.ts';
import { holdCluster, underLock } from './embedded/lock.ts';
import { findPlace, type Place } from './embedded/place.ts';
import { type PostmasterFile, readPostmasterFile } from './embedded/process.ts';
import { answers, connect, findRunning, patience, recoveryLimitMs, stopServer, urlOf } from './embedded/running.ts';

export type Embedded = Readonly<{
  /** The owner's URL of the database `ioc`; the host is the socket's folder, percent-encoded, so that `new URL(url)` can change user and database. */
  url: string;
  socketDir: string;
  port: number;
  /** Of the postmaster when this handle was made. */
  pid: number;
  /** Starts the server again (same URL) when it has gone: killed by the system, stopped by hand. Does nothing while it runs. */
  ensure: () => Promise<void>;
  /** Gives the cluster back; the last user's call stops it (fast shutdown) and waits for its end. */
  stop: () => Promise<void>;
}>;
export type EmbeddedOptions = Readonly<{
  log: (line: string) => void;
  /** PostgreSQL settings that replace ours; for throw-away clusters of tests. They take effect when the server is started, not when it is adopted. */
  settings?: Settings;
}>;

const startNew = async (place: Place, binaries: Binaries, options: EmbeddedOptions): Promise<PostmasterFile> => {
  const data = join(place.home, 'data');
  const deadline = Date.now() + patience.giveUp;
  for (;;) {
    const { child, logFrom } = spawnPostmaster(place, binaries, options.settings ?? {});
    const file = await untilReady(data, child, options.log);
    if (file !== null) return file;
    // Beaten by a start that does not know our lock, or shared memory of dying backends that /proc did not show: look again.
    const running = await findRunning(place, options.log);
    if (running !== null) return running;
    const said = logSince(place, logFrom);
    if (Date.now() > deadline || !/pre-existing shared memory|lock file "/.test(said)) {
      const lines = said.split('\n');
      const why = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '';
      throw new Error(`PostgreSQL did not start in ${data}: ${why.replace(/^.*?(?=FATAL|PANIC)/, '')}`);
    }
    await wait(250);
  }
};

const untilReady = async (
  data: string,
  child: ChildProcess,
  log: (line: string) => void,
): Promise<PostmasterFile | null> => {
  const began = Date.now();
  for (let told = false; child.exitCode === null && child.signalCode === null && child.pid !== undefined; ) {
    const file = readPostmasterFile(data);
    if (file !== null && file.pid === child.pid && (await answers(file)) === 'yes') return file;
    if (Date.now() - began > recoveryLimitMs) throw new Error(`PostgreSQL in ${data} does not get ready`);
    if (!told && Date.now() - began > 3_000) {
      log('PostgreSQL is recovering');
      told = true;
    }
    await wait(20);
  }
  return null;
};

const ensureDatabase = async (file: PostmasterFile): Promise<void> => {
  const client = await connect(urlOf(file, 'postgres'));
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [owner]);
    if (rowCount === 0) await client.query(`create database ${owner}`);
  } finally {
    await client.end();
  }
};

/**
 * Starts the PostgreSQL of `dataDir`, or adopts the one that runs there already. Creates folder, cluster and database as needed. Throws an Error
 * with one line that says what to do (another major version, a folder of another user, a disk that is full).
 */
export const startEmbedded = async (dataDir: string, options: EmbeddedOptions): Promise<Embedded> => {
  const place = findPlace(dataDir);
  const data = join(place.home, 'data');
  const bringUp = async (): Promise<PostmasterFile> => {
    const binaries = findBinaries(place.account);
    if (ensureCluster(place, binaries, options.settings ?? {}) === 'found') {
      const running = await findRunning(place, options.log);
      if (running !== null) return running;
    }
    return startNew(place, binaries, options);
  };
  const { file, holder } = await underLock(place.dataDir, options.log, async () => {
    const file = await bringUp();
    await ensureDatabase(file);
    return { file, holder: holdCluster(place.dataDir) };
  });
  let stopping: Promise<void> | null = null;
  const ensure = (): Promise<void> =>
    underLock(place.dataDir, options.log, async () => {
      if (stopping === null) await bringUp();
    });
  const stop = (): Promise<void> => {
    stopping ??= underLock(place.dataDir, options.log, async () => {
      if (!holder.release()) options.log('PostgreSQL is left running: another process uses it');
      else if (existsSync(data)) await stopServer(data, options.log);
    });
    return stopping;
  };
  return { url: urlOf(file, owner), socketDir: file.socketDir, port: file.port, pid: file.pid, ensure, stop };
};
