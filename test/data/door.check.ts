// Everything in conformance/ goes through the door: no 5xx, the verdicts are met, nothing is half-stored.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, jsonOf, pathOf, textOf } from './files.ts';
import { type Door, openDoor } from './server.ts';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const NDJSON = 'application/x-ndjson';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door?.close());

/** All events that the log holds of a source. */
type Stored = Readonly<{ id: string; subject: string; data: object }>;

async function stored(source: string): Promise<Stored[]> {
  const found: Stored[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `source=${encodeURIComponent(source)}&limit=1000${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = await door.get<{ events: Stored[]; next: string | null }>(`/api/events?${query}`);
    found.push(...page.events);
    cursor = page.next ?? null;
  }
  return found;
}

const event = (source: string, id: string, more: object = {}): object => ({
  ...{ specversion: '1.0', id, source, type: 'dossier.status', time: '2024-03-01T08:00:00+07:00', subject: 'S-1' },
  ...{ data: { status: 4 } },
  ...more,
});

describe('CloudEvents', () => {
  type Case = { id: string; testType?: string; event?: object; batch?: object[] };
  const set = (name: string): { testType: string; tests: Case[] } =>
    JSON.parse(textOf(`conformance/cloudevents/${name}`).replace(/^\uFEFF/, ''));

  it.each([
    ['valid-events.json', 10],
    ['invalid-events.json', 25],
  ])('%s', async (name, size) => {
    const { testType, tests } = set(name);
    expect(tests).toHaveLength(size);
    for (const test of tests) {
      const valid = (test.testType ?? testType).startsWith('Valid');
      const { status, body } = await door.post(STRUCTURED, JSON.stringify(test.event));
      expect(status, test.id).toBe(422);
      expect(body.quarantined, test.id).toHaveLength(1);
      expect(body.quarantined[0]!.reason === 'not_cloudevents', `${test.id}: ${body.quarantined[0]!.reason}`).toBe(
        !valid,
      );
      const batch = await door.post(BATCH, JSON.stringify([test.event]));
      expect([batch.status, batch.body.quarantined[0]?.reason === 'not_cloudevents'], test.id).toEqual([200, !valid]);
    }
    expect(await stored('https://cloudevents.io')).toEqual([]);
  });

  it.each([0, 1, 2])('sdkjs-structured-event-%i.json: a valid event of a type that is not ours', async (index) => {
    const { status, body } = await door.post(
      STRUCTURED,
      bytesOf(`conformance/cloudevents/sdkjs-structured-event-${index}.json`),
    );
    expect([status, body.quarantined[0]!.reason]).toEqual([422, 'unknown_type']);
  });

  it('v1_minimum.yaml in binary mode', async () => {
    const documents = textOf('conformance/cloudevents/v1_minimum.yaml').split(/^---$/m);
    expect(documents).toHaveLength(6);
    for (const document of documents) {
      const attributes = Object.fromEntries(
        [...document.matchAll(/^ {2}(\w+): (.+)$/gm)]
          .filter((m) => !m[1]!.startsWith('Data'))
          .map((m) => [m[1]!, m[2]!]),
      );
      const data = /^Data: \|\n([\s\S]*)$/m.exec(document)![1]!.replace(/^ +/gm, '');
      const { datacontenttype, ...rest } = attributes;
      const headers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [`ce-${name}`, value]));
      const { status, body } = await door.post(datacontenttype!, data, headers);
      expect([status, body.quarantined[0]?.reason], document).toEqual([422, 'unknown_type']);
    }
  });
});

describe('JSONTestSuite', () => {
  const folder = 'conformance/json/JSONTestSuite/test_parsing';
  it.each([STRUCTURED, BATCH, NDJSON])('as %s', async (type) => {
    const names = readdirSync(pathOf(folder));
    expect(names).toHaveLength(149);
    for (const name of names) {
      const body = bytesOf(`${folder}/${name}`);
      const { status } = await door.post(type, body);
      expect(status, name).toBeLessThan(500);
      if (name.startsWith('n_') && type !== NDJSON) expect(status, name).toBe(400);
      // A scalar is no batch: 400 also for JSON that is well made.
      if (name.startsWith('y_')) expect(type === BATCH ? [200, 400] : [200, 422], name).toContain(status);
    }
  });

  it('inside the data of an event: broken JSON breaks the body, the rest is judged', async () => {
    for (const name of readdirSync(pathOf(folder))) {
      const [head, tail] = JSON.stringify(event('/check/json', name, { data: '@' })).split('"@"') as [string, string];
      const body = Buffer.concat([Buffer.from(head), bytesOf(`${folder}/${name}`), Buffer.from(tail)]);
      const { status } = await door.post(STRUCTURED, body);
      expect(status, name).toBeLessThan(500);
    }
    expect(await stored('/check/json')).toEqual([]);
  });
});

describe('naughty strings', () => {
  const strings = jsonOf<string[]>('conformance/json/blns.json');

  it.each(['subject', 'agency', 'id'] as const)('as %s', async (attribute) => {
    const source = `/check/blns/${attribute}`;
    const events = strings.map((text, index) =>
      event(source, `n-${index}`, { [attribute]: attribute === 'id' ? `${index} ${text}` : text }),
    );
    const { status, body } = await door.post(BATCH, JSON.stringify(events));
    expect(status).toBe(200);
    expect(body.accepted + body.quarantined.length).toBe(strings.length);
    const found = await stored(source);
    expect(found).toHaveLength(body.accepted);
    const refused = new Set(body.quarantined.map(({ index }) => index));
    const kept = strings.filter((_, index) => !refused.has(index));
    expect(kept.length).toBeGreaterThan(400);
    if (attribute === 'subject')
      expect(found.map(({ subject }) => subject)).toEqual(kept.map((text) => text.normalize('NFC')));
    if (attribute === 'id') expect(found.map(({ id }) => id.replace(/^\d+ /, ''))).toEqual(kept);
  });

  it('as text in data, line by line; sent again, each is a duplicate', async () => {
    const lines = strings.map((step, index) =>
      JSON.stringify(event('/check/blns/step', `n-${index}`, { data: { status: 4, step, phone: step } })),
    );
    const first = await door.post(NDJSON, lines.join('\n'));
    expect(first.status).toBe(200);
    expect(first.body.accepted + first.body.quarantinedTotal).toBe(strings.length);
    const found = await stored('/check/blns/step');
    expect(found).toHaveLength(first.body.accepted);
    expect(found.every(({ data }) => !('phone' in data))).toBe(true);
    const again = await door.post(NDJSON, lines.join('\n'));
    expect([again.body.accepted, again.body.duplicates]).toEqual([0, first.body.accepted]);
  });
});

it('Vietnamese letters are stored composed, whichever way they came', async () => {
  const pairs = jsonOf<{ composed: string; decomposed: string }[]>('conformance/vietnamese_nfc_pairs.json');
  const names = jsonOf<{ name: string }[]>('conformance/vietnamese_admin_name_edges.json').map(({ name }) => name);
  const texts = [...pairs.map(({ decomposed }) => decomposed), ...names.map((name) => name.normalize('NFD'))];
  const events = texts.map((subject, index) => event('/check/nfc', `n-${index}`, { subject }));
  const { body } = await door.post(BATCH, JSON.stringify(events));
  expect(body.accepted).toBe(texts.length);
  const found = await stored('/check/nfc');
  expect(found.map(({ subject }) => subject)).toEqual([
    ...pairs.map(({ composed }) => composed),
    ...names.map((name) => name.normalize('NFC')),
  ]);
});

it('syslog vectors through `npm run feed`: the valid ones arrive, the others are told', async () => {
  const vectors = ['rfc5424', 'rfc3164'].flatMap((name) =>
    jsonOf<{ input_b64: string; valid: boolean }[]>(`conformance/syslog_${name}_vectors.json`),
  );
  const inputs = vectors
    .map(({ input_b64, valid }) => ({ bytes: Buffer.from(input_b64, 'base64'), valid }))
    .filter(({ bytes }) => !bytes.includes(10));
  const file = join(tmpdir(), `ioc-check-syslog-${process.pid}`);
  writeFileSync(file, Buffer.concat(inputs.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])));
  const { code, summary, stderr } = await door.feed('--format', 'syslog', file);
  rmSync(file);
  const valid = inputs.filter((input) => input.valid).length;
  expect(valid).toBeGreaterThan(35);
  expect([code, summary?.sent, summary?.accepted, summary?.quarantined], stderr).toEqual([0, valid, valid, 0]);
  expect(stderr).toContain(`${inputs.length - valid} records could not be read`);
});

it('after all that the server stands', async () => {
  expect(await door.get('/healthz')).toMatchObject({ ok: true });
  expect(await door.get('/readyz')).toMatchObject({ ok: true });
});
