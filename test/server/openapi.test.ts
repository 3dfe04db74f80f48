// The document and the server say the same: routes, permissions, refusal codes, bodies, and what really comes back.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppDeps, createApp } from '../../server/app.ts';
import { createAuth } from '../../server/auth/auth.ts';
import { routesOf } from '../../server/auth/guard.ts';
import { PERMISSIONS } from '../../server/auth/permissions.ts';
import { readSettings } from '../../server/env.ts';
import { createMetrics } from '../../server/metrics.ts';
import { openApiDocument, operations } from '../../server/openapi/document.ts';
import { type AnswerName, answers } from '../../server/openapi/schemas.ts';
import { REFUSAL_CODES } from '../../server/refusal.ts';
import { sentTypes } from '../../shared/model.ts';
import { viewSchema } from '../../shared/view.ts';
import { PRESETS } from '../../shared/wall/presets.ts';
import { event, quiet, startTestServer, type TestServer } from '../support/server.ts';

/** The app with everything mounted, on nothing that answers. */
function mountedApp() {
  const pool = {} as Pool;
  const settings = readSettings({});
  const auth = createAuth({ pool, audit: () => Promise.resolve(), now: () => 0, settings, log: quiet });
  const hub = { onRole: () => {}, waiting: () => 0 };
  const live = { connections: () => 0, epoch: () => '' };
  return createApp({
    ...{
      settings,
      pool,
      auth,
      metrics: createMetrics(),
      map: { json: Buffer.from(''), gzip: Buffer.from('') },
      client: '/nowhere',
      build: 'test',
      log: quiet,
      prunedUntil: () => null,
    },
    ...({ hub, live, database: { exercise: false } } as unknown as Pick<AppDeps, 'hub' | 'live' | 'database'>),
    ...({ desk: {}, history: {}, audit: () => Promise.resolve() } as unknown as Pick<
      AppDeps,
      'desk' | 'history' | 'audit'
    >),
  });
}

const documentPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

describe('the routes', () => {
  const mounted = routesOf(mountedApp().router).flatMap(({ method, path, permission }) =>
    [path].flat().map((one) => ({ route: `${method} ${documentPath(one)}`, permission })),
  );

  it('of the app are the ones of the document', () => {
    const documented = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(mounted.map(({ route }) => route).sort()).toEqual([...documented].sort());
    expect(new Set(documented).size).toBe(documented.length);
  });

  it('are guarded as the document says', () => {
    for (const { method, path, permission } of operations)
      expect(mounted, `${method} ${path}`).toContainEqual({ route: `${method.toUpperCase()} ${path}`, permission });
  });

  it('name each part of their path', () => {
    for (const { path, parameters = {} } of operations)
      expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(Object.keys(parameters));
  });
});

describe('the socket of /live', () => {
  const folder = join(import.meta.dirname, '../../server');
  const text = ['live.ts', ...readdirSync(join(folder, 'live')).map((name) => `live/${name}`)]
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const events = [...text.matchAll(/(?:emit|socket\.on|measure)\(\s*'([a-z]+(?:\.[a-z]+)?)'/g)]
    .map(([, name]) => name!)
    .filter((name) => name !== 'disconnect');

  it('says and hears nothing that the document does not name', () => {
    expect(new Set(events).size).toBeGreaterThan(8);
    const { info } = openApiDocument('test') as { info: { description: string } };
    expect([...new Set(events)].filter((name) => !info.description.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the document', () => {
  const document = openApiDocument('test') as unknown as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, object> }>>;
    components: { schemas: Record<string, object> };
  };

  it('refers only to schemas it has, and has none that nobody refers to', () => {
    const text = JSON.stringify(document);
    const named = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    const names = Object.keys(document.components.schemas);
    expect([...named].filter((name) => !names.includes(name!))).toEqual([]);
    // What travels by Socket.IO alone, and what the server writes, is referred to in words.
    const inWords =
      /^(Frame|Beat|ReplaySpeed|Wall(Beat|Follow|Followed|Planned|Scene)|Desk(Present|Presence)|Horn(Beat|Answer|Changed|Silence|Tested)|(alarm|config|wall|audit)\..*|feed\.counted|calendar\.changed)$/;
    expect(names.filter((name) => !named.has(name) && !inWords.test(name))).toEqual([]);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
    expect(text).not.toContain('$schema');
  });

  it('gives every operation a name of its own and an answer', () => {
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const ids = all.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]*$/);
    for (const { responses, operationId } of all)
      expect(
        Object.keys(responses).some((status) => /^[23]/.test(status)),
        operationId,
      ).toBe(true);
  });

  it('holds the schema of every type that may be sent', () => {
    for (const type of Object.keys(sentTypes)) expect(document.components.schemas).toHaveProperty([type]);
    const dossier = document.components.schemas['dossier.status'] as { properties: Record<string, object> };
    expect(dossier.properties.status).toMatchObject({ type: 'integer', minimum: 1, maximum: 10 });
  });
});

describe('refusal codes', () => {
  const root = join(import.meta.dirname, '../..');
  const texts = ['server', 'shared/alarm'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('refusal.ts') && !path.startsWith('openapi'))
      .map((path) => readFileSync(join(root, folder, path), 'utf8')),
  );
  const used = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/'([A-Z][A-Z_]{3,})'|^ {2}([A-Z][A-Z_]{3,}):/gm)].map(([, quoted, key]) => quoted ?? key ?? ''),
    ),
  );

  it('that stand in a refusal are in the closed list', () => {
    const said = texts.flatMap((text) =>
      [
        ...text.matchAll(/(?:refuse|refusal|refused|Refusal|connectError)\(\s*(?:res,)?\s*(?:\d{3},)?\s*'([A-Z_]+)'/g),
        ...text.matchAll(/\bcode: '([A-Z_]+)'/g),
      ].map(([, code]) => code!),
    );
    expect(said.length).toBeGreaterThan(40);
    // Of a worker that tells its own main thread: it becomes one of the list before anybody outside hears of it.
    const inside = ['PRUNED', 'SUPERSEDED'];
    expect([...new Set(said)].filter((code) => !REFUSAL_CODES.some((known) => known === code))).toEqual(
      [...new Set(said)].filter((code) => inside.includes(code)),
    );
  });

  it('of the list are used, and stand in an operation', () => {
    expect(REFUSAL_CODES.filter((code) => !used.has(code))).toEqual([]);
    const text = JSON.stringify(openApiDocument('test').paths);
    expect(REFUSAL_CODES.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});

describe('a running server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const now = Date.now();
    const sent = [
      event('agency.registered', 'H44.14', now, { name: 'Huyện Thử', tier: 'district' }),
      event('dossier.submitted', 'HS-1', now - 5000, { level: 4, channel: 'online' }, { agency: 'H44.14' }),
      event('dossier.status', 'HS-1', now - 4000, { status: 2 }, { agency: 'H44.14' }),
      event('endpoint.registered', 'EP-1', now, {
        name: 'Điểm 1',
        tier: 'district',
        agency: 'H44.14',
        critical: true,
      }),
      event('conference.scheduled', 'HN-1', now, {
        title: 'Họp',
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + 3_600_000).toISOString(),
        endpoints: ['EP-1'],
      }),
      event('security.alert', 'AL-1', now, {
        severity: 'critical',
        category: 'malware',
        sensor: 's1',
        asset: 'srv-1',
        assetLevel: 4,
      }),
      event('security.incident_opened', 'IN-1', now, {
        severity: 'high',
        category: 'malware',
        detectedAt: new Date(now).toISOString(),
      }),
      event('security.link', 'LK-1', now, { state: 'up' }),
    ];
    expect((await server.post(sent)).body).toMatchObject({ accepted: sent.length, quarantined: [] });
    await server.post([event('dossier.status', 'HS-1', now, { status: 99 })]);
  });
  afterAll(() => server.end());

  /** Nothing is missing, nothing is there that the schema does not name. */
  const fits = (name: AnswerName, body: unknown): void => expect(answers[name].parse(body), name).toEqual(body);

  it('shows a view that is its schema and no more', async () => {
    const { view } = await server.view();
    expect(Object.keys(view.conference.conferences)).toEqual(['HN-1']);
    expect(Object.keys(view.security.incidents)).toEqual(['IN-1']);
    expect(viewSchema.parse(view)).toEqual(view);
  });

  it('answers as documented', async () => {
    const admin = async (path: string, init?: RequestInit) => (await server.as('admin', path, init)).body;
    const post = (path: string, body: object) => admin(path, { method: 'POST', body: JSON.stringify(body) });
    fits('Health', await admin('/healthz'));
    fits('Ready', await admin('/readyz'));
    fits('ViewAnswer', await admin('/api/view'));
    fits('ViewAnswer', await admin(`/api/view?at=${new Date().toISOString()}`));
    fits('EventPage', await admin('/api/events?limit=20'));
    fits('QuarantinePage', await admin('/api/quarantine'));
    fits('Link', await post('/api/links', { at: new Date().toISOString(), as: 'then' }));
    fits('DayProof', await admin('/api/days/2026-11-19/proof'));
    fits('Days', await admin('/api/days'));
    const { at } = (await admin('/api/view')) as { at: string };
    fits('Day', await admin(`/api/days/${at.slice(0, 10)}`));
    fits('Explained', await admin('/api/explain?figure=dossier.open'));
    fits('Explained', await admin('/api/explain?figure=dossier.onTime'));
    fits('Me', await admin('/api/me'));
    fits('Users', await admin('/api/users'));
    fits('People', await admin('/api/people'));
    fits('NewKey', await post('/api/keys', { name: 'k', sources: ['/a'], types: ['*'] }));
    fits('Keys', await admin('/api/keys'));
    const wall = await post('/api/walls', { name: 'w' });
    fits('NewWall', wall);
    fits('Walls', await admin('/api/walls'));
    fits('PairingCode', await post('/api/walls/code', {}));
    const page = await admin('/api/alarms');
    fits('AlarmPage', page);
    fits('AlarmKpi', await admin('/api/alarms/kpi'));
    fits('AlarmPage', await admin('/api/alarms?state=closed'));
    const rules = await admin('/api/rules');
    fits('Rules', rules);
    const [rule] = rules.rules as { id: string; settings: object }[];
    const put = async (path: string, body: object) =>
      (await server.as('admin', path, { method: 'PUT', body: JSON.stringify(body) })).body;
    fits('WallPlanAnswer', await admin(`/api/walls/${wall.id}/plan`));
    fits('WallPlanAnswer', await put(`/api/walls/${wall.id}/plan`, { plan: PRESETS['5x3'] }));
    fits('WallSteered', await post(`/api/walls/${wall.id}/steer`, { scene: 'security', dim: true }));
    fits('WallsShown', await admin('/api/walls/shown'));
    fits('RuleAnswer', await put(`/api/rules/${rule?.id}`, { settings: rule?.settings }));
    fits('NoteAnswer', await put(`/api/rules/${rule?.id}/note`, { note: 'Gọi đầu mối trước' }));
    fits('Rules', await admin('/api/rules'));
    fits('ShiftsAnswer', await put('/api/shifts', { starts: ['07:00', '19:00'] }));
    const dryRun = { day: at.slice(0, 10), settings: rule?.settings };
    fits('DryRun', await post(`/api/rules/${rule?.id}/dry-run`, dryRun));
    const row = (page.alarms as { occurrence: string; version: number }[])[0]!;
    const command = { id: randomUUID(), version: row.version };
    const acked = await post(`/api/alarms/${row.occurrence}/ack`, { ...command, reason: 'đang kiểm tra' });
    fits('CommandAnswer', acked);
    fits('AlarmAnswer', await admin(`/api/alarms/${row.occurrence}`));
    const items = [{ id: randomUUID(), occurrence: row.occurrence, version: 1, action: 'ack' }];
    fits('BulkAnswer', await post('/api/alarms/bulk', { items }));
    const lines = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.settings.ingestKey}`, 'content-type': 'application/x-ndjson' },
      body: JSON.stringify(event('security.link', 'LK-1', Date.now(), { state: 'down' })),
    });
    fits('AcceptedLines', await lines.json());
    fits('Refusal', (await server.as('operator', '/api/users')).body);
    fits('Refusal', (await server.as(null, '/api/view')).body);
  });

  it('answers whoever comes with nothing but what the document names', async () => {
    type Responses = Record<string, { content?: Record<string, { schema?: unknown }> }>;
    const { paths } = openApiDocument('test') as { paths: Record<string, Record<string, { responses: Responses }>> };
    const visits = [
      { who: 'nobody', role: null, headers: {} },
      { who: 'a foreign page', role: 'admin', headers: { origin: 'https://evil.example' } },
      { who: 'an operator', role: 'operator', headers: {} },
      { who: 'an administrator', role: 'admin', headers: {} },
    ] as const;
    const wrong: string[] = [];
    for (const { method, path, tag } of operations) {
      // The administrator's own session would end.
      if (tag === 'pages' || path === '/api/logout') continue;
      for (const { who, role, headers } of visits) {
        const body = method === 'get' || method === 'delete' ? {} : { body: '{}' };
        const address = path.replaceAll(/\{\w+\}/g, 'x');
        const answer = await server.as(role, address, { method: method.toUpperCase(), headers, ...body });
        const documented = paths[path]?.[method]?.responses[answer.status];
        const code = answer.body.ok === false ? String(answer.body.code) : null;
        if (!documented || (code !== null && !JSON.stringify(documented).includes(`"${code}"`)))
          wrong.push(`${who}: ${method} ${path} → ${answer.status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('gives the document and its page to anyone, without scripts, inline styles or anything from elsewhere', async () => {
    const document = await server.as(null, '/api/openapi.json');
    expect(document.body).toMatchObject({ openapi: '3.1.0' });
    const page = await fetch(`${server.url}/api/docs`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const text = await page.text();
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=|(?:src|href)="(?!\/|#)/i);
    for (const { path, permission } of operations) {
      expect(text).toContain(path);
      if (permission) expect(text).toContain(PERMISSIONS[permission]);
    }
    const css = await fetch(`${server.url}/api/docs.css`);
    expect(css.headers.get('content-type')).toMatch(/^text\/css/);
  });
});
