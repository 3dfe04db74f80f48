// The thread behind recorder.ts.
import { setTimeout as wait } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
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
for (;;) {
  await snapshots.look().catch(() => {}); // the next look begins anew
  await wait(LOOK_EVERY_MS);
}
