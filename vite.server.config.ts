// The server's build: one bundle an entry, node_modules left outside, migrations beside it.
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

function migrations(): Plugin {
  let beside = '';
  return {
    name: 'migrations',
    configResolved: ({ root, build }) => {
      beside = resolve(root, build.outDir, '..', 'db', 'migrations');
    },
    closeBundle: () => cpSync('db/migrations', beside, { recursive: true }),
  };
}

export default defineConfig({
  publicDir: false,
  plugins: [migrations()],
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rollupOptions: {
      input: {
        main: 'server/main.ts',
        // For a container, where there is only the build: node dist/server/user.js reset NAME
        user: 'server/user.ts',
        verify: 'server/verify.ts',
        feed: 'server/feed/main.ts',
        // For the machine at the screen, where there may be nothing but Node: node dist/server/kiosk.js
        kiosk: 'server/kiosk/main.ts',
        'history-worker': 'server/history/worker.ts',
        'recorder-worker': 'server/history/recorder-worker.ts',
        'dry-run-worker': 'server/rules/dry-run-worker.ts',
        'proof-worker': 'server/proof/nightly-worker.ts',
        'report-worker': 'server/reports/worker.ts',
        'retention-worker': 'server/retention/worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  },
});
