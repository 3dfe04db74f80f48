// Accounts and permissions, composed: who is asking, what they may do, and the routes by which that is changed.
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Router } from 'express';
import express from 'express';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { ensureAdmin, putUser } from './accounts.ts';
import { onFailure, readJson } from './body.ts';
import { readCookie } from './cookies.ts';
import { type Actor, createDirectory, type Directory, type Key } from './directory.ts';
import { createGuard } from './guard.ts';
import { loginRoutes } from './login.ts';
import { originAllowed, originCheck } from './origin.ts';
import { mayUse, type Permission, type Role } from './permissions.ts';
import { keyRoutes, userRoutes } from './users.ts';
import { wallRoutes } from './walls.ts';

export type AuditEntry = Readonly<{
  type: `audit.${string}` | `config.${string}`;
  subject: string | null;
  data: Readonly<Record<string, unknown>>;
}>;

export type AuthDeps = Readonly<{
  /** Runs as `ioc_app`. */
  pool: Pool;
  /** Writes into the log; rejects when the log cannot be written now, and then nothing is changed either. */
  audit: (entry: AuditEntry) => Promise<void>;
  /** The real clock (epoch ms), also in an exercise: sessions and pairing codes run out in real time. */
  now: () => number;
  settings: Readonly<{ publicUrl: URL | null; ingestKey: string | null; adminPassword: string | null }>;
  log: Logger;
  /** Counts attempts that led to no login. */
  onFailedLogin?: () => void;
}>;

/** What the route files work with. */
export type AuthContext = Readonly<{
  pool: Pool;
  now: () => number;
  audit: AuthDeps['audit'];
  directory: Directory;
  guard: (permission: Permission) => RequestHandler;
  onFailedLogin: () => void;
  secure: boolean;
}>;

/** `token`: Socket.IO's `auth.token`. Headers as node gives them. */
export type Credentials = Readonly<{ headers: IncomingHttpHeaders; token?: unknown }>;

export type Admission =
  | Readonly<{ ok: true; actor: Actor }>
  | Readonly<{ ok: false; code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'ORIGIN_REFUSED'; message: string }>;

const bearer = (header: string | undefined): string | null => /^Bearer +([^\s]+) *$/i.exec(header ?? '')?.[1] ?? null;

/** A pattern is exact, or a prefix with a trailing `*`. */
const matches = (pattern: string, text: string): boolean =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;

/** May this key send events of this source and type? */
export const mayKeySend = (key: Key, source: string, type: string): boolean =>
  key.sources.some((pattern) => matches(pattern, source)) && key.types.some((pattern) => matches(pattern, type));

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(deps: AuthDeps) {
  const { pool, now, settings, log } = deps;
  const directory = createDirectory({ pool, now, ingestKey: settings.ingestKey, log });
  const { publicUrl } = settings;

  /** Who asks: an explicit token alone if there is one, else the session cookie, else the wall's. Prolongs the session. */
  function actorOf({ headers, token }: Credentials): Actor | null {
    const explicit = typeof token === 'string' && token !== '' ? token : bearer(headers.authorization);
    if (explicit !== null) return directory.actorByToken(explicit);
    for (const name of ['session', 'wall'] as const) {
      const value = readCookie(headers.cookie, name);
      const actor = value === null ? null : directory.actorByToken(value);
      if (actor) return actor;
    }
    return null;
  }

  const guard = createGuard((req: Request) => actorOf(req));

  const ownOrigin = ({ origin, host }: IncomingHttpHeaders): boolean =>
    originAllowed({ ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) }, publicUrl);

  /** For a Socket.IO middleware: `admit({headers: socket.handshake.headers, token: socket.handshake.auth.token}, 'live')`. */
  function admit(from: Credentials, permission: Permission): Admission {
    if (!ownOrigin(from.headers))
      return { ok: false, code: 'ORIGIN_REFUSED', message: 'Kết nối đến từ một trang khác nên bị từ chối.' };
    const actor = actorOf(from);
    if (actor === null)
      return { ok: false, code: 'UNAUTHENTICATED', message: 'Bạn chưa đăng nhập hoặc phiên đã hết hạn.' };
    if (!mayUse(actor, permission))
      return { ok: false, code: 'FORBIDDEN', message: 'Tài khoản của bạn không có quyền xem phần này.' };
    return { ok: true, actor };
  }

  const router: Router = express.Router();
  const context: AuthContext = {
    pool,
    now,
    audit: deps.audit,
    directory,
    guard,
    onFailedLogin: deps.onFailedLogin ?? (() => {}),
    secure: publicUrl?.protocol === 'https:',
  };
  // Every route behind this router; the door stands before it and takes no cookie.
  router.use('/api', originCheck(publicUrl));
  router.use(['/api/login', '/api/logout', '/api/me', '/api/users', '/api/keys', '/api/walls'], readJson);
  loginRoutes(router, context);
  userRoutes(router, context);
  keyRoutes(router, context);
  wallRoutes(router, context);
  router.use(onFailure(log));

  return {
    /** Reads the credentials and keeps them fresh; call once the migrations have run, before the first request. */
    start: directory.start,
    stop: directory.stop,
    actorOf,
    admit,
    guard,
    originCheck: originCheck(publicUrl),
    /** The same rule for a handshake of which nothing but the headers is known. */
    ownOrigin,
    /** The sender behind an `Authorization: Bearer <source key>` header; null when unknown or revoked. */
    keyOf(authorization: string | undefined): Key | null {
      const token = bearer(authorization);
      return token === null ? null : directory.keyByToken(token);
    },
    router,
    /** Activity on a socket (`command`, `wall.beat`): the session does not run out under a person who works. */
    touch: directory.touch,
    /** `listener(actor.key)` within a second of: logout, deletion, expiry, a changed role or password. Returns the way back. */
    onRevoked: directory.onRevoked,
    nameOf: directory.nameOf,
    isPaired: directory.isPaired,
    /** The first administrator, while there is none; a random password comes back to be printed once, else null. */
    async ensureAdmin(): Promise<string | null> {
      const password = await ensureAdmin(pool, settings.adminPassword);
      await directory.reload();
      return password;
    },
    /** Makes the account or sets its password and role (demo accounts). */
    async putUser(username: string, password: string, role: Exclude<Role, 'wall'>): Promise<void> {
      await putUser(pool, username, password, role);
      await directory.reload();
    },
  };
}
