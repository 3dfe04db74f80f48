// The thread of one export: a head, then a part whenever one is wanted, then the end. Its connections cannot write.
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { APP_ROLE_OPTIONS } from '../database-role.ts';
import { HistoryRefusal } from '../history/protocol.ts';
import { make } from './make.ts';
import { AskedRefusal, type Order, type Said } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('an export runs as a worker thread');
const { databaseUrl, asked, maker } = workerData as Order;
const pool = new pg.Pool({
  connectionString: databaseUrl,
  options: `${APP_ROLE_OPTIONS} -c default_transaction_read_only=on`,
  max: 1,
  application_name: 'ioc-export',
});
pool.on('error', () => {}); // the next query says so

const say = (said: Said): void => port.postMessage(said);
/** Nothing is read ahead of who wants it. */
const wanted = (): Promise<unknown> => once(port, 'message');

try {
  const { head, parts } = await make(pool, asked, maker);
  let more = wanted();
  say({ head });
  await more;
  for await (const part of parts) {
    more = wanted();
    say({ part: typeof part === 'string' ? Buffer.from(part) : part });
    await more;
  }
  say({ end: true });
} catch (error) {
  if (!(error instanceof HistoryRefusal)) throw error;
  const { code, message } = error;
  say({ refused: { code, message, where: error instanceof AskedRefusal ? error.where : null } });
} finally {
  port.unref();
  await pool.end();
}
