// Store, then fold, then tell (I2), in one line (I3): through the door, with a database that is held up where it matters.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/time.ts';
import { act, raise } from '../support/alarm.ts';
import { inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { event, INGEST_KEY, startTestServer, type TestServer, until, watch } from '../support/server.ts';

let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer();
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.end();
});
const submitted = (subject = randomUUID()): object => event('dossier.submitted', subject, Date.now(), { level: 3 });
const numbers = async (sql: string): Promise<number[]> =>
  (await owner.query<{ n: string }>(sql)).rows.map(({ n }) => Number(n));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** No batch can be committed while `work` runs. */
async function held<T>(work: () => Promise<T>): Promise<T> {
  await owner.query('begin; lock table batch in exclusive mode');
  try {
    return await work();
  } finally {
    await owner.query('commit');
  }
}

describe('store, then fold, then tell', () => {
  it('answers and shows nothing before it is committed, and looks at no instant beyond', async () => {
    const screen = watch(await server.socket('/live', 'operator'));
    screen.socket.connect();
    await until('the first frame', () => screen.frames.length > 0);
    await until('a quiet writer', () => server.hub.waiting() === 0);
    await pause(100);
    const before = await server.view();
    let answered = false;
    const posted = await held(async () => {
      const answer = server.post(submitted()).then((got) => {
        answered = true;
        return got;
      });
      await pause(400);
      expect(answered).toBe(false);
      const meanwhile = [await server.view(), await server.view()];
      for (const { seq, view } of meanwhile) {
        expect(seq).toBe(before.seq);
        expect(view.dossier.submitted).toBe(before.view.dossier.submitted);
      }
      expect(screen.last().seq).toBe(before.seq);
      return { answer, at: meanwhile.at(-1)?.at as string };
    });
    const { body } = await posted.answer;
    const after = await server.view();
    expect(after.seq).toBeGreaterThanOrEqual(body.seq as number);
    expect(after.view.dossier.submitted).toBe((before.view.dossier.submitted ?? 0) + 1);
    const [stamp] = await numbers(
      `select extract(epoch from received_at) * 1000 as n from batch order by last_seq desc limit 1`,
    );
    expect(stamp).toBeGreaterThan(parseInstant(posted.at));
    await until('its frame', () => screen.last().seq >= (body.seq as number), 1_000);
    screen.socket.disconnect();
  });

  it('a command is answered once its event is committed', async () => {
    const alarm = await raise(server, 'srv-held');
    let answered = false;
    const answer = await held(async () => {
      const acting = act(server, 'operator', alarm, 'ack').then((got) => {
        answered = true;
        return got;
      });
      await pause(300);
      expect(answered).toBe(false);
      return { acting };
    });
    expect((await answer.acting).status).toBe(200);
  });

  it('an event that one has an answer for is in the view that one asks for then', async () => {
    for (let turn = 0; turn < 50; turn++) {
      const { body } = await server.post(submitted());
      expect((await server.view()).seq).toBeGreaterThanOrEqual(body.seq as number);
    }
  });
});

describe('requests that wait together', () => {
  it('share a transaction, each with its own answer', async () => {
    const [before] = await numbers('select count(*) as n from batch');
    const posts = await held(async () => {
      const waiting = Array.from({ length: 100 }, (_, index) =>
        index % 10 === 0
          ? postBatch(server.url, [submitted(), event('unknown.type', 'x', Date.now()), submitted()])
          : postBatch(server.url, [submitted()]),
      );
      await until('all of them', () => server.hub.waiting() >= 117);
      return { waiting };
    });
    const answers = await Promise.all(posts.waiting);
    expect(answers.map(({ accepted }) => accepted)).toEqual(
      answers.map((_answer, index) => (index % 10 === 0 ? 2 : 1)),
    );
    const [after] = await numbers('select count(*) as n from batch');
    expect((after ?? 0) - (before ?? 0)).toBeLessThan(10);
  });

  it('an empty batch is answered too', async () => {
    const { status, body } = await server.post([]);
    expect([status, body]).toEqual([200, { accepted: 0, duplicates: 0, quarantined: [], seq: expect.any(Number) }]);
  });
});

describe('duplicates', () => {
  it('of one request, of concurrent ones and of an earlier one count once each', async () => {
    const one = submitted();
    expect(await postBatch(server.url, [one, one, one])).toMatchObject({ accepted: 1, duplicates: 2 });
    const batch = mixedEvents(300, 61, Date.now());
    const answers = await Promise.all([1, 2, 3, 4].map(() => postBatch(server.url, batch)));
    expect(answers.map(({ accepted }) => accepted).sort()).toEqual([0, 0, 0, 300]);
    expect(answers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(900);
    expect(await numbers(`select count(*) as n from log where id like '61-%'`)).toEqual([300]);
  });

  it.each([10, 200])('are found again by a server that has just started, %i new ones among them', async (fresh) => {
    const known = mixedEvents(200, 62 + fresh, Date.now());
    const other = await startTestServer();
    await postBatch(other.url, known);
    await other.close();
    const again = await startTestServer({ database: other.database });
    const news = mixedEvents(fresh, 63 + fresh, Date.now());
    expect(await postBatch(again.url, [...known.slice(0, 150), ...news])).toMatchObject({
      status: 200,
      accepted: fresh,
      duplicates: 150,
    });
    expect(await postBatch(again.url, known.slice(190))).toMatchObject({ status: 200, accepted: 0, duplicates: 10 });
    const { view } = await again.view();
    expect(Object.values(view.feeds).reduce((sum, feed) => sum + feed.duplicates, 0)).toBe(160);
    await again.close();
    await other.database.drop();
  });

  it('another source with the same id is another event', async () => {
    const id = randomUUID();
    const of = (source: string) => event('dossier.submitted', randomUUID(), Date.now(), {}, { id, source });
    expect(await postBatch(server.url, [of('/a'), of('/b'), of('/a')])).toMatchObject({ accepted: 2, duplicates: 1 });
  });
});

describe('a full queue', () => {
  it('answers 429 with Retry-After, stores nothing of it, and keeps all that it took', async () => {
    const minimal = (index: number) => ({
      specversion: '1.0',
      id: `q${index}`,
      source: '/q',
      type: 'feed.heartbeat',
      time: new Date().toISOString(),
      data: { expectedEverySec: 60 },
    });
    const piles = inBatches(
      Array.from({ length: 54_000 }, (_, index) => minimal(index)),
      9_000,
    );
    const { waiting, refused } = await held(async () => {
      const first = server.post(submitted()); // what the writer has in its hands
      await pause(100);
      const posts = piles.slice(0, 4).map((pile) => postBatch(server.url, pile));
      await until('the queue', () => server.hub.waiting() >= 36_000);
      const answer = await server.post(piles[4] as object[]);
      return { waiting: { first, posts }, refused: answer };
    });
    expect(refused).toMatchObject({ status: 429, body: { ok: false, code: 'QUEUE_FULL' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await waiting.first).status).toBe(200);
    for (const posted of await Promise.all(waiting.posts))
      expect(posted).toMatchObject({ status: 200, accepted: 9_000 });
    expect(await numbers(`select count(*) as n from log where source = '/q'`)).toEqual([36_000]);
  }, 30_000);

  it('a batch longer than the queue is taken when nothing else waits', async () => {
    const time = new Date().toISOString();
    const body = JSON.stringify(
      Array.from({ length: 45_000 }, (_, index) => ({
        specversion: '1.0',
        id: `l${index}`,
        source: '/l',
        type: 'feed.heartbeat',
        time,
        data: { expectedEverySec: 60 },
      })),
    );
    expect(body.length).toBeLessThan(8 * 1024 * 1024);
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json' },
      body,
    });
    expect([answer.status, ((await answer.json()) as { accepted: number }).accepted]).toEqual([200, 45_000]);
  }, 30_000);
});

describe('the rules', () => {
  it('do not judge what they found and what is not folded yet a second time, with a full queue behind it (I5)', async () => {
    const time = new Date().toISOString();
    const beat = (index: number) => ({
      specversion: '1.0',
      id: `beat-${index}`,
      source: '/beats',
      type: 'feed.heartbeat',
      time,
      data: { expectedEverySec: 60 },
    });
    const piles = inBatches(
      Array.from({ length: 24_000 }, (_, index) => beat(index)),
      2_000,
    );
    const alert = { severity: 'critical', category: 'web', sensor: 's1', asset: 'srv-queue', assetLevel: 4 };
    const posts = await held(async () => {
      const first = server.post(event('security.alert', randomUUID(), Date.now(), alert));
      await pause(100);
      const waiting = piles.map((pile) => postBatch(server.url, pile));
      await until('the queue', () => server.hub.waiting() >= 24_000);
      return { all: Promise.all([first, ...waiting]) };
    });
    for (const { status } of await posts.all) expect(status).toBe(200);
    await raise(server, 'srv-queue');
    const raised = await numbers(
      `select count(*) as n from log where type = 'alarm.raised' and data->>'subject' = 'srv-queue'`,
    );
    expect(raised).toEqual([1]);
  }, 30_000);
});

describe('a stop', () => {
  it('commits what it took, answers it, and refuses what comes after', async () => {
    const other = await startTestServer();
    const client = new pg.Client({ connectionString: other.database.url });
    await client.connect();
    await client.query('begin; lock table batch in exclusive mode');
    const posts = Array.from({ length: 20 }, () => other.post(submitted()));
    await until('the posts', () => other.hub.waiting() >= 19);
    const stopped = other.hub.stop();
    expect((await other.post(submitted())).status).toBe(503);
    await client.query('commit');
    await stopped;
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(posts.map(() => 200));
    const { rows } = await client.query(`select count(*)::int as n from log where type = 'dossier.submitted'`);
    expect(rows).toEqual([{ n: 20 }]);
    await client.end();
    await other.end();
  });
});
