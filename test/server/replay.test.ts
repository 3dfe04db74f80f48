import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewHash } from '../../server/view-hash.ts';
import { instantText, parseInstant } from '../../shared/time.ts';
import type { ReplaySpeed } from '../../shared/wire-schema.ts';
import { act, raise } from '../support/alarm.ts';
import { dice, inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { connectPlayer, type Player, type Reply } from '../support/player.ts';
import { event, startTestServer, type TestServer, until } from '../support/server.ts';

const START = parseInstant('2026-11-19T07:00:00+07:00');
const HOUR = 3_600_000;
let server: TestServer;
let end = 0;

/** An exercise that ran for six hours, a batch every quarter of an hour, with late events, alarms and acknowledgements. */
beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: START });
  const clock = server.clock;
  if (!clock) throw new Error('the exercise has no clock');
  for (let quarter = 1; quarter <= 24; quarter++) {
    clock.set(START + (quarter * HOUR) / 4);
    for (const batch of inBatches(mixedEvents(200, 100 + quarter, clock.now()), 100))
      expect((await postBatch(server.url, batch)).status).toBe(200);
    const alarm = await raise(server, `srv-${quarter % 3}`);
    clock.set(clock.now() + 30_000);
    if (quarter % 4 === 0) await act(server, 'operator', alarm, 'ack');
  }
  await until('the judgement of the last batch', () => server.hub.waiting() === 0);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  end = server.hub.now();
});
afterAll(() => server.end());

const player = (): Promise<Player> => connectPlayer(server);
async function opened(as: 'then' | 'now' = 'then', from = START, to = end): Promise<Player> {
  const one = await player();
  expect(await one.ask('open', { from: instantText(from), to: instantText(to), as })).toMatchObject({ ok: true });
  return one;
}
const asked = (at: number, as = 'then', seq?: number) =>
  server.view(`?at=${encodeURIComponent(instantText(at))}&as=${as}${seq === undefined ? '' : `&seq=${seq}`}`);

describe('open', () => {
  it('answers with its session and range, and shows a snapshot of the beginning', async () => {
    const one = await player();
    const reply = await one.ask('open', { from: instantText(START + HOUR), to: instantText(end), as: 'then' });
    expect(reply).toMatchObject({ ok: true, from: instantText(START + HOUR), to: instantText(end) });
    expect(reply.session).toEqual(expect.any(String));
    expect(one.last()).toMatchObject({ kind: 'snapshot', mode: 'replay', at: instantText(START + HOUR), speed: 0 });
    expect(viewHash(one.view())).toBe((await asked(START + HOUR)).hash);
    one.socket.disconnect();
  });

  it('refuses what is no range, and moves before it', async () => {
    const one = await player();
    expect(await one.ask('seek', { at: instantText(START) })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await one.ask('open', { from: 'x', to: instantText(end) })).toMatchObject({ ok: false, code: 'INVALID' });
    expect(await one.ask('open', { from: instantText(end), to: instantText(START) })).toMatchObject({
      code: 'INVALID',
    });
    expect(await one.ask('play', { speed: 7 })).toMatchObject({ ok: false, code: 'INVALID' });
    one.socket.disconnect();
  });
});

describe('a pin', () => {
  it('is where the log ends for this replay, and never beyond its real end', async () => {
    const { seq } = await asked(START + 2 * HOUR);
    const one = await player();
    const range = { from: instantText(START), to: instantText(end) };
    expect(await one.ask('open', { ...range, as: 'then', seq })).toMatchObject({ ok: true, seq });
    await one.ask('seek', { at: instantText(end) });
    expect(one.last().seq).toBe(seq);
    expect(viewHash(one.view())).toBe((await asked(end, 'then', seq)).hash);
    expect(await one.ask('open', { ...range, as: 'now', seq })).toMatchObject({ ok: true, seq });
    await one.ask('seek', { at: instantText(end) });
    expect(viewHash(one.view())).toBe((await asked(end, 'now', seq)).hash);
    expect(await one.ask('open', { ...range, seq: 1e9 })).toMatchObject({ ok: false, code: 'INVALID', where: 'seq' });
    one.socket.disconnect();
  });
});

describe('seek', () => {
  it.each(['then', 'now'] as const)(
    'equals a fold from scratch at 50 instants, as=%s',
    async (as) => {
      const one = await opened(as);
      const roll = dice(as === 'then' ? 5 : 6);
      for (let turn = 0; turn < 50; turn++) {
        const at = START + roll(end - START);
        const reply = await one.ask('seek', { at: instantText(at) });
        // As known now: up to where the log ended when the session was opened.
        const fresh = await (as === 'then' ? asked(at) : asked(at, as, reply.seq));
        expect(reply).toEqual({ ok: true, at: instantText(at), seq: fresh.seq });
        expect([one.last().seq, one.last().at, viewHash(one.view())]).toEqual([fresh.seq, fresh.at, fresh.hash]);
      }
      one.socket.disconnect();
    },
    90_000,
  );

  it('newest wins: of many at once the last one stands, each answered', async () => {
    const one = await opened();
    const roll = dice(9);
    const targets = Array.from({ length: 30 }, () => START + roll(end - START));
    const replies = await Promise.all(targets.map((at) => one.ask('seek', { at: instantText(at) })));
    const last = targets.at(-1) as number;
    expect(replies.at(-1)).toMatchObject({ ok: true, at: instantText(last) });
    expect(replies.slice(0, -1).some(({ superseded }) => superseded)).toBe(true);
    expect(one.last().at).toBe(instantText(last));
    expect(viewHash(one.view())).toBe((await asked(last)).hash);
    one.socket.disconnect();
  });

  it('has a new epoch each time, and stays within the range', async () => {
    const one = await opened('then', START + HOUR, START + 2 * HOUR);
    const first = one.last().epoch;
    expect((await one.ask('seek', { at: instantText(START) })).at).toBe(instantText(START + HOUR));
    expect((await one.ask('seek', { at: instantText(end) })).at).toBe(instantText(START + 2 * HOUR));
    expect(one.last()).toMatchObject({ kind: 'snapshot', n: 0 });
    expect(one.last().epoch).not.toBe(first);
    one.socket.disconnect();
  });
});

describe('play', () => {
  it('at 900x comes to the exact end and stands there', async () => {
    const one = await opened('then', end - HOUR, end);
    expect(await one.ask('play', { speed: 900 })).toEqual({ ok: true });
    await until('the end', () => one.speeds.at(-1)?.ended, 15_000);
    expect(one.speeds.at(-1)).toMatchObject({ speed: 0, at: instantText(end), ended: true });
    expect(one.frames.filter(({ kind }) => kind === 'patch').length).toBeGreaterThan(10);
    const fresh = await asked(end);
    expect([one.last().seq, one.last().at, viewHash(one.view())]).toEqual([fresh.seq, fresh.at, fresh.hash]);
    one.socket.disconnect();
  }, 20_000);

  it('shows on the way what was shown then, at the speed it says, and pauses', async () => {
    const one = await opened();
    await one.ask('play', { speed: 300 });
    await until('ten frames', () => one.frames.length > 12);
    await one.ask('pause');
    const stood = one.last().at;
    expect(viewHash(one.view())).toBe((await asked(parseInstant(stood))).hash);
    const { achieved } = one.speeds.findLast(({ speed }) => speed === 300) as ReplaySpeed;
    expect(achieved).toBeGreaterThan(150);
    expect(achieved).toBeLessThan(450);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(one.last().at).toBe(stood);
    one.socket.disconnect();
  });

  it('asked for twice does not play twice as fast; a seek while playing goes on from there', async () => {
    const one = await opened();
    await Promise.all(Array.from({ length: 6 }, () => one.ask('play', { speed: 60 })));
    const [began, from] = [performance.now(), parseInstant(one.last().at)];
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const played = (parseInstant(one.last().at) - from) / (performance.now() - began);
    expect(played).toBeLessThan(80);
    const target = START + 3 * HOUR;
    await one.ask('seek', { at: instantText(target) });
    await until('frames after the seek', () => one.last().kind === 'patch' && parseInstant(one.last().at) > target);
    expect(parseInstant(one.last().at)).toBeLessThan(target + HOUR / 2);
    await one.ask('pause');
    expect(viewHash(one.view())).toBe((await asked(parseInstant(one.last().at))).hash);
    one.socket.disconnect();
  });
});

describe('step', () => {
  it('goes from event to event and from alarm to alarm, both ways, and steps add up', async () => {
    const one = await opened();
    const first = await one.ask('step', { to: 'alarm' });
    const again = await Promise.all([one.ask('step', { to: 'alarm' }), one.ask('step', { to: 'alarm' })]);
    const third = again.at(-1) as Reply;
    expect(parseInstant(third.at as string)).toBeGreaterThan(parseInstant(again[0]?.at as string));
    await one.ask('step', { to: 'alarm', back: true });
    expect((await one.ask('step', { to: 'alarm', back: true })).at).toBe(first.at);
    const { body } = await server.as('operator', '/api/events?type=alarm.raised&limit=1');
    const [raised] = body.events as { receivedAt: string; seq: number }[];
    expect([first.at, first.seq]).toEqual([raised?.receivedAt, expect.any(Number)]);
    const next = await one.ask('step', { to: 'event' });
    expect(next.seq).toBeGreaterThan(first.seq as number);
    expect((await one.ask('step', { to: 'event', back: true })).at).toBe(first.at);
    one.socket.disconnect();
  });

  it('has nowhere to go before the first event', async () => {
    const one = await opened('then', START - HOUR, end);
    expect((await one.ask('step', { to: 'event', back: true })).at).toBe(instantText(START - HOUR));
    one.socket.disconnect();
  });
});

describe('then and now', () => {
  it('differ for what came late: it counts on its own day now, and did not then', async () => {
    const at = START + HOUR;
    const both = async () => [await asked(at, 'then'), await asked(at, 'now')] as const;
    const [thenBefore, nowBefore] = await both();
    const late = event('dossier.submitted', `late-${randomUUID()}`, at - HOUR / 2, { level: 3 });
    expect((await server.post(late)).status).toBe(200);
    const [thenAfter, nowAfter] = await both();
    expect(thenAfter.hash).toBe(thenBefore.hash);
    expect(nowAfter.view.dossier.submitted).toBe((nowBefore.view.dossier.submitted ?? 0) + 1);
    const [then, now] = [await opened('then'), await opened('now')];
    await Promise.all([then, now].map((one) => one.ask('seek', { at: instantText(at) })));
    expect(then.view().dossier.submitted).toBe(thenAfter.view.dossier.submitted);
    expect(now.view().dossier.submitted).toBe(nowAfter.view.dossier.submitted);
    for (const { socket } of [then, now]) socket.disconnect();
  });
});

describe('a session', () => {
  it('is private: what one does another does not see', async () => {
    const [one, two] = [await opened(), await opened()];
    const seen = two.frames.length;
    await one.ask('seek', { at: instantText(START + 2 * HOUR) });
    await one.ask('play', { speed: 900 });
    await until('frames of the first', () => one.frames.length > 5);
    expect(two.frames.length).toBe(seen);
    await one.ask('close');
    expect(await one.ask('pause')).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    const stood = one.frames.length;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(one.frames.length).toBe(stood);
    expect(await two.ask('seek', { at: instantText(START + HOUR) })).toMatchObject({ ok: true });
    for (const { socket } of [one, two]) socket.disconnect();
  });

  it('keeps to the log as it was when it was opened', async () => {
    const one = await opened('then', START, end + 10 * HOUR);
    const { seq } = await one.ask('seek', { at: instantText(end + 10 * HOUR) });
    const clock = server.clock;
    clock?.set(end + 60_000);
    for (const batch of inBatches(mixedEvents(1_000, 300, end + 60_000), 500)) await postBatch(server.url, batch);
    await one.ask('seek', { at: instantText(START) });
    expect((await one.ask('seek', { at: instantText(end + 9 * HOUR) })).seq).toBe(seq);
    one.socket.disconnect();
  });

  it('is one of 24 of a person at most, and makes room when it is closed or its connection ends', async () => {
    const range = { from: instantText(START), to: instantText(START + HOUR) };
    const players = await Promise.all(Array.from({ length: 25 }, player));
    const replies = await Promise.all(players.map((one) => one.ask('open', range)));
    const refused = replies.filter(({ ok }) => !ok);
    expect(refused.map(({ code }) => code)).toEqual(['QUEUE_FULL']);
    const late = players[replies.indexOf(refused[0] as Reply)] as Player;
    const [first, second] = players.filter((one) => one !== late) as [Player, Player];
    await first.ask('close');
    expect(await late.ask('open', range)).toMatchObject({ ok: true });
    second.socket.disconnect();
    let reply: Reply = { ok: false };
    for (let turn = 0; turn < 100 && !reply.ok; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      reply = await first.ask('open', range);
    }
    expect(reply).toMatchObject({ ok: true });
    for (const { socket } of players) socket.disconnect();
  });

  it('is refused to operators and to nobody', async () => {
    const refused = async (options: object): Promise<unknown> =>
      new Promise((resolve) => {
        const socket: Socket = io(`${server.url}/replay`, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          ...options,
        });
        socket.on('connect_error', (error) => resolve((error as Error & { data?: { code?: string } }).data?.code));
        socket.on('connect', () => resolve('connected'));
      });
    expect(await refused({})).toBe('UNAUTHENTICATED');
    expect(await refused({ extraHeaders: { cookie: await server.cookie('operator') } })).toBe('FORBIDDEN');
  });

  it('has no event that writes', async () => {
    const one = await opened();
    const before = server.hub.model()?.seq;
    const row = { id: randomUUID(), occurrence: 'x', version: 1, action: 'ack' };
    for (const name of ['command', 'wall.beat', 'record', 'submit', 'alarms'])
      await expect(one.socket.timeout(200).emitWithAck(name, row)).rejects.toThrow();
    expect(server.hub.model()?.seq).toBe(before);
    one.socket.disconnect();
  });
});
