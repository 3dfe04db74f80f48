// The edges of a replay: midnight to the millisecond, events of the same instant, what came late, reference data as of then,
// steps there and back, and a day that has been pruned.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownEvent } from '../../server/own-event.ts';
import { viewHash } from '../../server/view-hash.ts';
import { DAY_MS, HOUR_MS, instantText, MINUTE_MS, parseInstant } from '../../shared/time.ts';
import { raise } from '../support/alarm.ts';
import { connectPlayer, type Player } from '../support/player.ts';
import { refold } from '../support/refold.ts';
import { event, startTestServer, type TestServer, until } from '../support/server.ts';

const MIDNIGHT = parseInstant('2026-11-20T00:00:00+07:00');
const at = (clock: string, day = '2026-11-20'): number => parseInstant(`${day}T${clock}+07:00`);
let server: TestServer;

const post = async (now: number, ...events: object[]): Promise<void> => {
  server.clock!.set(now);
  const { status, body } = await server.post(events);
  expect({ status, accepted: body.accepted }).toEqual({ status: 200, accepted: events.length });
};
const settled = async (): Promise<void> => {
  await until('the judgement', () => server.hub.waiting() === 0);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
};
async function opened(as: 'then' | 'now', from: number, to: number, more: object = {}): Promise<Player> {
  const one = await connectPlayer(server);
  const reply = await one.ask('open', { from: instantText(from), to: instantText(to), as, ...more });
  expect(reply).toMatchObject({ ok: true });
  return one;
}
const seek = async (one: Player, to: number) => {
  expect(await one.ask('seek', { at: instantText(to) })).toMatchObject({ ok: true, at: instantText(to) });
  return one.view();
};
const submitted = (code: string, time: number, more: object = {}) =>
  event('dossier.submitted', code, time, { level: 3, channel: 'online' }, { agency: 'H44.14', ...more });

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: MIDNIGHT - 6 * HOUR_MS });
  await post(MIDNIGHT - 5 * HOUR_MS, submitted('before-1', MIDNIGHT - 5 * HOUR_MS));
  await post(MIDNIGHT - 1, submitted('before-2', MIDNIGHT - 1));
  await post(MIDNIGHT + 1, submitted('first-1', MIDNIGHT + 1), submitted('first-2', MIDNIGHT + 1));
  await post(at('03:00:00'), event('endpoint.joined', 'EP-1', at('03:00:00')));
  await post(at('03:10:00'), event('endpoint.joined', 'EP-1', at('03:10:00')));
  await post(at('03:20:00'), event('endpoint.dropped', 'EP-1', at('03:20:00'), { reason: 'x' }));
  await post(at('03:30:00'), event('endpoint.joined', 'EP-1', at('03:30:00')), submitted('ten-1', at('03:30:00')));
  await post(at('08:00:00'), submitted('ten-2', at('07:59:00')));
  await post(at('09:00:00'), submitted('late-1', at('01:00:00')));
  await post(
    at('10:00:00'),
    event('agency.registered', 'H44.14', at('10:00:00'), { name: 'UBND huyện Thanh Sơn', tier: 'district' }),
  );
  await raise(server, 'srv-1');
  await settled();
  server.clock!.set(at('11:00:00'));
});
afterAll(() => server.end());

describe('midnight', () => {
  it.each(['then', 'now'] as const)(
    'at 00:00:00.000 nothing of the day is there, at its first event it is, as=%s',
    async (as) => {
      const one = await opened(as, MIDNIGHT, MIDNIGHT + DAY_MS - 1);
      expect(one.last()).toMatchObject({ kind: 'snapshot', at: instantText(MIDNIGHT) });
      expect(one.view()).toMatchObject({ day: '2026-11-20', dossier: { submitted: 0 } });
      expect((await seek(one, MIDNIGHT + 1)).dossier.submitted).toBe(2);
      expect((await seek(one, MIDNIGHT)).dossier.submitted).toBe(0);
      one.socket.disconnect();
    },
  );

  it.each(['then', 'now'] as const)(
    'rolls over while playing, to the exact state of the next day, as=%s',
    async (as) => {
      const one = await opened(as, MIDNIGHT - 60_000, MIDNIGHT + 60_000);
      expect(one.view()).toMatchObject({ day: '2026-11-19', dossier: { submitted: 1 } });
      await one.ask('play', { speed: 60 });
      await until('the end', () => one.speeds.at(-1)?.ended);
      const days = one.frames.map((frame) => frame.at.slice(0, 10));
      expect(new Set(days)).toEqual(new Set(['2026-11-19', '2026-11-20']));
      expect(one.view()).toMatchObject({ day: '2026-11-20', dossier: { submitted: 2 } });
      const [expected] = await refold(server.database.url, [{ as, pin: 1e9, at: MIDNIGHT + 60_000 }]);
      expect(viewHash(one.view())).toBe(expected?.hash);
      one.socket.disconnect();
    },
  );
});

describe('what is known when', () => {
  it('a late event is absent then until it was received, and stands at its own time now', async () => {
    const [then, now] = [await opened('then', MIDNIGHT, at('11:00:00')), await opened('now', MIDNIGHT, at('11:00:00'))];
    const both = async (clock: string): Promise<unknown[]> =>
      [await seek(then, at(clock)), await seek(now, at(clock))].map(({ dossier }) => dossier.submitted);
    expect(await both('00:59:59.999')).toEqual([2, 2]);
    expect(await both('01:00:00.000')).toEqual([2, 3]);
    expect(await both('07:59:30')).toEqual([3, 5]);
    expect(await both('08:59:59.999')).toEqual([4, 5]);
    expect(await both('09:00:00.000')).toEqual([5, 5]);
    for (const { socket } of [then, now]) socket.disconnect();
  });

  it.each(['then', 'now'] as const)('an agency has its name from when it was registered on, as=%s', async (as) => {
    const one = await opened(as, MIDNIGHT, at('11:00:00'));
    const name = async (clock: string) => (await seek(one, at(clock))).dossier.byAgency['H44.14']?.name;
    expect(await name('09:59:59.999')).not.toBe('UBND huyện Thanh Sơn');
    expect(await name('10:00:00.000')).toBe('UBND huyện Thanh Sơn');
    expect(await name('09:30:00')).not.toBe('UBND huyện Thanh Sơn');
    one.socket.disconnect();
  });

  it.each([
    ['then', '2026-11-23'],
    ['now', '2026-11-24'],
  ] as const)('a changed calendar counts from its change on, as=%s', async (as, holiday) => {
    // Due on Monday or Tuesday afternoon: eight hours before is that morning, or today once that day is a holiday.
    const sent = server.hub.now() + MINUTE_MS;
    await post(
      sent,
      submitted(`due-${as}`, sent),
      event('dossier.status', `due-${as}`, sent, { status: 2 }),
      event('dossier.due', `due-${as}`, sent, { dueAt: `${holiday}T16:00:00+07:00`, reason: 'initial' }),
    );
    const changed = sent + MINUTE_MS;
    server.clock!.set(changed);
    await server.hub.record([ownEvent('calendar.changed', null, { holidays: [holiday] }, changed)]);
    server.clock!.set(changed + MINUTE_MS);
    const one = await opened(as, MIDNIGHT, server.hub.now());
    const nearlyDue = async (instant: number): Promise<number> =>
      (await seek(one, instant)).dossier.nearlyDue as number;
    const before = await nearlyDue(changed - 1);
    expect(await nearlyDue(changed + 1_000)).toBe(before + 1);
    expect(await nearlyDue(changed - 1)).toBe(before);
    one.socket.disconnect();
  });

  it('events of the same instant stand in the order of their seq, and are one step', async () => {
    const one = await opened('then', MIDNIGHT, at('11:00:00'));
    const step = await one.ask('step', { to: 'event' });
    expect(step.at).toBe(instantText(MIDNIGHT + 1));
    expect(one.view().dossier.submitted).toBe(2);
    one.socket.disconnect();
    const now = await opened('now', MIDNIGHT, at('11:00:00'));
    await now.ask('step', { to: 'event' });
    expect(now.view().dossier.submitted).toBe(2);
    now.socket.disconnect();
  });
});

describe('steps', () => {
  it.each(['then', 'now'] as const)('go from change to change of one endpoint, as=%s', async (as) => {
    const one = await opened(as, MIDNIGHT, at('11:00:00'));
    const step = (back = false) => one.ask('step', { to: 'endpoint', subject: 'EP-1', back });
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) seen.push(((await step()).at as string).slice(11, 16));
    expect(seen).toEqual(['03:00', '03:20', '03:30', '03:30']);
    expect(one.view().conference.grid['EP-1']?.state).toBe('online');
    expect([(await step(true)).at?.slice(11, 16), (await step(true)).at?.slice(11, 16)]).toEqual(['03:20', '03:00']);
    expect(await one.ask('step', { to: 'endpoint' })).toMatchObject({ ok: false, code: 'INVALID', where: 'subject' });
    expect((await one.ask('step', { to: 'endpoint', subject: 'EP-none' })).at).toBe(one.last().at);
    one.socket.disconnect();
  });

  it('with an occurrence go along what happened to this alarm', async () => {
    const { body } = await server.as('operator', '/api/events?type=alarm.raised&limit=1');
    const [raised] = body.events as { subject: string; receivedAt: string; time: string }[];
    for (const as of ['then', 'now'] as const) {
      const one = await opened(as, MIDNIGHT, at('11:00:00'));
      expect((await one.ask('step', { to: 'alarm', subject: raised?.subject })).at).toBe(
        as === 'then' ? raised?.receivedAt : raised?.time,
      );
      const stood = one.last().at;
      expect((await one.ask('step', { to: 'alarm', subject: randomUUID() })).at).toBe(stood);
      one.socket.disconnect();
    }
  });

  it.each(['then', 'now'] as const)('a hundred there and a hundred back end in the same view, as=%s', async (as) => {
    const from = at('11:30:00');
    for (let i = 0; i < 110; i++)
      await post(
        from + i * 1_000,
        submitted(`many-${as}-${i}`, from + i * 1_000),
        event('endpoint.heartbeat', 'EP-2', from),
      );
    const one = await opened(as, from - MINUTE_MS, from + HOUR_MS);
    const first = await one.ask('step', { to: 'event' });
    const hash = viewHash(one.view());
    for (let i = 0; i < 100; i++) expect((await one.ask('step', { to: 'event' })).ok).toBe(true);
    expect(viewHash(one.view())).not.toBe(hash);
    for (let i = 0; i < 100; i++) await one.ask('step', { to: 'event', back: true });
    expect([one.last().at, viewHash(one.view())]).toEqual([first.at, hash]);
    one.socket.disconnect();
  });
});

describe('playing', () => {
  it('passes over what is quiet, tells it once, and not while a critical alarm stands unacknowledged', async () => {
    // From 03:31 to 08:00 nothing comes; at 10:00 a critical alarm was raised, which nobody acknowledged.
    const one = await opened('then', at('03:31:00'), at('11:00:00'));
    await one.ask('play', { speed: 1, skipQuiet: true });
    type Told = { skipped?: { from: string; to: string } | null };
    const told = (): Told['skipped'][] => one.frames.flatMap((frame) => (frame as Told).skipped ?? []);
    await until('the stretch', () => told().length > 0);
    expect(told()).toEqual([{ from: expect.stringContaining('T03:31:0'), to: instantText(at('07:59:59')) }]);
    expect(one.view().dossier.submitted).toBe(3);
    await until('the event', () => one.view().dossier.submitted === 4);
    await one.ask('seek', { at: instantText(at('10:30:00')) });
    const count = told().length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told().length).toBe(count);
    expect(one.last().at.slice(11, 16)).toBe('10:30');
    one.socket.disconnect();
  });

  it('repeats a loop, and refuses one that is no part of the replay', async () => {
    const one = await opened('then', MIDNIGHT, at('11:00:00'));
    const loop = { from: instantText(at('03:00:00')), to: instantText(at('03:05:00')) };
    await one.ask('play', { speed: 300, loop });
    await until('three rounds', () => new Set(one.frames.map(({ epoch }) => epoch)).size > 3);
    await one.ask('pause');
    for (const frame of one.frames.slice(1)) expect(frame.at >= loop.from && frame.at <= loop.to).toBe(true);
    const beyond = { from: instantText(at('10:00:00')), to: instantText(at('12:00:00')) };
    for (const wrong of [beyond, { from: loop.to, to: loop.from }])
      expect(await one.ask('play', { speed: 1, loop: wrong })).toMatchObject({ ok: false, code: 'INVALID' });
    one.socket.disconnect();
  });
});
