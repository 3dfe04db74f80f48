// Two at once, two hundred times each, on a real database: raised together, acknowledged together, acknowledged while it
// returns, disposed of while it is acknowledged, and bulks in opposite order. One effect, one word of it, nobody in doubt.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { type Answer, event, type Role, startTestServer, type TestServer } from '../support/server.ts';

const COUNT = 200;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await Promise.all((['operator', 'supervisor'] as Role[]).map((role) => server.cookie(role)));
});
afterAll(() => server.end());

const alert = (asset: string, id = asset): object =>
  event('security.alert', id, Date.now(), {
    severity: 'critical',
    category: `c-${asset}`,
    sensor: 'ids',
    asset,
    assetLevel: 4,
  });
const over = (id: string): object => event('security.alert_closed', id, Date.now(), { verdict: 'true_positive' });

/** The open alarms whose subject begins so, once there are so many. */
async function rowsOf(prefix: string, count: number): Promise<DeskRow[]> {
  let rows: DeskRow[] = [];
  await expect
    .poll(
      async () => {
        const { body } = await server.as('operator', '/api/alarms?limit=1000&rule=A30');
        rows = (body.alarms as DeskRow[]).filter(({ subject }) => subject.startsWith(prefix));
        return rows.length;
      },
      { timeout: 20_000, interval: 100 },
    )
    .toBe(count);
  return rows;
}
async function raised(prefix: string): Promise<DeskRow[]> {
  const names = Array.from({ length: COUNT }, (_one, n) => `${prefix}-${n}`);
  await server.post(names.map((name) => alert(name)));
  return rowsOf(`${prefix}-`, COUNT);
}
const act = (role: Role, { occurrence, version }: DeskRow, action: string): Promise<Answer> =>
  server.as(role, `/api/alarms/${occurrence}/${action}`, {
    method: 'POST',
    body: JSON.stringify({ id: randomUUID(), version, reason: 'cùng một lúc' }),
  });
/** How often each kind of word stands in the histories of these alarms. */
async function told(rows: readonly DeskRow[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const mine = new Set(rows.map(({ occurrence }) => occurrence));
  for (const type of ['alarm.acknowledged', 'alarm.disposed', 'alarm.refused', 'alarm.closed']) {
    let cursor = '';
    do {
      const { body } = await server.as('supervisor', `/api/events?type=${type}&limit=1000${cursor}`);
      const events = body.events as { subject: string }[];
      counts[type] = (counts[type] ?? 0) + events.filter(({ subject }) => mine.has(subject)).length;
      cursor = body.next ? `&cursor=${encodeURIComponent(String(body.next))}` : '';
    } while (cursor !== '');
  }
  return counts;
}

describe('two hundred times at once', () => {
  it('raised and raised: one alarm, every one counted', async () => {
    const answers = await Promise.all(
      Array.from({ length: COUNT }, (_one, n) => server.post([alert('one-asset', `same-${n}`)])),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const count = async (): Promise<number | undefined> => (await rowsOf('one-asset', 1))[0]?.count;
    await expect.poll(count, { timeout: 10_000 }).toBe(COUNT);
  });

  it('acknowledged and acknowledged: one succeeds, the other is told who was first', async () => {
    const rows = await raised('ack');
    const pairs = await Promise.all(
      rows.map((row) => Promise.all([act('operator', row, 'ack'), act('supervisor', row, 'ack')])),
    );
    for (const pair of pairs) {
      expect(pair.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const refused = pair.find(({ status }) => status === 409)?.body;
      const first = pair[0]?.status === 200 ? 'test.operator' : 'test.supervisor';
      expect([refused?.code, refused?.by]).toEqual(['ALREADY_ACKED', first]);
    }
    expect(await told(rows)).toMatchObject({ 'alarm.acknowledged': COUNT, 'alarm.refused': COUNT });
  });

  it('acknowledged while it returns: closed in the end, whoever came first', async () => {
    const rows = await raised('rtn');
    const [, answers] = await Promise.all([
      server.post(rows.map(({ subject }) => over(subject))),
      Promise.all(rows.map((row) => act('operator', row, 'ack'))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(rows.map(() => 200));
    await rowsOf('rtn-', 0);
    expect(await told(rows)).toMatchObject({ 'alarm.acknowledged': COUNT, 'alarm.closed': COUNT, 'alarm.refused': 0 });
  });

  it('acknowledged and disposed of: closed once, the one who came too late is told', async () => {
    const rows = await raised('end');
    const pairs = await Promise.all(
      rows.map((row) => Promise.all([act('operator', row, 'ack'), act('supervisor', row, 'dispose')])),
    );
    for (const [ack, dispose] of pairs) {
      // Whoever acts second saw an older version, or finds it closed.
      const codes = [ack, dispose].map(({ status, body }) => (status === 200 ? 'ok' : body.code)).toSorted();
      expect([
        ['CLOSED', 'ok'],
        ['STALE_VERSION', 'ok'],
      ]).toContainEqual(codes);
    }
    const words = await told(rows);
    expect((words['alarm.disposed'] ?? 0) + (words['alarm.acknowledged'] ?? 0)).toBe(COUNT);
    expect(words['alarm.refused']).toBe(COUNT);
  });

  it('two bulks in opposite order: each alarm once, and every item has its answer', async () => {
    const rows = await raised('bulk');
    const bulk = async (role: Role, order: readonly DeskRow[]): Promise<Map<string, number>> => {
      const items = order.map(({ occurrence, version }) => ({ id: randomUUID(), occurrence, version, action: 'ack' }));
      const { body } = await server.as(role, '/api/alarms/bulk', { method: 'POST', body: JSON.stringify({ items }) });
      const results = body.results as { status: number }[];
      return new Map(results.map(({ status }, n) => [items[n]?.occurrence ?? '', status]));
    };
    const [one, other] = await Promise.all([bulk('operator', rows), bulk('supervisor', rows.toReversed())]);
    for (const { occurrence } of rows)
      expect([one.get(occurrence), other.get(occurrence)].toSorted()).toEqual([200, 409]);
    expect(await told(rows)).toMatchObject({ 'alarm.acknowledged': COUNT, 'alarm.refused': COUNT });
  });
});
