// One embedded cluster and one build of the server for the whole run. The cluster is in a temp folder, without durability:
// only the tests of durability itself start their own.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { isAlive, processesOf } from '../../db/embedded/process.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { homeOf, removeDataDir } from './data-dir.ts';
import { buildServer, type ServerBuild } from './server-build.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Owner's URL of the run's embedded cluster. */
    embeddedUrl: string;
    /** Folder of the server's build. */
    serverBuild: string;
  }
}

/** Each project runs this file; the first starts the cluster and the last stops it. */
type Cluster = { url: string; end: () => Promise<void> };
type Shared = { users: number; started: Promise<Cluster>; built: Promise<ServerBuild> };
const slot = globalThis as typeof globalThis & { iocTestCluster?: Shared };

const prefix = 'ioc-test-';
const buildPrefix = 'test-';
const builds = fileURLToPath(new URL('../../dist', import.meta.url));

/** A run that was killed leaves its cluster running and its build: the next one ends it. The folders' names hold the run's pid. */
const sweep = (): void => {
  for (const name of existsSync(builds) ? readdirSync(builds) : [])
    if (name.startsWith(buildPrefix) && !isAlive(Number(name.slice(buildPrefix.length))))
      rmSync(join(builds, name), { recursive: true, force: true });
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN;
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    for (const left of processesOf(join(homeOf(dataDir), 'data')) ?? []) process.kill(left, 'SIGKILL');
    removeDataDir(dataDir);
  }
};

const start = async (): Promise<Cluster> => {
  sweep();
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    shared_buffers: '128MB',
    max_connections: '200',
    autovacuum_naptime: '1h',
  };
  try {
    const cluster = await startEmbedded(dataDir, {
      log: (line) => process.stderr.write(`test database: ${line}\n`),
      settings,
    });
    const end = async (): Promise<void> => {
      await cluster.stop();
      removeDataDir(dataDir);
    };
    return { url: cluster.url, end };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
};

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  slot.iocTestCluster ??= { users: 0, started: start(), built: buildServer(`${buildPrefix}${process.pid}`) };
  const shared = slot.iocTestCluster;
  shared.users += 1;
  project.provide('embeddedUrl', (await shared.started).url);
  project.provide('serverBuild', (await shared.built).directory);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete slot.iocTestCluster;
    (await shared.built).remove();
    await (await shared.started).end();
  };
};
