// The log's writer: one connection that holds the lock and appends. Every query that writes the log stands here.
import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { LogEvent, NewEvent } from '../shared/event.ts';
import { CHAIN_START, chainHash, rowText, type StorableEvent, timeText } from './log-rows.ts';

/** Key of the advisory lock: whoever holds it is the writer of this database. */
const WRITER_LOCK = 4_841_014;

/** From here on COPY is faster than one statement with arrays. */
const COPY_FROM_ROWS = 48;

export type QuarantineRow = Readonly<{
  keyName: string | null;
  reason: string;
  envelope: Readonly<Record<string, unknown>>;
  data: Readonly<Record<string, unknown>> | null;
  dropped: readonly string[];
}>;

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
  let recent: Recent = [new Set(), new Set()];

  const append: LogWriter['append'] = async (rows, quarantine, at, counted) => {
    const duplicates = repeatedWithin(rows, recent);
    let probed = expectDuplicates && (await addKnown(client, rows, duplicates));
    for (;;) {
      const fresh = duplicates.size === 0 ? [...rows] : rows.filter((_row, index) => !duplicates.has(index));
      fresh.push(...counted(duplicates));
      try {
        const nextChain = await store(client, fresh, quarantine, lastSeq, at, chain);
        const stored = fresh.map(({ event }, index) => asLogged(event, lastSeq + 1 + index, at));
        [lastSeq, chain, expectDuplicates] = [lastSeq + fresh.length, nextChain, probed];
        recent = remember(recent, rows);
        return { stored, duplicates };
      } catch (error) {
        if (!isDuplicateIdentity(error)) throw error;
        await client.query('rollback');
        probed = await addKnown(client, rows, duplicates);
        if (!probed) throw error;
      }
    }
  };

  return { seq, receivedAt, append, lost, close: () => client.end() };
}

const isDuplicateIdentity = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === 'identity_pkey';

/** Keys of what was stored lately, in two generations. Only a short cut: what refuses a duplicate is the database. */
type Recent = readonly [Set<string>, Set<string>];
const RECENT_KEYS = 50_000;

function remember([young, old]: Recent, rows: readonly StorableEvent[]): Recent {
  for (const row of rows) young.add(row.key);
  return young.size < RECENT_KEYS ? [young, old] : [new Set(), young];
}

/** Indexes of rows that stand twice in this batch or were stored a short time ago. */
function repeatedWithin(rows: readonly StorableEvent[], [young, old]: Recent): Set<number> {
  const repeated = new Set<number>();
  const seen = new Set<string>();
  rows.forEach(({ key }, index) => {
    if (seen.has(key) || young.has(key) || old.has(key)) repeated.add(index);
    else seen.add(key);
  });
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

async function store(
  client: pg.Client,
  rows: readonly StorableEvent[],
  quarantine: readonly QuarantineRow[],
  lastSeq: number,
  receivedAt: number,
  chain: Buffer,
): Promise<Buffer> {
  const at = new Date(receivedAt).toISOString();
  const text = rows.map((row, index) => rowText(lastSeq + 1 + index, at, row.tail)).join('');
  const hash = rows.length === 0 ? chain : chainHash(chain, text);
  const single = rows.length < COPY_FROM_ROWS;
  const inOneStatement = single && quarantine.length === 0;
  if (!inOneStatement) await client.query('begin');
  if (quarantine.length > 0) await storeQuarantine(client, quarantine, at);
  if (rows.length > 0) {
    if (single) await storeByStatement(client, rows, lastSeq, at, hash);
    else {
      await copy(client, 'copy identity (key, seq) from stdin', identityText(rows, lastSeq));
      await copy(client, 'copy log (seq, received_at, time, id, source, type, subject, agency, data) from stdin', text);
      await client.query({
        name: 'store-batch',
        text: 'insert into batch (last_seq, first_seq, received_at, hash) values ($1, $2, $3, $4)',
        values: [lastSeq + rows.length, lastSeq + 1, at, hash],
      });
    }
  }
  if (!inOneStatement) await client.query('commit');
  return hash;
}

const identityText = (rows: readonly StorableEvent[], lastSeq: number): string =>
  rows.map((row, index) => `${row.key}\t${lastSeq + 1 + index}\n`).join('');

async function copy(client: pg.Client, statement: string, text: string): Promise<void> {
  const stream = client.query(copyFrom(statement));
  stream.end(text);
  await once(stream, 'finish');
}

/** One round trip and one implicit transaction: what a single post waits for. */
async function storeByStatement(
  client: pg.Client,
  rows: readonly StorableEvent[],
  lastSeq: number,
  at: string,
  hash: Buffer,
): Promise<void> {
  await client.query({
    name: 'store-rows',
    text: `with
      b as (insert into batch (last_seq, first_seq, received_at, hash) values ($1, $2, $3, $4)),
      i as (insert into identity (key, seq) select key, $2 + n - 1 from unnest($5::uuid[]) with ordinality as u (key, n))
      insert into log (seq, received_at, time, id, source, type, subject, agency, data)
      select $2 + n - 1, $3, time, id, source, type, subject, agency, data
      from unnest($6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::json[])
        with ordinality as u (time, id, source, type, subject, agency, data, n)`,
    values: [
      lastSeq + rows.length,
      lastSeq + 1,
      at,
      hash,
      rows.map((row) => row.key),
      rows.map((row) => timeText(row.event.time)),
      rows.map((row) => row.event.id),
      rows.map((row) => row.event.source),
      rows.map((row) => row.event.type),
      rows.map((row) => row.event.subject),
      rows.map((row) => row.event.agency),
      rows.map((row) => row.data),
    ],
  });
}

async function storeQuarantine(client: pg.Client, rows: readonly QuarantineRow[], at: string): Promise<void> {
  await client.query({
    name: 'store-quarantine',
    text: `insert into quarantine (received_at, key_name, reason, envelope, data, dropped)
      select $1, key_name, reason, envelope, data, array(select json_array_elements_text(dropped))
      from unnest($2::text[], $3::text[], $4::json[], $5::json[], $6::json[]) as u (key_name, reason, envelope, data, dropped)`,
    values: [
      at,
      rows.map((row) => row.keyName),
      rows.map((row) => row.reason),
      rows.map((row) => JSON.stringify(row.envelope)),
      rows.map((row) => (row.data === null ? null : JSON.stringify(row.data))),
      rows.map((row) => JSON.stringify(row.dropped)),
    ],
  });
}
