// The walls are watched: real sockets on a real server, its clocks in the test's hands.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Occurrence } from '../../shared/alarm/occurrence.ts';
import { instantText, parseInstant, SECOND_MS } from '../../shared/time.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { startTestServer, type TestServer, until } from '../support/server.ts';
import { makeWall, type TestWall, wallSocket } from '../support/wall.ts';

const START = parseInstant('2026-11-23T09:00:00+07:00');
const real = { ms: 0 };
const time = { at: START };
let database: TestDatabase;
let server: TestServer;
const start = (): Promise<TestServer> => startTestServer({ database, exerciseFrom: time.at, monotonic: () => real.ms });
beforeAll(async () => {
  database = await freshDatabase();
  server = await start();
  // On a clock that stands still stamps run a little ahead of it.
  pass(1);
});
afterAll(async () => {
  await server.end();
  await database.drop();
});

const said = { frames: 300, heapMb: 80, lagMs: 2, build: 'b1', scene: 'live' };
const walls = () => server.hub.model()?.monitor.walls;
const alarmOf = (name: string): Occurrence | undefined => {
  const alarms = server.hub.model()?.alarms;
  return alarms?.open.get(alarms.byRule.get('A90')?.get(`wall:${name}`) ?? '');
};
/** Both clocks go on. */
function pass(seconds: number): void {
  real.ms += seconds * SECOND_MS;
  time.at += seconds * SECOND_MS;
  server.clock?.set(time.at);
}
async function ticks(count: number): Promise<void> {
  let seen = 0;
  server.hub.onChange((stored) => {
    if (stored.length === 0) seen += 1;
  });
  await until('a few seconds of the server', () => seen >= count);
}
async function beating(name: string): Promise<TestWall & { token: string }> {
  const wall = await makeWall(server, name);
  wall.socket.connect();
  await until('the wall', () => wall.socket.connected);
  wall.socket.emit('wall.beat', said);
  await until('its first word', () => walls()?.get(wall.id)?.silentFrom === null);
  return wall;
}

describe('a wall', () => {
  it('that goes on without a beat is P3 after 15 s, P1 after 30 s, and over when it beats again', async () => {
    const wall = await beating('Tường lặng');
    const last = time.at;
    pass(10);
    await until('its silence', () => walls()?.get(wall.id)?.silentFrom === last);
    expect(alarmOf(wall.name)).toBeUndefined();
    pass(5);
    await until('P3', () => alarmOf(wall.name)?.priority === 'P3');
    expect(alarmOf(wall.name)?.text).toBe(`Màn hình Tường lặng im lặng từ ${instantText(last).slice(11, 19)}`);
    pass(15);
    await until('P1', () => alarmOf(wall.name)?.priority === 'P1');
    wall.socket.emit('wall.beat', said);
    await until('its return', () => alarmOf(wall.name)?.cond === 'RTN');
    wall.socket.disconnect();
    await server.as('admin', `/api/walls/${wall.id}`, { method: 'DELETE' });
    await until('the end of it', () => !walls()?.has(wall.id));
  });

  it('whose connection is gone is silent from its last beat on; once revoked nobody misses it', async () => {
    const wall = await beating('Tường mất');
    const last = time.at;
    pass(3);
    wall.socket.disconnect();
    await until('the loss', () => server.live.connections() === 0);
    pass(2);
    await until('its silence', () => walls()?.get(wall.id)?.silentFrom === last);
    pass(25);
    await until('P1', () => alarmOf(wall.name)?.priority === 'P1');
    await server.as('admin', `/api/walls/${wall.id}`, { method: 'DELETE' });
    await until('its return', () => alarmOf(wall.name)?.cond === 'RTN');
    expect(walls()?.has(wall.id)).toBe(false);
  });

  it('that beats fills no log', async () => {
    const count = async (): Promise<number> => {
      const { body } = await server.as('operator', '/api/events?limit=1000&source=/ioc/server');
      return (body.events as { type: string }[]).filter(({ type }) => type.startsWith('wall.')).length;
    };
    const wall = await beating('Tường khoẻ');
    const before = await count();
    for (let n = 0; n < 200; n++) {
      pass(1);
      wall.socket.emit('wall.beat', { ...said, frames: n, lagMs: n });
    }
    await ticks(1);
    expect(await count()).toBe(before);
    wall.socket.disconnect();
  });

  it('is expected again after a restart, without blame for the time in which nobody listened', async () => {
    const [gone, back] = [await beating('Tường cũ'), await beating('Tường về')];
    for (const { socket } of [gone, back]) socket.disconnect();
    await server.end();
    pass(3_600);
    server = await start();
    const again = wallSocket(server, back.token);
    again.connect();
    await until('the wall', () => again.connected);
    again.emit('wall.beat', said);
    pass(9);
    again.emit('wall.beat', said);
    await ticks(1);
    expect(walls()?.get(gone.id)?.silentFrom).toBeNull();
    pass(5);
    again.emit('wall.beat', said);
    await until(
      'the silence of the other',
      () => walls()?.get(gone.id)?.silentFrom === server.hub.model()?.feeds.listeningSince,
    );
    expect(alarmOf(gone.name)).toBeUndefined();
    pass(1.1);
    await until('P3', () => alarmOf(gone.name)?.priority === 'P3');
    expect([alarmOf(back.name), walls()?.get(back.id)?.silentFrom]).toEqual([undefined, null]);
    again.disconnect();
  });

  it('is a wall by its token: a person who looks at its page is not missed', async () => {
    const person = await server.socket('/live', 'operator');
    person.connect();
    await until('the person', () => person.connected);
    const before = walls()?.size;
    person.emit('wall.beat', said);
    await ticks(1);
    expect(walls()?.size).toBe(before);
    person.disconnect();
  });
});
