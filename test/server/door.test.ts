import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { event, INGEST_KEY, startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

const good = (more: object = {}) =>
  event('dossier.submitted', `H44.14-261122-${Math.random()}`, Date.now(), { level: 3 }, { agency: 'H44.14', ...more });
const ndjson = (lines: readonly string[], query = '') =>
  fetch(`${server.url}/api/events${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as Record<string, unknown> }));

describe('the four content modes', () => {
  it('takes a structured event, and the view has it when the answer comes', async () => {
    const before = await server.view();
    const { status, body } = await server.post(good());
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 1, duplicates: 0, quarantined: [] });
    const after = await server.view();
    expect(after.seq).toBeGreaterThanOrEqual(body.seq as number);
    expect(after.view.dossier.submitted).toBe((before.view.dossier.submitted ?? 0) + 1);
  });

  it('takes a batch in which one event is bad', async () => {
    const bad = good({ type: 'nothing.known' });
    const { status, body } = await server.post([good(), bad, good()]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, quarantined: [{ index: 1, reason: 'unknown_type' }] });
  });

  it('takes binary mode, percent-decoded', async () => {
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${INGEST_KEY}`,
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-id': 'nh%E1%BB%8B%20ph%C3%A2n',
        'ce-source': '/test/nguon',
        'ce-type': 'dossier.submitted',
        'ce-subject': 'H44.14-261122-%C4%90',
        'ce-time': new Date().toISOString(),
      },
      body: JSON.stringify({ level: 4 }),
    });
    expect(answer.status).toBe(200);
    const { body } = await server.as('operator', `/api/events?subject=${encodeURIComponent('H44.14-261122-Đ')}`);
    expect(body.events).toMatchObject([{ id: 'nhị phân', data: { level: 4 } }]);
  });

  it('takes NDJSON of any length, a broken line apart', async () => {
    const lines = Array.from({ length: 1201 }, () => JSON.stringify(good()));
    lines[700] = '{"broken';
    const { status, body } = await ndjson(lines);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: 1200,
      lines: 1201,
      quarantinedTotal: 1,
      quarantined: [{ index: 700, reason: 'not_cloudevents' }],
    });
  });

  it('answers 400 for broken JSON and for a batch that is no array, and stores nothing', async () => {
    const before = await server.view();
    for (const [type, body] of [
      ['application/cloudevents+json', '{"a":'],
      ['application/cloudevents-batch+json', '{}'],
      ['application/cloudevents-batch+json', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
    ] as const) {
      const answer = await fetch(`${server.url}/api/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': type },
        body,
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ ok: false, code: 'BAD_JSON' });
    }
    expect((await server.view()).seq).toBe(before.seq);
  });

  it('answers 401, 415 and 413', async () => {
    expect((await server.post(good(), { authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await server.post(good(), { 'content-type': 'text/plain' })).status).toBe(415);
    const { status, body } = await server.post({ ...good(), data: { pad: 'x'.repeat(9 * 1024 * 1024) } });
    expect([status, body.code]).toEqual([413, 'TOO_LARGE']);
  });

  it('checks and stores nothing with dryRun', async () => {
    const before = await server.view();
    const answer = await fetch(`${server.url}/api/events?dryRun=1`, {
      method: 'POST',
      headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([good(), good({ type: 'x' })]),
    });
    expect(await answer.json()).toMatchObject({ accepted: 1, quarantined: [{ index: 1, reason: 'unknown_type' }] });
    expect((await server.view()).seq).toBe(before.seq);
  });
});

describe('what is refused, and why', () => {
  const cases: [string, () => object, string][] = [
    ['a reserved type', () => good({ type: 'alarm.raised' }), 'reserved'],
    ['an unknown type', () => good({ type: 'dossier.unknown' }), 'unknown_type'],
    ['no time', () => good({ time: undefined }), 'no_time'],
    ['a null time', () => good({ time: null }), 'no_time'],
    ['a time six minutes ahead', () => good({ time: new Date(Date.now() + 360_000).toISOString() }), 'future'],
    ['a drill in the real province', () => good({ exercise: true }), 'exercise'],
    ['a subject that is too long', () => good({ subject: 'x'.repeat(129) }), 'attr:subject'],
    ['an agency that is no text', () => good({ agency: 5 }), 'attr:agency'],
    ['data that is a text', () => good({ data: 'x' }), 'data_type'],
    ['a wrong value', () => good({ data: { level: 7 } }), 'data:level'],
    ['NUL in a text', () => good({ subject: 'a\u0000b' }), 'text'],
    ['a lone surrogate', () => good({ subject: 'a\ud800b' }), 'text'],
    [
      'NUL in base64 data',
      () => good({ data: undefined, data_base64: Buffer.from('{"step":"a\\u0000b"}').toString('base64') }),
      'text',
    ],
    ['more than 64 KiB', () => good({ data: { level: 3, pad: 'x'.repeat(70_000) } }), 'too_large'],
    ['no id', () => good({ id: undefined }), 'not_cloudevents'],
    ['no CloudEvent at all', () => ({ hello: 'world' }), 'not_cloudevents'],
  ];
  it.each(cases)('%s', async (_name, make, reason) => {
    const { status, body } = await server.post(make());
    expect(status).toBe(422);
    expect(body.quarantined).toMatchObject([{ index: 0, reason }]);
  });

  it('keeps of personal data neither value nor trace, in the log, the quarantine and the view', async () => {
    const secret = 'Nguyễn Thị Bí Mật 0912345678';
    const id = `pii-${Math.random()}`;
    const from = (await server.view()).at;
    await server.post(good({ id, data: { level: 2, ChuHoSo: secret } }));
    await server.post(good({ data: { level: 9, ChuHoSo: secret } }));
    const { body: log } = await server.as('operator', `/api/events?limit=1000&from=${encodeURIComponent(from)}`);
    const { body: quarantine } = await server.as('operator', '/api/quarantine?limit=1000');
    expect(JSON.stringify(log)).toContain(id);
    expect(JSON.stringify(log)).not.toContain('Bí Mật');
    expect(JSON.stringify(quarantine)).toContain('ChuHoSo');
    expect(JSON.stringify(quarantine)).not.toContain('Bí Mật');
  });

  it('reads an agency in its old form, and a subject in NFC', async () => {
    const subject = `H44.14-${Math.random()}-Ô`;
    await server.post(good({ subject: subject.normalize('NFD'), agency: '000.17.22.H56' }));
    const { body } = await server.as('operator', `/api/events?subject=${encodeURIComponent(subject)}`);
    expect(body.events).toMatchObject([{ agency: 'H56.22.17', subject }]);
  });
});

describe('identity', () => {
  it('counts the same source and id once, whatever else differs, and says so on the wall', async () => {
    const one = good({ source: '/test/hai-lan' });
    expect((await server.post(one)).body).toMatchObject({ accepted: 1, duplicates: 0 });
    expect((await server.post({ ...one, subject: 'another' })).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await server.post([one, good({ source: '/test/hai-lan' }), one])).body).toMatchObject({
      accepted: 1,
      duplicates: 2,
    });
    const { view } = await server.view();
    expect(view.feeds['/test/hai-lan']).toMatchObject({ accepted: 2, duplicates: 3 });
  });

  it('counts an id twice in one batch once', async () => {
    const one = good();
    expect((await server.post([one, one])).body).toMatchObject({ accepted: 1, duplicates: 1 });
  });
});

describe('a key', () => {
  it('sends what it was made for and nothing else', async () => {
    const made = await server.as('admin', '/api/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'motcua', sources: ['/a/*'], types: ['dossier.*'] }),
    });
    const { key } = made.body as { key: string };
    const authorization = `Bearer ${key}`;
    expect((await server.post(good({ source: '/a/1' }), { authorization })).status).toBe(200);
    expect((await server.post(good({ source: '/b/1' }), { authorization })).status).toBe(403);
    const mixed = await server.post(
      [
        good({ source: '/a/1' }),
        good({ source: '/b/1' }),
        event('security.link', 'x', Date.now(), { state: 'up' }, { source: '/a/1' }),
      ],
      { authorization },
    );
    expect(mixed.status).toBe(200);
    expect(mixed.body).toMatchObject({
      accepted: 1,
      quarantined: [
        { index: 1, reason: 'forbidden' },
        { index: 2, reason: 'forbidden' },
      ],
    });
  });
});

describe('the log over HTTP', () => {
  it('filters, pages by seq, and streams CSV that a spreadsheet cannot be tricked by', async () => {
    const subject = `=cmd|${Math.random()}`;
    await server.post([1, 2, 3].map((n) => event('feed.heartbeat', subject, Date.now(), { expectedEverySec: n })));
    const first = await server.as('operator', `/api/events?type=feed.*&subject=${encodeURIComponent(subject)}&limit=2`);
    const { events, next } = first.body as { events: { seq: number; receivedAt: string }[]; next: string };
    expect(events).toHaveLength(2);
    const second = await server.as(
      'operator',
      `/api/events?type=feed.heartbeat&subject=${encodeURIComponent(subject)}&limit=2&cursor=${next}`,
    );
    expect(second.body).toMatchObject({ events: [{ data: { expectedEverySec: 3 } }], next: null });
    const csv = await fetch(`${server.url}/api/events?subject=${encodeURIComponent(subject)}`, {
      headers: { accept: 'text/csv', cookie: await server.cookie('operator') },
    });
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8')).toContain("'=cmd|");
    const lines = await fetch(`${server.url}/api/events?subject=${encodeURIComponent(subject)}`, {
      headers: { accept: 'application/x-ndjson', cookie: await server.cookie('operator') },
    });
    expect((await lines.text()).trim().split('\n')).toHaveLength(3);
  });

  it('is closed to whoever is not signed in', async () => {
    for (const path of ['/api/events', '/api/quarantine', '/api/view', '/api/alarms', '/api/days'])
      expect((await server.as(null, path)).body).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
    expect((await server.as('operator', '/api/view?at=2026-01-01')).body).toMatchObject({ code: 'FORBIDDEN' });
    expect((await server.as('operator', '/api/quarantine/1/retry', { method: 'POST' })).body).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
