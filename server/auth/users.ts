// People and source keys: made, listed, withdrawn by an administrator. A secret is shown once, when it is made.
import type { Router } from 'express';
import { z } from 'zod';
import { instantText } from '../../shared/time.ts';
import { refuse } from '../refusal.ts';
import type { AuthContext } from './auth.ts';
import { bodyOf, isId, line, password, username } from './body.ts';
import { someoneIn } from './guard.ts';
import {
  endSessions,
  insertKey,
  insertUser,
  listUsers,
  lockAdmins,
  readKeys,
  removeById,
  updateUser,
} from './queries.ts';
import { hashPassword, hashToken, newToken } from './secrets.ts';
import { inTransaction } from './transaction.ts';

const role = z.enum(['operator', 'supervisor', 'admin']);
export const newUser = z.object({ username, password, role });
export const userChange = z.object({ password: password.optional(), role: role.optional() });
const pattern = line(256).pipe(z.string().regex(/^[^*]*\*?$/, 'dấu * chỉ được đứng cuối'));
export const newKey = z.object({
  name: line(128),
  sources: z.array(pattern).min(1, 'cần ít nhất một mục').max(100, 'quá nhiều mục'),
  types: z.array(pattern).min(1, 'cần ít nhất một mục').max(100, 'quá nhiều mục'),
});

const LAST_ADMIN = 'Đây là quản trị viên cuối cùng, không thể xoá hay hạ quyền.';
const NO_USER = 'Không có người dùng này.';

export function userRoutes(router: Router, ctx: AuthContext): void {
  const { pool, directory, guard, audit } = ctx;

  /** Whom an alarm can be given to: everyone who may act on one. */
  router.get('/api/people', guard('alarms.act'), (_req, res) => {
    res.json({ people: directory.people() });
  });

  router.get('/api/users', guard('users.manage'), async (_req, res) => {
    const users = await listUsers(pool);
    res.json({ users: users.map((user) => ({ ...user, createdAt: instantText(user.createdAt) })) });
  });

  router.post('/api/users', guard('users.manage'), async (req, res) => {
    const body = bodyOf(newUser, req, res);
    if (!body) return;
    const by = someoneIn(res).name;
    const hash = await hashPassword(body.password);
    const id = await inTransaction(pool, async (client) => {
      const made = await insertUser(client, { username: body.username, hash, role: body.role, by });
      if (made)
        await audit({ type: 'audit.user_created', subject: body.username, data: { by, id: made, role: body.role } });
      return made;
    });
    if (!id) return refuse(res, 409, 'USERNAME_TAKEN', 'Tên đăng nhập này đã có người dùng.', { where: 'username' });
    await directory.reload();
    res.status(201).json({ id });
  });

  router.patch('/api/users/:id', guard('users.manage'), async (req, res) => {
    const body = bodyOf(userChange, req, res);
    if (!body) return;
    const { id } = req.params;
    const by = someoneIn(res).name;
    const hash = body.password === undefined ? undefined : await hashPassword(body.password);
    const verdict = await inTransaction(pool, async (client) => {
      const user = (await listUsers(client)).find((row) => row.id === id);
      if (!user) return 'unknown';
      const newRole = body.role !== undefined && body.role !== user.role ? body.role : undefined;
      if (newRole && user.role === 'admin' && (await lockAdmins(client)).length === 1) return 'last';
      await updateUser(client, user.id, { ...(hash ? { hash } : {}), ...(newRole ? { role: newRole } : {}) });
      if (hash) await endSessions(client, { userId: user.id, except: null });
      const data = {
        by,
        id: user.id,
        passwordReset: hash !== undefined,
        ...(newRole ? { before: user.role, role: newRole } : {}),
      };
      await audit({ type: 'audit.user_changed', subject: user.username, data });
      return 'done';
    });
    if (verdict === 'unknown') return refuse(res, 404, 'NOT_FOUND', NO_USER);
    if (verdict === 'last') return refuse(res, 409, 'LAST_ADMIN', LAST_ADMIN);
    await directory.reload();
    res.status(204).end();
  });

  router.delete('/api/users/:id', guard('users.manage'), async (req, res) => {
    const { id } = req.params;
    if (!isId(id)) return refuse(res, 404, 'NOT_FOUND', NO_USER);
    const by = someoneIn(res).name;
    const verdict = await inTransaction(pool, async (client) => {
      const admins = await lockAdmins(client);
      if (admins.length === 1 && admins[0] === id) return 'last';
      const name = await removeById(client, 'users', id);
      if (name === null) return 'unknown';
      await audit({ type: 'audit.user_deleted', subject: name, data: { by, id } });
      return 'done';
    });
    if (verdict === 'last') return refuse(res, 409, 'LAST_ADMIN', LAST_ADMIN);
    if (verdict === 'unknown') return refuse(res, 404, 'NOT_FOUND', NO_USER);
    await directory.reload();
    res.status(204).end();
  });
}

export function keyRoutes(router: Router, ctx: AuthContext): void {
  const { pool, directory, guard, audit } = ctx;

  router.get('/api/keys', guard('keys.manage'), async (_req, res) => {
    const keys = await readKeys(pool);
    res.json({ keys: keys.map(({ hash: _, createdAt, ...key }) => ({ ...key, createdAt: instantText(createdAt) })) });
  });

  router.post('/api/keys', guard('keys.manage'), async (req, res) => {
    const body = bodyOf(newKey, req, res);
    if (!body) return;
    const by = someoneIn(res).name;
    const key = newToken('key');
    const id = await inTransaction(pool, async (client) => {
      const made = await insertKey(client, { ...body, hash: hashToken(key), by });
      await audit({ type: 'config.key_created', subject: made, data: { ...body, by } });
      return made;
    });
    await directory.reload();
    res.set('Cache-Control', 'no-store').status(201).json({ id, key });
  });

  router.delete('/api/keys/:id', guard('keys.manage'), async (req, res) => {
    const { id } = req.params;
    const by = someoneIn(res).name;
    const name = !isId(id)
      ? null
      : await inTransaction(pool, async (client) => {
          const removed = await removeById(client, 'source_keys', id);
          if (removed !== null) await audit({ type: 'config.key_revoked', subject: id, data: { name: removed, by } });
          return removed;
        });
    if (name === null) return refuse(res, 404, 'NOT_FOUND', 'Không có khoá này.');
    await directory.reload();
    res.status(204).end();
  });
}
