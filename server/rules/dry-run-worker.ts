// The thread behind dry-run-thread.ts: one dry run, told, and the end. Its connections cannot write.
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { APP_ROLE_OPTIONS } from '../database-role.ts';
import { HistoryRefusal } from '../history/protocol.ts';
import { type DryRun, dryRun } from './dry-run.ts';

const { databaseUrl, asked } = workerData as { databaseUrl: string; asked: DryRun };
const pool = new pg.Pool({
  connectionString: databaseUrl,
  options: `${APP_ROLE_OPTIONS} -c default_transaction_read_only=on`,
  max: 1,
  application_name: 'ioc-dry-run',
});
pool.on('error', () => {}); // the next query says so

try {
  const result = await dryRun(pool, asked);
  parentPort?.postMessage({ ok: true, result });
} catch (error) {
  if (!(error instanceof HistoryRefusal)) throw error;
  parentPort?.postMessage({ ok: false, code: error.code, message: error.message });
} finally {
  await pool.end();
}
