import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runUserCommand } from '../../../server/auth/user-cli.ts';
import { freshWorld, type Json } from './world.ts';

let world: Awaited<ReturnType<typeof freshWorld>>;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

const idOf = async (name: string): Promise<string> =>
  (await world.admin.get('/api/users')).body.users.find((user: Json) => user.username === name).id;

describe('users', () => {
  it('are made, listed without secrets, and deleted', async () => {
    const made = await world.admin.post('/api/users', {
      username: 'Truc.Ban1',
      password: 'mat-khau-truc',
      role: 'operator',
    });
    expect([made.status, Object.keys(made.body)]).toEqual([201, ['id']]);
    const again = await world.admin.post('/api/users', {
      username: 'truc.ban1',
      password: 'mat-khau-truc',
      role: 'operator',
    });
    expect([again.status, again.body.code, again.body.where]).toEqual([409, 'USERNAME_TAKEN', 'username']);
    const { users } = (await world.admin.get('/api/users')).body;
    expect(users.map((user: Json) => Object.keys(user).toSorted().join())).toContain('createdAt,id,role,username');
    expect(users.map((user: Json) => user.username)).toEqual(['admin', 'truc.ban1']);
    expect((await world.admin.del(`/api/users/${made.body.id}`)).status).toBe(204);
    expect((await world.admin.del(`/api/users/${made.body.id}`)).status).toBe(404);
    expect(world.audits.slice(-2).map((entry) => [entry.type, entry.subject])).toEqual([
      ['audit.user_created', 'truc.ban1'],
      ['audit.user_deleted', 'truc.ban1'],
    ]);
  });

  it.each([
    [{ username: 'Trực', password: 'mat-khau-truc', role: 'operator' }, 'username'],
    [{ username: 'x', password: 'mat-khau-truc', role: 'operator' }, 'username'],
    [{ username: 'abc', password: 'chin-kytu', role: 'operator' }, 'password'],
    [{ username: 'abc', password: 'x'.repeat(257), role: 'operator' }, 'password'],
    [{ username: 'abc', password: 'mat-khau-truc', role: 'wall' }, 'role'],
    [{ username: 'abc', password: 'mat-khau-truc' }, 'role'],
  ])('refuses %j', async (body, where) => {
    const answer = await world.admin.post('/api/users', body);
    expect([answer.status, answer.body.code, answer.body.where]).toEqual([422, 'INVALID', where]);
  });

  it('never lose the last administrator, also when two delete each other at once', async () => {
    const only = await world.admin.del(`/api/users/${await idOf('admin')}`);
    expect([only.status, only.body.code]).toEqual([409, 'LAST_ADMIN']);
    const demote = await world.admin.patch(`/api/users/${await idOf('admin')}`, { role: 'operator' });
    expect([demote.status, demote.body.code]).toEqual([409, 'LAST_ADMIN']);
    const second = await world.person('admin', 'admin2');
    const [first, other] = [await idOf('admin'), await idOf('admin2')];
    const answers = await Promise.all([world.admin.del(`/api/users/${other}`), second.del(`/api/users/${first}`)]);
    // The one who came second is refused as the last one, or was already out.
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([204, expect.any(Number)]);
    expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
    const { rows } = await world.pool.query("select count(*)::int as n from users where role = 'admin'");
    expect(rows[0].n).toBe(1);
    await world.auth.putUser('admin', 'mat-khau-quan-tri', 'admin');
    await world.admin.login('admin', 'mat-khau-quan-tri');
  });

  it('get a first administrator only while there is none', async () => {
    expect(await world.auth.ensureAdmin()).toBeNull();
    const { rows } = await world.pool.query("select count(*)::int as n from users where username = 'admin'");
    expect(rows[0].n).toBe(1);
  });

  it('come back in by the command line', async () => {
    await world.auth.putUser('locked', 'da-quen-mat-khau', 'operator');
    const out: string[] = [];
    const err: string[] = [];
    const run = (...args: string[]) => runUserCommand(world.pool, args, (l) => out.push(l), (l) => err.push(l)); // biome-ignore format: one call
    expect(await run('reset', 'Locked')).toBe(0);
    const password = out[0]?.split(': ')[1] ?? '';
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await world.client().login('locked', password)).status).toBe(204);
    expect((await world.client().login('locked', 'da-quen-mat-khau')).status).toBe(401);
    expect(await run('reset', 'nobody-here')).toBe(1);
    expect(await run('delete', 'locked')).toBe(2);
    expect(err).toEqual(['no such user: nobody-here', 'usage: npm run user -- reset NAME']);
  });
});

describe('roles on the routes', () => {
  const routes: [string, string][] = [
    ['GET', '/api/users'],
    ['POST', '/api/users'],
    ['DELETE', '/api/users/x'],
    ['GET', '/api/keys'],
    ['POST', '/api/keys'],
    ['DELETE', '/api/keys/x'],
    ['GET', '/api/walls'],
    ['POST', '/api/walls'],
    ['POST', '/api/walls/pair'],
    ['DELETE', '/api/walls/x'],
  ];
  it('are 401 without a login and 403 below administrator', async () => {
    const token = (await world.admin.post('/api/walls', { name: 'Phòng họp' })).body.token;
    const low = [
      await world.person('operator'),
      await world.person('supervisor'),
      world.client({ authorization: `Bearer ${token}` }),
    ];
    for (const [method, path] of routes) {
      const call = (client: typeof world.admin) =>
        method === 'GET' ? client.get(path) : method === 'POST' ? client.post(path) : client.del(path);
      const nobody = await call(world.client());
      expect([path, nobody.status, nobody.body.code]).toEqual([path, 401, 'UNAUTHENTICATED']);
      for (const client of low) {
        const answer = await call(client);
        expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'FORBIDDEN']);
      }
      expect([401, 403]).not.toContain((await call(world.admin)).status);
    }
  });

  it('let a program on this machine read the metrics, but nobody through a proxy on it', async () => {
    expect((await world.client().get('/metrics')).status).toBe(200);
    expect((await world.client({ 'x-forwarded-for': '203.0.113.9' }).get('/metrics')).status).toBe(401);
    expect((await world.client().get('/live')).status).toBe(401);
  });
});
