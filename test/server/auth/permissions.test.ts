import express from 'express';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { createAuth } from '../../../server/auth/auth.ts';
import { routesOf } from '../../../server/auth/guard.ts';
import { mayUse, PERMISSION_NAMES, PERMISSIONS, permissionsOf, ROLES } from '../../../server/auth/permissions.ts';

// Written by hand from interfaces.md §4, and not from the code: what each role may besides the roles before it.
const EXPECTED = {
  anyone: ['health', 'pages', 'api.docs', 'login', 'walls.ask_code'],
  wall: ['live', 'view.now', 'wall.beat', 'wall.follow', 'me.read'],
  operator: ['me.password', 'alarms.read', 'alarms.act', 'walls.steer', 'events.read', 'quarantine.read', 'explain'],
  supervisor: [
    'replay',
    'view.past',
    'days.read',
    'export',
    'dossiers.named',
    'alarms.reset',
    'alarms.suppress',
    'alarms.out_of_service',
    'alarms.unack_other',
  ],
  admin: ['users.manage', 'keys.manage', 'walls.manage', 'rules.manage', 'quarantine.retry', 'metrics.read'],
};

describe('the table of permissions', () => {
  it('decides every role and permission', () => {
    const levels = ['anyone', ...ROLES] as const;
    for (const permission of PERMISSION_NAMES) {
      for (const [rank, who] of levels.entries()) {
        const allowed = levels.slice(0, rank + 1).some((level) => EXPECTED[level].includes(permission));
        expect([who, permission, mayUse(who === 'anyone' ? null : { role: who }, permission)]).toEqual([
          who,
          permission,
          allowed,
        ]);
      }
    }
    expect(PERMISSION_NAMES.toSorted()).toEqual([...Object.values(EXPECTED).flat(), 'events.send'].toSorted());
  });

  it('lets no role send events: that takes a source key', () => {
    for (const role of ROLES) expect(mayUse({ role }, 'events.send')).toBe(false);
  });

  it('lists for a page what its person may', () => {
    expect(permissionsOf('wall')).toEqual([...EXPECTED.anyone, ...EXPECTED.wall]);
    expect(permissionsOf('admin')).toHaveLength(PERMISSION_NAMES.length - 1);
  });

  it('guards every mounted account route', () => {
    const auth = createAuth({
      pool: {} as never,
      audit: async () => {},
      now: () => 0,
      settings: { publicUrl: null, ingestKey: null, adminPassword: null },
      log: pino({ level: 'silent' }),
    });
    const routes = routesOf(auth.router);
    expect(routes.filter((route) => route.permission === null)).toEqual([]);
    expect(routes.map((route) => `${route.method} ${route.path} ${PERMISSIONS[route.permission!]}`).toSorted()).toEqual(
      [
        'DELETE /api/keys/:id admin',
        'DELETE /api/users/:id admin',
        'DELETE /api/walls/:id admin',
        'GET /api/keys admin',
        'GET /api/me wall',
        'GET /api/people operator',
        'GET /api/users admin',
        'GET /api/walls admin',
        'PATCH /api/users/:id admin',
        'POST /api/keys admin',
        'POST /api/login anyone',
        'POST /api/logout anyone',
        'POST /api/me/password operator',
        'POST /api/users admin',
        'POST /api/walls admin',
        'POST /api/walls/claim anyone',
        'POST /api/walls/code anyone',
        'POST /api/walls/pair admin',
      ],
    );
  });

  it('finds a route without a guard', () => {
    const app = express();
    const inner = express.Router();
    inner.get('/forgotten', (_req, res) => void res.end());
    app.use('/x', inner);
    expect(routesOf(app.router)).toEqual([{ method: 'GET', path: '/forgotten', permission: null }]);
  });
});
