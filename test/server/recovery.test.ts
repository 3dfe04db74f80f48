// PostgreSQL goes away and comes back under load: 503, nothing lost, and no restart of the server.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { openAlarms, raise } from '../support/alarm.ts';
import { cleanUp, dead, newDir, query, start } from '../support/embedded.ts';
import { inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { event, startTestServer, type TestServer, until, watch } from '../support/server.ts';

let dir = '';
let url = '';
let pid = 0;
let server: TestServer;
beforeEach(async () => {
  dir = newDir();
  const cluster = await start(dir);
  [url, pid] = [cluster.url, cluster.pid];
  await migrate(url);
  server = await startTestServer({ database: { url, drop: () => Promise.resolve() } });
});
afterEach(async () => {
  await server.end();
  await cleanUp();
});
const settled = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isReady = async (): Promise<boolean> => (await server.as(null, '/readyz')).status === 200;
const whenReady = async (): Promise<void> => {
  let ready = false;
  const ask = (async () => {
    while (!ready) ready = await isReady();
  })();
  await until('the server to be ready', () => ready, 20_000);
  await ask;
};

describe('PostgreSQL stopped and started under load', () => {
  it.each([
    ['fast shutdown', 'SIGINT'],
    ['killed', 'SIGKILL'],
  ] as const)(
    '%s',
    async (_name, signal) => {
      const screen = watch(await server.socket('/live', 'operator'));
      screen.socket.connect();
      await until('the first frame', () => screen.frames.length > 0);
      const epoch = screen.last().epoch;
      const asset = 'srv-through';
      await raise(server, asset);

      const batches = inBatches(mixedEvents(20_000, 41, Date.now()), 100);
      const acknowledged = new Set<number>();
      const statuses = new Map<number, number>();
      let [isOver, accepted, duplicates] = [false, 0, 0];
      const sender = async (own: number): Promise<void> => {
        for (let index = own; index < batches.length; index += 4) {
          for (;;) {
            const posted = await postBatch(server.url, batches[index] ?? []);
            statuses.set(posted.status, (statuses.get(posted.status) ?? 0) + 1);
            if (posted.status === 200) {
              acknowledged.add(index);
              accepted += posted.accepted;
              duplicates += posted.duplicates;
              break;
            }
            await settled(50);
          }
        }
      };
      const breaking = (async () => {
        await until('some of the load', () => acknowledged.size > 10);
        process.kill(pid, signal);
        await dead(pid);
        await until('a refused sender', () => statuses.get(503), 10_000);
        expect((await server.as(null, '/healthz')).status).toBe(200);
        expect((await server.as(null, '/readyz')).status).toBe(503);
        expect((await server.as('operator', '/api/alarms')).status).toBe(503);
        pid = (await start(dir)).pid;
        isOver = true;
      })();
      await Promise.all([breaking, ...[0, 1, 2, 3].map(sender)]);
      expect(isOver).toBe(true);
      await whenReady();

      expect([...statuses.keys()].sort()).toEqual([200, 503]);
      expect(accepted + duplicates).toBe(20_000);
      const [count] = await query<{ n: string; twice: string }>(
        url,
        `select count(*) as n, count(*) - count(distinct (source, id)) as twice from log where source like '/load/%'`,
      );
      expect(count).toEqual({ n: '20000', twice: '0' });

      // The screen that stayed goes on, in a new epoch, and one alarm is still one alarm (I5).
      await until('the frames of the new writer', () => screen.last().epoch !== epoch && screen.last().seq >= 20_000);
      const fresh = watch(await server.socket('/live', 'operator'));
      fresh.socket.connect();
      await until('both at the same frame', () => fresh.frames.length > 0 && fresh.last().n === screen.last().n);
      expect(screen.view()).toEqual(fresh.view());
      expect((await openAlarms(server)).filter(({ subject }) => subject === asset)).toHaveLength(1);
      const raised = await query<{ n: string }>(
        url,
        `select count(*) as n from log where type = 'alarm.raised' and data->>'again' = 'false' group by data->>'rule', data->>'subject'`,
      );
      for (const { n } of raised) expect(n).toBe('1');
      const { seq, at, hash } = await server.view();
      expect(await server.view(`?seq=${seq}&at=${encodeURIComponent(at)}`)).toMatchObject({ seq, hash });
      for (const { socket } of [screen, fresh]) socket.disconnect();
    },
    60_000,
  );
});

describe('the writer’s own connection cut', () => {
  it('ends the role at once and wins it again; what was in doubt is found out, not stored twice', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const cut = () =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ioc-writer'`);
    const batches = inBatches(mixedEvents(12_000, 51, Date.now()), 60);
    let [sent, isSending] = [0, true];
    const cutting = (async () => {
      for (let turn = 0; turn < 6 && isSending; turn++) {
        const before = sent;
        await until('a little more', () => sent >= before + 8 || !isSending, 20_000);
        await cut();
      }
    })();
    const sender = async (own: number): Promise<void> => {
      for (let index = own; index < batches.length; index += 3) {
        while ((await postBatch(server.url, batches[index] ?? [])).status !== 200) await settled(30);
        sent += 1;
      }
    };
    await Promise.all([0, 1, 2].map(sender));
    isSending = false;
    await cutting;
    await client.end();
    const [count] = await query<{ n: string; last: string }>(
      url,
      `select count(*) as n, count(distinct seq) as last from log where source like '/load/%'`,
    );
    expect(count).toEqual({ n: '12000', last: '12000' });
    await whenReady();
    const { seq, at, hash } = await server.view();
    expect(await server.view(`?seq=${seq}&at=${encodeURIComponent(at)}`)).toMatchObject({ hash });
  }, 60_000);

  it('a command in doubt has one effect when it is sent again', async () => {
    const alarm = await raise(server, 'srv-doubt');
    const id = randomUUID();
    const ack = () =>
      server.as('operator', `/api/alarms/${alarm.occurrence}/ack`, {
        method: 'POST',
        body: JSON.stringify({ id, version: 1 }),
      });
    const first = ack();
    await query(url, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ioc-writer'`);
    expect([200, 503]).toContain((await first).status);
    await whenReady();
    expect(await ack()).toMatchObject({ status: 200, body: { ok: true, version: 2 } });
    const [count] = await query<{ n: string }>(url, `select count(*) as n from log where type = 'alarm.acknowledged'`);
    expect(count?.n).toBe('1');
    await server.post(event('dossier.submitted', 'sau', Date.now()));
  }, 30_000);
});
