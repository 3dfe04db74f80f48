// Rules as configuration: read, set, refused, logged, and still set after a restart.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldUpTo } from '../../../server/fold.ts';
import { defaultSettings, type RuleSettings, settingsOf } from '../../../shared/alarm/settings.ts';
import { allRules, ruleOf } from '../../../shared/judge.ts';
import { openAlarms, raise } from '../../support/alarm.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { type Answer, type Role, startTestServer, type TestServer } from '../../support/server.ts';

type Listed = {
  version: number;
  rules: {
    id: string;
    settings: RuleSettings;
    defaults: RuleSettings;
    changed: boolean;
    note: { text: string; by: string; revision: number } | null;
  }[];
  shifts: { starts: string[] };
};

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ database });
});
afterAll(async () => {
  await server.end();
  await database.drop();
});

const put = (path: string, body: object, role: Role | null = 'admin'): Promise<Answer> =>
  server.as(role, path, { method: 'PUT', body: JSON.stringify(body) });
const list = async (): Promise<Listed> => (await server.as('operator', '/api/rules')).body as Listed;
const listed = async (id: string) => {
  const found = (await list()).rules.find((rule) => rule.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};
const usual = (id: string): RuleSettings => defaultSettings(ruleOf(id)!);
const lastLogged = async (type: string): Promise<{ subject: string; data: Record<string, unknown> }> => {
  const { body } = await server.as('operator', `/api/events?type=${type}&limit=1000`);
  return (body.events as { subject: string; data: Record<string, unknown> }[]).at(-1)!;
};

describe('GET /api/rules', () => {
  it('lists every rule with what may be set and how it is set, for whoever reads alarms', async () => {
    const { rules, shifts } = await list();
    expect(rules.map(({ id }) => id)).toEqual(allRules.map(({ id }) => id));
    expect(await listed('A11')).toMatchObject({ kind: 'level', latching: false, hasOnset: false, changed: false });
    expect((await listed('A11')).settings).toEqual(usual('A11'));
    expect(shifts.starts).toEqual(['07:00', '15:00', '23:00']);
    expect((await server.as(null, '/api/rules')).status).toBe(401);
  });
});

describe('PUT /api/rules/:id', () => {
  it('is set once answered, in the log with who and why, and on the rows that stand', async () => {
    const alarm = await raise(server, 'srv-named');
    expect(alarm.ruleName).toBe(usual('A30').name);
    const settings = { ...usual('A30'), name: 'Tấn công nghiêm trọng', owner: 'Trực SOC', responseMin: 7 };
    const answer = await put('/api/rules/A30', { settings, reason: '  theo họp giao ban ' });
    expect([answer.status, answer.body.ok, answer.body.settings]).toEqual([200, true, settings]);
    expect(await lastLogged('config.rule_changed')).toMatchObject({
      subject: 'A30',
      data: { by: 'admin', byName: 'admin', settings, reason: 'theo họp giao ban' },
    });
    expect(await listed('A30')).toMatchObject({ changed: true, settings, defaults: usual('A30') });
    const [row] = (await openAlarms(server)).filter(({ subject }) => subject === 'srv-named');
    expect(row).toMatchObject({ ruleName: 'Tấn công nghiêm trọng', responsible: 'Trực SOC' });
    expect(Date.parse(row!.respondBy!) - Date.parse(row!.raisedAt)).toBe(7 * 60_000);

    await put('/api/rules/A30', { settings: usual('A30') });
    expect(await listed('A30')).toMatchObject({ changed: false });
  });

  it('off: what stood of the rule returns', async () => {
    const alarm = await raise(server, 'srv-off');
    await put('/api/rules/A30', { settings: { ...usual('A30'), enabled: false } });
    await expect
      .poll(async () => (await server.as('operator', `/api/alarms/${alarm.occurrence}`)).body.alarm, {
        timeout: 20_000,
      })
      .toMatchObject({ state: 'rtn_unack' });
    await put('/api/rules/A30', { settings: usual('A30') });
  });

  const base = usual('A11');
  it.each<[string, object, string, RegExp]>([
    ['no settings', {}, 'settings', /^Cài đặt bị thiếu/],
    [
      'a threshold too high',
      { settings: { ...base, params: { ...base.params, count: 1e9 } } },
      'params.count',
      /từ 1 đến 10\.000 hồ sơ/,
    ],
    [
      'a threshold that is no number',
      { settings: { ...base, params: { ...base.params, count: null } } },
      'params.count',
      /nhập một số/,
    ],
    ['a threshold left out', { settings: { ...base, params: {} } }, 'params.count', /thiếu/],
    [
      'an unknown threshold',
      { settings: { ...base, params: { ...base.params, x: 1 } } },
      'params.x',
      /không có mục đó/,
    ],
    [
      'an unknown priority',
      { settings: { ...base, levels: { ...base.levels, some: 'P9' } } },
      'levels.some',
      /P1, P2, P3 hoặc P4/,
    ],
    ['a level left out', { settings: { ...base, levels: {} } }, 'levels.some', /thiếu/],
    ['a wait that it has not', { settings: { ...base, onDelaySec: 5 } }, 'onDelaySec', /không có thời gian chờ/],
    ['half a second', { settings: { ...base, offDelaySec: 0.5 } }, 'offDelaySec', /số nguyên/],
    ['a day and more to respond', { settings: { ...base, responseMin: 1_441 } }, 'responseMin', /lớn hơn 1\.440/],
    ['no name', { settings: { ...base, name: '  ' } }, 'name', /không được để trống/],
    ['a name that cannot be stored', { settings: { ...base, name: 'a\u0000' } }, 'name', /ký tự không dùng được/],
    ['a reason too long', { settings: base, reason: 'x'.repeat(1_001) }, 'reason', /1000 ký tự/],
  ])('422: %s, with the field and what to do', async (_what, body, where, message) => {
    const before = (await list()).version;
    const answer = await put('/api/rules/A11', body);
    expect([answer.status, answer.body.code, answer.body.where]).toEqual([422, 'INVALID', where]);
    expect(answer.body.message).toMatch(message);
    expect((await list()).version).toBe(before);
  });

  it('404 for a rule that does not exist, 401 and 403 for whoever may not', async () => {
    expect(await put('/api/rules/A999', { settings: base })).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    expect((await put('/api/rules/A11', { settings: base }, null)).status).toBe(401);
    expect((await put('/api/rules/A11', { settings: base }, 'supervisor')).status).toBe(403);
  });

  it('two at once: the last stands, and who sent the version that he saw is told that it has passed', async () => {
    const settings = (count: number): RuleSettings => ({ ...base, params: { ...base.params, count } });
    const blind = await Promise.all([6, 7].map((count) => put('/api/rules/A11', { settings: settings(count) })));
    expect(blind.map(({ status }) => status)).toEqual([200, 200]);
    const stands = (await listed('A11')).settings;
    expect([6, 7]).toContain(stands.params.count);
    expect(blind.map(({ body }) => (body.settings as RuleSettings).params.count)).toContain(stands.params.count);

    const { version } = await list();
    const seeing = await Promise.all(
      [8, 9].map((count) => put('/api/rules/A11', { settings: settings(count), version })),
    );
    const won = seeing.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(seeing.find(({ status }) => status !== 200)).toMatchObject({ status: 409, body: { code: 'STALE_VERSION' } });
    expect((await listed('A11')).settings).toEqual(won[0]?.body.settings);
    const again = await put('/api/rules/A11', { settings: base, version: won[0]?.body.version });
    expect(again.status).toBe(200);
  });
});

describe('a standing note', () => {
  it('is a revision at each edit, and gone when it is empty', async () => {
    const note = (text: string) => put('/api/rules/A01/note', { note: text }, 'operator');
    expect(await note('Gọi VNPT trước')).toMatchObject({
      status: 200,
      body: { ok: true, note: { text: 'Gọi VNPT trước', by: 'test.operator', revision: 1 } },
    });
    await note('Gọi VNPT, rồi Sở');
    expect((await listed('A01')).note).toMatchObject({ text: 'Gọi VNPT, rồi Sở', revision: 2 });
    expect((await note(' ')).body.note).toBeNull();
    expect((await listed('A01')).note).toBeNull();
    expect(await lastLogged('config.rule_noted')).toMatchObject({
      subject: 'A01',
      data: { by: 'test.operator', note: '' },
    });
    expect((await note('x'.repeat(2_001))).body).toMatchObject({ code: 'INVALID', where: 'note' });
    expect((await put('/api/rules/A999/note', { note: 'x' })).status).toBe(404);
  });
});

describe('shifts', () => {
  it('are set, in their order, and refused where they are none', async () => {
    expect(await put('/api/shifts', { starts: ['19:30', '07:30'] })).toMatchObject({ status: 200, body: { ok: true } });
    expect((await list()).shifts.starts).toEqual(['07:30', '19:30']);
    expect((await lastLogged('config.shifts_changed')).data).toMatchObject({ by: 'admin', starts: [450, 1_170] });
    for (const starts of [[], ['24:00'], ['7:00'], ['07:00', '07:00'], 'x'])
      expect((await put('/api/shifts', { starts })).body).toMatchObject({ ok: false, code: 'INVALID' });
    expect((await put('/api/shifts', { starts: ['07:00'] }, 'operator')).status).toBe(403);
  });
});

it('stands after a restart, and the past keeps the settings of its time', async () => {
  const before = server.hub.model()!.seq;
  const settings = { ...usual('A11'), name: 'Hồ sơ trễ hẹn' };
  await put('/api/rules/A11', { settings });
  await put('/api/rules/A11/note', { note: 'Gọi Bộ phận Một cửa' });
  const shown = await list();
  await server.close();
  server = await startTestServer({ database });
  expect(await list()).toEqual(shown);
  expect(await listed('A11')).toMatchObject({ changed: true, settings, note: { text: 'Gọi Bộ phận Một cửa' } });

  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pool.on('error', () => {});
  const nameAt = async (seq: number): Promise<string> =>
    settingsOf((await foldUpTo(pool, seq, { scratch: true })).model.settings, ruleOf('A11')!).name;
  expect(await nameAt(before)).toBe(usual('A11').name);
  expect(await nameAt(server.hub.model()!.seq)).toBe('Hồ sơ trễ hẹn');
  await pool.end();
});
