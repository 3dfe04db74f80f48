import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshWorld } from './world.ts';

let world: Awaited<ReturnType<typeof freshWorld>>;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

it('a handshake without a login passes the rule of origins: who it is is asked afterwards', () => {
  expect(world.auth.ownOrigin({ host: 'ioc:8080' })).toBe(true);
  expect(world.auth.ownOrigin({ host: 'ioc:8080', origin: 'http://ioc:8080' })).toBe(true);
  expect(world.auth.ownOrigin({ host: 'ioc:8080', origin: 'http://evil.example' })).toBe(false);
  expect(world.auth.admit({ headers: { host: 'ioc:8080' } }, 'live')).toMatchObject({
    ok: false,
    code: 'UNAUTHENTICATED',
  });
});

it('a socket that works keeps its session alive', async () => {
  const token = world.admin.jar.get('ioc_session');
  const admitted = world.auth.admit({ headers: { cookie: `ioc_session=${token}` } }, 'live');
  if (!admitted.ok) throw new Error(admitted.code);
  world.clock.ms += 11 * 3_600_000;
  world.auth.touch(admitted.actor);
  world.clock.ms += 11 * 3_600_000;
  expect(world.auth.actorOf({ headers: {}, token })?.name).toBe('admin');
});
