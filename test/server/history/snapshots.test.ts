// Where snapshots stand: at each midnight, and which of them stay.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_ROLE_OPTIONS } from '../../../server/database-role.ts';
import { foldUpTo, seqReceivedBy } from '../../../server/fold.ts';
import { createSnapshots, thinOut } from '../../../server/history/snapshots.ts';
import { viewHash } from '../../../server/view-hash.ts';
import { FOLD_VERSION } from '../../../shared/model.ts';
import { DAY_MS, dayNumber, HOUR_MS, MINUTE_MS, parseInstant } from '../../../shared/time.ts';
import { viewOf } from '../../../shared/view-of.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { event, startTestServer, type TestServer } from '../../support/server.ts';

const FIRST = parseInstant('2026-11-19T00:00:00+07:00');
let database: TestDatabase;
let pool: pg.Pool;
let server: TestServer;
const openPool = (options: string): pg.Pool => {
  const made = new pg.Pool({ connectionString: database.url, options, max: 1 });
  made.on('error', () => {}); // the database is dropped while a connection says goodbye
  return made;
};
beforeEach(async () => {
  database = await freshDatabase();
  pool = openPool(APP_ROLE_OPTIONS);
  server = await startTestServer({ exerciseFrom: FIRST + HOUR_MS, database });
});
afterEach(async () => {
  await server.end();
  await pool.end();
  await database.drop();
});

const send = async (at: number): Promise<void> => {
  server.clock!.set(at);
  expect((await server.post(event('dossier.submitted', `d-${at}`, at, { level: 3 }))).status).toBe(200);
};
type Row = { seq: number; at: number };
const snapshots = async (): Promise<Row[]> =>
  (
    await pool.query<{ seq: string; ms: string }>(
      'select seq, (extract(epoch from at) * 1000)::bigint as ms from snapshot order by seq',
    )
  ).rows.map(({ seq, ms }) => ({ seq: Number(seq), at: Number(ms) }));
/** The server's own thread writes too: from here on only the test does. */
const alone = async (): Promise<void> => {
  await server.end();
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query('delete from snapshot');
  await owner.end();
};

describe('at midnight', () => {
  it('there is one, of the last batch before it, wherever the log is followed from', async () => {
    // The third day is silent: its midnights have the same state as the one before.
    for (const day of [0, 1, 3]) for (const hour of [9, 15, 23.99]) await send(FIRST + day * DAY_MS + hour * HOUR_MS);
    await send(FIRST + 4 * DAY_MS + HOUR_MS);
    await alone();
    await createSnapshots(pool).look();
    const kept = await snapshots();
    for (const day of [1, 2, 3, 4]) {
      const midnight = FIRST + day * DAY_MS;
      const seq = await seqReceivedBy(pool, midnight - 1);
      expect(kept.filter((one) => one.seq === seq)).toHaveLength(1);
      // A replay of the day begins with it and has nothing to fold.
      const { model, from, rows } = await foldUpTo(pool, await seqReceivedBy(pool, midnight - 1));
      expect([from, rows]).toEqual(['snapshot', 0]);
      const whole = await foldUpTo(pool, seq, { scratch: true });
      expect(viewHash(viewOf(model, midnight))).toBe(viewHash(viewOf(whole.model, midnight)));
    }
  });

  it('one is written by the server itself once the first batch of the new day is there', async () => {
    await send(FIRST + 22 * HOUR_MS);
    const seq = (await server.view()).seq;
    await send(FIRST + DAY_MS + 5_000);
    const last = await seqReceivedBy(pool, FIRST + DAY_MS - 1);
    expect(last).toBeGreaterThanOrEqual(seq);
    await expect.poll(snapshots, { timeout: 15_000 }).toContainEqual({ seq: last, at: expect.any(Number) });
  });
});

describe('of days that are long over', () => {
  it('the last snapshot stays, which is that of midnight; of the newest three days all', async () => {
    for (let day = 0; day < 6; day++)
      for (const hour of [9, 12, 15, 20]) await send(FIRST + (day + hour / 24) * DAY_MS);
    const now = FIRST + 6 * DAY_MS + HOUR_MS;
    await send(now);
    await alone();
    const follower = createSnapshots(pool);
    await follower.look();
    await thinOut(pool, now);
    const kept = await snapshots();
    for (const day of [0, 1, 2]) {
      const ofDay = kept.filter(({ at }) => dayNumber(at) === dayNumber(FIRST) + day).map(({ seq }) => seq);
      expect(ofDay).toEqual([await seqReceivedBy(pool, FIRST + (day + 1) * DAY_MS - 1)]);
    }
    // Each place that is left is a snapshot that can be read, and seeks in between equal a fold from the beginning.
    for (let n = 0; n < 24; n++) {
      const at = FIRST + (n / 24) * 6 * DAY_MS + n * MINUTE_MS;
      const seq = await seqReceivedBy(pool, at);
      const hash = async (scratch: boolean): Promise<string> =>
        viewHash(viewOf((await foldUpTo(pool, seq, { scratch })).model, at));
      expect(await hash(false)).toBe(await hash(true));
    }
  });

  it('a base stays, and each fold version has its own last one', async () => {
    await send(FIRST + 9 * HOUR_MS);
    await alone();
    await pool.end();
    const owner = openPool('');
    pool = owner;
    const put = (seq: number, hour: number, version: string, base = false) =>
      owner.query(`insert into snapshot (seq, at, fold_version, base, chain, model) values ($1, $2, $3, $4, '', '')`, [
        seq,
        new Date(FIRST + hour * HOUR_MS).toISOString(),
        version,
        base,
      ]);
    await put(1, 1, FOLD_VERSION, true);
    for (const version of ['2', FOLD_VERSION]) for (const hour of [2, 3, 4]) await put(hour, hour, version);
    await thinOut(owner, FIRST + 9 * DAY_MS);
    const { rows } = await owner.query('select seq::int, fold_version, base from snapshot order by seq, fold_version');
    expect(rows).toEqual([
      { seq: 1, fold_version: FOLD_VERSION, base: true },
      { seq: 4, fold_version: '2', base: false },
      { seq: 4, fold_version: FOLD_VERSION, base: false },
    ]);
  });
});
