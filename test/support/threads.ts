// In place of server/threads.ts in tests (vitest.config.ts): worker threads from the run's build of the server.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inject } from 'vitest';

export const startThread = (_source: string, bundle: string, workerData: unknown): Worker =>
  new Worker(pathToFileURL(`${inject('serverBuild')}/${bundle}.js`), { workerData });
