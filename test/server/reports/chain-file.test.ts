// A chain file: checked by our own check, by a recomputation that shares no code with it, and after each kind of tampering.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkChainFile } from '../../../server/chain-file.ts';
import { event, type TestServer } from '../../support/server.ts';
import { DAY, dayOfExercise, exported, fetchExport, rangeOf, START } from './day.ts';

const folder = mkdtempSync(join(tmpdir(), 'ioc-chain-'));
const path = join(folder, 'f.ndjson');
let server: TestServer;
let text = '';
let lines: string[] = [];

beforeAll(async () => {
  server = await dayOfExercise();
  // Whatever a text may hold: what COPY escapes, what JSON leaves, what ends a line elsewhere, and what looks like our own key.
  const odd = ['tab\t', 'line\nbreak\r', 'back\\slash \\N', '"quotes" \u2028\u2029 🏛 Đ', ',"data":{}', '\b\f\v'];
  await server.post(
    odd.map((one, index) =>
      event(
        'dossier.deleted',
        `odd ${one}`,
        server.hub.now(),
        { reason: one },
        { id: `odd-${index}-${one}`, agency: one },
      ),
    ),
  );
  ({ text } = await fetchExport(server, `events?day=${DAY}&format=ndjson`));
  lines = text.trimEnd().split('\n');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.end();
});

const check = (changed: string) => {
  writeFileSync(path, changed);
  return checkChainFile(path);
};
const withLine = (index: number, change: (line: string) => string): string =>
  `${lines.map((line, at) => (at === index ? change(line) : line)).join('\n')}\n`;
const eventLine = (nth: number): number =>
  lines.map((line, at) => ({ line, at })).filter(({ line }) => line.startsWith('{"seq"'))[nth]!.at;
const batchLine = (nth: number): number =>
  lines.map((line, at) => ({ line, at })).filter(({ line }) => line.startsWith('{"batch"'))[nth]!.at;

describe('a chain file', () => {
  it('holds the whole day and is whole; its end is the chain’s own', async () => {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    const logged = (await exported(server)).at(-1);
    const { rows } = await client.query(
      `select encode(hash, 'hex') as hash, last_seq::int as seq, (select count(*)::int from batch where last_seq <= b.last_seq) as n
       from batch b where last_seq < $1 order by last_seq desc limit 1`,
      [logged?.seq],
    );
    await client.end();
    const { hash, seq, n } = rows[0];
    expect(await check(text)).toEqual({
      ...{ file: 'whole', events: seq, batches: n, firstSeq: 1, lastSeq: seq },
      ...{ previous: '0'.repeat(64), hash },
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      export: { mode: 'extract', as: 'then', by: 'test.supervisor', exercise: true, seq, lastSeq: seq, events: seq },
    });
    expect(logged?.data).toMatchObject({ what: 'events.ndjson', rows: seq, seq });
  });

  it('of a part of the day continues the part before it', async () => {
    const parts = [];
    for (const [from, to] of [
      [START - 1, START + 7_200_000],
      [START + 7_200_000, START + 10_000_000],
    ] as const) {
      const part = await fetchExport(server, `events?${rangeOf(from, to)}&format=ndjson`);
      parts.push(await check(part.text));
    }
    const [first, second] = parts;
    if (first?.file !== 'whole' || second?.file !== 'whole') throw new Error(JSON.stringify(parts));
    expect(second.previous).toBe(first.hash);
    expect(second.firstSeq).toBe(first.lastSeq + 1);
    expect(second.events).toBeGreaterThan(100);
  });

  it('ends with a whole batch where the pinned seq lies inside one', async () => {
    const batches = lines.filter((line) => line.startsWith('{"batch"')).map((line) => JSON.parse(line).batch);
    const batch: { firstSeq: number; lastSeq: number } = batches.find(
      ({ firstSeq, lastSeq }) => firstSeq > 1 && lastSeq - firstSeq > 50,
    );
    const part = await fetchExport(server, `events?day=${DAY}&format=ndjson&seq=${batch.lastSeq - 1}`);
    expect(await check(part.text)).toMatchObject({ file: 'whole', lastSeq: batch.firstSeq - 1 });
  });

  it('can be recomputed by an outsider who has nothing but the document', () => {
    const ESCAPES: Record<string, string> = {
      '\\': '\\\\',
      '\t': '\\t',
      '\n': '\\n',
      '\r': '\\r',
      '\b': '\\b',
      '\f': '\\f',
      '\v': '\\v',
    };
    const copied = (value: string | null | undefined): string =>
      value == null ? '\\N' : [...value].map((c) => ESCAPES[c] ?? c).join('');
    const utc = (instant: string): string => new Date(instant).toISOString();
    let hash = Buffer.from(JSON.parse(lines[0] ?? '').export.previous.hash, 'hex');
    let rows = '';
    let batches = 0;
    for (const line of lines.slice(1)) {
      const found = JSON.parse(line);
      if (found.batch) {
        hash = createHash('sha256').update(hash).update(rows).digest();
        expect(hash.toString('hex')).toBe(found.batch.hash);
        [rows, batches] = ['', batches + 1];
        continue;
      }
      const data = line.slice(line.indexOf(',"data":') + 8, -1);
      const cells = [
        copied(found.id),
        copied(found.source),
        copied(found.type),
        copied(found.subject),
        copied(found.agency),
        copied(data),
      ];
      rows += `${[found.seq, utc(found.receivedAt), utc(found.time), ...cells].join('\t')}\n`;
    }
    expect(batches).toBeGreaterThan(15);
  });
});

describe('one changed character', () => {
  it.each([
    ['in the data', (line: string) => line.replace(/("data":\{[^}]*)\}/, '$1 }')],
    [
      'in a value',
      (line: string) => line.replace(/"level":(\d)/, (_all, n: string) => `"level":${(Number(n) % 3) + 2}`),
    ],
    ['in the subject', (line: string) => line.replace('"subject":"H44.', '"subject":"H45.')],
    [
      'in its time',
      (line: string) =>
        line.replace(
          /("time":"[^"]*)(\d)\+07:00"/,
          (_all, head: string, digit: string) => `${head}${(Number(digit) + 1) % 10}+07:00"`,
        ),
    ],
    ['in its receipt', (line: string) => line.replace('+07:00","data"', '+08:00","data"')],
    ['between its attributes', (line: string) => line.replace(',"id"', ', "id"')],
    ['in its type', (line: string) => line.replace('dossier.submitted', 'dossier.Submitted')],
  ])('%s is caught, and the line is named', async (_what, change) => {
    const index = lines.findIndex(
      (line, at) =>
        at > 200 &&
        line.includes('"dossier.submitted"') &&
        line.includes('"subject":"H44.') &&
        line.includes('"level"'),
    );
    const changed = withLine(index, change);
    expect(changed).not.toBe(text);
    const found = await check(changed);
    expect(found.file).toBe('broken');
    // Of what is a proper row, the batch can tell; what is no row of ours is named itself.
    if (found.file === 'broken') expect(found.line).toBeGreaterThanOrEqual(index + 1);
    const end = lines.findIndex((line, at) => at > index && line.startsWith('{"batch"'));
    if (found.file === 'broken') expect(found.line).toBeLessThanOrEqual(end + 1);
  });

  it('in a hash, a seq, or the head is caught', async () => {
    const flip = (line: string): string =>
      line.replace(/"hash":"(.)/, (_all, c: string) => `"hash":"${c === '0' ? '1' : '0'}`);
    expect(await check(withLine(batchLine(3), flip))).toMatchObject({ file: 'broken', line: batchLine(3) + 1 });
    expect(await check(withLine(0, flip))).toMatchObject({ file: 'broken', line: batchLine(0) + 1 });
    expect(await check(withLine(eventLine(30), (line) => line.replace('"seq":31', '"seq":32')))).toMatchObject({
      file: 'broken',
      line: eventLine(30) + 1,
      seq: 31,
    });
    expect(await check(withLine(batchLine(3), (line) => line.replace('"firstSeq":', '"firstSeq":1')))).toMatchObject({
      file: 'broken',
    });
  });
});

describe('lines', () => {
  it('that are gone, swapped, added, or cut off at the end are caught', async () => {
    const without = (...gone: number[]): string => `${lines.filter((_line, at) => !gone.includes(at)).join('\n')}\n`;
    const [a, b] = [eventLine(40), eventLine(41)];
    const swapped = lines.with(a, lines[b]!).with(b, lines[a]!);
    for (const changed of [
      without(a),
      without(batchLine(2)),
      `${swapped.join('\n')}\n`,
      `${lines.toSpliced(a, 0, lines[a]!).join('\n')}\n`,
      `${lines.slice(0, batchLine(5) + 1).join('\n')}\n`,
      `${lines.slice(0, batchLine(5)).join('\n')}\n`,
      text.slice(0, -20),
      without(0),
      '',
    ])
      expect((await check(changed)).file).toBe('broken');
    expect((await check(text)).file).toBe('whole');
  });
});

it('npm run verify -- --file checks it without a database', () => {
  const run = (file: string) => {
    const { status, stdout } = spawnSync(process.execPath, [join(inject('serverBuild'), 'verify.js'), '--file', file], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', DATA_DIR: join(folder, 'nowhere') },
    });
    return { status, said: JSON.parse(stdout) as object };
  };
  writeFileSync(path, text);
  expect(run(path)).toMatchObject({ status: 0, said: { file: 'whole', firstSeq: 1 } });
  writeFileSync(
    path,
    withLine(eventLine(5), (line) => line.replace('"data":{', '"data":{ ')),
  );
  expect(run(path)).toMatchObject({ status: 1, said: { file: 'broken' } });
});
