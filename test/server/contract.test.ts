// Corners of the public contract that a stranger tries first.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../server/env.ts';
import { startServer } from '../../server/start.ts';
import { freshDatabase } from '../support/database.ts';
import { event, INGEST_KEY, quiet, startTestServer, type TestServer, until, watch } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const now = () => Date.now();
const dossier = (more: object = {}) => event('dossier.submitted', randomUUID(), now(), {}, more);

describe('names that JavaScript knows', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

  it.each(names)('a type %s is unknown', async (type) => {
    const { status, body } = await server.post(dossier({ type }));
    expect(status).toBe(422);
    expect(body.quarantined).toMatchObject([{ reason: 'unknown_type' }]);
  });

  it('sources, agencies, endpoints and categories may have them, on every screen alike', async () => {
    const socket = await server.socket('/live', 'operator');
    const screen = watch(socket.connect());
    await until('a first frame', () => screen.frames.length > 0);
    const at = now();
    for (const name of names) {
      const { status, body } = await server.post([
        event('feed.heartbeat', name, at, { expectedEverySec: 60 }, { source: name }),
        event('agency.registered', name, at, { name, tier: 'commune' }),
        event('dossier.status', `H-${name}`, at, { status: 2 }, { agency: name }),
        event('endpoint.registered', name, at, { name, tier: 'commune', agency: name, critical: true }),
        event('conference.opened', name, at),
        event('security.alert', name, at, { severity: 'low', category: name, sensor: 's', asset: name }),
      ]);
      expect(status).toBe(200);
      expect(body.accepted).toBe(6);
    }
    const { seq, at: seen, hash, view } = await server.view();
    for (const name of names) {
      expect(Object.keys(view.feeds)).toContain(name);
      expect(Object.keys(view.dossier.byAgency)).toContain(name);
      expect(Object.keys(view.conference.grid)).toContain(name);
      expect(Object.keys(view.conference.conferences)).toContain(name);
      expect(Object.keys(view.security.byCategory)).toContain(name);
    }
    await until('the frame of it', () => screen.last().seq >= seq);
    expect(screen.view().feeds).toEqual(view.feeds);
    const again = await server.view(`?seq=${seq}&at=${encodeURIComponent(seen)}`);
    expect(again.hash).toBe(hash);
  });
});

describe('a dry run', () => {
  it('counts what is twice in one batch as the door would', async () => {
    const [one, two] = [dossier(), dossier()];
    await server.post([one]);
    const answer = await fetch(`${server.url}/api/events?dryRun=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([one, two, two]),
    });
    expect(await answer.json()).toMatchObject({ accepted: 1, duplicates: 2 });
    expect((await server.post([one, two, two])).body).toMatchObject({ accepted: 1, duplicates: 2 });
  });
});

describe('a foreign Origin', () => {
  const origin = 'https://evil.example';

  it.each(['/api/view', '/api/alarms', '/api/events', '/api/days', '/api/users'])('%s', async (path) => {
    const { status, body } = await server.as('admin', path, { headers: { origin } });
    expect(status).toBe(403);
    expect(body).toMatchObject({ ok: false, code: 'ORIGIN_REFUSED' });
    expect((await server.as('admin', path, { headers: { origin: server.url } })).status).toBe(200);
  });

  it.each(['/live', '/replay'])('%s', async (namespace) => {
    const socket = io(server.url + namespace, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: await server.cookie('admin'), origin },
    });
    const error = await new Promise<Error & { data?: object }>((resolve) => socket.on('connect_error', resolve));
    expect(error.data).toMatchObject({ ok: false, code: 'ORIGIN_REFUSED' });
    socket.disconnect();
  });
});

describe('NDJSON of a key that may not send all of it', () => {
  const send = (key: string, lines: object[]) =>
    fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    });

  it('is refused when no line is allowed, however many there are, and taken when one is', async () => {
    const body = JSON.stringify({ name: 'một cửa', sources: ['/mine'], types: ['dossier.*'] });
    const made = await server.as('admin', '/api/keys', { method: 'POST', body });
    const key = made.body.key as string;
    const foreign = Array.from({ length: 600 }, () => dossier());
    const none = await send(key, foreign);
    expect(none.status).toBe(403);
    expect(await none.json()).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    const one = await send(key, [...foreign, dossier({ source: '/mine' })]);
    expect(one.status).toBe(200);
    const answer = (await one.json()) as { quarantined: { index: number }[] };
    expect(answer).toMatchObject({ accepted: 1, lines: 601, quarantinedTotal: 600 });
    expect(answer.quarantined.at(-1)?.index).toBe(599);
    const { body: kept } = await server.as('admin', '/api/quarantine?reason=forbidden&limit=1000');
    expect(kept.quarantine).toHaveLength(600);
  });
});

describe('the environment', () => {
  it('a bad value stops the start with one line that names it', async () => {
    for (const [name, value] of [
      ['PORT', 'abc'],
      ['IOC_CLOCK', 'fast'],
      ['IOC_CLOCK_SPEED', '5'],
      ['IOC_CLOCK_START', '2026-11-20T08:45:00+07:00'],
      ['IOC_INGEST_KEY', 'short'],
      ['IOC_RETENTION_DAYS', '1.5'],
      ['IOC_PUBLIC_URL', 'ioc.example'],
      ['IOC_LANGUAGE', 'fr'],
      ['LOG_LEVEL', 'loud'],
    ] as const)
      expect(() => readSettings({ [name]: value }), name).toThrow(new RegExp(`^${name}: .+$`));
    const elsewhere = { ...server.settings, databaseUrl: 'postgres://127.0.0.1:1/nothing' };
    await expect(startServer(elsewhere, { log: quiet })).rejects.toThrow(/^DATABASE_URL: .+$/);
    const taken = { ...server.settings, port: Number(new URL(server.url).port) };
    await expect(startServer(taken, { log: quiet })).rejects.toThrow(/^PORT: .+$/);
  });

  it('a start that fails makes no administrator whose password nobody is told, and leaves nothing running', async () => {
    const database = await freshDatabase();
    const port = new URL(server.url).port;
    const settings = readSettings({ DATABASE_URL: database.url, PORT: port });
    await expect(startServer(settings, { log: quiet })).rejects.toThrow(/^PORT: .+$/);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    // Not the database's own workers: TimescaleDB's scheduler, autovacuum.
    const others = `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
    const left = async () => (await client.query<{ n: number }>(others)).rows[0]?.n;
    for (let tries = 0; tries < 50 && (await left()) !== 0; tries += 1)
      await new Promise((done) => setTimeout(done, 20));
    expect(await left()).toBe(0);
    await client.end();
    const started = await startServer({ ...settings, port: 0 }, { log: quiet });
    expect(started.adminPassword).not.toBeNull();
    await started.close();
    await database.drop();
  });

  it('an empty variable is an unset one', () => {
    const names = ['PORT', 'HOST', 'DATA_DIR', 'IOC_CLOCK', 'IOC_CLOCK_SPEED', 'LOG_LEVEL', 'IOC_INGEST_KEY'];
    expect(readSettings(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readSettings({}));
  });
});

describe('agency codes', () => {
  it('the old form is the same agency wherever a code stands', async () => {
    const at = now();
    const { body } = await server.post([
      event('agency.registered', '000.00.77.H44', at, { name: 'Sở Bảy', tier: 'department' }),
      event('agency.registered', '000.01.77.H44', at, { name: 'Chi cục', tier: 'department', parent: '000.00.77.H44' }),
      event('dossier.status', 'moved', at - 1000, { status: 2 }, { agency: '000.00.77.H44' }),
      event('dossier.transferred', 'moved', at, { toAgency: '000.01.77.H44' }),
      event('endpoint.registered', 'ep77', at, {
        name: 'Điểm 77',
        tier: 'department',
        agency: '000.00.77.H44',
        critical: false,
      }),
    ]);
    expect(body.accepted).toBe(5);
    const { view } = await server.view();
    expect(view.dossier.byAgency).toMatchObject({
      'H44.77': { name: 'Sở Bảy', reporting: 'reported', received: 1, open: 0 },
      'H44.77.01': { name: 'Chi cục', open: 1 },
    });
    expect(Object.keys(view.dossier.byAgency).filter((code) => code.startsWith('000.'))).toEqual([]);
    expect(view.conference.grid.ep77?.agency).toBe('H44.77');
  });
});

describe('a query', () => {
  it('is refused where it is no number and no instant', async () => {
    const at = '2026-11-20T08:00:00';
    for (const query of [`seq=&at=${at}`, `seq=1.5&at=${at}`, 'seq=1', 'at=', 'at=hôm nay', `at=${at}&as=later`]) {
      const { status, body } = await server.as('supervisor', `/api/view?${query}`);
      expect([status, body.code], query).toEqual([400, 'INVALID']);
    }
  });
});

describe('bulk commands', () => {
  const bulk = (body: string) => server.as('operator', '/api/alarms/bulk', { method: 'POST', body });

  it('one that is no command has its own answer, in its place', async () => {
    const ghost = { id: randomUUID(), occurrence: randomUUID(), version: 1, action: 'ack' };
    const { status, body } = await bulk(JSON.stringify({ items: [ghost, { ...ghost, id: 'x' }, null, 5] }));
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { id: ghost.id, status: 404, ok: false, code: 'NOT_FOUND' },
      { id: 'x', status: 422, ok: false, code: 'INVALID', where: 'id' },
      { id: null, status: 422, ok: false, code: 'INVALID' },
      { id: null, status: 422, ok: false, code: 'INVALID' },
    ]);
  });

  it('500 of them with the longest reasons go through; broken JSON is told as everywhere', async () => {
    const item = () => ({ id: randomUUID(), occurrence: 'x', version: 1, action: 'ack', reason: 'ệ'.repeat(1000) });
    const { status, body } = await bulk(JSON.stringify({ items: Array.from({ length: 500 }, item) }));
    expect(status).toBe(200);
    expect(body.results).toHaveLength(500);
    expect(await bulk('{')).toMatchObject({ status: 400, body: { ok: false, code: 'BAD_JSON' } });
  });
});
