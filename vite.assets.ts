// What a build leaves for pages that are already open: the list of what a route loads, and the files of earlier builds.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rollup } from 'vite';

const isChunk = (item: Rollup.OutputAsset | Rollup.OutputChunk): item is Rollup.OutputChunk => item.type === 'chunk';

/** All chunks that a page needs: the entries, the page's own chunk, what they import, and what the page loads beside it. */
export function chunksOf(bundle: Rollup.OutputBundle, route: string): Rollup.OutputChunk[] {
  const chunks = new Map(
    Object.values(bundle)
      .filter(isChunk)
      .map((chunk) => [chunk.fileName, chunk]),
  );
  const page = [...chunks.values()].find((chunk) => chunk.facadeModuleId?.endsWith(`client/${route}`));
  if (!page) throw new Error(`no chunk for ${route}`);
  const needed = new Map<string, Rollup.OutputChunk>();
  const take = (chunk: Rollup.OutputChunk | undefined): void => {
    if (!chunk || needed.has(chunk.fileName)) return;
    needed.set(chunk.fileName, chunk);
    for (const name of chunk.imports) take(chunks.get(name));
  };
  take(page);
  // An entry loads one page of many; a page loads all that it names.
  for (const name of page.dynamicImports) take(chunks.get(name));
  for (const chunk of chunks.values()) if (chunk.isEntry) take(chunk);
  return [...needed.values()];
}

/** Writes the names of all files that a route loads, its styles and fonts too, as a JSON list. */
export function listFiles({ route, as }: Readonly<{ route: string; as: string }>): Plugin {
  return {
    name: 'list-files',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const files = chunksOf(bundle, route).flatMap(({ fileName, viteMetadata }) => [
        fileName,
        ...(viteMetadata?.importedCss ?? []),
        ...(viteMetadata?.importedAssets ?? []),
      ]);
      // A browser that knows woff2 never asks for woff.
      const asked = files.filter((name) => !name.endsWith('.woff'));
      writeFileSync(join(dir, as), JSON.stringify([...new Set(asked)]));
    },
  };
}

const LAST = '.last-build.json';
const DAY_MS = 86_400_000;

/**
 * Settles the files in `folder/assets` after a build of `files` (paths in `folder`): what this build replaced is kept for so
 * many days from now, what was replaced longer ago goes. `now`: epoch ms.
 */
export function keepReplaced(folder: string, files: readonly string[], days: number, now: number): void {
  const last = join(folder, LAST);
  const before = existsSync(last) ? (JSON.parse(readFileSync(last, 'utf8')) as string[]) : [];
  const current = new Set(files);
  for (const name of before) {
    const path = join(folder, name);
    // The time of a replaced file is when it was replaced.
    if (!current.has(name) && existsSync(path)) utimesSync(path, now / 1000, now / 1000);
  }
  const assets = join(folder, 'assets');
  for (const name of existsSync(assets) ? readdirSync(assets) : []) {
    const path = join(assets, name);
    if (!current.has(`assets/${name}`) && statSync(path).mtimeMs < now - days * DAY_MS) rmSync(path);
  }
  writeFileSync(last, JSON.stringify([...current].filter((name) => name.startsWith('assets/'))));
}

/** Keeps the files of earlier builds for pages that were loaded from them. Needs `emptyOutDir: false`. */
export function keepEarlier({ days }: Readonly<{ days: number }>): Plugin {
  return {
    name: 'keep-earlier',
    apply: 'build',
    writeBundle: ({ dir = '' }, bundle) => keepReplaced(dir, Object.keys(bundle), days, Date.now()),
  };
}
