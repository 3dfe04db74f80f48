// The client's build: pages under client/, out to dist/client with hashed names, nothing inlined (the CSP forbids data: fonts).
// Also checks a budget: the JavaScript that the wall loads, after Brotli, stays under a limit (weak machines, slow lines).
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rollup } from 'vite';
import { chunksOf, keepEarlier, listFiles, packed } from './vite.assets.ts';

type Budget = Readonly<{ route: string; limitKb: number }>;

const sizeOf = (file: Rollup.OutputAsset | Rollup.OutputChunk | undefined): number => {
  if (file?.type !== 'asset') throw new Error('a chunk was not packed');
  return file.source.length;
};

/** Prints the size of the route's JavaScript and fails the build when it is over the limit. */
function budget({ route, limitKb }: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const { page, beside } = chunksOf(bundle, route);
      const bytes = [...page, ...beside].reduce((sum, { fileName }) => sum + sizeOf(bundle[`${fileName}.br`]), 0);
      const kb = bytes / 1024;
      this.info(`${route}: ${kb.toFixed(1)} KB of JavaScript after Brotli (limit ${limitKb} KB)`);
      if (kb > limitKb) this.error(`${route} is over its budget: ${kb.toFixed(1)} KB > ${limitKb} KB`);
    },
  };
}

const WALL = 'wall/page.tsx';

const target = process.env.IOC_DEV_API ?? 'http://localhost:8080';
// The page's own Host goes through: the server compares it with the Origin.
const api = { target, changeOrigin: false };

export default defineConfig({
  root: 'client',
  plugins: [
    react(),
    packed(),
    budget({ route: WALL, limitKb: 250 }),
    // A wall that hears of a new build fetches these before it leaves the old one (client/wall/new-build.ts).
    listFiles({ route: WALL, as: 'wall-files.json' }),
    keepEarlier({ days: 14 }),
  ],
  build: {
    outDir: '../dist/client',
    emptyOutDir: false,
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
