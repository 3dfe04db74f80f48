// The schedule of a feed over HTTP: set by an administrator alone, logged, and shown in the view.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { event, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.post([event('feed.heartbeat', '/t/a', Date.now(), { expectedEverySec: 60 }, { source: '/t/a' })]);
});
afterAll(() => server.end());

const set = (source: string, body: object, role: 'admin' | 'supervisor' = 'admin') =>
  server.as(role, `/api/feeds/${encodeURIComponent(source)}/schedule`, { method: 'POST', body: JSON.stringify(body) });
const stop = { from: '2020-01-01T00:00:00+07:00', to: '2099-01-01T00:00:00+07:00', reason: 'Chuyển máy chủ' };

it('is set by an administrator and stands in the log with his name', async () => {
  const schedule = { hours: 'working', maintenance: [stop] };
  expect(await set('/t/a', schedule, 'supervisor')).toMatchObject({ status: 403 });
  expect(await set('/t/a', schedule)).toMatchObject({ status: 200, body: { ok: true, schedule } });
  const { body } = await server.as('operator', '/api/feeds/schedules');
  expect(body).toEqual({ schedules: { '/t/a': schedule } });
  const logged = await server.as('operator', '/api/events?type=config.feed_scheduled');
  expect(logged.body.events).toMatchObject([{ subject: '/t/a', data: { by: 'admin', schedule } }]);
});

it('is refused where it makes no sense, or for a feed that nobody knows', async () => {
  expect(await set('/t/none', { hours: 'always', maintenance: [] })).toMatchObject({
    status: 404,
    body: { code: 'NOT_FOUND' },
  });
  expect(await set('/t/a', { hours: 'never', maintenance: [] })).toMatchObject({
    status: 422,
    body: { where: 'hours' },
  });
  const backwards = { ...stop, to: '2019-01-01T00:00:00+07:00' };
  expect(await set('/t/a', { hours: 'always', maintenance: [backwards] })).toMatchObject({
    status: 422,
    body: { where: 'maintenance.0.to' },
  });
});
