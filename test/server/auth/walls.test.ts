import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshWorld } from './world.ts';

let world: Awaited<ReturnType<typeof freshWorld>>;
beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

describe('a wall', () => {
  it('is paired by the code it shows, only in its own browser, and lives 90 days', async () => {
    const wall = world.client();
    const asked = await wall.post('/api/walls/code');
    expect(asked.status).toBe(201);
    expect(asked.body).toEqual({ code: expect.stringMatching(/^\d{6}$/), expiresAt: '2026-11-21T10:10:00.000+07:00' });
    expect(asked.headers.get('set-cookie')).toContain('HttpOnly');
    expect((await wall.post('/api/walls/code')).body).toEqual(asked.body);
    const { code } = asked.body;
    expect((await wall.post('/api/walls/claim', { code })).status).toBe(202);

    const paired = await world.admin.post('/api/walls/pair', { code, name: 'Phòng trực' });
    expect(paired.status).toBe(201);
    expect((await world.admin.get('/api/walls')).body.walls).toMatchObject([
      { id: paired.body.id, name: 'Phòng trực', claimed: false },
    ]);
    // Who saw the six digits on the wall cannot take its token.
    const thief = world.client();
    await thief.post('/api/walls/code');
    expect((await thief.post('/api/walls/claim', { code })).body.code).toBe('CODE_UNKNOWN');
    expect((await world.client().post('/api/walls/claim', { code })).status).toBe(404);

    expect((await wall.post('/api/walls/claim', { code })).status).toBe(204);
    expect([...wall.jar.keys()]).toEqual(['ioc_wall']);
    expect((await wall.get('/api/me')).body).toMatchObject({
      id: paired.body.id,
      name: 'Phòng trực',
      role: 'wall',
      kind: 'wall',
      username: null,
    });
    expect((await wall.get('/live')).status).toBe(200);
    expect((await wall.post('/api/walls/claim', { code })).status).toBe(404);
    expect((await world.admin.post('/api/walls/pair', { code, name: 'Lần hai' })).body.code).toBe('CODE_UNKNOWN');

    world.clock.ms += 89 * 86_400_000;
    expect((await wall.get('/live')).status).toBe(200);
    world.clock.ms += 89 * 86_400_000;
    expect((await wall.get('/live')).status).toBe(200);
    world.clock.ms += 90 * 86_400_000 + 1;
    expect((await wall.get('/live')).status).toBe(401);
    await world.admin.login('admin', 'mat-khau-quan-tri');
  });

  it('gets a new code when the old one is ten minutes old', async () => {
    const wall = world.client();
    const { code } = (await wall.post('/api/walls/code')).body;
    world.clock.ms += 10 * 60_000;
    expect((await world.admin.post('/api/walls/pair', { code, name: 'Muộn' })).body.code).toBe('CODE_UNKNOWN');
    expect((await wall.post('/api/walls/claim', { code })).body.code).toBe('CODE_EXPIRED');
    const next = (await wall.post('/api/walls/code')).body.code;
    expect((await world.admin.post('/api/walls/pair', { code: next, name: 'Kịp' })).status).toBe(201);
    expect((await wall.post('/api/walls/claim', { code: next })).status).toBe(204);
  });

  it('cannot be guessed: after five wrong codes the right one is refused too', async () => {
    const wall = world.client();
    const { code } = (await wall.post('/api/walls/code')).body;
    const admin = await world.person('admin', 'guesser');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let i = 0; i < 5; i += 1)
      expect((await admin.post('/api/walls/pair', { code: wrong, name: 'x' })).status).toBe(404);
    const right = await admin.post('/api/walls/pair', { code, name: 'x' });
    expect([right.status, right.body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(500);
    expect((await admin.post('/api/walls/pair', { code: '12', name: 'x' })).status).toBe(422);
  });

  it('with a token for a program loses it when it is revoked, within the same second', async () => {
    const made = await world.admin.post('/api/walls', { name: 'Bảng điện tử' });
    expect(made.status).toBe(201);
    const program = world.client({ authorization: `Bearer ${made.body.token}` });
    expect((await program.get('/live')).status).toBe(200);
    expect(world.auth.admit({ headers: {}, token: made.body.token }, 'live')).toMatchObject({
      ok: true,
      actor: { role: 'wall' },
    });
    expect(world.auth.admit({ headers: {}, token: made.body.token }, 'alarms.act')).toMatchObject({
      ok: false,
      code: 'FORBIDDEN',
    });
    const keys: string[] = [];
    world.auth.onRevoked((key) => keys.push(key));
    expect((await world.admin.del(`/api/walls/${made.body.id}`)).status).toBe(204);
    expect(keys).toEqual([`wall:${made.body.id}`]);
    expect((await program.get('/live')).status).toBe(401);
    expect(world.auth.admit({ headers: {}, token: made.body.token }, 'live')).toMatchObject({
      ok: false,
      code: 'UNAUTHENTICATED',
    });
  });

  it('revoked before it came for its token gets none', async () => {
    const wall = world.client();
    const { code } = (await wall.post('/api/walls/code')).body;
    const { id } = (await world.admin.post('/api/walls/pair', { code, name: 'Nhầm' })).body;
    await world.admin.del(`/api/walls/${id}`);
    expect((await wall.post('/api/walls/claim', { code })).body.code).toBe('CODE_UNKNOWN');
  });
});
