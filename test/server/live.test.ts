import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { act, openAlarms, raise } from '../support/alarm.ts';
import { inBatches, mixedEvents, postBatch } from '../support/load.ts';
import { event, type Screen, startTestServer, type TestServer, until, watch } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.end());

async function screenOf(role: 'operator' | 'supervisor' = 'operator'): Promise<Screen> {
  const screen = watch(await server.socket('/live', role));
  screen.socket.connect();
  await until('the first frame', () => screen.frames.length > 0);
  return screen;
}
const wallSocket = async (): Promise<{ socket: Socket; id: string }> => {
  const { body } = await server.as('admin', '/api/walls', {
    method: 'POST',
    body: JSON.stringify({ name: 'Tường 1' }),
  });
  const socket = io(`${server.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    auth: { token: body.token },
  });
  return { socket, id: body.id as string };
};
/** Both stand at the same frame, and that holds the event with `seq`. */
const together = (a: Screen, b: Screen, seq = 0): Promise<true> =>
  until(
    'two screens at the same frame',
    () => a.last().n === b.last().n && a.last().epoch === b.last().epoch && a.last().seq >= seq,
  );

describe('frames', () => {
  it('begin with a snapshot, go on with patches, and show an event when its sender has been answered', async () => {
    const screen = await screenOf();
    expect(screen.frames[0]).toMatchObject({ kind: 'snapshot', mode: 'live' });
    const before = screen.view().dossier.submitted ?? 0;
    const { body } = await server.post(event('dossier.submitted', randomUUID(), Date.now(), { level: 3 }));
    await until('the frame of the post', () => screen.last().seq >= (body.seq as number), 1_000);
    expect(screen.last().kind).toBe('patch');
    expect(screen.view().dossier.submitted).toBe(before + 1);
    screen.socket.disconnect();
  });

  it('beat each second with the clock, the build and the last frame', async () => {
    const screen = await screenOf();
    await until('four beats', () => screen.beats.length >= 4, 6_000);
    const at = screen.beats.map((beat) => Date.parse(beat.at));
    for (let i = 1; i < at.length; i++)
      expect(Math.abs((at[i] as number) - (at[i - 1] as number) - 1_000)).toBeLessThan(500);
    const { build } = (await server.as(null, '/healthz')).body;
    expect(screen.beats.at(-1)).toMatchObject({ epoch: screen.last().epoch, build });
    screen.socket.disconnect();
  }, 10_000);

  it('are a snapshot of the same epoch on resync, asked for again and again only once a second', async () => {
    const screen = await screenOf();
    for (let turn = 0; turn < 20; turn++) screen.socket.emit('resync');
    await until('a second snapshot', () => screen.frames.filter(({ kind }) => kind === 'snapshot').length === 2);
    const [first, second] = screen.frames.filter(({ kind }) => kind === 'snapshot');
    expect(second?.epoch).toBe(first?.epoch);
    await server.post(event('dossier.submitted', randomUUID(), Date.now()));
    await until('a patch on top of it', () => screen.last().kind === 'patch');
    expect(screen.frames.filter(({ kind }) => kind === 'snapshot')).toHaveLength(2);
    screen.socket.disconnect();
  });
});

describe('a page that was cut off', () => {
  it('ends in the same view as a fresh one, after cuts during a burst', async () => {
    const cut = watch(await server.socket('/live', 'operator'));
    cut.socket.connect();
    await until('the first frame', () => cut.frames.length > 0);
    let [cuts, isOver] = [0, false];
    const cutting = (async () => {
      while (!isOver) {
        await new Promise((resolve) => setTimeout(resolve, 60));
        cut.socket.disconnect().connect();
        cuts += 1;
      }
    })();
    let seq = 0;
    for (const batch of inBatches(mixedEvents(6_000, 21, Date.now()), 40))
      seq = (await postBatch(server.url, batch)).seq;
    isOver = true;
    await cutting;
    const fresh = await screenOf();
    await until('the end of the burst', () => cut.last().seq >= seq);
    await together(cut, fresh, seq);
    expect(cut.view()).toEqual(fresh.view());
    expect(cuts).toBeGreaterThan(3);
    for (const { socket } of [cut, fresh]) socket.disconnect();
  });
});

describe('a slow screen', () => {
  it('gets the latest state and not a queue of all it missed', async () => {
    const ends = Array.from({ length: 2_000 }, (_, index) => `EP-slow-${index}`);
    const data = { name: 'x'.repeat(100), tier: 'commune', agency: 'H44.14', critical: false };
    await postBatch(
      server.url,
      ends.map((id) => event('endpoint.registered', id, Date.now(), data)),
    );
    const [slow, fast] = [await screenOf(), await screenOf()];
    const tcp = (slow.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } })
      .ws._socket;
    tcp.pause();
    let seq = 0;
    for (let turn = 0; turn < 60; turn++) {
      const type = turn % 2 === 0 ? 'endpoint.joined' : 'endpoint.dropped';
      seq = (
        await postBatch(
          server.url,
          ends.map((id) => event(type, id, Date.now())),
        )
      ).seq;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await until('the end of the burst', () => fast.last().seq >= seq);
    tcp.resume();
    await until('the slow screen at the end', () => slow.last().seq >= seq);
    await together(slow, fast, seq);
    expect(slow.view()).toEqual(fast.view());
    expect(slow.frames.filter(({ kind }) => kind === 'snapshot').length).toBeGreaterThan(1);
    expect(slow.frames.length).toBeLessThan(fast.frames.length);
    for (const { socket } of [slow, fast]) socket.disconnect();
  }, 60_000);
});

describe('commands over the socket', () => {
  const send = (screen: Screen | { socket: Socket }, row: { occurrence: string; version: number }, more: object = {}) =>
    screen.socket.timeout(3_000).emitWithAck('command', {
      id: randomUUID(),
      occurrence: row.occurrence,
      version: row.version,
      action: 'ack',
      ...more,
    });

  it('acknowledge; the second hears who was first and when; the same id gets the same answer', async () => {
    const [one, two] = [await screenOf('operator'), await screenOf('supervisor')];
    const alarm = await raise(server, 'srv-live-ack');
    const id = randomUUID();
    const [first, second] = await Promise.all([send(one, alarm, { id }), send(two, alarm)]);
    const [done, refused] = first.ok ? [first, second] : [second, first];
    expect(done).toEqual({ ok: true, version: 2 });
    const row = (await openAlarms(server)).find(({ subject }) => subject === 'srv-live-ack');
    expect(refused).toMatchObject({ ok: false, code: 'ALREADY_ACKED', by: row?.by, at: row?.ackedAt });
    expect(await send(one, alarm, { id, action: 'unack', version: 2 })).toEqual(first);
    expect(await send(one, { ...alarm, version: 7 }, { action: 'unack' })).toMatchObject({
      code: 'STALE_VERSION',
      current: { version: 2 },
    });
    for (const { socket } of [one, two]) socket.disconnect();
  });

  it('that are none are refused, and nothing falls over', async () => {
    const screen = await screenOf();
    for (const payload of [null, 'ack', {}, { id: 'x' }, [1]])
      expect(await screen.socket.timeout(3_000).emitWithAck('command', payload)).toMatchObject({
        ok: false,
        code: 'INVALID',
      });
    screen.socket.emit('command');
    screen.socket.emit('wall.beat', 'nonsense');
    expect((await server.as(null, '/healthz')).status).toBe(200);
    screen.socket.disconnect();
  });

  it('are not for walls, which get no list of alarms either', async () => {
    const { socket } = await wallSocket();
    const wall = watch(socket);
    let desk = 0;
    socket.on('alarms.reset', () => (desk += 1)).on('alarms.delta', () => (desk += 1));
    socket.connect();
    await until('the first frame', () => wall.frames.length > 0);
    const alarm = await raise(server, 'srv-live-wall');
    expect(await send({ socket }, alarm)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    await until('the alarm on the wall', () => wall.view().alarms.top[alarm.occurrence]);
    expect(desk).toBe(0);
    socket.disconnect();
  });
});

describe('the list of a desk', () => {
  it('is whole at first and kept by differences, equal to the fold', async () => {
    const rows = new Map<string, DeskRow>();
    let deltas = 0;
    const socket = await server.socket('/live', 'operator');
    socket.on('alarms.reset', (reset: { rows: DeskRow[] }) => {
      rows.clear();
      for (const row of reset.rows) rows.set(row.occurrence, row);
    });
    socket.on('alarms.delta', ({ upsert, remove }: { upsert: DeskRow[]; remove: string[] }) => {
      deltas += 1;
      for (const row of upsert) rows.set(row.occurrence, row);
      for (const occurrence of remove) rows.delete(occurrence);
    });
    const before = await raise(server, 'srv-desk-1');
    socket.connect();
    await until('the first list', () => rows.has(before.occurrence));
    const later = await raise(server, 'srv-desk-2');
    await act(server, 'operator', later, 'ack', { reason: 'đang xử lý' });
    await act(server, 'operator', before, 'dispose', { reason: 'báo động giả' });
    await until('both changes', () => rows.get(later.occurrence)?.version === 2 && !rows.has(before.occurrence));
    expect(deltas).toBeGreaterThan(0);
    const byId = (list: Iterable<DeskRow>) => [...list].sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1));
    expect(byId(rows.values())).toEqual(byId(await openAlarms(server)));
    socket.disconnect();
  });
});

describe('who may look', () => {
  const refusalOf = (options: object): Promise<unknown> =>
    new Promise((resolve) => {
      const socket = io(`${server.url}/live`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        ...options,
      });
      socket.on('connect_error', (error) => resolve((error as Error & { data?: unknown }).data));
      socket.on('connect', () => resolve('connected'));
    });

  it('nobody without a session or a token', async () => {
    expect(await refusalOf({})).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refusalOf({ auth: { token: 'x' } })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('a revoked wall and a removed person are gone within a second', async () => {
    const { socket, id } = await wallSocket();
    socket.connect();
    await until('the wall', () => socket.connected);
    await server.putUser('test.leaver', 'test-password-2', 'operator');
    const { headers } = await server.as(null, '/api/login', {
      method: 'POST',
      body: JSON.stringify({ username: 'test.leaver', password: 'test-password-2' }),
    });
    const cookie = headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    const leaver = io(`${server.url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie },
    });
    await until('the person', () => leaver.connected);
    const { body } = await server.as('admin', '/api/users');
    const user = (body.users as { id: string; username: string }[]).find(({ username }) => username === 'test.leaver');
    await server.as('admin', `/api/walls/${id}`, { method: 'DELETE' });
    await until('the wall to go', () => !socket.connected, 1_000);
    await server.as('admin', `/api/users/${user?.id}`, { method: 'DELETE' });
    await until('the person to go', () => !leaver.connected, 1_000);
    socket.disconnect();
  });
});
