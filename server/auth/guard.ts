// The door of every route: asks the table of permissions, and leaves a mark by which a test finds routes without one.
import type { IRouter, Request, RequestHandler, Response } from 'express';
import { refuse } from '../refusal.ts';
import type { Actor } from './directory.ts';
import { LOOPBACK_MAY, mayUse, PERMISSIONS, type Permission } from './permissions.ts';

const MARK = Symbol('permission');
type Guard = RequestHandler & { [MARK]?: Permission };

/** A program on this machine, not someone whom a proxy on this machine lets through. */
export function fromLoopback(req: Request): boolean {
  const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => req.headers[name] !== undefined);
  return !forwarded && /^(127\.|::1$|::ffff:127\.)/.test(req.socket.remoteAddress ?? '');
}

/**
 * Makes `guard(permission)`: 401 UNAUTHENTICATED without a valid session or token, 403 FORBIDDEN with too small a role,
 * else `res.locals.actor` (see `actorIn`). For `anyone` the actor may be null; a `source key` route checks its key itself.
 */
export function createGuard(actorOf: (req: Request) => Actor | null): (permission: Permission) => RequestHandler {
  return (permission) => {
    const least = PERMISSIONS[permission];
    const open = least === 'anyone' || least === 'source key';
    const guard: Guard = (req, res, next) => {
      const actor = actorOf(req);
      res.locals.actor = actor;
      if (open || mayUse(actor, permission) || (LOOPBACK_MAY.has(permission) && fromLoopback(req))) next();
      else if (actor === null) refuse(res, 401, 'UNAUTHENTICATED', 'Bạn chưa đăng nhập hoặc phiên đã hết hạn.');
      else refuse(res, 403, 'FORBIDDEN', 'Tài khoản của bạn không có quyền làm việc này.');
    };
    guard[MARK] = permission;
    return guard;
  };
}

/** Whoever the guard let in; null only on routes open to anyone. */
export const actorIn = (res: Response): Actor | null => (res.locals.actor as Actor | null | undefined) ?? null;

/** Whoever the guard let in, on a route that asks for a role. Throws when the route has no guard: a bug. */
export function someoneIn(res: Response): Actor {
  const actor = actorIn(res);
  if (actor === null) throw new Error('a route without its guard');
  return actor;
}

export type GuardedRoute = Readonly<{ method: string; path: string; permission: Permission | null }>;

type Layer = {
  handle?: Guard & { stack?: Layer[] };
  route?: { path: string; methods: Record<string, boolean>; stack: Layer[] };
};

/**
 * Every route mounted in a router or app, routers inside it included, with its permission; null: nobody guards it.
 * The paths of nested routers are relative to where they are mounted.
 */
export function routesOf(router: IRouter): GuardedRoute[] {
  const found: GuardedRoute[] = [];
  const walk = (layers: readonly Layer[]): void => {
    for (const layer of layers) {
      if (layer.route) {
        const permission = layer.route.stack.map((inner) => inner.handle?.[MARK]).find((mark) => mark !== undefined);
        for (const method of Object.keys(layer.route.methods))
          found.push({ method: method.toUpperCase(), path: layer.route.path, permission: permission ?? null });
      } else if (layer.handle?.stack) walk(layer.handle.stack);
    }
  };
  walk(router.stack as unknown as Layer[]);
  return found;
}
