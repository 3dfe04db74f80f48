// A small day of two districts, recorded by a running server, and judged again with other thresholds.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type RuleSettings } from '../../../shared/alarm/settings.ts';
import { ruleOf } from '../../../shared/judge.ts';
import { parseInstant } from '../../../shared/time.ts';
import { act, openAlarms } from '../../support/alarm.ts';
import { query } from '../../support/embedded.ts';
import { type Answer, event, type Role, startTestServer, type TestServer } from '../../support/server.ts';

const DAY = '2026-11-24'; // a Tuesday
const at = (time: string, day = DAY): number => parseInstant(`${day}T${time}+07:00`);
const OPEN = 200;

/** Dossiers of an agency that are in process, the first `late` of them due at 10:00. */
function dossiers(agency: string, late: number): object[] {
  const more = { agency };
  const codes = Array.from({ length: OPEN }, (_, i) => `${agency}-HS-${i}`);
  return [
    event('agency.registered', agency, at('07:00:00'), { name: `Huyện ${agency}`, tier: 'district' }),
    ...codes.flatMap((code, i) => [
      event('dossier.submitted', code, at('07:00:01') + i, { level: 3, channel: 'online' }, more),
      event('dossier.status', code, at('07:00:02') + i, { status: 2 }, more),
    ]),
    ...codes
      .slice(0, late)
      .map((code) =>
        event('dossier.due', code, at('07:00:03'), { dueAt: `${DAY}T10:00:00+07:00`, reason: 'initial' }, more),
      ),
  ];
}
const finished = (agency: string, count: number, time: string): object[] =>
  Array.from({ length: count }, (_, i) =>
    event('dossier.status', `${agency}-HS-${i}`, at(time), { status: 9 }, { agency }),
  );

let server: TestServer;
const toldAt = (time: string): void => server.clock?.set(at(time));
const alarmOf = async (subject: string) =>
  (await openAlarms(server)).find((row) => row.rule === 'A11' && row.subject === subject);

/** H44.14 has 6 overdue of 200 from 10:00 to 11:00, which is an alarm; H44.15 has 3 of 200, which is none. */
beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: at('07:00:10') });
  // The feed may be quiet all day: it is not what this is about.
  await server.post(event('feed.heartbeat', '/test/nguon', at('07:00:05'), { expectedEverySec: 43_200 }));
  for (const events of [dossiers('H44.14', 6), dossiers('H44.15', 3)])
    expect((await server.post(events)).body).toMatchObject({ quarantined: [] });
  toldAt('10:00:05');
  const alarm = await vi.waitUntil(() => alarmOf('H44.14'), { timeout: 20_000 });
  await act(server, 'operator', alarm, 'ack', { reason: 'đã nhắc đơn vị' });
  toldAt('11:00:00');
  await server.post([...finished('H44.14', 6, '10:59:59'), ...finished('H44.15', 3, '10:59:59')]);
  await vi.waitUntil(async () => (await alarmOf('H44.14')) === undefined, { timeout: 20_000 });
  server.clock?.set(at('08:00:00', '2026-11-25'));
});
afterAll(() => server.end());

const usual = defaultSettings(ruleOf('A11')!);
const withParams = (params: Record<string, number>): RuleSettings => ({
  ...usual,
  params: { ...usual.params, ...params },
});
const tryOut = (
  body: object,
  { role = 'admin' as Role, rule = 'A11', signal }: { role?: Role; rule?: string; signal?: AbortSignal } = {},
): Promise<Answer> =>
  server.as(role, `/api/rules/${rule}/dry-run`, {
    method: 'POST',
    body: JSON.stringify({ day: DAY, settings: usual, ...body }),
    ...(signal ? { signal } : {}),
  });
type Row = { subject: string; priority: string; raisedAt: string; returnedAt: string | null; text: string };
const rowsOf = ({ status, body }: Answer): { would: Row[]; did: Row[] } => {
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as { would: Row[]; did: Row[] };
};
const subjects = (rows: readonly Row[]): string[] => rows.map(({ subject }) => subject).sort();

describe('a dry run', () => {
  it('with nothing changed finds what was found, when it was found', async () => {
    const answer = await tryOut({});
    const { would, did } = rowsOf(answer);
    expect(answer.body).toMatchObject({ day: DAY, rule: 'A11', wouldTotal: 1, didTotal: 1 });
    expect(did).toMatchObject([
      { subject: 'H44.14', priority: 'P3', text: expect.stringContaining('6 hồ sơ quá hạn') },
    ]);
    expect(would).toMatchObject([{ subject: 'H44.14', priority: 'P3', text: did[0]!.text }]);
    expect(Date.parse(did[0]!.raisedAt)).toBe(at('10:00:05'));
    expect(Math.abs(Date.parse(would[0]!.raisedAt) - at('10:00:00'))).toBeLessThanOrEqual(10_000);
    // Both end with the dossiers, at the same instant: nobody's key is needed for that.
    expect([did[0]!.returnedAt, would[0]!.returnedAt].map((end) => Date.parse(end!))).toEqual(
      [at('11:00:00'), at('11:00:00')].map((end) => expect.closeTo(end, -2)),
    );
  });

  it('with a lower threshold raises what was not raised', async () => {
    const { would, did } = rowsOf(await tryOut({ settings: withParams({ count: 3 }) }));
    expect([subjects(would), subjects(did)]).toEqual([['H44.14', 'H44.15'], ['H44.14']]);
  });

  it('with a higher threshold, or switched off, does not raise what was raised', async () => {
    for (const settings of [withParams({ count: 50, share: 100 }), { ...usual, enabled: false }])
      expect(await tryOut({ settings })).toMatchObject({
        status: 200,
        body: { would: [], wouldTotal: 0, didTotal: 1 },
      });
  });

  it('with other priorities and delays has them', async () => {
    const settings = { ...usual, levels: { ...usual.levels, some: 'P2' }, offDelaySec: 600 };
    const { would } = rowsOf(await tryOut({ settings }));
    expect(would[0]!.priority).toBe('P2');
    expect(Date.parse(would[0]!.returnedAt!) - at('11:10:00')).toBeLessThanOrEqual(10_000);
    expect(Date.parse(would[0]!.returnedAt!)).toBeGreaterThanOrEqual(at('11:10:00'));
  });

  it('changes nothing: not the log, not the view, not the settings', async () => {
    // What the server itself writes down meanwhile (the day of before was verified) is nobody's trial.
    const logged = `select count(*)::int as rows from log where type not like 'audit.%'`;
    const state = async () => ({
      hash: (await server.view()).hash,
      version: (await server.as('admin', '/api/rules')).body.version,
      ...(await query<{ rows: number }>(server.database.url, logged))[0],
    });
    const before = await state();
    await tryOut({ settings: withParams({ count: 1 }) });
    expect(await state()).toEqual(before);
  });

  it('goes up to now on a running day, and says so of a day of which nothing is known', async () => {
    expect(rowsOf(await tryOut({ day: '2026-11-25' }))).toMatchObject({ would: [], did: [] });
    const empty = await tryOut({ day: '2026-11-01' });
    expect(empty.body).toMatchObject({ events: 0, note: expect.stringContaining('không có tin nào') });
  });
});

describe('is refused', () => {
  it.each<[string, object, string]>([
    ['a day that is none', { day: '2026-02-31' }, 'day'],
    ['a day that has not come', { day: '2026-11-26' }, 'day'],
    ['settings that may not be set', { settings: withParams({ count: 0 }) }, 'params.count'],
    ['no settings', { settings: null }, 'settings'],
  ])('%s', async (_what, body, where) => {
    expect(await tryOut(body)).toMatchObject({ status: 422, body: { code: 'INVALID', where } });
  });

  it('an unknown rule, and whoever is no administrator', async () => {
    expect(await tryOut({}, { rule: 'A999' })).toMatchObject({ status: 404 });
    expect(await tryOut({}, { role: 'supervisor' })).toMatchObject({ status: 403 });
  });

  it('a second one meanwhile; one that nobody waits for any more ends and makes room', async () => {
    const two = await Promise.all([tryOut({}), tryOut({})]);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(two.find(({ status }) => status === 429)).toMatchObject({ body: { code: 'QUEUE_FULL' } });
    const leaving = new AbortController();
    const left = tryOut({}, { signal: leaving.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(async () => (await tryOut({})).status, { timeout: 20_000 }).toBe(200);
  });

  it('a day that has been pruned, with the first that can be tried', async () => {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    await client.query('update database_meta set pruned_until = $1', [new Date(at('00:00:00')).toISOString()]);
    await client.end();
    const answer = await tryOut({ day: '2026-11-23' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', where: 'day' } });
    expect(answer.body.message).toContain(DAY);
  });
});
