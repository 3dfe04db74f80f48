// The server of a cluster as it is found: living, recovering, shutting down, killed with processes left over.
import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { owner, socketLock } from './cluster.ts';
import type { Place } from './place.ts';
import { isAlive, numberIsTaken, type PostmasterFile, processesOf, readPostmasterFile } from './process.ts';

/** How long dying processes of a killed server may take; after these many ms they are asked, told, ended. */
export const patience = { terminate: 5_000, quit: 15_000, kill: 25_000, giveUp: 30_000 };
/** A living postmaster that recovers or shuts down is waited for: crash recovery of 4 GB of log takes minutes on a slow disk. */
export const recoveryLimitMs = 600_000;

/** Owner's URL of a database of this cluster. */
export const urlOf = ({ socketDir, port }: PostmasterFile, database: string): string =>
  `postgres://${owner}@${encodeURIComponent(socketDir)}:${port}/${database}`;

export const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // A lost connection is found by the query after it.
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
};

/** `yes`; `busy`: starting, recovering or shutting down; `no`: nobody listens. */
export const answers = async (file: PostmasterFile): Promise<'yes' | 'busy' | 'no'> => {
  if (file.port === 0 || file.socketDir === '') return 'busy';
  try {
    const client = await connect(urlOf(file, 'postgres'));
    await client.end();
    return 'yes';
  } catch (error) {
    const { code } = error as { code?: string };
    // 57P03 cannot connect now, 53300 too many connections.
    return code === '57P03' ? 'busy' : code === '53300' ? 'yes' : 'no';
  }
};

const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // Gone meanwhile.
    }
  }
};

/** Waits until no process of a server whose postmaster is dead holds the files, with growing insistence. */
const outwaitOrphans = async (data: string, log: (line: string) => void): Promise<void> => {
  const began = Date.now();
  const sent = new Set<NodeJS.Signals>();
  const once = (name: NodeJS.Signals, pids: readonly number[]): void => {
    if (!sent.has(name)) signal(pids, name);
    sent.add(name);
  };
  for (let told = false; ; told = true) {
    const left = processesOf(data) ?? [];
    if (left.length === 0) return;
    const waited = Date.now() - began;
    if (!told) log(`waiting for ${left.length} processes of a killed PostgreSQL to end`);
    if (waited > patience.giveUp)
      throw new Error(`processes ${left.join(', ')} of a killed PostgreSQL still hold ${data}`);
    if (waited > patience.kill) once('SIGKILL', left);
    else if (waited > patience.quit) once('SIGQUIT', left);
    else if (waited > patience.terminate) once('SIGTERM', left);
    await wait(100);
  }
};

/**
 * A lock file that names a number which now is another process's (after a restart of the machine) or that of a dead one which nobody reaped:
 * PostgreSQL would refuse for ever. Taken away only when /proc has shown that no process of this cluster lives.
 */
const removeStaleLock = (lock: string): void => {
  try {
    if (numberIsTaken(Math.abs(Number.parseInt(readFileSync(lock, 'utf8'), 10)))) unlinkSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
};

/** The postmaster file of the living server, or null once nothing of it is left and a new one may start. */
export const findRunning = async (place: Place, log: (line: string) => void): Promise<PostmasterFile | null> => {
  const data = join(place.home, 'data');
  const began = Date.now();
  for (let told = false; ; ) {
    const file = readPostmasterFile(data);
    const ours = processesOf(data);
    if (file === null || !isAlive(file.pid) || (ours !== null && !ours.includes(file.pid))) {
      // Without /proc PostgreSQL's own checks decide alone.
      if (ours === null) return null;
      if (ours.length > 0) await outwaitOrphans(data, log);
      if (processesOf(data)?.length !== 0) continue;
      removeStaleLock(join(data, 'postmaster.pid'));
      removeStaleLock(socketLock(place));
      return null;
    }
    const state = await answers(file);
    if (state === 'yes') return file;
    const waited = Date.now() - began;
    if (waited > (state === 'busy' ? recoveryLimitMs : patience.giveUp))
      throw new Error(`PostgreSQL (process ${file.pid}) lives in ${data} but does not answer`);
    if (!told && waited > 1_000) {
      log('waiting for a PostgreSQL that is starting, recovering or shutting down');
      told = true;
    }
    await wait(50);
  }
};

/** Fast shutdown; returns when the postmaster has gone. */
export const stopServer = async (data: string, log: (line: string) => void): Promise<void> => {
  const file = readPostmasterFile(data);
  const ours = processesOf(data);
  if (file === null || !isAlive(file.pid) || (ours !== null && !ours.includes(file.pid))) return;
  signal([file.pid], 'SIGINT');
  const began = Date.now();
  while (isAlive(file.pid)) {
    if (Date.now() - began > 60_000) {
      log('PostgreSQL is still writing its last checkpoint; it ends by itself');
      return;
    }
    await wait(20);
  }
};
