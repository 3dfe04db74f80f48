// Every fingerprint of a day against the log: what holds, what is found when a row, a fingerprint or a snapshot was changed.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldUpTo, lastSeq, packModel, writeSnapshot } from '../../../server/fold.ts';
import { keepFingerprint } from '../../../server/proof/fingerprints.ts';
import { refoldDay } from '../../../server/proof/refold.ts';
import { viewHash } from '../../../server/view-hash.ts';
import { DAY_MS, dayNumber, HOUR_MS, instantText, parseInstant } from '../../../shared/time.ts';
import { viewOf } from '../../../shared/view-of.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { runDay, type Shown } from './days.ts';

const FIRST = parseInstant('2026-11-19T00:00:00+07:00');
const SECOND = FIRST + DAY_MS;
const day = dayNumber(SECOND);
let server: TestServer;
let owner: pg.Client;
let shown: Shown[];
/** How many of the second day are stored: those of the test and what the server has kept itself. */
let stored: number;

/** Two days, the second of which is looked at; then the server is gone, so that nothing changes any more. */
beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: FIRST + 7 * HOUR_MS });
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  await runDay(server, owner, FIRST);
  shown = await runDay(server, owner, SECOND);
  await runDay(server, owner, SECOND + DAY_MS, [1]);
  await server.hub.stop();
  const { rows } = await owner.query(`select count(*)::int as n from fingerprint where at >= $1 and at < $2`, [
    ...[SECOND, SECOND + DAY_MS].map((at) => new Date(at).toISOString()),
  ]);
  stored = rows[0].n;
});
afterAll(async () => {
  await owner.end();
  await server.end();
});

const holds = (compared = stored) => ({
  ...{ day: '2026-11-20', compared, mismatches: 0, otherVersion: 0, first: null, wrongSnapshot: false },
});

/** What the work sees inside its transaction is undone afterwards. */
async function undone<T>(work: () => Promise<T>): Promise<T> {
  await owner.query('begin');
  try {
    return await work();
  } finally {
    await owner.query('rollback');
  }
}
const keep = (one: { seq: number; at: number; hash: string }) =>
  keepFingerprint(owner, { ...one, truth: 'then' }, 'link');
const hashOf = async (seq: number, at: number): Promise<string> =>
  viewHash(viewOf((await foldUpTo(owner, seq, { scratch: true })).model, at));
const seqOf = async (where: string): Promise<number> =>
  (await owner.query(`select seq::int from log where ${where} order by seq limit 1`)).rows[0].seq;

describe('a day that is as it was shown', () => {
  it('holds, from the midnight before and from the beginning', async () => {
    expect(stored).toBeGreaterThanOrEqual(shown.length);
    expect(await refoldDay(owner, day)).toEqual(holds());
    expect(await refoldDay(owner, day, { scratch: true })).toEqual(holds());
  });

  it('holds in whatever parts it is read, with a rest after each', async () => {
    let rests = 0;
    const rest = async (tookMs: number): Promise<void> => {
      expect(tookMs).toBeGreaterThanOrEqual(0);
      rests += 1;
    };
    expect(await refoldDay(owner, day, { scratch: true, rest })).toEqual(holds());
    expect((await refoldDay(owner, day + 1, { scratch: true, rest })).mismatches).toBe(0);
    expect(rests).toBeGreaterThan(0);
  });

  it('has what other programs recorded counted apart, right or wrong', () =>
    undone(async () => {
      await owner.query(`update fingerprint set fold_version = '2', hash = 'x' where hash = $1`, [shown[2]!.hash]);
      const result = await refoldDay(owner, day);
      expect(result.otherVersion).toBeGreaterThan(0);
      expect(result).toEqual({ ...holds(stored - result.otherVersion), otherVersion: result.otherVersion });
    }));

  it('holds with a link that looks later than the next row came, and those after it hold too', () =>
    undone(async () => {
      const [seq, at] = [shown[4]!.seq, parseInstant(shown[8]!.at) + 1];
      expect(seq).toBeLessThan(shown[8]!.seq);
      await keep({ seq, at, hash: await hashOf(seq, at) });
      expect(await refoldDay(owner, day)).toEqual(holds(stored + 1));
    }));

  it('has its first and last instant in it, and not those of its neighbours', () =>
    undone(async () => {
      const before = shown[0]!.seq - 1;
      const last = await seqOf(`received_at >= '${new Date(SECOND + DAY_MS).toISOString()}'`);
      await keep({ seq: before, at: SECOND, hash: await hashOf(before, SECOND) });
      const end = SECOND + DAY_MS - 1;
      await keep({ seq: last - 1, at: end, hash: await hashOf(last - 1, end) });
      await keep({ seq: before, at: SECOND - 1, hash: 'wrong' });
      await keep({ seq: last - 1, at: SECOND + DAY_MS, hash: 'wrong' });
      expect(await refoldDay(owner, day)).toEqual(holds(stored + 2));
    }));

  it('without any fingerprint has nothing to compare', async () => {
    expect(await refoldDay(owner, day + 9)).toEqual({ ...holds(0), day: '2026-11-29' });
  });
});

describe('a row that was changed', () => {
  const where = `type = 'dossier.submitted' and received_at >= '${new Date(SECOND + 9 * HOUR_MS).toISOString()}'`;

  it.each([
    ['has other data', `update log set data = '{"level":4,"channel":"post"}' where seq =`],
    ['is another event', `update log set type = 'dossier.deleted' where seq =`],
    ['can no longer be folded', `update log set data = 'null' where seq =`],
    ['is gone', `delete from log where seq =`],
  ])('and %s, is found from the first view that shows it', async (_how, sql) => {
    const seq = await seqOf(where);
    await undone(async () => {
      await owner.query(`${sql} $1`, [seq]);
      for (const scratch of [false, true]) {
        const result = await refoldDay(owner, day, { scratch });
        expect(result.compared).toBe(stored);
        // All of 08:30 and before are as they were, all of 10:00 and after are not.
        expect(result.mismatches).toBeGreaterThanOrEqual(shown.length - 3);
        expect(result.mismatches).toBeLessThan(stored);
        const first = shown.find(({ at }) => parseInstant(at) >= SECOND + 10 * HOUR_MS)!;
        expect(result.first).toMatchObject({ seq: first.seq, at: first.at, recorded: first.hash });
        expect(result.first!.refolded).not.toBe(first.hash);
      }
    });
    expect(await refoldDay(owner, day)).toEqual(holds());
  });

  it('says what is wrong where the row cannot be folded', () =>
    undone(async () => {
      const seq = await seqOf(where);
      await owner.query(`update log set data = 'null' where seq = $1`, [seq]);
      expect((await refoldDay(owner, day)).first!.refolded).toContain(`seq ${seq} cannot be folded`);
    }));
});

describe('a row that no view shows', () => {
  it.each([
    ['data', `data = (data::text || ' ')::json`],
    ['id', `id = 'another'`],
  ])('is found by its %s all the same, by the hash chain', async (_what, set) => {
    const seq = await seqOf(
      `type = 'security.alert' and received_at >= '${new Date(SECOND + 10 * HOUR_MS).toISOString()}'`,
    );
    await undone(async () => {
      await owner.query(`update log set ${set} where seq = $1`, [seq]);
      const { mismatches, first } = await refoldDay(owner, day);
      expect([mismatches, first]).toEqual([
        1,
        {
          ...{ seq, at: instantText(SECOND + 10 * HOUR_MS), recorded: expect.stringMatching(/^[0-9a-f]{64}$/) },
          refolded: 'the row is not as it was stored',
        },
      ]);
      for (const other of [day - 1, day + 1]) expect((await refoldDay(owner, other)).mismatches).toBe(0);
    });
  });
});

describe('a fingerprint that was changed', () => {
  it('is found, alone', () =>
    undone(async () => {
      const { seq, at } = shown[5]!;
      await owner.query('update fingerprint set hash = $1 where seq = $2 and at = $3', ['f'.repeat(64), seq, at]);
      const { mismatches, first } = await refoldDay(owner, day);
      expect([mismatches, first]).toEqual([1, { seq, at, recorded: 'f'.repeat(64), refolded: shown[5]!.hash }]);
    }));
});

describe('as known today', () => {
  it('a link is folded by the events’ own time, up to the seq it holds on to', async () => {
    const at = SECOND + 12 * HOUR_MS;
    const seq = await lastSeq(owner);
    const hash = (await server.view(`?at=${encodeURIComponent(instantText(at))}&as=now`)).hash;
    const both = async () => (await refoldDay(owner, day)).mismatches;
    await keepFingerprint(owner, { seq, at, truth: 'now', hash }, 'link');
    expect(await both()).toBe(0);
    await owner.query(`update fingerprint set hash = 'x' where truth = 'now'`);
    expect(await both()).toBe(1);
    await owner.query(`delete from fingerprint where truth = 'now'`);
  });
});

describe('the snapshot of midnight', () => {
  it('is what the next day begins with: one that the log does not give is named', () =>
    undone(async () => {
      const end = (await seqOf(`received_at >= '${new Date(SECOND + DAY_MS).toISOString()}'`)) - 1;
      const { model } = await foldUpTo(owner, end, { scratch: true });
      await owner.query('delete from snapshot');
      await writeSnapshot(owner, model);
      expect(await refoldDay(owner, day)).toEqual(holds());
      const older = (await foldUpTo(owner, shown[0]!.seq, { scratch: true })).model;
      [older.seq, older.at] = [model.seq, model.at];
      await owner.query('update snapshot set model = $1', [packModel(older)]);
      expect(await refoldDay(owner, day)).toEqual({ ...holds(), wrongSnapshot: true });
      // The next day goes wrong from it, and right from the beginning.
      expect((await refoldDay(owner, day + 1)).mismatches).toBeGreaterThan(0);
      expect((await refoldDay(owner, day + 1, { scratch: true })).mismatches).toBe(0);
    }));
});
