// A log long enough for snapshots: what a burst leaves of them, and that replays which begin at them, at places kept in
// memory, or behind a scout equal a fold from the first row.
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLanes } from '../../server/history/lanes.ts';
import type { Truth } from '../../server/history/protocol.ts';
import { openSession } from '../../server/history/session.ts';
import { createSnapshots } from '../../server/history/snapshots.ts';
import { startThread } from '../../server/threads.ts';
import { viewHash } from '../../server/view-hash.ts';
import { HOUR_MS, parseInstant } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fillLog } from '../support/filled.ts';
import { dice } from '../support/load.ts';
import { refold } from '../support/refold.ts';

const ROWS = 45_000;
const BATCH = 250;
const FROM = parseInstant('2026-11-20T08:00:00+07:00');
const TO = FROM + HOUR_MS;
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await freshDatabase();
  await fillLog(database.url, { from: FROM, to: TO, count: ROWS, lateMs: HOUR_MS / 2 });
  pool = new pg.Pool({ connectionString: database.url, max: 6 });
  pool.on('error', () => {});
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const snapshots = async (): Promise<number[]> =>
  (await pool.query<{ seq: string }>('select seq from snapshot order by snapshot.seq')).rows.map(({ seq }) =>
    Number(seq),
  );

it('a burst leaves a snapshot each 10,000 rows, not one at its end', async () => {
  const recorder = startThread('history/recorder-worker', 'recorder-worker', { databaseUrl: database.url });
  for (let turn = 0; turn < 600 && (await snapshots()).at(-1) !== ROWS; turn++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await recorder.terminate();
  const seqs = await snapshots();
  expect(seqs.at(-1)).toBe(ROWS);
  for (const [index, seq] of seqs.entries()) expect(seq - (seqs[index - 1] ?? 0)).toBeLessThanOrEqual(10_000);
  expect(seqs.length).toBeLessThan(10);
});

it('goes on while it rests from a snapshot that took long, and does not ask in circles', async () => {
  await pool.query('delete from snapshot');
  let asked = 0;
  const slow = {
    query: async (...call: Parameters<pg.Pool['query']>) => {
      asked += 1;
      if (String(call[0]).includes('insert into snapshot')) await new Promise((resolve) => setTimeout(resolve, 1_100));
      return (pool.query as (...all: unknown[]) => unknown)(...call);
    },
  } as unknown as pg.Pool;
  await createSnapshots(slow).look();
  // The first was due at once; nine times 1.1 s have not gone by since.
  const kept = await snapshots();
  expect(kept.length).toBe(1);
  expect(kept[0]).toBeLessThanOrEqual(10_000);
  expect(asked).toBeLessThan(100);
});

it('says why it cannot keep any', async () => {
  await pool.query('alter table snapshot rename to snapshot_away');
  try {
    const recorder = startThread('history/recorder-worker', 'recorder-worker', { databaseUrl: database.url });
    const [told] = await once(recorder, 'message');
    expect(told).toEqual({ failed: 'relation "snapshot" does not exist' });
    await recorder.terminate();
  } finally {
    await pool.query('alter table snapshot_away rename to snapshot');
  }
});

describe.each(['then', 'now'] as const)('replays, as=%s', (as: Truth) => {
  it('equal a fold from the first row wherever they begin', async () => {
    const lanes = createLanes(pool, pool);
    const shown: { as: Truth; pin: number; at: number; hash: string; seq: number }[] = [];
    const begin = (pin: number) => {
      let view: View | null = null;
      return openSession(
        { pool, lanes },
        { session: `${pin}`, from: FROM - HOUR_MS, to: TO + HOUR_MS, as, seq: pin },
        ({ event, payload }) => {
          if (event !== 'frame' || payload.kind !== 'snapshot') return;
          view = payload.view as View;
          shown.push({ as, pin, at: parseInstant(payload.at), hash: viewHash(view), seq: payload.seq });
        },
      );
    };
    const roll = dice(3);
    const [whole, part] = [await begin(ROWS), await begin(30_000 + BATCH / 2)];
    for (let turn = 0; turn < 30; turn++) {
      const at = FROM - 60_000 + roll(TO - FROM + 120_000);
      await Promise.all([whole.seek(at), part.seek(at)]);
      // The scouts have their time to fold ahead meanwhile.
      if (turn === 12) await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
    await Promise.all([whole.close(), part.close()]);
    const expected = await refold(database.url, shown, false);
    expect(shown.length).toBe(62);
    for (const [index, { hash, seq, ...pair }] of shown.entries())
      expect({ pair, hash, seq }).toEqual({ pair, ...expected[index] });
  });

  it('give way to a newer seek, whose place is exact', async () => {
    const lanes = createLanes(pool, pool);
    let [frames, hash] = [0, ''];
    const options = { session: 'one', from: FROM - HOUR_MS, to: TO + HOUR_MS, as, seq: null };
    const one = await openSession({ pool, lanes }, options, ({ event, payload }) => {
      if (event !== 'frame' || payload.kind !== 'snapshot') return;
      frames += 1;
      hash = viewHash(payload.view as View);
    });
    const targets = Array.from({ length: 20 }, (_, i) => TO - i * 120_000);
    const moved = await Promise.all(targets.map((at) => one.seek(at)));
    expect(moved.at(-1)).toMatchObject({ at: targets.at(-1) });
    expect(moved.slice(0, -1).every((reply) => 'superseded' in reply)).toBe(true);
    expect(frames).toBe(2);
    const [expected] = await refold(database.url, [{ as, pin: ROWS, at: targets.at(-1) as number }], false);
    expect(hash).toBe(expected?.hash);
    await one.close();
  });
});

it('as known now, what has been folded once is not sorted again, however late it came', async () => {
  const options = { session: 'one', from: FROM, to: TO, as: 'now', seq: null } as const;
  const one = await openSession({ pool, lanes: createLanes(pool, pool) }, options, () => {});
  await one.seek(TO);
  const query = vi.spyOn(pool, 'query');
  const roll = dice(5);
  for (let turn = 0; turn < 20; turn++) await one.seek(FROM + roll(TO - FROM));
  const texts = query.mock.calls.map(([asked]) =>
    typeof asked === 'string' ? asked : (asked as { text: string }).text,
  );
  query.mockRestore();
  expect(texts.filter((text) => text.includes('seq = any')).length).toBeGreaterThanOrEqual(20);
  expect(texts.filter((text) => /from log.*order by/s.test(text))).toEqual([]);
  await one.close();
});
