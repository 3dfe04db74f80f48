// A log by COPY, a batch after another, as a server would have left it: for tests that need tens of thousands of rows.
import pg from 'pg';
import { CHAIN_START, chainHash } from '../../server/log-rows.ts';
import { instantText, parseInstant } from '../../shared/time.ts';
import { copyTexts, storableOf, textsOf } from '../bench/copy.ts';
import { type BenchEvent, createEvents } from '../bench/events.ts';

const BATCH = 250;

/**
 * `count` events, a multiple of 250, that come evenly over [from, to); each batch is received with its last. `lateMs`: each
 * tenth is dated up to so much earlier.
 */
export async function fillLog(
  url: string,
  { from, to, count, lateMs }: { from: number; to: number; count: number; lateMs?: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const create = createEvents({ from, to, count, serial: 'T' });
    let made = 0;
    const next = (): BenchEvent => {
      const event = create();
      made += 1;
      if (lateMs === undefined || made % 10 > 0) return event;
      return { ...event, time: instantText(parseInstant(event.time) - ((made * 7_919) % lateMs)) };
    };
    let chain = CHAIN_START;
    for (let seq = 0; seq < count; seq += BATCH) {
      const at = new Date(Math.ceil(from + ((to - from) * (seq + BATCH)) / count) + 1).toISOString();
      const texts = textsOf(
        Array.from({ length: BATCH }, () => storableOf(next())),
        seq + 1,
        at,
      );
      chain = chainHash(chain, Buffer.from(texts.log));
      await client.query('begin');
      await copyTexts(client, 'public', texts);
      await client.query('insert into batch (last_seq, first_seq, received_at, hash) values ($1, $2, $3, $4)', [
        seq + BATCH,
        seq + 1,
        at,
        chain,
      ]);
      await client.query('commit');
    }
    await client.query('vacuum (analyze)');
  } finally {
    await client.end();
  }
}
