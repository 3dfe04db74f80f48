// What was acknowledged is there exactly once, however the server ended.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChildServer, endChildren, reader, spawnServer, verify } from '../support/child-server.ts';
import { remove } from '../support/embedded.ts';
import { inBatches, mixedEvents, type Posted, sendAll } from '../support/load.ts';

const SENDERS = 4;
let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ioc-crash-'));
});
afterEach(async () => {
  await endChildren();
  remove(dataDir);
});

/** Posts batches until `enough` are acknowledged, then does `end` while others are on their way. */
async function loadUntil(server: ChildServer, batches: readonly object[][], enough: number, end: () => void) {
  const acknowledged = new Set<number>();
  let isEnded = false;
  await sendAll(await server.url, batches, SENDERS, ({ status }, index) => {
    if (status === 200) acknowledged.add(index);
    if (acknowledged.size >= enough && !isEnded) {
      isEnded = true;
      end();
    }
    return status !== 0 && !isEnded;
  });
  return acknowledged;
}

/** Everything again: what was acknowledged is a duplicate, all else is taken, nothing is missing or double. */
async function sendAgain(
  url: string,
  batches: readonly object[][],
  acknowledged: ReadonlySet<number>,
): Promise<number> {
  let [accepted, duplicates] = [0, 0];
  await sendAll(url, batches, SENDERS, (posted: Posted, index) => {
    expect(posted.status).toBe(200);
    expect(posted.accepted + posted.duplicates).toBe(batches[index]?.length);
    if (acknowledged.has(index)) expect([index, posted.accepted]).toEqual([index, 0]);
    // A batch is one transaction: it is there or it is not.
    expect([0, batches[index]?.length]).toContain(posted.accepted);
    accepted += posted.accepted;
    duplicates += posted.duplicates;
    return true;
  });
  expect(accepted + duplicates).toBe(batches.flat().length);
  return duplicates;
}

async function agreesWithVerify(url: string): Promise<void> {
  const { seq, at, hash } = await (await reader(url))('/api/view');
  expect(await verify({ DATA_DIR: dataDir }, ['--seq', String(seq), '--at', String(at), '--chain'])).toMatchObject({
    seq,
    at,
    hash,
  });
}

describe('kill -9 in the middle of a load', () => {
  it.each([
    ['of the server alone, 100,000 events', 100_000, 80, 'kill'],
    ['of its whole process group, the embedded PostgreSQL too', 20_000, 15, 'killGroup'],
  ] as const)(
    '%s',
    async (_name, count, enough, how) => {
      const batches = inBatches(mixedEvents(count, 77, Date.now()), 500);
      const first = spawnServer({ DATA_DIR: dataDir });
      const acknowledged = await loadUntil(first, batches, enough, () => void first[how]('SIGKILL'));
      expect((await first.ended).signal).toBe('SIGKILL');
      expect(acknowledged.size).toBeLessThan(batches.length - SENDERS);

      const second = spawnServer({ DATA_DIR: dataDir });
      const url = await second.url;
      const duplicates = await sendAgain(url, batches, acknowledged);
      expect(duplicates).toBeGreaterThanOrEqual(acknowledged.size * 500);
      await agreesWithVerify(url);
      expect((await second.kill('SIGTERM')).code).toBe(0);
    },
    90_000,
  );
});

describe('SIGTERM in the middle of a load', () => {
  it('ends with 0, and what it acknowledged is on disk', async () => {
    const batches = inBatches(mixedEvents(20_000, 78, Date.now()), 500);
    const first = spawnServer({ DATA_DIR: dataDir });
    const acknowledged = await loadUntil(first, batches, 12, () => void first.kill('SIGTERM'));
    const { code, err } = await first.ended;
    expect([code, err]).toEqual([0, '']);
    const second = spawnServer({ DATA_DIR: dataDir });
    await sendAgain(await second.url, batches, acknowledged);
    await agreesWithVerify(await second.url);
    expect((await second.kill('SIGINT')).code).toBe(0);
  }, 60_000);
});

describe('a start that cannot be', () => {
  it.each([
    ['PORT', { PORT: '99999' }],
    ['IOC_INGEST_KEY', { IOC_INGEST_KEY: 'short' }],
    ['IOC_CLOCK_START', { IOC_CLOCK_START: '2026-11-20T08:00:00+07:00' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
  ])('says in one line that %s is wrong, and ends with 1', async (name, env) => {
    const { code, out, err } = await spawnServer({ DATA_DIR: dataDir, ...env }).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(`^ioc: ${name}: .+\n$`));
  });

  it('an exercise is not started as real, nor the other way round', async () => {
    const first = spawnServer({ DATA_DIR: dataDir, IOC_CLOCK: 'exercise' });
    await first.url;
    expect((await first.kill('SIGTERM')).code).toBe(0);
    const { code, err } = await spawnServer({ DATA_DIR: dataDir, IOC_CLOCK: 'real' }).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^ioc: IOC_CLOCK: .+\n$/);
  }, 30_000);
});
