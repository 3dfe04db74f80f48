// The test projects.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { cannot } from './test/support/cannot.ts';
import { chromiumPath } from './test/support/chromium.ts';

const timescale = (process.env.TEST_DATABASE_URL ?? '') !== '';
if (!timescale) cannot('database tests on TimescaleDB', 'TEST_DATABASE_URL is not set');
const chromium = (await chromiumPath()) !== null;
if (!chromium) cannot('browser tests', 'no Chromium was found (set CHROMIUM_PATH)');

const databaseTests = ['test/db/**/*.test.ts', 'test/server/**/*.test.ts'];
const database = {
  globalSetup: ['test/support/global-setup.ts'],
  pool: 'forks' as const,
  // The server's modules are read once a worker, not once a file: that took half of the run.
  isolate: false,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  alias: [
    { find: /^.*\/threads\.ts$/, replacement: fileURLToPath(new URL('test/support/threads.ts', import.meta.url)) },
  ],
};

export default defineConfig({
  test: {
    // The machine that checks has two cores, and the database needs its share.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/shared/**/*.test.ts', 'test/client/**/*.test.{ts,tsx}', 'test/*.test.ts'],
          pool: 'threads',
          isolate: false,
          testTimeout: 30_000,
        },
      },
      { test: { ...database, name: 'db', include: databaseTests } },
      ...(timescale
        ? [
            {
              test: {
                ...database,
                name: 'db-timescale',
                include: databaseTests,
                // About the embedded server itself, or about no database at all.
                exclude: [
                  'test/db/embedded*.test.ts',
                  'test/server/crash.test.ts',
                  'test/server/recovery.test.ts',
                  'test/server/feed/**',
                ],
                env: { IOC_TEST_DB: 'timescale' },
              },
            },
          ]
        : []),
      ...(chromium
        ? [
            {
              test: {
                ...database,
                name: 'e2e',
                globalSetup: [...database.globalSetup, 'test/support/client-build.ts'],
                include: ['test/e2e/**/*.test.ts'],
                testTimeout: 90_000,
                // Alone on the machine, when all others have ended.
                sequence: { groupOrder: 1 },
              },
            },
          ]
        : []),
    ],
  },
});
