// Removing what a test's DATA_DIR left, also the part that lives in /var/lib/ioc when the tests run as root.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rootHome } from '../../db/embedded/place.ts';

/** Where the cluster of a DATA_DIR lives: its sub-folder, or a folder in /var/lib/ioc. */
export const homeOf = (dataDir: string): string => {
  const id = join(dataDir, 'postgres.id');
  return existsSync(id) ? join(rootHome, readFileSync(id, 'utf8').trim()) : join(dataDir, 'postgres');
};

/** Only after its server has been stopped. */
export const removeDataDir = (dataDir: string): void => {
  rmSync(homeOf(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
};
