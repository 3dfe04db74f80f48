// The monitor watches its own intake and its database: what waits too long is logged past the queue that is full.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQueue } from '../../server/queue.ts';
import type { Batch } from '../../server/submission.ts';
import { openAlarms } from '../support/alarm.ts';
import { inBatches, postBatch } from '../support/load.ts';
import { event, startTestServer, type TestServer, until } from '../support/server.ts';

const real = { ms: 0 };
let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ monotonic: () => real.ms });
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.end();
});
const types = async (like: string): Promise<{ type: string; data: Record<string, number> }[]> =>
  (await owner.query(`select type, data from log where type like $1 order by seq`, [like])).rows;

describe('an intake that lags', () => {
  it('is logged before what waits in a full queue, raises A90 as P1, and is over once it has caught up', async () => {
    await owner.query('begin; lock table batch in exclusive mode');
    const first = server.post(event('dossier.submitted', 'truoc', Date.now()));
    await until('the writer to be held', () => server.hub.owedMs() > 100);
    const beats = Array.from({ length: 36_000 }, (_, index) => ({
      ...{ specversion: '1.0', id: `lag-${index}`, source: '/lag', type: 'feed.heartbeat' },
      ...{ time: new Date().toISOString(), data: { expectedEverySec: 60 } },
    }));
    const waiting = inBatches(beats, 9_000).map((pile) => postBatch(server.url, pile));
    await until('a full queue', () => server.hub.waiting() >= 36_000);
    const refused = await postBatch(server.url, beats.slice(0, 9_000));
    expect(refused.status).toBe(429);
    const before = server.hub.waiting();
    real.ms += 10_001;
    await until('the word of it', () => server.hub.waiting() > before);
    await owner.query('commit');
    expect((await first).status).toBe(200);
    for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
    await until('the alarm', () => server.hub.model()?.alarms.byRule.get('A90')?.has('intake'));
    await until('the end of it', () => server.hub.model()?.monitor.laggingSince === null);

    const intake = await types('audit.intake%');
    expect(intake.map(({ type }) => type)).toEqual(['audit.intake_lagging', 'audit.intake_recovered']);
    expect(intake[0]?.data.waitedMs).toBeGreaterThan(10_000);
    const { rows } = await owner.query(
      `select (select min(seq) from log where type = 'audit.intake_lagging') < (select min(seq) from log where source = '/lag') as early`,
    );
    expect(rows).toEqual([{ early: true }]);
    const row = (await openAlarms(server)).find(({ subject }) => subject === 'intake');
    expect(row).toMatchObject({ rule: 'A90', priority: 'P1', state: 'rtn_unack' });
  }, 60_000);

  it('is none while everything is written in time', async () => {
    const before = (await types('audit.intake%')).length;
    for (let turn = 0; turn < 5; turn++) {
      real.ms += 60_000;
      expect((await server.post(event('dossier.submitted', `d${turn}`, Date.now()))).status).toBe(200);
    }
    expect((await types('audit.intake%')).length).toBe(before);
  });
});

describe('a database that was away', () => {
  it('is told of in the log once it is back, and for how long', async () => {
    const lost = until('the loss', () => !server.hub.isWriter());
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ioc-writer' and datname = current_database()`,
    );
    await lost;
    real.ms += 90_000;
    await until('the writer again', () => server.hub.isWriter());
    await until('an empty queue', () => server.hub.waiting() === 0);
    await server.post(event('dossier.submitted', 'sau', Date.now()));
    expect(await types('audit.database_back')).toEqual([{ type: 'audit.database_back', data: { awayMs: 90_000 } }]);
  });
});

describe('the two lanes', () => {
  const batch = (): Batch => ({ parts: [], rows: [], quarantine: [], decisions: [], alarms: false, stamp: 0 });
  const row = (id: string) => ({ event: { id } }) as never;

  it('take what the server says first, also when what was sent has no room left', async () => {
    const queue = createQueue(() => real.ms);
    const sent = queue.sent(
      Array.from({ length: 40_000 }, (_, n) => row(`sent-${n}`)),
      [],
    );
    await expect(queue.sent([row('more')], [])).rejects.toMatchObject({ reason: 'full' });
    const own = queue.own([row('own')]);
    const first = batch();
    queue.fill(first);
    expect(first.rows).toEqual([row('own')]);
    const second = batch();
    queue.fill(second);
    expect([second.rows.length, queue.isEmpty()]).toEqual([40_000, true]);
    for (const { settle } of [...first.parts, ...second.parts]) settle?.resolve({ seq: 1, duplicates: new Set() });
    await Promise.all([sent, own]);
  });

  it('know for how long the oldest of what was sent waits, also while it is being written', () => {
    const time = { ms: 0 };
    const queue = createQueue(() => time.ms);
    void queue.own([row('own')]);
    time.ms = 5_000;
    expect(queue.waitedMs([])).toBe(0);
    void queue.sent([row('sent')], []);
    time.ms = 12_000;
    expect(queue.waitedMs([])).toBe(7_000);
    const writing = batch();
    queue.fill(writing);
    expect([queue.waitedMs([]), queue.waitedMs([writing])]).toEqual([0, 7_000]);
  });
});
