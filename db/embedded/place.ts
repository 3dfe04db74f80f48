// Where the embedded cluster of a DATA_DIR lives and which account runs it. PostgreSQL refuses to run as root, and another account cannot walk
// through a 0700 parent: then the cluster goes to /var/lib/ioc/<id>, and DATA_DIR keeps the id.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The account PostgreSQL runs as when we are root; null: our own. */
export type Account = Readonly<{ uid: number; gid: number }> | null;
export type Place = Readonly<{
  /** DATA_DIR, resolved. Lock and holder files live here, always reachable for us. */
  dataDir: string;
  /** Holds `data` (the cluster) and `postgres.log`; belongs to the account. */
  home: string;
  /** 0700, the socket's folder: short enough for a socket address (107 bytes). */
  socketDir: string;
  account: Account;
}>;

/** Everything that must be reachable for the other account when DATA_DIR is not. */
export const rootHome = '/var/lib/ioc';
const idFile = 'postgres.id';

const lookUp = (name: string): Account => {
  const number = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout.trim()) : null;
  };
  const [uid, gid] = [number('-u'), number('-g')];
  return uid !== null && gid !== null && uid !== 0 ? { uid, gid } : null;
};

const findAccount = (): Exclude<Account, null> => {
  const existing = lookUp('ioc');
  if (existing !== null) return existing;
  // Two starts may both try: the loser finds the winner's account.
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    rootHome,
    '--shell',
    '/usr/sbin/nologin',
    'ioc',
  ]);
  const account = lookUp('ioc') ?? lookUp('postgres') ?? lookUp('nobody');
  if (account === null)
    throw new Error('PostgreSQL does not run as root and no other account was found: create a user named ioc');
  return account;
};

/** Asks the system itself (mode bits, ACLs, mounts): can this account walk into the folder? */
const reaches = (account: Account, folder: string): boolean =>
  account === null ||
  spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;

/** A start killed between the two steps left a folder of root's: the owner is set each time. */
const ownFolder = (folder: string, account: Account): void => {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  if (account !== null && lstatSync(folder).uid !== account.uid) chownSync(folder, account.uid, account.gid);
};

/** Whatever the umask: every account must be able to walk into it. */
export const makeRootHome = (): void => {
  if (existsSync(rootHome)) return;
  mkdirSync(rootHome, { recursive: true });
  chmodSync(rootHome, 0o755);
};

/** The id kept in DATA_DIR names a folder that names DATA_DIR back: a copied DATA_DIR must not share the original's database. */
const outsideHome = (dataDir: string, account: Account): string => {
  const file = join(dataDir, idFile);
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  if (known === null) {
    const id = randomUUID();
    const home = join(rootHome, id);
    makeRootHome();
    ownFolder(home, account);
    writeFileSync(join(home, 'data-dir'), `${dataDir}\n`);
    writeFileSync(`${file}.new`, `${id}\n`);
    renameSync(`${file}.new`, file);
    return home;
  }
  const home = join(rootHome, known);
  if (!/^[0-9a-f-]{36}$/.test(known) || !existsSync(home))
    throw new Error(`DATA_DIR ${dataDir}: its database ${home} (named in ${idFile}) is not on this machine`);
  const back = join(home, 'data-dir');
  const original = existsSync(back) ? readFileSync(back, 'utf8').trim() : dataDir;
  if (original !== dataDir) {
    const other = join(original, idFile);
    if (existsSync(other) && readFileSync(other, 'utf8').trim() === known)
      throw new Error(
        `DATA_DIR ${dataDir} is a copy of ${original}: delete its ${idFile} to begin a new database there`,
      );
    writeFileSync(back, `${dataDir}\n`);
  }
  return home;
};

const socketFolder = (home: string, dataDir: string, account: Account): string => {
  const near = join(home, 'run');
  // Also what would need quoting, in postgresql.conf or in a URL, goes to the short place.
  if (/^[\w./-]{1,88}$/.test(near)) {
    ownFolder(near, account);
    return near;
  }
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const parent = account !== null ? rootHome : tmpdir().length <= 60 ? tmpdir() : '/tmp';
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const folder = join(parent, `ioc-run-${uid}-${hash}`);
  if (account !== null) makeRootHome();
  ownFolder(folder, account);
  const found = lstatSync(folder);
  // Anybody may create names in /tmp: a folder of someone else's would let them listen in our place.
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0)
    throw new Error(`${folder} is in the way: it must be a folder of our own with mode 0700`);
  return folder;
};

const choosePlace = (requested: string): Place => {
  if (process.platform === 'win32')
    throw new Error('DATABASE_URL is needed on Windows: the embedded PostgreSQL listens on a Unix socket only');
  mkdirSync(requested, { recursive: true });
  const dataDir = realpathSync(requested);
  const inside = join(dataDir, 'postgres');
  const cluster = join(inside, 'data');
  const isRoot = process.getuid?.() === 0;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (!isRoot && uid !== process.getuid?.())
      throw new Error(`DATA_DIR ${dataDir}: its database belongs to user number ${uid}; start as that user or as root`);
    const account = isRoot ? { uid, gid } : null;
    return { dataDir, home: inside, account, socketDir: socketFolder(inside, dataDir, account) };
  }
  const moved = existsSync(join(dataDir, idFile));
  if (!isRoot && (moved || (existsSync(inside) && statSync(inside).uid !== process.getuid?.())))
    throw new Error(`DATA_DIR ${dataDir}: its database was made by root; start as root`);
  const account = isRoot ? findAccount() : null;
  const home = !moved && reaches(account, dataDir) ? inside : outsideHome(dataDir, account);
  const data = join(home, 'data');
  // The account may have changed since (a new user `ioc`): PostgreSQL wants the owner of its folder.
  const owner = isRoot && existsSync(data) ? statSync(data) : null;
  const runAs = owner === null ? account : { uid: owner.uid, gid: owner.gid };
  ownFolder(home, runAs);
  return { dataDir, home, account: runAs, socketDir: socketFolder(home, dataDir, runAs) };
};

/** Finds or creates the folders of DATA_DIR's cluster. Sticky: a cluster that exists is used where and as whom it was made. */
export const findPlace = (requested: string): Place => {
  try {
    return choosePlace(requested);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`DATA_DIR ${requested} cannot be used: ${message}`, { cause: error });
  }
};
