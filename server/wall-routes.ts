// The walls as data: what each is (an administrator says), what it shows now, and what a desk asks of it.
import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Model } from '../shared/model.ts';
import type { MonitorEvent } from '../shared/monitor/events.ts';
import { wallPlan } from '../shared/wall/plan-schema.ts';
import { wallSteer } from '../shared/wire-schema.ts';
import type { Auth } from './auth/auth.ts';
import { bodyOf } from './auth/body.ts';
import { someoneIn } from './auth/guard.ts';
import { followed, type Scenes } from './live/scenes.ts';
import { ownEvent } from './own-event.ts';
import { refuse } from './refusal.ts';
import { type Hub, Unavailable } from './submission.ts';

export const planBody = z.strictObject({ plan: wallPlan });

type Deps = Readonly<{
  hub: Pick<Hub, 'model' | 'now' | 'record'>;
  auth: Pick<Auth, 'guard' | 'isPaired'>;
  shownOn: Scenes['shownOn'];
}>;

export function wallPlanRoutes({ hub, auth, shownOn }: Deps): Router {
  const router = Router();
  const monitor = (): Model['monitor'] => {
    const model = hub.model();
    if (!model) throw new Unavailable('away', 2);
    return model.monitor;
  };

  /** Resolves once it is committed and folded; a wall that is not paired is refused. */
  async function record(res: Response, wall: string, event: Pick<MonitorEvent, 'type' | 'data'>): Promise<boolean> {
    if (!auth.isPaired(wall)) {
      refuse(res, 404, 'NOT_FOUND', 'Không có màn hình này, hoặc nó chưa ghép xong.');
      return false;
    }
    await hub.record([ownEvent(event.type, wall, event.data, hub.now())]);
    return true;
  }
  const person = (res: Response) => ({ by: someoneIn(res).name, byName: someoneIn(res).name });

  router.get('/api/walls/:id/plan', auth.guard('wall.follow'), (req, res) => {
    const allowed = followed(someoneIn(res), (req.params as { id: string }).id);
    if ('ok' in allowed) return refuse(res, 403, 'FORBIDDEN', allowed.message);
    const { wall } = allowed;
    if (wall === null || !auth.isPaired(wall)) return refuse(res, 404, 'NOT_FOUND', 'Không có màn hình này.');
    res.json({ wall, plan: monitor().plans.get(wall) ?? null });
  });

  router.put('/api/walls/:id/plan', auth.guard('walls.manage'), async (req, res) => {
    const body = bodyOf(planBody, req, res);
    if (!body) return;
    const wall = (req.params as { id: string }).id;
    if (await record(res, wall, { type: 'wall.planned', data: { ...person(res), plan: body.plan } }))
      res.json({ wall, plan: body.plan });
  });

  router.get('/api/walls/shown', auth.guard('walls.steer'), (_req, res) => {
    const { walls, plans, steers } = monitor();
    res.json({
      walls: Array.from(walls, ([id, { name, silentFrom }]) => ({
        id,
        name,
        silent: silentFrom !== null,
        shown: shownOn(id),
        scenes: [...new Set(plans.get(id)?.rotation.map(({ scene }) => scene) ?? ['overview'])],
        steered: steers.get(id)?.scene ?? null,
        steeredBy: steers.get(id)?.byName ?? null,
      })),
    });
  });

  router.post('/api/walls/:id/steer', auth.guard('walls.steer'), async (req, res) => {
    const body = bodyOf(wallSteer, req, res);
    if (!body) return;
    const wall = (req.params as { id: string }).id;
    const before = monitor().steers.get(wall);
    const data = {
      ...person(res),
      scene: body.scene === undefined ? (before?.scene ?? null) : body.scene,
      mute: body.mute ?? before?.mute ?? false,
      dim: body.dim ?? before?.dim ?? false,
    };
    if (await record(res, wall, { type: 'wall.steered', data })) res.json({ ok: true, shown: shownOn(wall) });
  });

  return router;
}
