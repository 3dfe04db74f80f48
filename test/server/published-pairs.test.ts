// What was published is found again (interfaces.md §4): under load, every (seq, at) pair of any screen or answer.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROW_COLUMNS, type StoredRow, toEvent } from '../../server/log-rows.ts';
import { viewHash } from '../../server/view-hash.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { emptyModel, step } from '../../shared/model.ts';
import { parseInstant } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { viewOf } from '../../shared/view-of.ts';
import { inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { event, startTestServer, type TestServer, until, watch } from '../support/server.ts';

let server: TestServer;
const pairs = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const keep = (seq: number, at: string, hash: string): void => {
  const known = pairs.get(`${seq} ${at}`);
  if (known !== undefined && known !== hash) throw new Error(`two views were published as ${seq} at ${at}`);
  pairs.set(`${seq} ${at}`, hash);
};

async function load(): Promise<void> {
  const now = Date.now();
  const bulk = inBatches(mixedEvents(12_000, 7, now), 300);
  const single = mixedEvents(250, 8, now);
  const critical = { severity: 'critical', category: 'web', sensor: 's1', assetLevel: 4 };
  const sendBulk = async (): Promise<void> => {
    for (const batch of bulk) expect((await postBatch(server.url, batch)).status).toBe(200);
  };
  const sendSingle = async (): Promise<void> => {
    for (const [index, one] of single.entries()) {
      expect((await server.post(one)).status).toBe(200);
      if (index % 20 === 0)
        await server.post(event('security.alert', randomUUID(), Date.now(), { ...critical, asset: `a-${index}` }));
    }
  };
  let isLoaded = false;
  const look = async (): Promise<void> => {
    while (!isLoaded) {
      const { seq, at, hash, view } = await server.view();
      expect(viewHash(view)).toBe(hash);
      keep(seq, at, hash);
    }
  };
  const acknowledge = async (): Promise<void> => {
    while (!isLoaded) {
      const { body } = await server.as('operator', '/api/alarms?state=active_unack&limit=3');
      for (const { occurrence, version } of body.alarms as DeskRow[])
        await server.as('operator', `/api/alarms/${occurrence}/ack`, {
          method: 'POST',
          body: JSON.stringify({ id: randomUUID(), version }),
        });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const looking = [look(), look(), acknowledge()];
  try {
    await Promise.all([sendBulk(), sendBulk(), sendSingle()]);
    await new Promise((resolve) => setTimeout(resolve, 2_200)); // what the clock alone publishes
  } finally {
    isLoaded = true;
  }
  await Promise.all(looking);
}

/** All pairs against one fold of the log from its beginning; and for each, {rows received by `at`} = {rows ≤ `seq`}. */
async function foldAgain(published: readonly { seq: number; at: string; hash: string }[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.database.url });
  await client.connect();
  const { rows } = await client.query<StoredRow>(`select ${ROW_COLUMNS} from log order by seq`);
  await client.end();
  const model = emptyModel(false);
  for (const { seq, at, hash } of published) {
    for (let row = rows[model.seq]; row && model.seq < seq; row = rows[model.seq]) step(model, toEvent(row));
    const instant = parseInstant(at);
    expect(model.at).toBeLessThanOrEqual(instant);
    expect(Number(rows[seq]?.received_ms ?? Number.POSITIVE_INFINITY)).toBeGreaterThan(instant);
    expect(viewHash(viewOf(model, instant))).toBe(hash);
  }
}

describe('published pairs', () => {
  it('are reproduced by ?at= and by ?seq=&at=, with the same seq and hash', async () => {
    const screen = watch(await server.socket('/live', 'operator'));
    screen.socket.on('frame', ({ seq, at }: { seq: number; at: string }) =>
      keep(seq, at, viewHash(screen.view() as View)),
    );
    screen.socket.connect();
    await until('the first frame', () => screen.frames.length > 0);
    await load();
    screen.socket.disconnect();
    expect(screen.frames.length).toBeGreaterThan(30);
    expect(pairs.size).toBeGreaterThan(60);
    const all = [...pairs]
      .map(([pair, hash]) => ({ seq: Number(pair.split(' ')[0]), at: pair.split(' ')[1] as string, hash }))
      .sort((a, b) => a.seq - b.seq || parseInstant(a.at) - parseInstant(b.at));
    expect(new Set(all.map(({ seq }) => seq)).size).toBeGreaterThan(20);
    await foldAgain(all);
    const sample = all.filter((_one, index) => index % Math.ceil(all.length / 15) === 0);
    for (const { seq, at, hash } of sample) {
      const then = await server.view(`?at=${encodeURIComponent(at)}&as=then`);
      expect([then.seq, then.at, then.hash]).toEqual([seq, at, hash]);
      const exact = await server.view(`?seq=${seq}&at=${encodeURIComponent(at)}`);
      expect([exact.seq, exact.hash]).toEqual([seq, hash]);
    }
  });

  it('stand on a log without gaps, whose batches were received one after the other', async () => {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    const { rows: log } = await client.query<{ n: string; first: string; last: string }>(
      'select count(distinct seq) as n, min(seq) as first, max(seq) as last from log',
    );
    expect([log[0]?.first, log[0]?.last]).toEqual(['1', log[0]?.n]);
    const { rows: batches } = await client.query<{
      first_seq: string;
      last_seq: string;
      received_at: Date;
      rows: string;
      stamps: string;
    }>(
      `select first_seq, last_seq, b.received_at, count(l.seq) as rows, count(distinct l.received_at) as stamps
       from batch b join log l on l.seq between first_seq and last_seq and l.received_at = b.received_at
       group by first_seq, last_seq, b.received_at order by first_seq`,
    );
    await client.end();
    expect(batches.length).toBeGreaterThan(100);
    let [last, at] = [0, 0];
    for (const batch of batches) {
      expect(Number(batch.first_seq)).toBe(last + 1);
      expect(Number(batch.rows)).toBe(Number(batch.last_seq) - last);
      expect(batch.received_at.getTime()).toBeGreaterThan(at);
      [last, at] = [Number(batch.last_seq), batch.received_at.getTime()];
    }
  });

  it('hold one alarm for each subject: what was judged and not folded yet is not judged again (I5)', async () => {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from log where type = 'alarm.raised' and data->>'rule' in ('A30', 'A31')
       group by data->>'rule', data->>'subject'`,
    );
    await client.end();
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ n }) => n !== 1)).toEqual([]);
  });
});
