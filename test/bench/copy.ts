// Rows by COPY, from events that have not passed the door.
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { rowText, type StorableEvent, storable } from '../../server/log-rows.ts';
import { parseInstant } from '../../shared/time.ts';
import type { BenchEvent } from './events.ts';

export type Texts = Readonly<{ log: string; identity: string }>;

export const storableOf = (event: BenchEvent): StorableEvent =>
  storable({ ...event, time: parseInstant(event.time), agency: event.agency ?? null });

/** What COPY takes for these rows, the first of which gets `firstSeq`. `at`: ISO. */
export function textsOf(rows: readonly StorableEvent[], firstSeq: number, at: string): Texts {
  let [log, identity] = ['', ''];
  rows.forEach((row, index) => {
    log += rowText(firstSeq + index, at, row.tail);
    identity += `${row.key}\t${firstSeq + index}\n`;
  });
  return { log, identity };
}

async function copyInto(client: pg.Client, table: string, text: string): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} from stdin`));
  stream.end(text);
  await once(stream, 'finish');
}

/** Copies into the log and the identity of a schema. The transaction is the caller's. */
export async function copyTexts(
  client: pg.Client,
  schema: 'public' | 'bench',
  { log, identity }: Texts,
): Promise<void> {
  await copyInto(client, `${schema}.identity (key, seq)`, identity);
  await copyInto(client, `${schema}.log (seq, received_at, time, id, source, type, subject, agency, data)`, log);
}
