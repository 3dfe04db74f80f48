// Builds the client where it is missing or older than its sources: the pages under test are those of this tree. Once for a
// run, before the first file: two files at a time would build into one folder.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const newest = (path: string): number => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
};

/** Global setup. */
export default function buildClient(): void {
  const built = statSync(`${root}/dist/client/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['client', 'shared', 'vite.config.ts', 'vite.assets.ts', 'package-lock.json'].map((path) =>
    newest(`${root}/${path}`),
  );
  if (built > Math.max(...sources)) return;
  // Vitest's own NODE_ENV would build React for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stderr } = spawnSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: root, env });
  if (status === 0) return;
  // What a failed build left is newer than its sources: the next run would take it.
  rmSync(`${root}/dist/client/index.html`, { force: true });
  throw new Error(`vite build failed: ${stderr}`);
}
