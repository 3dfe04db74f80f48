// Under load: every pair that a screen was shown is kept by the test, what the server kept by itself is among them or beside
// them, and one pass over the log confirms all.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepFingerprint } from '../../../server/proof/fingerprints.ts';
import { refoldDay } from '../../../server/proof/refold.ts';
import { viewHash } from '../../../server/view-hash.ts';
import { dayNumber, parseInstant } from '../../../shared/time.ts';
import type { View } from '../../../shared/view.ts';
import { raise } from '../../support/alarm.ts';
import { inBatches, mixedEvents, postBatch } from '../../support/load.ts';
import { event, startTestServer, type TestServer, until, watch } from '../../support/server.ts';

/** Not a real now: the day must not end while the test runs. */
const NOON = parseInstant('2026-11-24T12:00:00+07:00');
let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: NOON });
  server.clock!.run(1);
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.end();
});

it('more than a hundred published pairs are all confirmed, those that the server kept itself too', async () => {
  const screen = watch(await server.socket('/live', 'operator'));
  const shown = new Map<string, { seq: number; at: number; hash: string }>();
  screen.socket.on('frame', ({ seq, at }: { seq: number; at: string }) =>
    shown.set(`${seq} ${at}`, { seq, at: parseInstant(at), hash: viewHash(screen.view() as View) }),
  );
  screen.socket.connect();
  await until('the first frame', () => screen.frames.length > 0);
  const bulk = inBatches(mixedEvents(10_000, 7, server.hub.now()), 250);
  const single = async (): Promise<void> => {
    for (let n = 0; shown.size <= 120; n++) {
      await server.post(event('dossier.submitted', randomUUID(), server.hub.now(), { level: 3 }, { agency: 'H44.14' }));
      if (n % 50 === 0) await raise(server, `srv-${n}`);
    }
  };
  const send = async (): Promise<void> => {
    for (const batch of bulk) expect((await postBatch(server.url, batch)).status).toBe(200);
  };
  await Promise.all([send(), single()]);
  await new Promise((resolve) => setTimeout(resolve, 2_100)); // what the clock alone publishes
  screen.socket.disconnect();

  const own = (
    await owner.query('select seq::int, (extract(epoch from at) * 1000)::bigint as ms, hash, why from fingerprint')
  ).rows as { seq: number; ms: string; hash: string; why: string }[];
  expect(own.length).toBeGreaterThanOrEqual(3);
  expect(own.some(({ why }) => why === 'alarm')).toBe(true);
  for (const { seq, ms, hash } of own) {
    const same = [...shown.values()].find((one) => one.seq === seq && one.at === Number(ms));
    if (same) expect(same.hash).toBe(hash);
  }
  expect(own.some(({ seq, ms }) => [...shown.values()].some((one) => one.seq === seq && one.at === Number(ms)))).toBe(
    true,
  );

  expect(shown.size).toBeGreaterThan(100);
  for (const one of shown.values()) await keepFingerprint(owner, { ...one, truth: 'then' }, 'minute');
  const { compared, mismatches, first } = await refoldDay(owner, dayNumber(NOON), { scratch: true });
  expect([mismatches, first]).toEqual([0, null]);
  expect(compared).toBeGreaterThanOrEqual(shown.size);
}, 90_000);
