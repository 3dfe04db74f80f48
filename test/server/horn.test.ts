// One horn a room, silence, and who has which alarm open: real consoles on a real server, its clocks in the test's hands.
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantText, parseInstant, SECOND_MS } from '../../shared/time.ts';
import type { DeskPresence, HornAnswer, HornChanged } from '../../shared/wire-schema.ts';
import { openAlarms, raise } from '../support/alarm.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer, until } from '../support/server.ts';
import { makeWall } from '../support/wall.ts';

const START = parseInstant('2026-11-23T09:00:00+07:00');
const real = { ms: 0 };
let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await freshDatabase();
  server = await startTestServer({ database, exerciseFrom: START, monotonic: () => real.ms });
});
afterAll(async () => {
  await server.end();
  await database.drop();
});

type Console = { socket: Socket; changed: HornChanged[]; open: DeskPresence['open'][] };
async function consoleOf(role: 'operator' | 'supervisor', on: TestServer = server): Promise<Console> {
  const socket = await on.socket('/live', role);
  const console: Console = { socket, changed: [], open: [] };
  socket.on('horn.changed', (change: HornChanged) => console.changed.push(change));
  socket.on('desk.presence', ({ open }: DeskPresence) => console.open.push(open));
  socket.connect();
  await until('the console', () => console.open.length > 0);
  return console;
}
const ask = async (to: { socket: Socket }, event: string, payload: unknown): Promise<Record<string, unknown>> =>
  to.socket.timeout(3_000).emitWithAck(event, payload);
/** A beat, three seconds after the last. */
async function beat(to: Console, room: string, state = 'ok', later = 3_000): Promise<HornAnswer> {
  real.ms += later;
  return (await ask(to, 'horn.beat', { room, state })) as HornAnswer;
}
const leave = (...consoles: Console[]): void => {
  for (const { socket } of consoles) socket.disconnect();
};
const logged = async (type: string, on: TestServer = server): Promise<Record<string, unknown>[]> =>
  (await on.as('operator', `/api/events?type=${type}&limit=1000`)).body.events as Record<string, unknown>[];

describe('the horn of a room', () => {
  it('has one console, and another within 15 s when that one falls silent', async () => {
    const room = 'Phòng A';
    const [one, two] = [await consoleOf('operator'), await consoleOf('supervisor')];
    expect(await beat(one, room)).toEqual({ sounder: true, silencedUpTo: null, silencedBy: null, silencedAlone: {} });
    expect((await beat(two, room)).sounder).toBe(false);
    expect((await beat(one, room)).sounder).toBe(true);
    let waited = 0;
    for (let is = false; !is; waited += 3_000) is = (await beat(two, room)).sounder;
    expect(waited).toBeLessThan(15_000);
    expect((await beat(one, room)).sounder).toBe(false);
    await until('the news', () => one.changed.filter((change) => change.room === room).length === 2);
    expect(one.changed.filter((change) => change.room === room).map(({ holder }) => holder)).toEqual([
      'test.operator',
      'test.supervisor',
    ]);
    leave(one, two);
  });

  it('passes at once from a console that is blocked, and from one that is gone', async () => {
    const room = 'Phòng B';
    const [one, two] = [await consoleOf('operator'), await consoleOf('supervisor')];
    expect((await beat(one, room)).sounder).toBe(true);
    expect((await beat(one, room, 'blocked')).sounder).toBe(false);
    expect((await beat(two, room, 'ok', 100)).sounder).toBe(true);
    leave(two);
    await until('the horn of nobody', () => one.changed.at(-1)?.holder === null);
    expect((await beat(one, room, 'ok', 1_000)).sounder).toBe(true);
    leave(one);
  });

  it('is nobody’s that may not act: a wall is refused, nonsense too, and a flood is not answered', async () => {
    const wall = await makeWall(server, 'Tường còi');
    wall.socket.connect();
    await until('the wall', () => wall.socket.connected);
    const heard: string[] = [];
    wall.socket.onAny((event: string) => heard.push(event));
    for (const event of ['horn.beat', 'horn.silence', 'horn.tested', 'desk.present'])
      expect(await ask(wall, event, { room: 'x', state: 'ok' })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    wall.socket.disconnect();
    const one = await consoleOf('operator');
    for (const payload of [
      null,
      {},
      { room: '', state: 'ok' },
      { room: 'x'.repeat(65), state: 'ok' },
      { room: 'a\0' },
    ]) {
      real.ms += 3_000;
      expect(await ask(one, 'horn.beat', payload)).toMatchObject({ ok: false, code: 'INVALID' });
    }
    real.ms += 10_000;
    const before = (await logged('audit.horn_tested')).length;
    let answered = 0;
    for (let n = 0; n < 50; n++)
      one.socket.emit('horn.tested', { room: 'Phòng C', heard: true }, () => {
        answered += 1;
      });
    expect(await ask(one, 'desk.present', { occurrence: null })).toEqual({ ok: true });
    await until('what was let through', () => answered === 5);
    expect((await logged('audit.horn_tested')).length - before).toBe(5);
    expect(heard.filter((event) => event.startsWith('horn') || event.startsWith('desk'))).toEqual([]);
    leave(one);
  });
});

describe('silence', () => {
  const room = 'Phòng D';

  it('covers what has alarmed up to an instant, is told to all and logged, and acknowledges nothing', async () => {
    const [one, two] = [await consoleOf('operator'), await consoleOf('supervisor')];
    const alarm = await raise(server, 'srv-horn');
    const upTo = alarm.hornAt as string;
    expect(await ask(one, 'horn.silence', { room, upTo })).toEqual({ ok: true });
    const silenced = { silencedUpTo: upTo, silencedBy: 'test.operator', silencedAlone: {} };
    await until('the news', () => two.changed.find((change) => change.room === room && change.silencedUpTo === upTo));
    expect(await beat(two, room)).toEqual({ sounder: true, ...silenced });
    const [event] = await logged('alarm.silenced');
    expect(event).toMatchObject({
      subject: room,
      source: '/ioc/alarms',
      data: { by: 'test.operator', byName: 'test.operator', role: 'operator', upTo },
    });
    const row = (await openAlarms(server)).find(({ occurrence }) => occurrence === alarm.occurrence);
    expect(row).toMatchObject({ state: 'active_unack', version: 1 });
    leave(one, two);
  });

  it('never covers what is to come', async () => {
    const one = await consoleOf('operator');
    const at = server.hub.model()?.at ?? 0;
    for (const upTo of [instantText(Math.max(at, server.hub.now()) + 60_000), 'sớm thôi', ''])
      expect(await ask(one, 'horn.silence', { room, upTo })).toMatchObject({
        ok: false,
        code: 'INVALID',
        where: 'upTo',
      });
    leave(one);
  });

  it('of one alarm alone is told, logged, and ended by the next urgent one', async () => {
    const own = 'Phòng E';
    const one = await consoleOf('operator');
    const [mine] = [await raise(server, 'srv-alone')];
    const wish = { room: own, upTo: mine.hornAt, occurrence: mine.occurrence };
    expect(await ask(one, 'horn.silence', wish)).toEqual({ ok: true });
    const silencedAlone = { [String(mine.occurrence)]: mine.hornAt };
    expect(await beat(one, own)).toEqual({ sounder: true, silencedUpTo: null, silencedBy: null, silencedAlone });
    expect((await logged('alarm.silenced')).at(-1)).toMatchObject({
      subject: own,
      data: { occurrence: mine.occurrence },
    });
    await raise(server, 'srv-next');
    expect((await beat(one, own)).silencedAlone).toEqual({});
    leave(one);
  });

  it('is moved forward only, by whoever presses later', async () => {
    const [one, two] = [await consoleOf('operator'), await consoleOf('supervisor')];
    const first = await raise(server, 'srv-horn-1');
    server.clock?.set(START + 60 * SECOND_MS);
    const second = await raise(server, 'srv-horn-2');
    await ask(two, 'horn.silence', { room, upTo: second.hornAt });
    await ask(one, 'horn.silence', { room, upTo: first.hornAt });
    expect(await beat(one, room)).toMatchObject({ silencedUpTo: second.hornAt, silencedBy: 'test.supervisor' });
    leave(one, two);
  });

  it('and the test of a horn survive a restart in the log; the lease is given anew to whoever asks first', async () => {
    const one = await consoleOf('operator');
    expect(await ask(one, 'horn.tested', { room, heard: false })).toEqual({ ok: true });
    expect((await logged('audit.horn_tested')).at(-1)).toMatchObject({
      subject: room,
      data: { by: 'test.operator', byName: 'test.operator', heard: false },
    });
    const before = await beat(one, room);
    expect(before).toMatchObject({ sounder: true, silencedBy: 'test.supervisor' });
    await server.end();
    server = await startTestServer({ database, exerciseFrom: START + 120 * SECOND_MS, monotonic: () => real.ms });
    const two = await consoleOf('supervisor');
    expect(await beat(two, room)).toEqual(before);
    leave(two);
  });
});

describe('a room that nobody can hear', () => {
  const row = async (room: string) => (await openAlarms(server)).find(({ subject }) => subject === `sound:${room}`);

  it('raises A90 after ten seconds, which is over when a console sounds again', async () => {
    const room = 'Phòng E';
    const one = await consoleOf('operator');
    for (let n = 0; n < 5; n++) await beat(one, room, 'blocked');
    await until('the log', () => server.hub.model()?.monitor.mutedRooms.has(room));
    expect(await row(room)).toBeUndefined();
    server.clock?.set(START + 140 * SECOND_MS);
    await until('the alarm', () => server.hub.model()?.alarms.byRule.get('A90')?.has(`sound:${room}`));
    expect(await row(room)).toMatchObject({ rule: 'A90', priority: 'P3', state: 'active_unack' });
    expect((await beat(one, room)).sounder).toBe(true);
    await until('the log again', () => !server.hub.model()?.monitor.mutedRooms.has(room));
    await until('its return', () => {
      const id = server.hub.model()?.alarms.byRule.get('A90')?.get(`sound:${room}`) ?? '';
      return server.hub.model()?.alarms.open.get(id)?.cond === 'RTN';
    });
    leave(one);
  });
});

describe('who has which alarm open', () => {
  it('is told to all desks, oneself included, and to who comes later', async () => {
    const [one, two] = [await consoleOf('operator'), await consoleOf('supervisor')];
    await ask(one, 'desk.present', { occurrence: 'o-1' });
    await ask(two, 'desk.present', { occurrence: 'o-1' });
    await until('both names', () => one.open.at(-1)?.['o-1']?.length === 2);
    expect(one.open.at(-1)).toEqual({ 'o-1': ['test.operator', 'test.supervisor'] });
    const late = await consoleOf('operator');
    expect(late.open[0]).toEqual({ 'o-1': ['test.operator', 'test.supervisor'] });
    await ask(one, 'desk.present', { occurrence: null });
    await until('one name', () => two.open.at(-1)?.['o-1']?.length === 1);
    leave(two);
    await until('none', () => Object.keys(one.open.at(-1) ?? { x: 1 }).length === 0);
    leave(one, late);
  });

  it('is forgotten after 15 s without a word', async () => {
    const [one, two] = [await consoleOf('operator'), await consoleOf('supervisor')];
    await ask(one, 'desk.present', { occurrence: 'o-2' });
    await until('the name', () => two.open.at(-1)?.['o-2']);
    real.ms += 14_999;
    await ask(two, 'desk.present', { occurrence: null });
    expect(two.open.at(-1)).toHaveProperty('o-2');
    real.ms += 1;
    await until('nobody', () => Object.keys(two.open.at(-1) ?? { x: 1 }).length === 0);
    leave(one, two);
  });
});
