// One transaction of the writer: identity, log, batch and quarantine, by COPY or, for a few rows, in one statement.
import type pg from 'pg';
import { copyIn } from './copy-in.ts';
import { chainHash, rowChecks, rowText, type StorableEvent, timeText } from './log-rows.ts';

/** From here on COPY is faster than one statement with arrays. */
const COPY_FROM_ROWS = 48;

export type QuarantineRow = Readonly<{
  keyName: string | null;
  reason: string;
  envelope: Readonly<Record<string, unknown>>;
  data: Readonly<Record<string, unknown>> | null;
  dropped: readonly string[];
}>;

/**
 * Stores rows and quarantine in one transaction and returns the chain's new end. `lastSeq` and `chain` are those of the log
 * before; instants in epoch ms. Throws what the database said, the transaction then being the caller's to roll back.
 */
export async function store(
  client: pg.Client,
  rows: readonly StorableEvent[],
  quarantine: readonly QuarantineRow[],
  lastSeq: number,
  receivedAt: number,
  chain: Buffer,
): Promise<Buffer> {
  const at = new Date(receivedAt).toISOString();
  const texts = textsOf(rows, lastSeq, at);
  const hash = rows.length === 0 ? chain : chainHash(chain, texts.log);
  const batch: BatchRow = { firstSeq: lastSeq + 1, at, hash, checks: rowChecks(texts.log, rows.length) };
  const inOneStatement = rows.length < COPY_FROM_ROWS;
  if (quarantine.length > 0) {
    await client.query('begin');
    await storeQuarantine(client, quarantine, at);
  }
  if (!inOneStatement) {
    const begin = quarantine.length > 0 ? '' : 'begin;';
    await copyIn(client, `${begin}${storeTexts(batch, rows.length)};commit`, [texts.identity, texts.log]);
    return hash;
  }
  if (rows.length > 0) await storeByStatement(client, rows, batch);
  if (quarantine.length > 0) await client.query('commit');
  return hash;
}

/** The rows as COPY takes them; the bytes of `log` are what the chain covers. */
function textsOf(rows: readonly StorableEvent[], lastSeq: number, at: string): { log: Buffer; identity: Buffer } {
  let [log, identity, seq] = ['', '', lastSeq];
  for (const row of rows) {
    seq += 1;
    log += rowText(seq, at, row.tail);
    identity += `${row.key}\t${seq}\n`;
  }
  return { log: Buffer.from(log), identity: Buffer.from(identity) };
}

type BatchRow = Readonly<{ firstSeq: number; at: string; hash: Buffer; checks: Buffer }>;

/** Nothing in it comes from outside: numbers, an ISO instant, and bytes in hex. */
const storeTexts = ({ firstSeq, at, hash, checks }: BatchRow, count: number): string =>
  `copy identity (key, seq) from stdin;
   copy log (seq, received_at, time, id, source, type, subject, agency, data) from stdin;
   insert into batch (last_seq, first_seq, received_at, hash, row_checks)
     values (${firstSeq + count - 1}, ${firstSeq}, '${at}', '\\x${hash.toString('hex')}', '\\x${checks.toString('hex')}')`;

/** One round trip and one implicit transaction: what a single post waits for. */
async function storeByStatement(
  client: pg.Client,
  rows: readonly StorableEvent[],
  { firstSeq, at, hash, checks }: BatchRow,
): Promise<void> {
  await client.query({
    name: 'store-rows',
    text: `with
      b as (insert into batch (last_seq, first_seq, received_at, hash, row_checks) values ($1, $2, $3, $4, $13)),
      i as (insert into identity (key, seq) select key, $2 + n - 1 from unnest($5::uuid[]) with ordinality as u (key, n))
      insert into log (seq, received_at, time, id, source, type, subject, agency, data)
      select $2 + n - 1, $3, time, id, source, type, subject, agency, data
      from unnest($6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::json[])
        with ordinality as u (time, id, source, type, subject, agency, data, n)`,
    values: [
      firstSeq + rows.length - 1,
      firstSeq,
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
      checks,
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
