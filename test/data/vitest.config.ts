// The checks on real files run apart from `npm test`: through test/data/run.ts alone.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { cannot } from '../support/cannot.ts';
import { chromiumPath } from '../support/chromium.ts';

const chromium = (await chromiumPath()) !== null;
if (!chromium) cannot('the replay of a real day', 'no Chromium was found (set CHROMIUM_PATH)');

export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    name: 'data',
    include: ['test/data/**/*.check.ts'],
    exclude: chromium ? [] : ['test/data/replay.check.ts'],
    globalSetup: ['test/data/build.ts', ...(chromium ? ['test/support/client-build.ts'] : [])],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
