// Permalinks and what GET /api/view says was recorded; the proof of a day as a supervisor reads it.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permalink } from '../../../server/proof/routes.ts';
import { FOLD_VERSION } from '../../../shared/model.ts';
import { DAY_MS, HOUR_MS, instantText, MINUTE_MS, parseInstant } from '../../../shared/time.ts';
import { type Answer, event, type Role, startTestServer, type TestServer } from '../../support/server.ts';
import { runDay, type Shown } from './days.ts';

const DAY = parseInstant('2026-11-19T00:00:00+07:00');
const AT = '2026-11-19T12:00:00.000+07:00';
let server: TestServer;
let owner: pg.Client;
let shown: Shown[];
beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: DAY + 7 * HOUR_MS });
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
  shown = await runDay(server, owner, DAY);
});
afterAll(async () => {
  await owner.end();
  await server.end();
});

const link = (body: object, role: Role | null = 'supervisor'): Promise<Answer> =>
  server.as(role, '/api/links', { method: 'POST', body: JSON.stringify(body) });
type View = { seq: number; hash: string; recordedHash: string | null; recordedFoldVersion: string | null };
const view = async (at: string, more = ''): Promise<View> =>
  (await server.view(`?at=${encodeURIComponent(at)}${more}`)) as unknown as View;
const nothing = { recordedHash: null, recordedFoldVersion: null };

describe('a permalink', () => {
  it('holds on to the pair, its hash and its fold version, and has an address', async () => {
    const { status, body } = await link({ at: AT, as: 'then' });
    const { seq, hash } = await view(AT);
    const path = `/replay/2026-11-19?t=12:00:00&as=then&s=${seq}`;
    expect([status, body]).toEqual([200, { seq, at: AT, as: 'then', hash, foldVersion: FOLD_VERSION, path }]);
    expect(await view(AT)).toMatchObject({ recordedHash: hash, recordedFoldVersion: FOLD_VERSION });
    expect(await view(AT, `&seq=${seq}`)).toMatchObject({ recordedHash: hash });
    expect((await link({ at: AT, as: 'then' })).body).toEqual(body);
  });

  it('is of one truth, one seq and one instant', async () => {
    const at = '2026-11-19T12:00:00.001+07:00';
    const pinned = (await link({ at, as: 'now' })).body as { seq: number; hash: string };
    expect(await view(at)).toMatchObject(nothing);
    // With its seq: the server's own alarms may be written meanwhile.
    expect(await view(at, `&as=now&seq=${pinned.seq}`)).toMatchObject({ seq: pinned.seq, recordedHash: pinned.hash });
    await server.post(event('dossier.submitted', 'late', DAY + 11 * HOUR_MS, { level: 4 }, { agency: 'H44.14' }));
    // More is known now: another pair, of which nothing was recorded.
    const later = await view(at, '&as=now');
    expect(later).toMatchObject(nothing);
    expect(later.hash).not.toBe(pinned.hash);
    const same = await view(at, `&as=now&seq=${pinned.seq}`);
    expect(same).toMatchObject({ hash: pinned.hash, recordedHash: pinned.hash });
    expect(await view('2026-11-19T12:00:00.002+07:00', `&as=now&seq=${pinned.seq}`)).toMatchObject(nothing);
  });

  it('may hold on to an earlier seq', async () => {
    const { seq } = shown[3]!;
    const { body } = await link({ at: AT, as: 'then', seq });
    expect(body).toMatchObject({ seq, path: permalink(parseInstant(AT), 'then', seq) });
    expect(body.hash).not.toBe((await view(AT)).hash);
    expect(await view(AT, `&seq=${seq}`)).toMatchObject({ hash: body.hash, recordedHash: body.hash });
  });

  it('has milliseconds in its address where there are any', () => {
    expect(permalink(parseInstant('2026-03-04T03:42:10.123+07:00'), 'now', 7)).toBe(
      '/replay/2026-03-04?t=03:42:10.123&as=now&s=7',
    );
    expect(permalink(parseInstant('2026-03-04T03:42:10.100+07:00'), 'then', 0)).toBe(
      '/replay/2026-03-04?t=03:42:10.100&as=then&s=0',
    );
    expect(permalink(parseInstant('2026-03-04T00:00:00.000+07:00'), 'then', 7)).toBe(
      '/replay/2026-03-04?t=00:00:00&as=then&s=7',
    );
  });

  it.each([
    ['no instant', { at: 'yesterday', as: 'then' }, 422, 'INVALID', 'at'],
    ['an instant that has not come', { at: instantText(DAY + 9 * DAY_MS), as: 'then' }, 422, 'INVALID', 'at'],
    ['no truth', { at: AT }, 422, 'INVALID', 'as'],
    ['a seq that is none', { at: AT, as: 'then', seq: -1 }, 422, 'INVALID', 'seq'],
    ['a seq beyond the log', { at: AT, as: 'then', seq: 1e9 }, 404, 'NOT_FOUND', undefined],
    ['an instant before its seq', { at: '2026-11-19T07:00:00+07:00', as: 'then', seq: 20 }, 422, 'INVALID', undefined],
  ])('is refused for %s', async (_what, body, status, code, where) => {
    const answer = await link(body);
    expect([answer.status, answer.body.code, answer.body.where]).toEqual([status, code, where]);
  });

  it('is made by supervisors', async () => {
    expect((await link({ at: AT, as: 'then' }, 'operator')).status).toBe(403);
    expect((await link({ at: AT, as: 'then' }, null)).status).toBe(401);
  });
});

describe('what was recorded', () => {
  it('is given of every view that was kept, and of no other', async () => {
    for (const { at, hash } of shown) expect(await view(at)).toMatchObject({ hash, recordedHash: hash });
    expect(await view(instantText(DAY + 9 * HOUR_MS + 3 * MINUTE_MS))).toMatchObject(nothing);
    expect(await server.view()).toMatchObject(nothing);
  });

  it('by another fold version is given with it; what this one recorded comes first', async () => {
    const [one, two] = [shown[0]!, shown[1]!];
    await owner.query(`update fingerprint set fold_version = '2', hash = 'old' where seq = $1 and at = $2`, [
      ...[one.seq, one.at],
    ]);
    await owner.query(`insert into fingerprint values ($1, $2, '99', 'then', 'new', 'minute')`, [two.seq, two.at]);
    await owner.query(`insert into fingerprint values ($1, $2, '100', 'then', 'newest', 'minute')`, [one.seq, one.at]);
    expect(await view(one.at)).toMatchObject({ hash: one.hash, recordedHash: 'newest', recordedFoldVersion: '100' });
    expect(await view(two.at)).toMatchObject({ recordedHash: two.hash, recordedFoldVersion: FOLD_VERSION });
  });
});

describe('the proof of a day', () => {
  it('says how many are stored before it was verified', async () => {
    const { status, body } = await server.as('supervisor', '/api/days/2026-11-19/proof');
    expect([status, body]).toEqual([
      200,
      {
        ...{ day: '2026-11-19', checkedAt: null, compared: 0, mismatches: 0, first: null },
        fingerprints: expect.any(Number),
      },
    ]);
    expect(body.fingerprints).toBeGreaterThanOrEqual(shown.length);
  });

  it('is refused for what is no day, and to operators', async () => {
    expect((await server.as('supervisor', '/api/days/2026-02-30/proof')).status).toBe(400);
    expect((await server.as('operator', '/api/days/2026-11-19/proof')).status).toBe(403);
  });
});

it('the server may add fingerprints, never change or remove them', async () => {
  const app = new pg.Client({ connectionString: server.database.url, options: '-c role=ioc_app' });
  await app.connect();
  for (const sql of ['delete from fingerprint', `update fingerprint set hash = 'x'`, 'truncate fingerprint'])
    await expect(app.query(sql)).rejects.toThrow('permission denied');
  await app.end();
});
