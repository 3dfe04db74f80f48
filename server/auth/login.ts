// Signing in and out, and one's own account.
import type { Request, RequestHandler, Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { refuse } from '../refusal.ts';
import { createAttempts } from './attempts.ts';
import type { AuthContext } from './auth.ts';
import { bodyOf, password } from './body.ts';
import { setCookie } from './cookies.ts';
import { LIFETIME_MS } from './directory.ts';
import { createGate } from './gate.ts';
import { actorIn, someoneIn } from './guard.ts';
import { permissionsOf, type Role } from './permissions.ts';
import { endSessions, findUser, insertSession, updateUser } from './queries.ts';
import { hashPassword, hashToken, newToken, verifyPassword } from './secrets.ts';
import { inTransaction } from './transaction.ts';

const WINDOW_MS = 5 * 60_000;
const TRIES_PER_NAME = 5;
const TRIES_PER_ADDRESS = 30;
/** Argon2 takes a core for its time: more than this at once would starve the live path. */
const HASHES_AT_ONCE = 4;

export const credentials = z.object({ username: z.string().max(128), password: z.string().max(1024) });
export const newOwnPassword = z.object({ current: z.string().max(1024), password });

/** Only failures count: an office behind one address may sign in as often as it likes. */
const byAddress = (): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_MS,
    limit: TRIES_PER_ADDRESS,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    handler: (req, res) => {
      const reset = (req as Request & { rateLimit?: { resetTime?: Date } }).rateLimit?.resetTime?.getTime();
      const retryAfter = reset === undefined ? WINDOW_MS / 1000 : (reset - Date.now()) / 1000;
      refuse(res, 429, 'TOO_MANY_ATTEMPTS', 'Đăng nhập sai quá nhiều lần từ máy này. Xin chờ vài phút.', {
        retryAfter,
      });
    },
  });

export function loginRoutes(router: Router, ctx: AuthContext): void {
  const { pool, now, directory, guard, audit, secure } = ctx;
  const attempts = createAttempts(TRIES_PER_NAME, WINDOW_MS, now);
  const gate = createGate(HASHES_AT_ONCE, 50);

  /** Who stands behind a right password; otherwise the request is refused and null comes back. */
  async function signIn(name: string, secret: string, res: Response): Promise<{ id: string; role: Role } | null> {
    // Asked again after the wait in line: of guesses sent together no more pass than stand at the gate at once.
    if (rests(name, res)) return null;
    const verdict = await gate(async () => {
      if (rests(name, res)) return 'answered';
      const user = await findUser(pool, name);
      const right = await verifyPassword(user?.hash ?? null, secret);
      if (right && user) return user;
      attempts.count(name);
      return 'wrong';
    });
    if (verdict === null)
      refuse(res, 429, 'TOO_MANY_ATTEMPTS', 'Đang có nhiều người đăng nhập. Xin thử lại.', { retryAfter: 1 });
    else if (verdict === 'wrong') {
      ctx.onFailedLogin();
      refuse(res, 401, 'LOGIN_FAILED', 'Tên đăng nhập hoặc mật khẩu không đúng.');
    }
    return verdict === null || typeof verdict === 'string' ? null : verdict;
  }

  function rests(name: string, res: Response): boolean {
    const wait = attempts.waitSec(name);
    if (wait === 0) return false;
    const message = `Nhập sai mật khẩu quá nhiều lần. Xin chờ ${Math.ceil(wait / 60)} phút.`;
    refuse(res, 429, 'TOO_MANY_ATTEMPTS', message, { retryAfter: wait });
    return true;
  }

  router.post('/api/login', guard('login'), byAddress(), async (req, res) => {
    const body = bodyOf(credentials, req, res);
    if (!body) return;
    const name = body.username.trim().toLowerCase();
    const user = await signIn(name, body.password, res);
    if (!user) return;
    attempts.clear(name);
    const token = newToken('session');
    await inTransaction(pool, async (client) => {
      await insertSession(client, user.id, hashToken(token), now(), now() + LIFETIME_MS.user);
      await audit({ type: 'audit.login', subject: name, data: { by: name, role: user.role, from: req.ip ?? null } });
    });
    await directory.reload();
    setCookie(res, 'session', token, LIFETIME_MS.user, secure);
    res.status(204).end();
  });

  router.post('/api/logout', guard('login'), async (_req, res) => {
    const actor = actorIn(res);
    if (actor?.kind === 'user') {
      await inTransaction(pool, async (client) => {
        await endSessions(client, { id: actor.key.slice('user:'.length) });
        await audit({ type: 'audit.logout', subject: actor.name, data: { by: actor.name } });
      });
      await directory.reload();
    }
    setCookie(res, 'session', '', 0, secure);
    res.status(204).end();
  });

  router.get('/api/me', guard('me.read'), (_req, res) => {
    const { id, name, role, kind } = someoneIn(res);
    res.set('Cache-Control', 'no-store');
    res.json({ id, name, username: kind === 'user' ? name : null, role, kind, permissions: permissionsOf(role) });
  });

  router.post('/api/me/password', guard('me.password'), async (req, res) => {
    const actor = someoneIn(res);
    const body = bodyOf(newOwnPassword, req, res);
    if (!body) return;
    if (rests(actor.name, res)) return;
    const user = await findUser(pool, actor.name);
    if (!(await verifyPassword(user?.hash ?? null, body.current))) {
      attempts.count(actor.name);
      return refuse(res, 403, 'WRONG_PASSWORD', 'Mật khẩu hiện tại không đúng.', { where: 'current' });
    }
    attempts.clear(actor.name);
    const hash = await hashPassword(body.password);
    await inTransaction(pool, async (client) => {
      await updateUser(client, actor.id, { hash });
      // Whoever else holds a session with the old password is out.
      await endSessions(client, { userId: actor.id, except: actor.key.slice('user:'.length) });
      await audit({ type: 'audit.password_changed', subject: actor.name, data: { by: actor.name } });
    });
    await directory.reload();
    res.status(204).end();
  });
}
