// Making a cluster, its settings, and starting its postmaster so that it outlives this process.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { clusterName } from './process.ts';

export type Settings = Readonly<Record<string, string>>;

/** Role and database of the owner, made with the cluster. */
export const owner = 'ioc';
/** Names the socket's file; nothing listens on TCP. */
const port = 5432;
const settingsFile = 'ioc.conf';

/**
 * A quarter of the machine's memory, as PostgreSQL's manual advises, between 128 MB and 4 GB. Each new event goes to a random page of the
 * index of identities (400 MB for ten million): with less memory most of those pages are read and written out again each time.
 */
export const sharedBuffersFor = (memoryBytes: number): string =>
  `${Math.min(4_096, Math.max(128, Math.floor(memoryBytes / 4 / 1_048_576)))}MB`;

/** Durable: an acknowledged event survives a power cut. */
const defaults: Settings = {
  listen_addresses: '',
  port: String(port),
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: sharedBuffersFor(Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)),
  max_wal_size: '4GB',
  // Segments that are used again need not be made: after a checkpoint, when whole pages go into the WAL, a flood fills as much.
  min_wal_size: '1GB',
  checkpoint_timeout: '15min',
  synchronous_commit: 'on',
  fsync: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %u@%d ',
};

/** The account's environment is empty but for this: the caller's PG* and LD_* variables are not for this server. */
const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const logFile = (place: Place): string => join(place.home, 'postgres.log');

/** What PostgreSQL wrote to its log since the file had `from` bytes; at most the last 4,000 characters. */
export const logSince = (place: Place, from: number): string => {
  try {
    return readFileSync(logFile(place)).subarray(from).toString('utf8').slice(-4_000).trim();
  } catch {
    return '';
  }
};

/** PostgreSQL's second lock file, beside its socket; the folder is this cluster's alone. */
export const socketLock = (place: Place): string => join(place.socketDir, `.s.PGSQL.${port}.lock`);

const give = (place: Place, path: string): void => {
  if (place.account !== null) chownSync(path, place.account.uid, place.account.gid);
};

/** Makes `home/data` when it does not exist: beside and renamed, so that a killed initdb leaves nothing that looks like a cluster. */
export const ensureCluster = (place: Place, binaries: Binaries, settings: Settings): 'made' | 'found' => {
  const data = join(place.home, 'data');
  if (existsSync(data)) {
    const version = existsSync(join(data, 'PG_VERSION'))
      ? readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
      : 'unknown';
    if (version !== String(binaries.major))
      throw new Error(
        `DATA_DIR ${place.dataDir}: ${data} was made by PostgreSQL ${version}, this program brings ${binaries.major}; bring it over with pg_upgrade or use a new DATA_DIR`,
      );
    return 'found';
  }
  for (const name of readdirSync(place.home))
    if (name.startsWith('data.new-')) rmSync(join(place.home, name), { recursive: true, force: true });
  const fresh = join(place.home, `data.new-${randomUUID()}`);
  const sync = settings.fsync === 'off' ? ['--no-sync'] : [];
  const made = spawnSync(
    binaries.initdb,
    [
      '-D',
      fresh,
      '-U',
      owner,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ].concat(['--auth-local=trust', '--auth-host=reject', '--no-instructions', ...sync]),
    { ...(place.account ?? {}), cwd: '/', env, encoding: 'utf8' },
  );
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const why = made.error?.message ?? made.stderr.trim().replaceAll('\n', ' ');
    throw new Error(`DATA_DIR ${place.dataDir}: initdb failed: ${why}`);
  }
  renameSync(fresh, data);
  return 'made';
};

/** Keeps a list of what is in memory and reads it in again after a restart: a flood that comes then need not fetch each page by itself. */
const preloaded = (binaries: Binaries): Settings => {
  const libraries = join(dirname(binaries.postgres), '..', 'lib', 'postgresql');
  // Named but not there, it would keep PostgreSQL from starting.
  const found = existsSync(libraries) && readdirSync(libraries).some((name) => name.startsWith('pg_prewarm.'));
  return found ? { shared_preload_libraries: 'pg_prewarm' } : {};
};

/** In a file and not on the command line: a `pg_ctl start` by hand gets the same server. Rewritten at each start, so that changes reach old clusters. */
const writeSettings = (place: Place, binaries: Binaries, settings: Settings): void => {
  const data = join(place.home, 'data');
  const all = {
    ...defaults,
    ...preloaded(binaries),
    cluster_name: clusterName(data),
    unix_socket_directories: place.socketDir,
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${quote(value)}`);
  const target = join(data, settingsFile);
  writeFileSync(`${target}.new`, `# Written at each start; ALTER SYSTEM wins over it.\n${lines.join('\n')}\n`);
  give(place, `${target}.new`);
  renameSync(`${target}.new`, target);
  const main = join(data, 'postgresql.conf');
  const include = `include_if_exists = '${settingsFile}'`;
  const text = readFileSync(main, 'utf8');
  if (!text.split('\n').includes(include)) writeFileSync(main, `${text}\n${include}\n`);
};

/** Starts the postmaster in a session of its own, detached: it lives on when this process or its group is killed. */
export const spawnPostmaster = (
  place: Place,
  binaries: Binaries,
  settings: Settings,
): { child: ChildProcess; logFrom: number } => {
  writeSettings(place, binaries, settings);
  const file = logFile(place);
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`);
  const output = openSync(file, 'a');
  const logFrom = fstatSync(output).size;
  chmodSync(file, 0o600);
  give(place, file);
  try {
    const child = spawn(binaries.postgres, ['-D', join(place.home, 'data')], {
      ...(place.account ?? {}),
      cwd: '/',
      env,
      detached: true,
      stdio: ['ignore', output, output],
    });
    child.on('error', () => {}); // Its exit is seen by the caller, who looks at the log.
    child.unref();
    return { child, logFrom };
  } finally {
    closeSync(output);
  }
};
