import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { act, openAlarms, raise } from '../support/alarm.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const logged = async (occurrence: string, type: string): Promise<Record<string, unknown>[]> => {
  const { body } = await server.as('operator', `/api/events?type=${type}&subject=${occurrence}&limit=1000`);
  return (body.events as { data: Record<string, unknown> }[]).map(({ data }) => data);
};
const bulk = (items: readonly object[]) =>
  server.as('operator', '/api/alarms/bulk', { method: 'POST', body: JSON.stringify({ items }) });

describe('the list', () => {
  it('has what was raised, and filters by state, priority and rule', async () => {
    const alarm = await raise(server, 'srv-list');
    expect(alarm).toMatchObject({
      rule: 'A30',
      subject: 'srv-list',
      priority: 'P1',
      state: 'active_unack',
      version: 1,
    });
    const subjects = async (query: string) => (await openAlarms(server, query)).map(({ subject }) => subject);
    expect(await subjects('?state=active_unack&priority=P1&rule=A30')).toContain('srv-list');
    expect(await subjects('?state=active_ack')).not.toContain('srv-list');
    expect(await subjects('?priority=P2')).not.toContain('srv-list');
    expect(await subjects('?rule=A01')).not.toContain('srv-list');
  });

  it('is given in pages without a gap or a double', async () => {
    await raise(server, 'srv-page-1');
    await raise(server, 'srv-page-2');
    const whole = await openAlarms(server);
    const seen: string[] = [];
    for (let cursor: string | null = '0'; cursor !== null; ) {
      const { body } = await server.as('operator', `/api/alarms?limit=1&cursor=${cursor}`);
      seen.push(...(body.alarms as DeskRow[]).map(({ occurrence }) => occurrence));
      cursor = body.next as string | null;
    }
    expect(seen).toEqual(whole.map(({ occurrence }) => occurrence));
  });

  it('has the closed ones where they are asked for, the newest first, and not among the open ones', async () => {
    for (const asset of ['srv-closed-1', 'srv-closed-2']) {
      const alarm = await raise(server, asset);
      const done = await act(server, 'operator', alarm, 'dispose', { reason: 'báo động giả' });
      expect(done.status).toBe(200);
    }
    const { body } = await server.as('operator', '/api/alarms?state=closed&rule=A30&priority=P1&limit=1');
    expect(body).toMatchObject({ total: 2, next: '1' });
    expect(body.alarms).toMatchObject([
      { subject: 'srv-closed-2', state: 'closed', closedBy: 'test.operator', closedCause: 'dispose' },
    ]);
    const rest = await openAlarms(server, '?state=closed&cursor=1');
    expect(rest.map(({ subject }) => subject)).toEqual(['srv-closed-1']);
    expect(await openAlarms(server, '?state=closed&priority=P2')).toEqual([]);
    const open = (await openAlarms(server)).map(({ subject }) => subject);
    expect(open).not.toContain('srv-closed-1');
    const [first] = rest;
    const one = await server.as('operator', `/api/alarms/${first?.occurrence}`);
    expect(one.body.alarm).toEqual(first);
  });

  it('is closed to nobody and to walls; a bad query is told', async () => {
    expect((await server.as(null, '/api/alarms')).status).toBe(401);
    expect(await server.as('operator', '/api/alarms?priority=P9')).toMatchObject({
      status: 400,
      body: { code: 'INVALID', where: 'priority' },
    });
  });
});

describe('one alarm', () => {
  it('comes with its history, each act with who and when', async () => {
    const alarm = await raise(server, 'srv-history');
    await act(server, 'operator', alarm, 'ack', { reason: 'đang xử lý' });
    const { status, body } = await server.as('operator', `/api/alarms/${alarm.occurrence}`);
    expect(status).toBe(200);
    expect(body.alarm).toMatchObject({ state: 'active_ack', by: 'test.operator', note: 'đang xử lý' });
    expect((body.history as { type: string }[]).map(({ type }) => type)).toEqual([
      'alarm.raised',
      'alarm.acknowledged',
    ]);
    expect(await server.as('operator', '/api/alarms/nobody')).toMatchObject({
      status: 404,
      body: { ok: false, code: 'NOT_FOUND' },
    });
  });
});

describe('commands', () => {
  it('200: acknowledges once, with a note, and logs who did it', async () => {
    const alarm = await raise(server, 'srv-ack');
    expect(await act(server, 'operator', alarm, 'ack', { reason: 'đã báo kỹ thuật' })).toMatchObject({
      status: 200,
      body: { ok: true, version: 2 },
    });
    expect(await logged(alarm.occurrence, 'alarm.acknowledged')).toMatchObject([
      { by: 'test.operator', role: 'operator', seen: 1, version: 2, reason: 'đã báo kỹ thuật' },
    ]);
  });

  it('409: the second is told who was first and when, and the attempt is in the log', async () => {
    const alarm = await raise(server, 'srv-second');
    await act(server, 'operator', alarm, 'ack');
    const { status, body } = await act(server, 'supervisor', alarm, 'ack');
    const [row] = (await openAlarms(server)).filter(({ subject }) => subject === 'srv-second');
    expect([status, body.ok, body.code, body.by, body.at]).toEqual([
      409,
      false,
      'ALREADY_ACKED',
      'test.operator',
      row?.ackedAt,
    ]);
    expect(body.message).toContain('test.operator');
    expect(await logged(alarm.occurrence, 'alarm.refused')).toMatchObject([
      { by: 'test.supervisor', action: 'ack', answer: { code: 'ALREADY_ACKED', by: 'test.operator' } },
    ]);
  });

  it('the same id again has the first answer and no second effect', async () => {
    const alarm = await raise(server, 'srv-same');
    const id = randomUUID();
    const first = await act(server, 'operator', alarm, 'ack', { id });
    const again = await act(server, 'supervisor', alarm, 'ack', { id, version: 9 });
    expect([again.status, again.body]).toEqual([200, first.body]);
    const refusedId = randomUUID();
    const refused = await act(server, 'supervisor', alarm, 'ack', { id: refusedId });
    await act(server, 'operator', { ...alarm, version: 2 }, 'unack');
    expect((await act(server, 'supervisor', alarm, 'ack', { id: refusedId })).body).toEqual(refused.body);
    expect(await logged(alarm.occurrence, 'alarm.acknowledged')).toHaveLength(1);
  });

  it('409: a version that has passed comes back with the row as it is', async () => {
    const alarm = await raise(server, 'srv-stale');
    await act(server, 'operator', alarm, 'ack');
    await act(server, 'operator', { ...alarm, version: 2 }, 'unack');
    const { status, body } = await act(server, 'operator', alarm, 'ack');
    expect([status, body.code]).toEqual([409, 'STALE_VERSION']);
    expect(body.current).toMatchObject({ occurrence: alarm.occurrence, version: 3, state: 'active_unack' });
  });

  it('404, 403, 410 and 422, in this order of judgement', async () => {
    const alarm = await raise(server, 'srv-order');
    const ghost = { occurrence: randomUUID(), version: 1 };
    expect(await act(server, 'operator', ghost, 'reset')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await act(server, 'operator', alarm, 'suppress')).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
    expect(await act(server, 'operator', alarm, 'dispose')).toMatchObject({
      status: 422,
      body: { code: 'REASON_REQUIRED', where: 'reason' },
    });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(await act(server, 'operator', alarm, 'shelve', { reason: 'bảo trì máy chủ', until })).toMatchObject({
      status: 422,
      body: { code: 'NOT_SHELVABLE' },
    });
    expect((await act(server, 'operator', alarm, 'dispose', { reason: 'báo động giả' })).status).toBe(200);
    const { status, body } = await act(server, 'supervisor', alarm, 'ack');
    expect([status, body.code, body.by, typeof body.at]).toEqual([410, 'CLOSED', 'test.operator', 'string']);
  });

  it('401 without a session, 422 for what is no command, and who did it is never taken from the body', async () => {
    const alarm = await raise(server, 'srv-trust');
    expect((await act(server, null, alarm, 'ack')).status).toBe(401);
    expect(await act(server, 'operator', alarm, 'destroy')).toMatchObject({ status: 422, body: { where: 'action' } });
    expect(await act(server, 'operator', alarm, 'ack', { id: 'x' })).toMatchObject({
      status: 422,
      body: { where: 'id' },
    });
    const lie = { by: 'giamdoc', byName: 'giamdoc', role: 'admin', at: '2020-01-01T00:00:00Z', time: 0 };
    await act(server, 'operator', alarm, 'ack', lie);
    const [data] = await logged(alarm.occurrence, 'alarm.acknowledged');
    expect(data).toMatchObject({ by: 'test.operator', byName: 'test.operator', role: 'operator' });
  });
});

describe('bulk', () => {
  it('answers each item in order, also two on one alarm and one that is refused', async () => {
    const rows = [await raise(server, 'srv-b1'), await raise(server, 'srv-b2')];
    const item = (row: { occurrence: string; version: number }, action = 'ack', more = {}) => ({
      id: randomUUID(),
      occurrence: row.occurrence,
      version: row.version,
      action,
      ...more,
    });
    const [one, two] = rows as [DeskRow, DeskRow];
    const items = [
      item(one),
      item(two),
      item(one),
      item({ ...two, version: 2 }, 'comment', { reason: 'đã gọi điện' }),
      item({ occurrence: 'x', version: 1 }),
    ];
    const { status, body } = await bulk(items);
    expect(status).toBe(200);
    const results = body.results as Record<string, unknown>[];
    expect(results.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(results).toMatchObject([
      { ok: true, version: 2, status: 200 },
      { ok: true, version: 2, status: 200 },
      { ok: false, code: 'ALREADY_ACKED', by: 'test.operator', status: 409 },
      { ok: true, version: 2, status: 200 },
      { ok: false, code: 'NOT_FOUND', status: 404 },
    ]);
  });

  it('takes 500 at once and refuses 501', async () => {
    const alarm = await raise(server, 'srv-many');
    const items = Array.from({ length: 501 }, (_, index) => ({
      id: randomUUID(),
      occurrence: alarm.occurrence,
      version: 1,
      action: 'comment',
      reason: `ghi chú ${index}`,
    }));
    expect((await bulk(items)).status).toBe(422);
    const { status, body } = await bulk(items.slice(0, 500));
    expect(status).toBe(200);
    const ok = (body.results as { ok: boolean }[]).filter((one) => one.ok);
    expect(ok).toHaveLength(500);
    const notes = await logged(alarm.occurrence, 'alarm.commented');
    expect(notes.map(({ reason }) => reason)).toEqual(items.slice(0, 500).map(({ reason }) => reason));
  }, 30_000);
});

describe('rules judge once (I5)', () => {
  it('one alarm for one subject, however many alerts come at once', async () => {
    const data = { severity: 'critical', category: 'web', sensor: 's1', asset: 'srv-once', assetLevel: 5 };
    const alerts = () => Array.from({ length: 20 }, () => event('security.alert', randomUUID(), Date.now(), data));
    await Promise.all([server.post(alerts()), server.post(alerts()), server.post(alerts())]);
    const alarm = await raise(server, 'srv-once');
    expect((await openAlarms(server)).filter(({ subject }) => subject === 'srv-once')).toHaveLength(1);
    expect(await logged(alarm.occurrence, 'alarm.raised')).toHaveLength(1);
  });
});
