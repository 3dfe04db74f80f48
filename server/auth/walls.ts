// Walls: paired by a code that the wall shows and an administrator types, or given a token for a program.
import type { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { instantText } from '../../shared/time.ts';
import { refuse } from '../refusal.ts';
import { createAttempts } from './attempts.ts';
import type { AuthContext } from './auth.ts';
import { bodyOf, isId, line } from './body.ts';
import { readCookie, setCookie } from './cookies.ts';
import { LIFETIME_MS } from './directory.ts';
import { someoneIn } from './guard.ts';
import { removeById } from './queries.ts';
import { hashToken, newCode, newToken } from './secrets.ts';
import { inTransaction } from './transaction.ts';
import { bindCode, claimWall, codeOf, insertCode, insertWall, listWalls, lockCode } from './wall-queries.ts';

const CODE_MS = 10 * 60_000;
const TRIES = 5;
const CODES_PER_ADDRESS = 60;

const code = z.string().regex(/^\d{6}$/, 'mã gồm 6 chữ số');
export const named = z.object({ name: line(128) });
export const pairing = z.object({ code, name: line(128) });
export const claiming = z.object({ code });

export function wallRoutes(router: Router, ctx: AuthContext): void {
  const { pool, now, directory, guard, audit, secure } = ctx;
  const guesses = createAttempts(TRIES, CODE_MS, now);
  const codesPerAddress = rateLimit({
    windowMs: CODE_MS,
    limit: CODES_PER_ADDRESS,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    handler: (_req, res) => refuse(res, 429, 'TOO_MANY_ATTEMPTS', 'Quá nhiều mã ghép từ máy này.', { retryAfter: 60 }),
  });

  /** The browser's own code: the same one again while it runs, so that a reload does not change what the wall shows. */
  router.post('/api/walls/code', guard('walls.ask_code'), codesPerAddress, async (req, res) => {
    res.set('Cache-Control', 'no-store');
    const old = readCookie(req.headers.cookie, 'pair');
    const running = old ? await codeOf(pool, hashToken(old)) : null;
    if (running && running.expiresAt > now())
      return void res.status(201).json({ code: running.code, expiresAt: instantText(running.expiresAt) });
    const secret = newToken('pair');
    const expiresAt = now() + CODE_MS;
    for (let tries = 0; tries < 20; tries += 1) {
      const drawn = newCode();
      if (!(await insertCode(pool, drawn, hashToken(secret), now(), expiresAt))) continue;
      setCookie(res, 'pair', secret, 2 * CODE_MS, secure);
      return void res.status(201).json({ code: drawn, expiresAt: instantText(expiresAt) });
    }
    throw new Error('no free pairing code');
  });

  /** 204 and the wall's cookie once paired; 202 while nobody has typed the code; 410 when its time is over. */
  router.post('/api/walls/claim', guard('walls.ask_code'), async (req, res) => {
    const body = bodyOf(claiming, req, res);
    if (!body) return;
    const secret = readCookie(req.headers.cookie, 'pair');
    const mine = secret ? await codeOf(pool, hashToken(secret)) : null;
    if (!mine || mine.code !== body.code)
      return refuse(res, 404, 'CODE_UNKNOWN', 'Mã ghép này không phải của trình duyệt này.', { where: 'code' });
    if (mine.expiresAt <= now()) return refuse(res, 410, 'CODE_EXPIRED', 'Mã ghép đã hết hạn.', { where: 'code' });
    if (mine.wallId === null) return void res.status(202).json({ waiting: true });
    const token = newToken('wall');
    if (!(await claimWall(pool, mine.id, hashToken(token), now() + LIFETIME_MS.wall)))
      return refuse(res, 404, 'CODE_UNKNOWN', 'Mã ghép này đã được dùng.', { where: 'code' });
    await directory.reload();
    setCookie(res, 'wall', token, LIFETIME_MS.wall, secure);
    setCookie(res, 'pair', '', 0, secure);
    res.status(204).end();
  });

  router.post('/api/walls/pair', guard('walls.manage'), async (req, res) => {
    const body = bodyOf(pairing, req, res);
    if (!body) return;
    const actor = someoneIn(res);
    const wait = guesses.waitSec(actor.id);
    if (wait > 0)
      return refuse(res, 429, 'TOO_MANY_ATTEMPTS', 'Nhập sai mã quá 5 lần. Xin chờ mã mới.', { retryAfter: wait });
    guesses.count(actor.id);
    const id = await inTransaction(pool, async (client) => {
      const codeId = await lockCode(client, body.code, now());
      if (codeId === null) return null;
      // Lives as long as its code until the browser claims it.
      const wall = { name: body.name, hash: null, by: actor.name, expiresAt: now() + CODE_MS };
      const made = await insertWall(client, wall);
      await bindCode(client, codeId, made);
      await audit({ type: 'audit.wall_paired', subject: made, data: { name: body.name, by: actor.name } });
      return made;
    });
    if (id === null)
      return refuse(res, 404, 'CODE_UNKNOWN', 'Không có màn hình nào đang hiện mã này, hoặc mã đã hết hạn.', {
        where: 'code',
      });
    guesses.clear(actor.id);
    res.status(201).json({ id });
  });

  router.get('/api/walls', guard('walls.manage'), async (_req, res) => {
    const walls = await listWalls(pool);
    const shown = walls.map((wall) => ({
      ...wall,
      createdAt: instantText(wall.createdAt),
      expiresAt: instantText(wall.expiresAt),
    }));
    res.json({ walls: shown });
  });

  router.post('/api/walls', guard('walls.manage'), async (req, res) => {
    const body = bodyOf(named, req, res);
    if (!body) return;
    const by = someoneIn(res).name;
    const token = newToken('wall');
    const id = await inTransaction(pool, async (client) => {
      const wall = { name: body.name, hash: hashToken(token), by, expiresAt: now() + LIFETIME_MS.wall };
      const made = await insertWall(client, wall);
      await audit({ type: 'audit.wall_created', subject: made, data: { name: body.name, by } });
      return made;
    });
    await directory.reload();
    res.set('Cache-Control', 'no-store').status(201).json({ id, token });
  });

  router.delete('/api/walls/:id', guard('walls.manage'), async (req, res) => {
    const { id } = req.params;
    const by = someoneIn(res).name;
    const name = !isId(id)
      ? null
      : await inTransaction(pool, async (client) => {
          const removed = await removeById(client, 'walls', id);
          if (removed !== null) await audit({ type: 'audit.wall_revoked', subject: id, data: { name: removed, by } });
          return removed;
        });
    if (name === null) return refuse(res, 404, 'NOT_FOUND', 'Không có màn hình này.');
    await directory.reload();
    res.status(204).end();
  });
}
