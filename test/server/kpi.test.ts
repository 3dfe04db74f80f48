// The key figures over HTTP: what the desk did in an exercise of two days, period by period.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KpiAnswer } from '../../shared/alarm/kpi-schema.ts';
import { instantText, parseInstant } from '../../shared/time.ts';
import { act, openAlarms, raise } from '../support/alarm.ts';
import { startTestServer, until } from '../support/server.ts';

const START = parseInstant('2026-11-19T08:00:00+07:00');
const MINUTE = 60_000;
const DAY = 86_400_000;
let server: Awaited<ReturnType<typeof startTestServer>>;
let second = 0;

const move = (to: number): void => server.clock?.set(to);
const query = (from?: number, to?: number): string => {
  const params = new URLSearchParams();
  if (from !== undefined) params.set('from', instantText(from));
  if (to !== undefined) params.set('to', instantText(to));
  return `/api/alarms/kpi?${params}`;
};
async function kpi(from?: number, to?: number): Promise<KpiAnswer> {
  const { status, body } = await server.as('operator', query(from, to));
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as KpiAnswer;
}

/** Everything that is written has been folded, and the clock stands beyond it. */
async function rest(): Promise<void> {
  await until('an empty queue', () => server.hub.waiting() === 0);
  move(server.hub.now() + 1_000);
}

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: START });
  // First day: an emergency acknowledged after 100 s by one of two, and then commented on two thousand times.
  const first = await raise(server, 'srv-1');
  move(Date.parse(first.raisedAt) + 100_000);
  expect((await act(server, 'operator', first, 'ack')).status).toBe(200);
  expect((await act(server, 'supervisor', first, 'ack')).status).toBe(409);
  for (let part = 0; part < 5; part++) {
    const items = Array.from({ length: 420 }, (_, i) => ({
      ...{ id: randomUUID(), occurrence: first.occurrence, version: 2, action: 'comment' },
      reason: `ghi chú số ${part * 420 + i}`,
    }));
    const { body } = await server.as('operator', '/api/alarms/bulk', {
      method: 'POST',
      body: JSON.stringify({ items }),
    });
    expect((body.results as { ok: boolean }[]).every(({ ok }) => ok)).toBe(true);
  }
  await rest();
  const next = await raise(server, 'srv-2');
  await act(server, 'operator', next, 'ack');
  await rest();
  // Second day: the first alarm still stands.
  second = START + DAY + 5 * MINUTE;
  move(second);
  const emergencies = (await openAlarms(server)).filter(({ rule }) => rule === 'A30');
  const hasEnded = ({ occurrence }: { occurrence: string }): boolean =>
    server.hub.model()?.alarms.open.get(occurrence)?.ack === 'UNACK';
  await until('the acknowledgements of the day before to end', () => emergencies.every(hasEnded));
  await rest();
});
afterAll(() => server.end());

describe('GET /api/alarms/kpi', () => {
  it('counts a period across pages of the log, each figure with its target', async () => {
    const day = await kpi(START, second);
    expect(day).toMatchObject({
      from: instantText(START),
      to: instantText(second),
      // 24 h 5 min: 144 whole ten-minute periods and one that has begun.
      periods: 145,
      announced: 2,
      topTen: { value: 1, of: { numerator: 2, denominator: 2 }, target: { atMost: 0.05 }, missed: true },
      priorities: { P1: { value: 1, missed: true }, P4: { value: 0, missed: true } },
      refused: { count: 1, byCode: { ALREADY_ACKED: 1 }, unlogged: 0 },
      chatterers: [],
    });
    expect(day.toAcknowledge.P1.count).toBe(2);
    expect(day.toAcknowledge.P1.p95.value).toBeGreaterThanOrEqual(100);
    expect(day.toAcknowledge.P1.p95).toMatchObject({ target: { atMost: 120 }, missed: false });
    expect(day.top.map(({ rule, subject, announced }) => [rule, subject, announced])).toEqual([
      ['A30', 'srv-1', 1],
      ['A30', 'srv-2', 1],
    ]);
    expect(day.top[0]?.ruleName.length).toBeGreaterThan(5);
  });

  it('begins with what stood before: an acknowledgement that ran out, an alarm older than a day', async () => {
    const day = await kpi(second);
    // Both emergencies again, and the feed that has sent nothing since yesterday.
    expect(day.top.map(({ rule, subject }) => [rule, subject])).toEqual([
      ['A01', '/test/nguon'],
      ['A30', 'srv-1'],
      ['A30', 'srv-2'],
    ]);
    expect(day.announced).toBe(3);
    expect(day.standing.value).toBe(2);
    expect(day.standingWorstDay.value).toBe(2);
    expect(day.toAcknowledge.all).toMatchObject({ count: 0, p50: { value: null, missed: false } });
  });

  it('is of the last 24 h where nothing is asked, and never of what has not happened yet', async () => {
    const now = server.hub.now();
    const usual = await kpi();
    expect(parseInstant(usual.to)).toBe(now);
    expect(parseInstant(usual.from)).toBe(now - DAY);
    expect(usual.periods).toBe(144);
    expect((await kpi(now - MINUTE, now + DAY)).to).toBe(instantText(now));
    // Before the first event of the log: known to have been empty.
    expect(await kpi(START - 2 * DAY, START - DAY)).toMatchObject({ announced: 0, topTen: { value: null } });
  });

  it('refuses what is no period, what is longer than 31 days, and whoever may not read alarms', async () => {
    const refused = async (path: string): Promise<unknown[]> => {
      const { status, body } = await server.as('operator', path);
      return [status, body.code, body.where];
    };
    expect(await refused('/api/alarms/kpi?from=hôm qua')).toEqual([400, 'INVALID', 'from']);
    expect(await refused('/api/alarms/kpi?to=1&from=2')).toEqual([400, 'INVALID', 'to']);
    expect(await refused(query(second, second))).toEqual([400, 'INVALID', 'from']);
    expect(await refused(query(second - 32 * DAY, second))).toEqual([400, 'INVALID', 'from']);
    expect((await server.as(null, '/api/alarms/kpi')).status).toBe(401);
    const { status } = await server.as('operator', query(second - 31 * DAY, second));
    expect(status).toBe(200);
  });

  it('reads the log along its index of alarm events', async () => {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    try {
      // The plan that is there once the log is long: a short one is read whole.
      await client.query('set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off');
      const { rows } = await client.query(
        `explain select seq from log where type like 'alarm.%' and seq > 1 and seq <= 900000
         and received_at >= '2026-01-01' and received_at < '2027-01-01' order by seq limit 2000`,
      );
      expect(JSON.stringify(rows)).toContain('log_alarm');
    } finally {
      await client.end();
    }
  });
});
