import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayKeySend } from '../../../server/auth/auth.ts';
import { freshWorld } from './world.ts';

const key = (sources: string[], types: string[]) => ({ id: 'x', name: 'x', sources, types });

describe('what a key may send', () => {
  it.each([
    [['/phutho/motcua'], ['dossier.status'], '/phutho/motcua', 'dossier.status', true],
    [['/phutho/motcua'], ['dossier.status'], '/phutho/motcua2', 'dossier.status', false],
    [['/phutho/motcua'], ['dossier.*'], '/phutho/motcua', 'dossier.due', true],
    [['/phutho/motcua'], ['dossier.*'], '/phutho/motcua', 'dossier', false],
    [['/phutho/*'], ['*'], '/phutho/soc', 'security.alert', true],
    [['/phutho/*'], ['*'], '/thanhhoa/soc', 'security.alert', false],
    [['*'], ['endpoint.*', 'feed.heartbeat'], 'anything', 'feed.heartbeat', true],
    [['*'], ['endpoint.*'], 'anything', 'feed.heartbeat', false],
    [[], ['*'], 'anything', 'feed.heartbeat', false],
  ])('%j %j sends %s %s: %s', (sources, types, source, type, allowed) => {
    expect(mayKeySend(key(sources, types), source, type)).toBe(allowed);
  });
});

describe('source keys', () => {
  let world: Awaited<ReturnType<typeof freshWorld>>;
  beforeAll(async () => {
    world = await freshWorld({ ingestKey: 'mot-khoa-cua-moi-truong' });
  });
  afterAll(() => world.close());

  it('opens with the key that was shown once, and no longer once it is revoked', async () => {
    const made = await world.admin.post('/api/keys', {
      name: 'Một cửa',
      sources: ['/phutho/motcua'],
      types: ['dossier.*'],
    });
    expect(made.status).toBe(201);
    expect(world.auth.keyOf(`Bearer ${made.body.key}`)).toMatchObject({
      id: made.body.id,
      name: 'Một cửa',
      sources: ['/phutho/motcua'],
      types: ['dossier.*'],
    });
    const list = await world.admin.get('/api/keys');
    expect(list.body.keys).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain(made.body.key);
    expect((await world.admin.del(`/api/keys/${made.body.id}`)).status).toBe(204);
    expect(world.auth.keyOf(`Bearer ${made.body.key}`)).toBeNull();
    expect((await world.admin.del(`/api/keys/${made.body.id}`)).status).toBe(404);
    expect((await world.admin.del('/api/keys/khong-phai-uuid')).status).toBe(404);
    expect(world.audits.slice(-2)).toEqual([
      {
        type: 'config.key_created',
        subject: made.body.id,
        data: { name: 'Một cửa', sources: ['/phutho/motcua'], types: ['dossier.*'], by: 'admin' },
      },
      { type: 'config.key_revoked', subject: made.body.id, data: { name: 'Một cửa', by: 'admin' } },
    ]);
  });

  it('keeps only a hash of a key', async () => {
    const made = await world.admin.post('/api/keys', { name: 'SOC', sources: ['*'], types: ['security.*'] });
    const { rows } = await world.pool.query('select * from source_keys where id = $1', [made.body.id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(made.body.key.slice(5));
  });

  it('takes the key of the environment for everything', () => {
    const found = world.auth.keyOf('bearer mot-khoa-cua-moi-truong');
    expect(found && mayKeySend(found, '/x', 'security.alert')).toBe(true);
  });

  it('knows no session token, no garbage and nothing as a key', async () => {
    expect(world.auth.keyOf(`Bearer ${world.admin.jar.get('ioc_session')}`)).toBeNull();
    expect(world.auth.keyOf('Bearer ')).toBeNull();
    expect(world.auth.keyOf('Basic abc')).toBeNull();
    expect(world.auth.keyOf(undefined)).toBeNull();
  });

  it.each([
    [{ name: 'x', sources: [], types: ['*'] }, 'sources'],
    [{ name: 'x', sources: ['a*b'], types: ['*'] }, 'sources.0'],
    [{ name: '', sources: ['a'], types: ['*'] }, 'name'],
    [{ name: 'a\u0000b', sources: ['a'], types: ['*'] }, 'name'],
    [{ name: 'a\ud800b', sources: ['a'], types: ['*'] }, 'name'],
    [{ name: 'x', sources: ['a'] }, 'types'],
    ['[]', undefined],
  ])('refuses %j', async (body, where) => {
    const answer = await world.admin.post('/api/keys', body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ ok: false, code: 'INVALID', ...(where ? { where } : {}) });
  });
});
