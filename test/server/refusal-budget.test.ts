// Refusals are logged (features.md 3#29), and nobody fills the log with them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRefusalBudget } from '../../server/refusal-budget.ts';
import { act, raise } from '../support/alarm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

describe('the budget', () => {
  const spend = (budget: ReturnType<typeof createRefusalBudget>, times: number, at: number, who = 'an'): number =>
    Array.from({ length: times }, () => budget.spend(who, at)).filter((one) => one !== null).length;

  it('takes a thousand at once, then ten a second, and says how many it left out', () => {
    const budget = createRefusalBudget();
    expect(spend(budget, 1_500, 0)).toBe(1_000);
    expect(budget.spend('an', 99)).toBeNull();
    expect(budget.spend('an', 100)).toBe(501);
    expect(budget.spend('an', 100)).toBeNull();
    expect(spend(budget, 50, 1_100)).toBe(10);
    expect(spend(budget, 2_000, 1_100 + 3_600_000)).toBe(1_000);
  });

  it('is one for each person', () => {
    const budget = createRefusalBudget();
    expect(spend(budget, 1_200, 0)).toBe(1_000);
    expect(spend(budget, 1, 0, 'binh')).toBe(1);
    expect(budget.spend('binh', 0)).toBe(0);
  });
});

describe('commands on a server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ exerciseFrom: Date.parse('2026-11-24T09:00:00+07:00') });
  });
  afterAll(() => server.end());

  const ghosts = (count: number): object[] =>
    Array.from({ length: count }, () => ({ id: randomUUID(), occurrence: randomUUID(), version: 1, action: 'ack' }));
  /** Sends the items in requests of 500, all at once; returns the answers. */
  const send = async (role: 'operator' | 'supervisor', items: readonly object[]): Promise<{ code: string }[]> => {
    const parts = Array.from({ length: Math.ceil(items.length / 500) }, (_, i) => items.slice(500 * i, 500 * (i + 1)));
    const answers = await Promise.all(
      parts.map((part) =>
        server.as(role, '/api/alarms/bulk', { method: 'POST', body: JSON.stringify({ items: part }) }),
      ),
    );
    return answers.flatMap(({ body }) => body.results as { code: string }[]);
  };
  const rows = async (type: string, by: string): Promise<{ uncounted?: number }[]> => {
    const found: { by: string; uncounted?: number }[] = [];
    for (let cursor: string | null = '0'; cursor !== null; ) {
      const { body } = await server.as('operator', `/api/events?type=${type}&limit=1000&cursor=${cursor}`);
      found.push(...(body.events as { data: { by: string; uncounted?: number } }[]).map(({ data }) => data));
      cursor = body.next as string | null;
    }
    return found.filter((one) => one.by === by);
  };

  it('1,000 refused are 1,000 rows', async () => {
    expect(await send('supervisor', ghosts(1_000))).toHaveLength(1_000);
    const logged = await rows('alarm.refused', 'test.supervisor');
    expect(logged).toHaveLength(1_000);
    expect(logged.filter(({ uncounted }) => uncounted !== 0)).toEqual([]);
  });

  it('of 1,500 refused all are answered and 1,000 logged; the next one carries the 500; what is done is always logged', async () => {
    const answers = await send('operator', ghosts(1_500));
    expect(answers).toHaveLength(1_500);
    expect(answers.filter(({ code }) => code !== 'NOT_FOUND')).toEqual([]);
    expect(await rows('alarm.refused', 'test.operator')).toHaveLength(1_000);

    const alarm = await raise(server, 'srv-1');
    const comments = Array.from({ length: 500 }, (_, i) => ({
      ...{ id: randomUUID(), occurrence: alarm.occurrence, version: 1, action: 'comment', reason: `ghi chú ${i}` },
    }));
    await send('operator', comments);
    expect(await rows('alarm.commented', 'test.operator')).toHaveLength(500);

    server.clock?.set(server.hub.now() + 100);
    expect((await act(server, 'operator', { occurrence: randomUUID(), version: 1 }, 'ack')).status).toBe(404);
    const logged = await rows('alarm.refused', 'test.operator');
    expect(logged.map(({ uncounted }) => uncounted).filter((one) => one !== 0)).toEqual([500]);
    expect(logged).toHaveLength(1_001);
  });
});
