// Who may start or stop the cluster of a DATA_DIR now (one process at a time), and who uses it (it is stopped by the last).
// The lock is politeness between starts. That two postmasters never share files is PostgreSQL's own interlock, and initdb works beside and renames.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { birthOf, isAlive } from './process.ts';

const quietly = (action: () => void): void => {
  try {
    action();
  } catch {
    // Someone else was faster.
  }
};

/** A pid alone may belong to someone else after a restart of the machine: its birth tells. */
const self = (): string => `${process.pid} ${birthOf(process.pid) ?? '-'}`;
const lives = (holder: string): boolean => {
  const [pid = '', birth = '-'] = holder.trim().split(' ');
  return isAlive(Number(pid)) && (birth === '-' || birthOf(Number(pid)) === birth);
};

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const tryLock = (file: string): boolean => {
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, `${self()}\n`);
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(mine);
  }
};

const breakStale = (file: string, content: string): void => {
  const aside = `${file}.${randomUUID()}`;
  quietly(() => {
    renameSync(file, aside);
    // Another process broke it first and holds a new one: give that back.
    if (read(aside) !== content) quietly(() => linkSync(aside, file));
    unlinkSync(aside);
  });
};

/** Runs `work` while no other process (and no other call in this one) starts or stops this DATA_DIR's cluster. */
export const underLock = async <T>(
  dataDir: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> => {
  const file = join(dataDir, 'postgres.lock');
  for (let told = false; !tryLock(file); ) {
    const content = read(file);
    if (content !== null && !lives(content)) breakStale(file, content);
    else {
      if (!told) log(`waiting: process ${content?.split(' ')[0] ?? '?'} starts or stops the database of ${dataDir}`);
      told = true;
      await wait(50);
    }
  }
  try {
    return await work();
  } finally {
    quietly(() => unlinkSync(file));
  }
};

/** Registers this start as a user of the cluster; the result says whether the others have all gone once it is given back. */
export const holdCluster = (dataDir: string): { release: () => boolean } => {
  const folder = join(dataDir, 'postgres.users');
  mkdirSync(folder, { recursive: true });
  const mine = join(folder, randomUUID());
  writeFileSync(mine, `${self()}\n`);
  const release = (): boolean => {
    rmSync(mine, { force: true });
    const others = readdirSync(folder).filter((name) => {
      const holder = read(join(folder, name));
      if (holder !== null && lives(holder)) return true;
      rmSync(join(folder, name), { force: true });
      return false;
    });
    return others.length === 0;
  };
  return { release };
};
