// The command itself: what it prints last, how it ends.
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlan } from '../../../server/feed/plan.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(mkdtempSync(join(tmpdir(), 'feed-main-')), 'events.ndjson');
const server = createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  const known = req.headers.authorization === 'Bearer right-key';
  const counts = {
    accepted: lines.length - 1,
    duplicates: 0,
    quarantined: [{ index: 1, id: null, reason: 'not_cloudevents' }],
    quarantinedTotal: 1,
    seq: 1,
  };
  res.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
  res.end(JSON.stringify(known ? counts : { ok: false, code: 'UNAUTHENTICATED', message: 'no such key' }));
});
let url = '';

beforeAll(async () => {
  writeFileSync(file, '{"id":"1"}\n{broken\n{"id":"2"}\n');
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((done) => server.close(() => done())));

function feed(...args: string[]): Promise<{ code: number | null; out: string[]; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/feed/main.ts', ...args], { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out: out.trimEnd().split('\n'), err }));
  });
}

it('ends with a line of JSON and 0, and says what was quarantined', async () => {
  const { code, out, err } = await feed('--url', url, '--key', 'right-key', '--format', 'cloudevents', file);
  expect(code).toBe(0);
  const { seconds, ...counts } = JSON.parse(out.at(-1) ?? '');
  expect(counts).toEqual({ sent: 3, accepted: 2, duplicates: 0, quarantined: 1 });
  expect(seconds).toBeGreaterThan(0);
  expect(err).toContain('quarantined not_cloudevents: 1');
});

it('ends with 1 when it is refused, still with a line of JSON', async () => {
  const { code, out, err } = await feed('--url', url, '--key', 'wrong', '--format', 'cloudevents', file);
  expect(code).toBe(1);
  expect(err).toMatch(/refused \(401\)/);
  expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ sent: 0, accepted: 0 });
});

it('ends with 2 and the usage when the command line is wrong', async () => {
  const { code, err } = await feed('--url', url, '--key', 'k', '--format', 'csv', file);
  expect(code).toBe(2);
  expect(err).toContain('usage: npm run feed');
});

it.each([
  [['--url', 'http://h', '--key', 'k', 'f'], /--format is missing/],
  [['--url', 'http://h', '--key', 'k', '--format', 'pdf', 'f'], /unknown format pdf/],
  [['--url', 'http://h', '--key', 'k', '--format', 'csv', 'f'], /needs --map/],
  [['--url', 'http://h', '--key', 'k', '--format', 'eve'], /no file/],
  [['--url', 'nowhere', '--key', 'k', '--format', 'eve', 'f'], /--url/],
  [['--url', 'http://h', '--format', 'eve', 'f'], /--key is missing/],
  [['--url', 'http://h', '--key', 'k', '--format', 'eve', '--rate', '0', 'f'], /--rate/],
  [['--url', 'http://h', '--key', 'k', '--format', 'eve', '--shift-to', '2024-02-30', 'f'], /--shift-to/],
  [['--url', 'http://h', '--key', 'k', '--format', 'eve', '--zone', 'Mars/Phobos', 'f'], /--zone/],
])('%j is refused', async (args, reason) => {
  await expect(readPlan(args)).rejects.toThrow(reason);
});

it('takes the options as they are named', async () => {
  const plan = await readPlan([
    '--url',
    'http://h',
    '--key',
    'k',
    '--format',
    'eve',
    '--rate',
    '5',
    '--shift-to',
    '2024-02-29',
    'a',
    'b',
  ]);
  expect(plan).toMatchObject({
    format: 'eve',
    rate: 5,
    shiftTo: '2024-02-29',
    files: ['a', 'b'],
    source: null,
    map: null,
    zone: '+07:00',
  });
});

it('ends with 1 for a file that is not there', async () => {
  const { code, out, err } = await feed('--url', url, '--key', 'right-key', '--format', 'eve', `${file}-missing`);
  expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ sent: 0 });
  expect([code, /ENOENT/.test(err)]).toEqual([1, true]);
});
