// The client's build: pages under client/, out to dist/client with hashed names, nothing inlined (the CSP forbids data: fonts).
// Also checks a budget: the JavaScript that the wall loads, after Brotli, stays under a limit (weak machines, slow lines).
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rollup } from 'vite';

type Budget = Readonly<{ route: string; limitKb: number }>;

const isChunk = (item: Rollup.OutputAsset | Rollup.OutputChunk): item is Rollup.OutputChunk => item.type === 'chunk';

/** All chunks a page needs: the entry, the page's own chunk and what both import. Sizes in bytes after Brotli. */
function routeBytes(bundle: Rollup.OutputBundle, route: string): number {
  const chunks = new Map(
    Object.values(bundle)
      .filter(isChunk)
      .map((chunk) => [chunk.fileName, chunk]),
  );
  const page = [...chunks.values()].find((chunk) => chunk.facadeModuleId?.endsWith(`client/${route}`));
  if (!page) throw new Error(`no chunk for ${route}`);
  const needed = new Set<string>();
  const take = (chunk: Rollup.OutputChunk | undefined): void => {
    if (!chunk || needed.has(chunk.fileName)) return;
    needed.add(chunk.fileName);
    for (const name of chunk.imports) take(chunks.get(name));
  };
  take(page);
  for (const chunk of chunks.values()) if (chunk.isEntry) take(chunk);
  return [...needed].reduce((sum, name) => sum + brotliCompressSync(chunks.get(name)?.code ?? '').length, 0);
}

/** Prints the size of the route's JavaScript and fails the build when it is over the limit. */
function budget({ route, limitKb }: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const kb = routeBytes(bundle, route) / 1024;
      this.info(`${route}: ${kb.toFixed(1)} KB of JavaScript after Brotli (limit ${limitKb} KB)`);
      if (kb > limitKb) this.error(`${route} is over its budget: ${kb.toFixed(1)} KB > ${limitKb} KB`);
    },
  };
}

const target = process.env.IOC_DEV_API ?? 'http://localhost:8080';
// The page's own Host goes through: the server compares it with the Origin.
const api = { target, changeOrigin: false };

export default defineConfig({
  root: 'client',
  plugins: [react(), budget({ route: 'wall/page.tsx', limitKb: 250 })],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: {
      // With the slash: `/api.ts` is a file of the client.
      '/api/': api,
      '/healthz': api,
      '/socket.io/': { ...api, ws: true },
    },
  },
});
