// The log's writer: one connection that holds the lock and appends. Every query that writes the log stands here or in
// log-store.ts.
import pg from 'pg';
import type { LogEvent, NewEvent } from '../shared/event.ts';
import { CHAIN_START, type StorableEvent } from './log-rows.ts';
import { type QuarantineRow, store } from './log-store.ts';

/** Key of the advisory lock: whoever holds it is the writer of this database. */
const WRITER_LOCK = 4_841_014;

export type Appended = Readonly<{
  /** What was stored, in order, with seq and received_at. */
  stored: readonly LogEvent[];
  /** Indexes into the given rows that the log had already, or that came twice in this batch. */
  duplicates: ReadonlySet<number>;
}>;

export type LogWriter = Readonly<{
  /** Last committed seq and its received_at (epoch ms) when the lock was won; 0 and 0 for an empty log. */
  seq: number;
  receivedAt: number;
  /**
   * Stores rows and quarantine in one transaction. `counted` gives the rows that tell of duplicates, stored in the same
   * transaction. Throws when the connection or the database fails: the outcome is then unknown and the writer is over.
   */
  append: (
    rows: readonly StorableEvent[],
    quarantine: readonly QuarantineRow[],
    receivedAt: number,
    counted: (duplicates: ReadonlySet<number>) => readonly StorableEvent[],
  ) => Promise<Appended>;
  /** Resolves when the database has answered. */
  ping: () => Promise<void>;
  /** Resolves when the connection, and with it the lock, is gone. */
  lost: Promise<Error>;
  close: () => Promise<void>;
}>;

/**
 * Waits in line for the writer's lock of the database at `url`, as role ioc_app. Resolves once the lock is held: the
 * former writer's transactions are then over, committed or not, and `seq` tells what became of a batch in doubt.
 */
export async function openWriter(url: string, signal: AbortSignal, onStandby: () => void): Promise<LogWriter> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'ioc-writer',
    options: '-c role=ioc_app -c synchronous_commit=on -c plan_cache_mode=force_generic_plan -c jit=off',
    keepAlive: true,
  });
  const lost = new Promise<Error>((resolve) => {
    client.on('error', resolve);
    client.on('end', () => resolve(new Error('the connection to the database ended')));
  });
  const abort = (): void => void client.end().catch(() => {});
  try {
    await client.connect();
    if (signal.aborted) throw new Error('stopped');
    signal.addEventListener('abort', abort);
    const { rows: tried } = await client.query<{ won: boolean }>('select pg_try_advisory_lock($1) as won', [
      WRITER_LOCK,
    ]);
    if (!tried[0]?.won) {
      onStandby();
      await Promise.race([
        client.query('select pg_advisory_lock($1)', [WRITER_LOCK]),
        lost.then((error) => Promise.reject(error)),
      ]);
    }
    await client.query(`set statement_timeout = '30s'`);
    const { rows } = await client.query<{ last_seq: string; ms: string; hash: Buffer }>(
      'select last_seq, (extract(epoch from received_at) * 1000)::bigint as ms, hash from batch order by last_seq desc limit 1',
    );
    const last = rows[0];
    return writerOn(client, lost, Number(last?.last_seq ?? 0), Number(last?.ms ?? 0), last?.hash ?? CHAIN_START);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Written out, in the order of `toEvent`: one shape for every event that is folded, and no copying by spread. */
const asLogged = ({ time, id, source, type, subject, agency, data }: NewEvent, seq: number, at: number): LogEvent => ({
  seq,
  receivedAt: at,
  time,
  foldAt: at,
  id,
  source,
  type,
  subject,
  agency,
  data,
});

function writerOn(client: pg.Client, lost: Promise<Error>, seq: number, receivedAt: number, hash: Buffer): LogWriter {
  let [lastSeq, chain, expectDuplicates] = [seq, hash, false];
  const recent: Recent = { young: new Set(), old: new Set() };

  const append: LogWriter['append'] = async (rows, quarantine, at, counted) => {
    const duplicates = repeatedLately(rows, recent);
    let probed = expectDuplicates && (await addKnown(client, rows, duplicates));
    for (;;) {
      const fresh = duplicates.size === 0 ? [...rows] : rows.filter((_row, index) => !duplicates.has(index));
      fresh.push(...counted(duplicates));
      try {
        const nextChain = await store(client, fresh, quarantine, lastSeq, at, chain);
        const stored = fresh.map(({ event }, index) => asLogged(event, lastSeq + 1 + index, at));
        [lastSeq, chain, expectDuplicates] = [lastSeq + fresh.length, nextChain, probed];
        return { stored, duplicates };
      } catch (error) {
        if (!isDuplicateIdentity(error)) throw error;
        await client.query('rollback');
        probed = await addKnown(client, rows, duplicates);
        if (!probed) throw error;
      }
    }
  };

  const ping = async (): Promise<void> => void (await client.query('select 1'));
  return { seq, receivedAt, append, ping, lost, close: () => client.end() };
}

const isDuplicateIdentity = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === 'identity_pkey';

/** Keys of what was stored lately, in two generations. Only a short cut: what refuses a duplicate is the database. */
type Recent = { young: Set<string>; old: Set<string> };
const RECENT_KEYS = 50_000;

/**
 * Indexes of rows that stand twice in this batch or were stored a short time ago; the others' keys are taken down.
 * Should the batch fail, the writer is over, and its memory with it.
 */
function repeatedLately(rows: readonly StorableEvent[], recent: Recent): Set<number> {
  const repeated = new Set<number>();
  rows.forEach(({ key }, index) => {
    if (recent.young.has(key) || recent.old.has(key)) repeated.add(index);
    else recent.young.add(key);
  });
  if (recent.young.size >= RECENT_KEYS) [recent.old, recent.young] = [recent.young, new Set()];
  return repeated;
}

/**
 * Adds the indexes of rows whose identity the log has, and tells whether there were any new ones. Only the holder of the
 * lock adds identities, so the answer stays true.
 */
async function addKnown(client: pg.Client, rows: readonly StorableEvent[], duplicates: Set<number>): Promise<boolean> {
  const { rows: found } = await client.query<{ key: string }>({
    name: 'known-identities',
    text: 'select key::text from identity where key = any($1::uuid[])',
    values: [rows.map((row) => row.key)],
  });
  const known = new Set(found.map((row) => row.key.replaceAll('-', '')));
  const before = duplicates.size;
  rows.forEach((row, index) => {
    if (known.has(row.key)) duplicates.add(index);
  });
  return duplicates.size > before;
}
