// A long log made by COPY, as weeks of a running system would have left it: batches in a hash chain, and a model that
// has followed it, from which the newest snapshot is written.
import pg from 'pg';
import { writeSnapshot } from '../../server/fold.ts';
import { CHAIN_START, chainHash, type StorableEvent } from '../../server/log-rows.ts';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, step } from '../../shared/model.ts';
import { DAY_MS } from '../../shared/time.ts';
import { copyTexts, storableOf, type Texts, textsOf } from './copy.ts';
import { createEvents } from './events.ts';

const BATCH = 500;
const BATCHES_AT_ONCE = 20;
/** Of a province's day (`bench fold`): so the log goes back as many days as its length takes. */
const EVENTS_A_DAY = 500_000;
/** The server writes a snapshot each 10,000 rows: between two there are so many on the average. */
const TAIL = 5_000;

export type FillOptions = Readonly<{
  /** Instant of the first event (epoch ms); as many days back as a province takes for so many, when absent. */
  from?: number;
  /** Instant of the last event (epoch ms); now, when absent. */
  to?: number;
  /** A snapshot after so many rows, as the server writes them; absent: only the newest. */
  snapshotEvery?: number;
}>;

/** Fills an empty log, migrated and without a server, with so many events, the last of them of now. */
export async function fill(url: string, events: number, options: FillOptions = {}): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fillOn(client, events, options);
  } finally {
    await client.end();
  }
}

async function fillOn(client: pg.Client, most: number, options: FillOptions): Promise<void> {
  const { to = Date.now(), snapshotEvery } = options;
  const began = performance.now();
  const from = options.from ?? to - Math.ceil((most / EVENTS_A_DAY) * DAY_MS);
  const next = createEvents({ from, to, count: most, serial: 'F' });
  const model = emptyModel(false);
  let chain = CHAIN_START;

  function makeBatch(count: number): { texts: Texts; row: string } {
    const firstSeq = model.seq + 1;
    // No event is of later than its batch; batch by batch it is another millisecond.
    const at = Math.ceil(from + ((to - from) * (model.seq + count)) / most) + 1;
    const stored: StorableEvent[] = Array.from({ length: count }, () => storableOf(next()));
    stored.forEach(({ event }, index) => {
      step(model, { ...event, seq: firstSeq + index, receivedAt: at, foldAt: at } satisfies LogEvent);
    });
    const texts = textsOf(stored, firstSeq, new Date(at).toISOString());
    chain = chainHash(chain, Buffer.from(texts.log));
    const hash = `'\\x${chain.toString('hex')}'`;
    return { texts, row: `(${model.seq}, ${firstSeq}, '${new Date(at).toISOString()}', ${hash})` };
  }

  async function put(parts: readonly { texts: Texts; row: string }[]): Promise<void> {
    await client.query('begin');
    const log = parts.map(({ texts }) => texts.log).join('');
    const identity = parts.map(({ texts }) => texts.identity).join('');
    await copyTexts(client, 'public', { log, identity });
    const batches = parts.map(({ row }) => row).join();
    await client.query(`insert into batch (last_seq, first_seq, received_at, hash) values ${batches}`);
    await client.query('commit');
  }

  async function copyTo(events: number): Promise<void> {
    let writing = Promise.resolve();
    while (model.seq < events) {
      const parts = [];
      while (parts.length < BATCHES_AT_ONCE && model.seq < events)
        parts.push(makeBatch(Math.min(BATCH, events - model.seq)));
      await writing; // the next rows are made while the last are written
      writing = put(parts);
      writing.catch(() => {}); // heard in the next turn
    }
    await writing;
  }

  for (let seq = snapshotEvery ?? most; seq < most - TAIL; seq += snapshotEvery ?? most) {
    await copyTo(seq);
    await writeSnapshot(client, model);
  }
  await copyTo(most - TAIL);
  await writeSnapshot(client, model);
  await copyTo(most);
  // Rows of weeks have long been vacuumed: that shall not be done beside what is measured.
  await client.query('vacuum (analyze)');
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stderr.write(`${most} events are in the log (${seconds} s)\n`);
}
