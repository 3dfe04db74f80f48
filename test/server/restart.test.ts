// A server that comes back blames nobody for the time in which it did not listen.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS, parseInstant } from '../../shared/time.ts';
import { openAlarms } from '../support/alarm.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { event, startTestServer, until } from '../support/server.ts';

const NOON = parseInstant('2026-11-23T09:00:00+07:00');

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

describe('feeds at a restart', () => {
  it('are silent only once their patience has passed since the server listens again', async () => {
    const first = await startTestServer({ database, exerciseFrom: NOON });
    await first.post(event('feed.heartbeat', 'x', NOON, { expectedEverySec: 60 }));
    await first.end();

    const second = await startTestServer({ database, exerciseFrom: NOON + 60 * MINUTE_MS });
    let ticks = 0;
    second.hub.onChange((stored) => {
      if (stored.length === 0) ticks += 1;
    });
    await until('two judgements', () => ticks >= 2);
    expect(await openAlarms(second)).toEqual([]);
    second.clock?.set(NOON + 63 * MINUTE_MS + 1_000);
    await until('the alarm', () => second.hub.model()?.alarms.byRule.has('A01'));
    await second.end();
  });
});
