// Retention: what is pruned, what stays as it was, what is refused afterwards, and that a crash anywhere in between loses nothing.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../server/chain.ts';
import { foldUpTo, lastSeq, newestBase } from '../../server/fold.ts';
import { isRemoved, keptFrom, nextBase, removeBefore, writeBase } from '../../server/retention/prune.ts';
import { viewHash } from '../../server/view-hash.ts';
import { DAY_MS, HOUR_MS, instantText, MINUTE_MS, parseInstant } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { viewOf } from '../../shared/view-of.ts';
import type { Frame } from '../../shared/wire-schema.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { event, startTestServer, type TestServer } from '../support/server.ts';

const FIRST = parseInstant('2026-11-16T00:00:00+07:00');
const DAYS = 5;
const END = FIRST + DAYS * DAY_MS + 9 * HOUR_MS;
/** Two days are kept: at END, 09:00 of the sixth day, what was received before the fourth day goes. */
const KEPT_FROM = FIRST + 3 * DAY_MS;
const days = { IOC_RETENTION_DAYS: '2' };

type Pair = { seq: number; at: string; hash: string };
type Sent = { id: string; time: string };

let database: TestDatabase;
let owner: pg.Client;
let running: TestServer[] = [];

const start = async (from: number, env: Record<string, string> = {}): Promise<TestServer> => {
  const server = await startTestServer({ exerciseFrom: from, database, env });
  running.push(server);
  await server.retention.settled();
  return server;
};
const stop = async (server: TestServer): Promise<void> => {
  running = running.filter((one) => one !== server);
  await server.end();
};
const number = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await owner.query<{ n: string }>(sql, values)).rows[0]?.n);

beforeEach(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: database.url });
  owner.on('error', () => {});
  await owner.connect();
});
afterEach(async () => {
  for (const server of running) await server.end();
  running = [];
  await owner.end();
  await database.drop();
});

/** A small log of five days: dossiers that stay open over days, late events, refusals, and one dated ahead over midnight. */
async function fill(server: TestServer): Promise<{ pairs: Pair[]; sent: Map<string, Sent & object> }> {
  const pairs: Pair[] = [];
  const sent = new Map<string, Sent & object>();
  const clock = server.clock!;
  const post = async (name: string, at: number, events: object[]): Promise<void> => {
    clock.set(at);
    const { status, body } = await server.post(events);
    expect({ status, accepted: body.accepted }).toEqual({ status: 200, accepted: events.length });
    sent.set(name, events[0] as Sent & object);
  };
  for (let day = 0; day < DAYS; day++) {
    const from = FIRST + day * DAY_MS;
    for (const hour of [1, 8, 13, 20]) {
      const at = from + hour * HOUR_MS;
      const code = `000.00.${day}${hour}.H44-0001`;
      await post(`day ${day} ${hour}`, at, [
        event('dossier.submitted', code, at - MINUTE_MS, { level: 3, channel: 'online' }, { agency: 'H44.14' }),
        event('dossier.status', code, at, { status: 2 }),
        event('dossier.due', code, at, { dueAt: instantText(at + 26 * HOUR_MS), reason: 'initial' }),
        event('security.alert', `al-${day}-${hour}`, at, { severity: 'high', category: 'scan', sensor: 'ids-1' }),
        event('endpoint.joined', `EP-${hour}`, at),
      ]);
      if (day > 0 && hour === 8)
        await post(`finish ${day}`, at + MINUTE_MS, [
          event('dossier.status', `000.00.${day - 1}${hour}.H44-0001`, at - HOUR_MS, { status: 9 }),
        ]);
      await server.post(event('dossier.status', 'x', at, { status: 77 }));
      const { seq, at: shown, hash } = await server.view();
      pairs.push({ seq, at: shown, hash });
    }
    const last = from + DAY_MS - MINUTE_MS;
    await post(`ahead ${day}`, last, [
      event('feed.heartbeat', '/test/nguon', last + 4 * MINUTE_MS, { expectedEverySec: 900 }),
    ]);
  }
  await post('late', END - HOUR_MS, [event('dossier.submitted', 'late-1', FIRST + 10 * HOUR_MS, { level: 2 })]);
  clock.set(END - 30 * MINUTE_MS);
  const { seq, at, hash } = await server.view();
  pairs.push({ seq, at, hash });
  return { pairs, sent };
}

const query = ({ seq, at }: Pair): string => `?seq=${seq}&at=${encodeURIComponent(at)}`;
const scratchHash = async ({ seq, at }: Pair): Promise<string> => {
  const { model } = await foldUpTo(owner, seq, { scratch: true });
  return viewHash(viewOf(model, parseInstant(at)));
};
const left = async (base: number): Promise<Record<string, number>> => ({
  rows: await number('select count(*) as n from log where seq <= $1', [base]),
  identities: await number('select count(*) as n from identity where seq <= $1', [base]),
  batches: await number('select count(*) as n from batch where last_seq < $1', [base]),
  snapshots: await number('select count(*) as n from snapshot where seq <= $1 and not base', [base]),
  bases: await number('select count(*) as n from snapshot where base'),
});
const NOTHING = { rows: 0, identities: 0, batches: 0, snapshots: 0, bases: 1 };

describe('a pruned log', () => {
  it('shows what is kept as before, and says from when on', async () => {
    const first = await start(FIRST);
    const { pairs, sent } = await fill(first);
    const nowBefore = (await first.view(`?at=${encodeURIComponent(pairs.at(-1)!.at)}&as=now`)).view;
    const quarantined = await number('select count(*) as n from quarantine');
    const all = await lastSeq(owner);
    await stop(first);

    const second = await start(END, days);
    const base = (await newestBase(owner))!;
    expect(base.seq).toBeGreaterThan(30);
    // The last batch of the day before; its stamp is later than every view shown before it.
    expect(base.at).toBeGreaterThanOrEqual(KEPT_FROM - MINUTE_MS);
    expect(base.at).toBeLessThan(KEPT_FROM);
    expect(await left(base.seq)).toEqual(NOTHING);
    expect(await number('select count(*) as n from log where seq <= $1', [all])).toBe(all - base.seq);
    expect(await number('select count(*) as n from quarantine')).toBe((quarantined * 2) / 5);

    const kept = pairs.filter(({ at }) => parseInstant(at) >= base.at);
    const gone = pairs.filter(({ at }) => parseInstant(at) < base.at);
    expect([kept.length, gone.length]).toEqual([9, 12]);
    for (const pair of kept) {
      expect((await second.view(query(pair))).hash).toBe(pair.hash);
      expect(await second.view(`?at=${encodeURIComponent(pair.at)}`)).toMatchObject({ seq: pair.seq, hash: pair.hash });
      expect(await scratchHash(pair)).toBe(pair.hash);
    }
    for (const pair of gone)
      for (const asked of [
        query(pair),
        `?at=${encodeURIComponent(pair.at)}`,
        `?at=${encodeURIComponent(pair.at)}&as=now`,
      ]) {
        const { status, body } = await second.as('supervisor', `/api/view${asked}`);
        expect({ status, code: body.code }).toEqual({ status: 404, code: 'NOT_FOUND' });
        expect(body.message).toContain(instantText(base.at));
      }
    expect(await verifyChain(owner)).toBeNull();
    const nowAfter = (await second.view(`?at=${encodeURIComponent(pairs.at(-1)!.at)}&as=now`)).view;
    // What came late for a day before the base is a correction of that day now, no longer a part of it.
    expect({ ...nowAfter.dossier, corrected: {} }).toEqual(nowBefore.dossier);
    expect(nowAfter.dossier.corrected).toMatchObject({
      '2026-11-16': { first: { submitted: 4 }, now: { submitted: 5 } },
    });

    const { body: known } = await second.as('supervisor', '/api/days');
    expect(known).toEqual({ received: ['2026-11-19', '2026-11-21'], time: ['2026-11-19', '2026-11-21'] });
    expect((await second.as('supervisor', '/api/days/2026-11-19')).status).toBe(200);
    const day = await second.as('supervisor', '/api/days/2026-11-18');
    expect({ status: day.status, ...day.body }).toMatchObject({
      status: 404,
      message: expect.stringContaining('2026-11-19'),
      where: 'day',
      first: '2026-11-19T00:00:00.000+07:00',
    });
    expect((await second.as('supervisor', '/api/days/2026-11-18/story')).body).toMatchObject({ where: 'day' });

    // Nothing of it can come in a second time; what is kept is known as before.
    for (const name of ['day 0 8', 'finish 2', 'day 2 20', 'ahead 2', 'late']) {
      const { body } = await second.post([sent.get(name)!]);
      expect({ name, accepted: body.accepted, quarantined: body.quarantined }).toEqual({
        name,
        accepted: 0,
        quarantined: [{ index: 0, id: sent.get(name)!.id, reason: 'too_old' }],
      });
    }
    for (const name of ['day 3 8', 'ahead 3', 'finish 4'])
      expect((await second.post([sent.get(name)!])).body).toMatchObject({
        accepted: 0,
        duplicates: 1,
        quarantined: [],
      });
  });

  it('is pruned again, tells of each base once, and starts again in the same state', async () => {
    const first = await start(FIRST);
    const { pairs } = await fill(first);
    await stop(first);
    const told = async (): Promise<object[]> =>
      (await owner.query<{ data: object }>(`select data from log where type = 'audit.pruned' order by seq`)).rows.map(
        ({ data }) => data,
      );

    const second = await start(END, days);
    const base = (await newestBase(owner))!;
    // The event dated ahead over midnight moved the instant: it is gone, and must not come back.
    const until = KEPT_FROM + 3 * MINUTE_MS + 1;
    expect(second.retention.prunedUntil()).toBe(until);
    expect(await told()).toEqual([{ untilSeq: base.seq, until: instantText(until) }]);
    await stop(second);

    const third = await start(END + MINUTE_MS, days);
    expect(await newestBase(owner)).toEqual(base);
    expect(await told()).toHaveLength(1);
    expect((await third.view(query(pairs.at(-1)!))).hash).toBe(pairs.at(-1)!.hash);
    await stop(third);

    const fourth = await start(END + DAY_MS, days);
    const next = (await newestBase(owner))!;
    expect(next.seq).toBeGreaterThan(base.seq);
    expect(await left(next.seq)).toEqual(NOTHING);
    expect(await told()).toHaveLength(2);
    expect((await fourth.view(query(pairs.at(-1)!))).hash).toBe(pairs.at(-1)!.hash);
    expect(await scratchHash(pairs.at(-1)!)).toBe(pairs.at(-1)!.hash);
    expect(await verifyChain(owner)).toBeNull();
  });

  it('may have held a single batch', async () => {
    await stop(await start(FIRST));
    expect(await number('select count(*) as n from batch')).toBe(1);
    await start(END, days);
    expect(await left((await newestBase(owner))!.seq)).toEqual(NOTHING);
    expect(await verifyChain(owner)).toBeNull();
  });

  it('takes nothing dated before the instant, and everything from it on', async () => {
    const first = await start(FIRST);
    await fill(first);
    await stop(first);
    const second = await start(END, days);
    const until = second.retention.prunedUntil()!;
    const at = (time: number): object => event('dossier.submitted', `t-${time}`, time);
    expect((await second.post([at(until - 1), at(until)])).body).toMatchObject({
      accepted: 1,
      quarantined: [{ index: 0, reason: 'too_old' }],
    });
    await stop(second);

    // The instant holds as long as the log does, also when nothing is to be pruned any more.
    const third = await start(END + MINUTE_MS);
    expect((await third.post(at(until - 1))).body).toMatchObject({ quarantined: [{ reason: 'too_old' }] });
  });
});

describe('a replay', () => {
  type Reply = { ok: boolean; code?: string; message?: string; seq?: number };
  const replay = async (server: TestServer) => {
    const socket = await server.socket('/replay', 'supervisor');
    const frames: Frame[] = [];
    socket.on('frame', (frame: Frame) => frames.push(frame));
    socket.connect();
    return {
      ask: (name: string, args: object): Promise<Reply> => socket.emitWithAck(name, args),
      hash: () => {
        const last = frames.at(-1);
        return last?.kind === 'snapshot' ? viewHash(last.view as View) : null;
      },
    };
  };
  const range = { from: instantText(FIRST), to: instantText(END) };

  it('of a pruned day is refused with the first instant there is; one of a kept day is as before', async () => {
    const first = await start(FIRST);
    const { pairs } = await fill(first);
    await stop(first);
    const second = await start(END, days);
    const { at } = (await newestBase(owner))!;
    const { ask, hash } = await replay(second);
    for (const as of ['then', 'now']) {
      const refused = await ask('open', { ...range, as });
      expect(refused).toMatchObject({ ok: false, code: 'NOT_FOUND', where: 'at', first: instantText(at) });
      expect(refused.message).toContain(instantText(at));
      expect((await ask('open', { ...range, from: instantText(at), as })).ok).toBe(true);
      for (const pair of pairs.filter(({ at: shown }) => parseInstant(shown) >= at).reverse()) {
        expect((await ask('seek', { at: pair.at })).ok).toBe(true);
        const asked = as === 'then' ? pair : await second.view(`?at=${encodeURIComponent(pair.at)}&as=now`);
        expect(hash()).toBe(asked.hash);
      }
    }
  });

  it('that is open while the log is pruned is told so', async () => {
    const server = await start(FIRST);
    const { pairs } = await fill(server);
    const then = await replay(server);
    const now = await replay(server);
    expect((await then.ask('open', { ...range, as: 'then' })).ok).toBe(true);
    expect((await now.ask('open', { ...range, as: 'now' })).ok).toBe(true);
    await then.ask('seek', { at: pairs[2]!.at });
    expect((await now.ask('seek', { at: instantText(END) })).ok).toBe(true);
    const base = (await nextBase(owner, KEPT_FROM))!;
    await writeBase(owner, base, KEPT_FROM);
    await removeBefore(owner, base);
    expect(await then.ask('seek', { at: pairs[3]!.at })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect((await then.ask('seek', { at: pairs.at(-1)!.at })).ok).toBe(true);
    expect(then.hash()).toBe(pairs.at(-1)!.hash);
    // Folded by the events' own time, back from the end: it would begin with rows that are gone.
    expect(await now.ask('seek', { at: pairs.at(-1)!.at })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });
});

describe('a crash', () => {
  it('before the base is committed changes nothing', async () => {
    const server = await start(FIRST);
    const { pairs } = await fill(server);
    const failing: Pick<pg.ClientBase, 'query'> = {
      query: ((text: string, values: unknown[]) =>
        /update database_meta/.test(text) ? Promise.reject(new Error('gone')) : owner.query(text, values)) as never,
    };
    const base = (await nextBase(owner, KEPT_FROM))!;
    await expect(writeBase(failing, base, KEPT_FROM)).rejects.toThrow('gone');
    expect(await newestBase(owner)).toBeNull();
    await expect(removeBefore(owner, base)).rejects.toThrow('is not the log');
    expect((await server.view(query(pairs[0]!))).hash).toBe(pairs[0]!.hash);
    expect(await scratchHash(pairs.at(-1)!)).toBe(pairs.at(-1)!.hash);
  });

  it.each([0, 2, 100])(
    'after the base and %i parts of the removal loses nothing; the next start goes on',
    async (parts) => {
      const first = await start(FIRST);
      const { pairs } = await fill(first);
      await stop(first);
      const base = (await nextBase(owner, KEPT_FROM))!;
      await writeBase(owner, base, KEPT_FROM);
      let done = 0;
      const rest = (): Promise<void> => {
        done += 1;
        return done === parts ? Promise.reject(new Error('killed')) : Promise.resolve();
      };
      if (parts > 0) await removeBefore(owner, base, { rest, partRows: 7 }).catch(() => {});
      expect(await isRemoved(owner, base)).toBe(parts === 100);

      // Another process, that prunes nothing, reads the same from it.
      const second = await start(END);
      for (const pair of pairs.filter(({ at }) => parseInstant(at) >= base.at)) {
        expect((await second.view(query(pair))).hash).toBe(pair.hash);
        expect(await scratchHash(pair)).toBe(pair.hash);
      }
      expect((await second.as('supervisor', `/api/view${query(pairs[0]!)}`)).status).toBe(404);
      expect(await verifyChain(owner)).toBeNull();
      await stop(second);

      await start(END + MINUTE_MS, days);
      expect(await newestBase(owner)).toEqual(base);
      expect(await left(base.seq)).toEqual(NOTHING);
      expect(await number(`select count(*) as n from log where type = 'audit.pruned'`)).toBe(1);
      expect(await scratchHash(pairs.at(-1)!)).toBe(pairs.at(-1)!.hash);
      expect(await verifyChain(owner)).toBeNull();
    },
  );
});

it('nothing is pruned and nothing is too old without the setting', async () => {
  const first = await start(FIRST);
  const { pairs } = await fill(first);
  const rows = await number('select count(*) as n from log');
  await stop(first);
  const second = await start(END + 400 * DAY_MS);
  expect(second.retention.prunedUntil()).toBeNull();
  expect(await newestBase(owner)).toBeNull();
  expect(await number('select count(*) as n from log')).toBeGreaterThanOrEqual(rows);
  expect((await second.view(query(pairs[0]!))).hash).toBe(pairs[0]!.hash);
  const old = event('dossier.submitted', 'old', parseInstant('1990-01-01T00:00:00Z'));
  expect((await second.post(old)).body).toMatchObject({ accepted: 1, quarantined: [] });
});

it('the server may not prune: its role can remove neither rows nor a base', async () => {
  const server = await start(FIRST);
  await fill(server);
  const base = (await nextBase(owner, KEPT_FROM))!;
  await writeBase(owner, base, KEPT_FROM);
  const app = new pg.Client({ connectionString: database.url, options: '-c role=ioc_app' });
  await app.connect();
  await expect(removeBefore(app, base)).rejects.toThrow(/permission denied|must be owner/);
  await expect(app.query('delete from identity')).rejects.toThrow('permission denied');
  await expect(app.query('delete from batch')).rejects.toThrow('permission denied');
  await expect(app.query('update database_meta set pruned_until = null')).rejects.toThrow('permission denied');
  await expect(app.query('insert into snapshot select * from snapshot where base')).rejects.toThrow(
    'row-level security',
  );
  await app.query('delete from snapshot');
  await app.end();
  expect(await newestBase(owner)).toEqual(base);
});

it('counts local days, at any hour of the day', () => {
  const day = parseInstant('2026-11-21T00:00:00+07:00');
  for (const at of [day, day + 1, day + 7 * HOUR_MS, day + DAY_MS - 1]) expect(keptFrom(at, 2)).toBe(day - 2 * DAY_MS);
});
