// The thread of one round of pruning: says which base stands, waits for the word to remove, removes, says what, and ends.
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { instantText } from '../../shared/time.ts';
import { newestBase } from '../fold.ts';
import { identityKey } from '../log-rows.ts';
import { PRUNED_SOURCE, prunedId, type Round, type Said } from './protocol.ts';
import { isRemoved, keptFrom, nextBase, removeBefore, removeQuarantine, writeBase } from './prune.ts';

/** Any number, the same in every version of the program: two rounds on one database never run at once. */
const PRUNE_LOCK = 4_841_015;
/** Between two parts the thread rests as long as the part took, so that the live server keeps the database. */
const rest = (tookMs: number): Promise<void> => wait(tookMs);

async function round({ databaseUrl, now, days }: Round, say: (said: Said) => void, go: Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'ioc-retention' });
  client.on('error', () => {}); // the query that follows fails and says so
  await client.connect();
  try {
    const { rows } = await client.query<{ won: boolean }>('select pg_try_advisory_lock($1) as won', [PRUNE_LOCK]);
    if (!rows[0]?.won) return;
    const until = keptFrom(now, days);
    const next = await nextBase(client, until);
    if (next) await writeBase(client, next, until);
    const base = await newestBase(client);
    say({
      kind: 'standing',
      base: base && { seq: base.seq, until: await prunedUntilText(client) },
      told: base !== null && (await isTold(client, base.seq)),
    });
    await go;
    const quarantine = await removeQuarantine(client, until);
    const counts = base && !(await isRemoved(client, base)) ? await removeBefore(client, base, { rest }) : {};
    say({ kind: 'removed', counts: { ...counts, quarantine } });
  } finally {
    await client.end().catch(() => {});
  }
}

async function prunedUntilText(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pruned_until: Date }>('select pruned_until from database_meta');
  return instantText(rows[0]?.pruned_until.getTime() ?? 0);
}

async function isTold(client: pg.Client, seq: number): Promise<boolean> {
  const { rowCount } = await client.query('select from identity where key = $1', [
    identityKey(PRUNED_SOURCE, prunedId(seq)),
  ]);
  return rowCount === 1;
}

const port = parentPort;
if (port) {
  const go = new Promise<void>((resolve) => port.once('message', () => resolve()));
  await round(workerData as Round, (said) => port.postMessage(said), go);
  port.close();
}
