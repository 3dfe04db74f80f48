import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetPassword } from '../../../server/auth/accounts.ts';
import { ADMIN_PASSWORD, freshWorld, type Json, startServer } from './world.ts';

let world: Awaited<ReturnType<typeof freshWorld>>;
const logged: string[] = [];
beforeAll(async () => {
  world = await freshWorld({ logged });
});
afterAll(() => world.close());
beforeEach(() => {
  world.failures.audit = false;
});

const revokedKeys = (server: { auth: typeof world.auth }) => {
  const keys: string[] = [];
  server.auth.onRevoked((key) => keys.push(key));
  return keys;
};

describe('signing in', () => {
  it('gives an HttpOnly SameSite cookie and nothing else', async () => {
    const client = world.client();
    const answer = await client.login(' Admin ', ADMIN_PASSWORD);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^ioc_session=iocs_[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(world.audits.at(-1)).toMatchObject({
      type: 'audit.login',
      subject: 'admin',
      data: { by: 'admin', role: 'admin' },
    });
    const me = await client.get('/api/me');
    expect(me.body).toMatchObject({ name: 'admin', username: 'admin', role: 'admin', kind: 'user' });
    expect(me.body.permissions).toContain('users.manage');
  });

  it('sets Secure behind https', async () => {
    const other = await startServer(world.pool, world.clock, { publicUrl: 'https://ioc.example' });
    const answer = await other.client().login('admin', ADMIN_PASSWORD);
    expect(answer.headers.get('set-cookie')).toContain('; Secure');
    await other.stop();
  });

  it('takes a session token as Bearer, and only that when it is there', async () => {
    const token = world.admin.jar.get('ioc_session');
    expect((await world.client({ authorization: `Bearer ${token}` }).get('/api/me')).status).toBe(200);
    expect((await world.admin.get('/api/me', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect(world.auth.actorOf({ headers: {}, token })?.name).toBe('admin');
  });

  it('refuses a wrong password and an unknown person in the same words, counts and does not audit them', async () => {
    const before = world.audits.length;
    const failed = world.failures.logins;
    const client = world.client();
    const wrong = await client.login('admin', 'khong-phai-mat-khau');
    const unknown = await client.login('khong-co-ai', 'khong-phai-mat-khau');
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({ ok: false, code: 'LOGIN_FAILED', message: expect.any(String) });
    expect(unknown.body).toEqual(wrong.body);
    expect(client.jar.size).toBe(0);
    expect(world.audits.length).toBe(before);
    expect(world.failures.logins).toBe(failed + 2);
    await client.login('admin', ADMIN_PASSWORD);
  });

  it.each([['{'], [{}], [{ username: 'admin' }], [{ username: 1, password: 2 }], ['"x"']])(
    'refuses the body %j',
    async (body) => {
      const answer = await world.client().post('/api/login', body);
      expect([400, 422]).toContain(answer.status);
      expect(answer.body).toMatchObject({ ok: false, code: expect.stringMatching(/BAD_JSON|INVALID/) });
    },
  );

  it('refuses a foreign page', async () => {
    const answer = await world.client({ origin: 'http://evil.example' }).login('admin', ADMIN_PASSWORD);
    expect([answer.status, answer.body.code]).toEqual([403, 'ORIGIN_REFUSED']);
    expect(world.auth.admit({ headers: { origin: 'http://evil.example', host: 'ioc' } }, 'live')).toMatchObject({
      ok: false,
      code: 'ORIGIN_REFUSED',
    });
  });

  it('lets many sign in together', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.client().login('admin', ADMIN_PASSWORD)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(204));
  });

  it('rests a name after five wrong passwords, in parallel too, and forgets after five minutes', async () => {
    await world.auth.putUser('resting', 'resting-mat-khau', 'operator');
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => world.client().login('resting', 'sai-sai-sai-sai')),
    );
    const wrong = tries.filter((answer) => answer.status === 401).length;
    expect(wrong).toBeGreaterThanOrEqual(5);
    expect(wrong).toBeLessThan(9);
    const right = await world.client().login('Resting', 'resting-mat-khau');
    expect([right.status, right.body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(200);
    world.clock.ms += 5 * 60_000;
    expect((await world.client().login('resting', 'resting-mat-khau')).status).toBe(204);
  });

  it('changes nothing and says 503 while the log cannot be written', async () => {
    world.failures.audit = true;
    const client = world.client();
    const answer = await client.login('admin', ADMIN_PASSWORD);
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '2']);
    expect(client.jar.size).toBe(0);
    const made = await world.admin.post('/api/users', {
      username: 'nobody',
      password: 'mat-khau-dai',
      role: 'operator',
    });
    expect(made.status).toBe(503);
    world.failures.audit = false;
    expect(JSON.stringify((await world.admin.get('/api/users')).body)).not.toContain('nobody');
  });
});

describe('a session', () => {
  it('ends with logout, for other holders of the token too', async () => {
    const client = await world.person('operator', 'leaver');
    const token = client.jar.get('ioc_session');
    const keys = revokedKeys(world);
    expect((await client.post('/api/logout')).status).toBe(204);
    expect(client.jar.size).toBe(0);
    expect((await world.client({ cookie: `ioc_session=${token}` }).get('/api/me')).status).toBe(401);
    expect(keys).toEqual([expect.stringMatching(/^user:/)]);
  });

  it('runs out after twelve hours without use, and not while it is used', async () => {
    const client = await world.person('operator', 'sliding');
    world.clock.ms += 11 * 3_600_000;
    expect((await client.get('/api/me')).status).toBe(200);
    world.clock.ms += 11 * 3_600_000;
    expect((await client.get('/api/me')).status).toBe(200);
    const keys = revokedKeys(world);
    world.clock.ms += 12 * 3_600_000 + 1;
    expect((await client.get('/api/me')).status).toBe(401);
    await expect.poll(() => keys.length, { timeout: 2000 }).toBeGreaterThan(0);
    await world.admin.login('admin', ADMIN_PASSWORD);
  });

  it('ends everywhere within a second when its user is deleted, demoted or given a new password elsewhere', async () => {
    const other = await startServer(world.pool, world.clock);
    const keys = revokedKeys(other);
    const ended = async (change: () => Promise<unknown>, name: string) => {
      const client = await world.person('supervisor', name);
      const token = client.jar.get('ioc_session') ?? '';
      const seen = () => other.auth.actorOf({ headers: {}, token });
      await expect.poll(seen, { timeout: 1000 }).not.toBeNull();
      const actor = seen();
      await change();
      await expect.poll(() => keys.includes(actor?.key ?? ''), { timeout: 1000, interval: 20 }).toBe(true);
      return seen();
    };
    const idOf = async (name: string) =>
      (await world.admin.get('/api/users')).body.users.find((u: Json) => u.username === name).id;
    expect(await ended(async () => world.admin.del(`/api/users/${await idOf('gone')}`), 'gone')).toBeNull();
    expect(await ended(() => resetPassword(world.pool, 'forgetful'), 'forgetful')).toBeNull();
    const demoted = await ended(
      async () => world.admin.patch(`/api/users/${await idOf('demoted')}`, { role: 'operator' }),
      'demoted',
    );
    expect(demoted?.role).toBe('operator');
    await other.stop();
  });

  it('leaves no token and no password in the log', async () => {
    await world.client().login('admin', 'mot-mat-khau-sai-de-tim');
    const all = logged.join('\n') + JSON.stringify(world.audits);
    expect(all).not.toContain(ADMIN_PASSWORD);
    expect(all).not.toContain('mot-mat-khau-sai-de-tim');
    expect(all).not.toMatch(/ioc[swkp]_/);
  });
});

describe("one's own password", () => {
  it('changes with the old one, and ends the other sessions', async () => {
    const here = await world.person('operator', 'changer');
    const there = await world.person('operator', 'changer');
    expect((await here.post('/api/me/password', { current: 'wrong', password: 'mat-khau-moi-1' })).body.code).toBe(
      'WRONG_PASSWORD',
    );
    expect((await here.post('/api/me/password', { current: 'changer-mat-khau', password: 'ngan' })).body.where).toBe(
      'password',
    );
    const done = await here.post('/api/me/password', {
      current: 'changer-mat-khau',
      password: 'Mật khẩu mới'.normalize('NFD'),
    });
    expect(done.status).toBe(204);
    expect((await here.get('/api/me')).status).toBe(200);
    expect((await there.get('/api/me')).status).toBe(401);
    expect((await world.client().login('changer', 'Mật khẩu mới'.normalize('NFC'))).status).toBe(204);
  });
});
