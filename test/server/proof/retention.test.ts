// Fingerprints go with the log they prove, and the base of an older version of the program is still where a log begins.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldUpTo, newestBase, packModel, unpackModel } from '../../../server/fold.ts';
import { keepFingerprint } from '../../../server/proof/fingerprints.ts';
import { refoldDay } from '../../../server/proof/refold.ts';
import { isRemoved, nextBase, removeBefore, writeBase } from '../../../server/retention/prune.ts';
import { viewHash } from '../../../server/view-hash.ts';
import { DAY_MS, dayNumber, HOUR_MS, instantText, MINUTE_MS, parseInstant } from '../../../shared/time.ts';
import { viewOf } from '../../../shared/view-of.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { runDay, type Shown } from './days.ts';

const FIRST = parseInstant('2026-11-19T00:00:00+07:00');
const KEPT_FROM = FIRST + DAY_MS;
let database: TestDatabase;
let owner: pg.Client;
let server: TestServer;
let days: Shown[][];
beforeEach(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  server = await startTestServer({ exerciseFrom: FIRST + 7 * HOUR_MS, database });
  days = [];
  for (let n = 0; n < 3; n++) days.push(await runDay(server, owner, FIRST + n * DAY_MS, [8, 20]));
});
afterEach(async () => {
  await server.end();
  await owner.end();
  await database.drop();
});

const prune = async (): Promise<{ seq: number; at: number }> => {
  const base = (await nextBase(owner, KEPT_FROM))!;
  await writeBase(owner, base, KEPT_FROM);
  await removeBefore(owner, base);
  return base;
};
const left = async (where: string): Promise<number> =>
  (await owner.query(`select count(*)::int as n from fingerprint where ${where}`)).rows[0].n;
const kept = (): Shown[] => days.slice(1).flat();
const again = async (): Promise<void> => {
  await server.end();
  server = await startTestServer({ exerciseFrom: FIRST + 3 * DAY_MS, database });
};

describe('fingerprints', () => {
  it('of before the base are removed, the others still hold', async () => {
    const seq = days[2]![0]!.seq;
    await keepFingerprint(owner, { seq, at: FIRST + 9 * HOUR_MS, truth: 'now', hash: 'x' }, 'link');
    await keepFingerprint(owner, { seq, at: KEPT_FROM + 9 * HOUR_MS, truth: 'now', hash: 'x' }, 'link');
    const base = (await nextBase(owner, KEPT_FROM))!;
    await writeBase(owner, base, KEPT_FROM);
    // As known today a day is folded otherwise from the base on: nothing is left to compare.
    expect(await left(`truth = 'now'`)).toBe(0);
    expect(await isRemoved(owner, base)).toBe(false);
    const { fingerprints } = await removeBefore(owner, base);
    expect(fingerprints).toBeGreaterThan(2);
    expect(await isRemoved(owner, base)).toBe(true);
    expect(await left(`seq < ${base.seq} or at < '${new Date(base.at).toISOString()}'`)).toBe(0);
    for (const [index, shown] of days.entries()) {
      const result = await refoldDay(owner, dayNumber(FIRST) + index, { scratch: index === 1 });
      expect(result.mismatches).toBe(0);
      if (index > 0) expect(result.compared).toBeGreaterThanOrEqual(shown.length);
    }
  });

  it('that stand a moment longer than the rows are not compared', async () => {
    const base = (await nextBase(owner, KEPT_FROM))!;
    await writeBase(owner, base, KEPT_FROM);
    await owner.query('delete from log where seq <= $1', [base.seq]);
    const { compared, mismatches } = await refoldDay(owner, dayNumber(FIRST));
    // The base itself can still be looked at, up to midnight.
    expect([compared, mismatches]).toEqual([await left(`seq = ${base.seq} and at >= '${instantText(base.at)}'`), 0]);
    expect(compared).toBeLessThan(days[0]!.length);
  });
});

describe('a base of an older version', () => {
  /** Turns the base into what version 2 would have kept: it knew of no proofs. */
  const makeOld = async (seq: number): Promise<void> => {
    const { rows } = await owner.query<{ model: Buffer }>('select model from snapshot where base and seq = $1', [seq]);
    const model = unpackModel(rows[0]!.model) as unknown as { monitor: { proofs?: unknown } };
    delete model.monitor.proofs;
    await owner.query(`update snapshot set fold_version = '2', model = $1 where base and seq = $2`, [
      packModel(model as never),
      seq,
    ]);
    await owner.query('delete from snapshot where not base');
  };

  it('is where the log begins after an upgrade: everything that is kept is as it was', async () => {
    const base = await prune();
    await makeOld(base.seq);
    await again();
    for (const { seq, at, hash } of kept()) {
      expect((await server.view(`?seq=${seq}&at=${encodeURIComponent(at)}`)).hash).toBe(hash);
      const { model, from } = await foldUpTo(owner, seq, { scratch: true });
      expect([from, viewHash(viewOf(model, parseInstant(at)))]).toEqual(['base', hash]);
    }
    expect((await server.view(`?at=${encodeURIComponent(days[2]!.at(-1)!.at)}&as=now`)).seq).toBeGreaterThan(base.seq);
    expect(server.hub.model()?.monitor.proofs.size).toBe(0);
    expect(await refoldDay(owner, dayNumber(KEPT_FROM), { scratch: true })).toMatchObject({ mismatches: 0 });
  });

  it('gives its place to one of this version when the log is pruned further', async () => {
    await makeOld((await prune()).seq);
    await again();
    const next = (await nextBase(owner, KEPT_FROM + DAY_MS))!;
    await writeBase(owner, next, KEPT_FROM + DAY_MS);
    await removeBefore(owner, next);
    expect(await newestBase(owner)).toEqual(next);
    const { rows } = await owner.query('select fold_version from snapshot where base');
    expect(rows).toEqual([{ fold_version: expect.not.stringMatching(/^2$/) }]);
    const { seq, at, hash } = days[2]!.at(-1)!;
    expect((await server.view(`?seq=${seq}&at=${encodeURIComponent(at)}`)).hash).toBe(hash);
    server.clock!.set(server.hub.now() + MINUTE_MS);
    expect((await server.view()).seq).toBeGreaterThan(seq);
  });

  it('an ordinary snapshot of another version is not read', async () => {
    const { seq, at, hash } = days[1]!.at(-1)!;
    await owner.query('delete from snapshot');
    const { model } = await foldUpTo(owner, days[1]![0]!.seq, { scratch: true });
    await owner.query(
      `insert into snapshot (seq, at, fold_version, base, chain, model) values ($1, $2, '2', false, '', $3)`,
      [model.seq, new Date(model.at).toISOString(), Buffer.from('no model')],
    );
    expect((await foldUpTo(owner, seq)).from).not.toBe('base');
    expect((await server.view(`?seq=${seq}&at=${encodeURIComponent(at)}`)).hash).toBe(hash);
  });
});
