// The thread of one night's verification: refolds a day, says what came of it, and ends. Its connection cannot write.
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { APP_ROLE_OPTIONS } from '../database-role.ts';
import { refoldDay } from './refold.ts';

/** Between two parts it rests as long as the part took: the live server keeps the machine. */
const rest = (tookMs: number): Promise<void> => wait(tookMs);

const { databaseUrl, day } = workerData as { databaseUrl: string; day: number };
const client = new pg.Client({
  connectionString: databaseUrl,
  options: `${APP_ROLE_OPTIONS} -c default_transaction_read_only=on`,
  application_name: 'ioc-proof',
});
client.on('error', () => {}); // the query that follows fails and says so
await client.connect();
try {
  parentPort?.postMessage(await refoldDay(client, day, { rest }));
} finally {
  await client.end().catch(() => {});
}
