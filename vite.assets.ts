// What a build leaves for pages that are already open: the list of what a route loads, and the files of earlier builds.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

const isChunk = (item: Rollup.OutputAsset | Rollup.OutputChunk): item is Rollup.OutputChunk => item.type === 'chunk';

export type RouteChunks = Readonly<{
  /** The entries, the page's own chunk, and what they import. */
  page: Rollup.OutputChunk[];
  /** What the page loads beside itself. */
  beside: Rollup.OutputChunk[];
}>;

/** All chunks that a page loads. */
export function chunksOf(bundle: Rollup.OutputBundle, route: string): RouteChunks {
  const chunks = new Map(
    Object.values(bundle)
      .filter(isChunk)
      .map((chunk) => [chunk.fileName, chunk]),
  );
  const own = [...chunks.values()].find((chunk) => chunk.facadeModuleId?.endsWith(`client/${route}`));
  if (!own) throw new Error(`no chunk for ${route}`);
  const needed = new Set<Rollup.OutputChunk>();
  const take = (chunk: Rollup.OutputChunk | undefined): void => {
    if (!chunk || needed.has(chunk)) return;
    needed.add(chunk);
    for (const name of chunk.imports) take(chunks.get(name));
  };
  take(own);
  for (const chunk of chunks.values()) if (chunk.isEntry) take(chunk);
  const page = [...needed];
  // An entry loads one page of many; a page loads all that it and its parts name.
  for (const chunk of page) if (!chunk.isEntry) for (const name of chunk.dynamicImports) take(chunks.get(name));
  return { page, beside: [...needed].filter((chunk) => !page.includes(chunk)) };
}

/** Names of the chunks with their styles and fonts. A browser that knows woff2 never asks for woff. */
const filesOf = (chunks: readonly Rollup.OutputChunk[]): string[] => {
  const files = chunks.flatMap(({ fileName, viteMetadata }) => [
    fileName,
    ...(viteMetadata?.importedCss ?? []),
    ...(viteMetadata?.importedAssets ?? []),
  ]);
  return [...new Set(files.filter((name) => !name.endsWith('.woff')))];
};

/** Writes `{page, beside}`: the names of all files that a route loads. */
export function listFiles({ route, as }: Readonly<{ route: string; as: string }>): Plugin {
  return {
    name: 'list-files',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const { page, beside } = chunksOf(bundle, route);
      writeFileSync(join(dir, as), JSON.stringify({ page: filesOf(page), beside: filesOf(beside) }));
    },
  };
}

/** Fonts and pictures are packed already. */
const PACKS = /\.(js|css|svg|json)$/;

/** `NAME.br` and `NAME.gz` beside every text: the server sends them to whoever takes them (browsers: `br` over TLS only). */
export function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (!PACKS.test(file.fileName)) continue;
          const text = file.type === 'chunk' ? file.code : file.source;
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: brotliCompressSync(text) });
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(text, { level: 9 }) });
        }
      },
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
