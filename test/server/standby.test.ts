// One writer (I3): a second server on the same database waits, and takes over when the first is gone.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endChildren, reader, spawnServer, verify } from '../support/child-server.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { inBatches, mixedEvents, postBatch, sendAll } from '../support/load.ts';
import { until } from '../support/server.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await endChildren();
  await database.drop();
});
const readyOf = async (url: string): Promise<number> => (await fetch(`${url}/readyz`)).status;

describe('a second server', () => {
  it('stands by with 503, takes over when the first is killed under load, and nothing is lost or doubled', async () => {
    const env = { DATABASE_URL: database.url };
    const first = spawnServer(env);
    const firstUrl = await first.url;
    const second = spawnServer(env);
    const secondUrl = await second.url;
    expect([await readyOf(firstUrl), await readyOf(secondUrl)]).toEqual([200, 503]);
    const batches = inBatches(mixedEvents(20_000, 31, Date.now()), 200);
    expect(await postBatch(secondUrl, batches[0] ?? [])).toMatchObject({ status: 503 });

    const acknowledged = new Set<number>();
    let isKilled = false;
    await sendAll(firstUrl, batches, 4, ({ status }, index) => {
      if (status === 200) acknowledged.add(index);
      if (acknowledged.size === 20 && !isKilled) {
        isKilled = true;
        void first.kill('SIGKILL');
      }
      return status !== 0;
    });
    let ready = 0;
    for (let turn = 0; turn < 200 && ready !== 200; turn++) {
      ready = await readyOf(secondUrl);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(ready).toBe(200);

    let [accepted, duplicates] = [0, 0];
    await sendAll(secondUrl, batches, 4, (posted, index) => {
      expect(posted.status).toBe(200);
      if (acknowledged.has(index)) expect(posted.accepted).toBe(0);
      expect([0, 200]).toContain(posted.accepted);
      accepted += posted.accepted;
      duplicates += posted.duplicates;
      return true;
    });
    expect(accepted + duplicates).toBe(20_000);
    expect(duplicates).toBeGreaterThanOrEqual(acknowledged.size * 200);
    const { seq, at, hash } = await (await reader(secondUrl))('/api/view');
    expect(await verify(env, ['--seq', String(seq), '--at', String(at), '--chain'])).toMatchObject({ seq, hash });
    expect((await second.kill('SIGTERM')).code).toBe(0);
  }, 60_000);

  it('ends at once when it is told to while it stands by', async () => {
    const env = { DATABASE_URL: database.url };
    const first = spawnServer(env);
    await first.url;
    const second = spawnServer(env);
    await second.url;
    expect((await second.kill('SIGTERM')).code).toBe(0);
    expect(await readyOf(await first.url)).toBe(200);
    expect((await first.kill('SIGTERM')).code).toBe(0);
  }, 30_000);

  it('takes over when the first ends in order', async () => {
    const env = { DATABASE_URL: database.url };
    const first = spawnServer(env);
    await first.url;
    const second = spawnServer(env);
    const url = await second.url;
    await first.kill('SIGTERM');
    let status = 0;
    void (async () => {
      while (status !== 200) status = await readyOf(url).catch(() => 0);
    })();
    await until('the second to be ready', () => status === 200, 5_000);
  }, 30_000);
});
