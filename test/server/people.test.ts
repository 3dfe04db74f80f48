// Whom an alarm can be given to: people with an account, known at once, and nobody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, openAlarms, raise } from '../support/alarm.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/server.ts';
import { makeWall } from '../support/wall.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const make = async (username: string, role = 'operator'): Promise<string> => {
  const body = JSON.stringify({ username, password: PASSWORD, role });
  return (await server.as('admin', '/api/users', { method: 'POST', body })).body.id as string;
};
const people = async (): Promise<string[]> =>
  ((await server.as('operator', '/api/people')).body.people as { username: string }[]).map(({ username }) => username);

describe('people', () => {
  it('are everyone with an account, by username, as soon as it is made and until it is removed', async () => {
    expect(await people()).toEqual(['admin', 'test.operator']);
    const id = await make('binh.an');
    expect(await people()).toEqual(['admin', 'binh.an', 'test.operator']);
    await server.as('admin', `/api/users/${id}`, { method: 'DELETE' });
    expect(await people()).toEqual(['admin', 'test.operator']);
    const { body } = await server.as('operator', '/api/people');
    expect(body.people).toContainEqual({ username: 'admin', name: 'admin' });
  });

  it('are not shown to walls, nor to nobody', async () => {
    const { token } = await makeWall(server, 'Tường tò mò');
    const wall = await fetch(`${server.url}/api/people`, { headers: { authorization: `Bearer ${token}` } });
    expect([wall.status, (await server.as(null, '/api/people')).status]).toEqual([403, 401]);
  });
});

describe('an alarm', () => {
  it('is given to a person with an account, and to nobody who has none', async () => {
    const id = await make('thu.ha');
    await makeWall(server, 'tuong-1');
    const alarm = await raise(server, 'srv-people');
    for (const assignee of ['khong.co', 'tuong-1', 'THU.HA', '__proto__'])
      expect(await act(server, 'operator', alarm, 'assign', { assignee })).toMatchObject({
        status: 422,
        body: { code: 'ASSIGNEE_REQUIRED', where: 'assignee' },
      });
    expect((await act(server, 'operator', alarm, 'assign', { assignee: 'thu.ha' })).status).toBe(200);
    const row = (await openAlarms(server)).find(({ occurrence }) => occurrence === alarm.occurrence);
    expect(row).toMatchObject({ owner: 'thu.ha', ownerId: 'thu.ha' });
    await server.as('admin', `/api/users/${id}`, { method: 'DELETE' });
    const other = await raise(server, 'srv-people-2');
    expect((await act(server, 'operator', other, 'assign', { assignee: 'thu.ha' })).status).toBe(422);
  });
});
