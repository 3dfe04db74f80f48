// A night as it really passes: the server keeps what it shows, verifies the day after midnight, raises A90, and lets it go.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS, dayNumber, dayText, HOUR_MS, MINUTE_MS, parseInstant } from '../../../shared/time.ts';
import { openAlarms, raise } from '../../support/alarm.ts';
import { spawnProgram } from '../../support/child-server.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { event, startTestServer, type TestServer } from '../../support/server.ts';

const FIRST = parseInstant('2026-11-19T00:00:00+07:00');
const DAY = '2026-11-19';
let database: TestDatabase;
let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ exerciseFrom: FIRST + 9 * HOUR_MS, database });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.end();
  await database.drop();
});

type Proof = {
  checkedAt: string | null;
  compared: number;
  mismatches: number;
  first: object | null;
  fingerprints: number;
};
const proofOf = async (day: string): Promise<Proof> =>
  (await server.as('supervisor', `/api/days/${day}/proof`)).body as unknown as Proof;
const poll = async <T>(what: string, ask: () => Promise<T | null>, ms = 30_000): Promise<T> => {
  for (const until = Date.now() + ms; ; ) {
    const found = await ask();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const verified = (day: string, from: number): Promise<Proof> =>
  poll(`the verification of ${day}`, async () => {
    const proof = await proofOf(day);
    return proof.checkedAt !== null && parseInstant(proof.checkedAt) >= from ? proof : null;
  });
const kept = async (): Promise<{ n: number; why: string[] }> =>
  (await owner.query(`select count(*)::int as n, array_agg(distinct why order by why) as why from fingerprint`))
    .rows[0];
const alarms = async (): Promise<string[]> =>
  (await openAlarms(server))
    .filter(({ rule }) => rule === 'A90')
    .map(({ subject, priority, state }) => `${subject} ${priority} ${state}`);
const verify = async (day: string): Promise<{ code: number | null; said: Record<string, unknown> }> => {
  const { code, out } = await spawnProgram('verify', { DATABASE_URL: database.url }, ['--day', day]).ended;
  return { code, said: JSON.parse(out) };
};

it('a changed row of the day is found in the night and is an alarm, until the row is as it was', async () => {
  // The server itself keeps what it shows, at most once a real second.
  for (let n = 1; n <= 6; n++) {
    const known = (await kept()).n;
    server.clock!.set(FIRST + 9 * HOUR_MS + n * 10 * MINUTE_MS);
    await server.post([
      event('dossier.submitted', `d-${n}`, server.hub.now(), { level: 3 }, { agency: 'H44.14' }),
      event('dossier.status', `d-${n}`, server.hub.now(), { status: 2 }, { agency: 'H44.14' }),
    ]);
    if (n % 2 === 0) await raise(server, `srv-${n}`);
    await poll('a fingerprint', async () => ((await kept()).n > known ? true : null), 5_000);
  }
  expect((await kept()).why).toEqual(['alarm', 'minute']);
  expect(await proofOf(DAY)).toMatchObject({ checkedAt: null, compared: 0, mismatches: 0, first: null });

  const { rows } = await owner.query(
    `select seq, data::text as data from log where subject = 'd-3' and type = 'dossier.submitted'`,
  );
  const [{ seq, data }] = rows;
  await owner.query(`update log set data = '{"level":4}' where seq = $1`, [seq]);

  const midnight = FIRST + DAY_MS;
  server.clock!.set(midnight + 3 * MINUTE_MS);
  const wrong = await verified(DAY, midnight);
  expect(wrong.compared).toBeGreaterThanOrEqual(6);
  expect(wrong.mismatches).toBeGreaterThanOrEqual(3);
  expect(wrong.mismatches).toBeLessThan(wrong.compared);
  expect(wrong).toMatchObject({
    fingerprints: wrong.compared,
    first: { recorded: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  await poll('the alarm', async () => ((await alarms()).includes(`proof:${DAY} P2 active_unack`) ? true : null), 5_000);
  const byHand = await verify(DAY);
  expect([byHand.code, byHand.said]).toEqual([
    1,
    expect.objectContaining({
      day: DAY,
      compared: wrong.compared,
      first: wrong.first,
      foldVersion: expect.any(String),
    }),
  ]);

  await owner.query('update log set data = $1 where seq = $2', [data, seq]);
  expect(await verify(DAY)).toMatchObject({ code: 0, said: { compared: wrong.compared, mismatches: 0, first: null } });
  server.clock!.set(midnight + DAY_MS + 3 * MINUTE_MS);
  expect(await verified(DAY, midnight + DAY_MS)).toMatchObject({
    compared: wrong.compared,
    mismatches: 0,
    first: null,
  });
  await poll('the end of the alarm', async () =>
    (await alarms()).includes(`proof:${DAY} P2 rtn_unack`) ? true : null,
  );
  // The day between is verified too, each day once.
  const next = dayText(dayNumber(midnight));
  expect(await verified(next, midnight + DAY_MS)).toMatchObject({ mismatches: 0 });
  const { rows: told } = await owner.query(
    `select subject, count(*)::int as n from log where type = 'audit.day_verified' group by 1 order by 1`,
  );
  expect(told).toEqual([
    { subject: DAY, n: 2 },
    { subject: next, n: 1 },
  ]);
}, 120_000);

it('a day that failed is verified again by the next start', async () => {
  const day = dayText(dayNumber(server.hub.now()));
  const { seq, at } = await server.view();
  await owner.query(
    `insert into fingerprint values ($1, $2, (select max(fold_version) from fingerprint), 'then', 'wrong', 'minute')
     on conflict (seq, at, fold_version, truth) do update set hash = excluded.hash`,
    [seq, at],
  );
  const midnight = FIRST + 3 * DAY_MS;
  server.clock!.set(midnight + 3 * MINUTE_MS);
  expect(await verified(day, midnight)).toMatchObject({ mismatches: 1, first: { recorded: 'wrong' } });
  await owner.query(`delete from fingerprint where hash = 'wrong'`);
  await server.end();
  server = await startTestServer({ exerciseFrom: midnight + HOUR_MS, database });
  expect(await verified(day, midnight + HOUR_MS)).toMatchObject({ mismatches: 0 });
}, 60_000);
