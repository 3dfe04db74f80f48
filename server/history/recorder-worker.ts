// The thread behind recorder.ts.
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { APP_ROLE_OPTIONS } from '../database-role.ts';
import { createSnapshots } from './snapshots.ts';

const LOOK_EVERY_MS = 5_000;

const { databaseUrl } = workerData as { databaseUrl: string };
const pool = new pg.Pool({
  connectionString: databaseUrl,
  options: APP_ROLE_OPTIONS,
  max: 1,
  application_name: 'ioc-recorder',
});
pool.on('error', () => {});

const snapshots = createSnapshots(pool);
/** Told once as long as it stays the same: a database may be away for hours. */
let failed: string | null = null;
for (;;) {
  try {
    await snapshots.look();
    failed = null;
  } catch (error) {
    const { message } = error as Error;
    if (message !== failed) parentPort?.postMessage({ failed: message });
    failed = message;
  }
  await wait(LOOK_EVERY_MS);
}
