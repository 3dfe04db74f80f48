// When each feed is to be heard: read at a desk, set by an administrator, each change an event of the log.
import express, { type Router } from 'express';
import { feedSchedule, scheduleTypes } from '../shared/feeds/schedule.ts';
import type { Auth } from './auth/auth.ts';
import { bodyOf } from './auth/body.ts';
import { someoneIn } from './auth/guard.ts';
import { ownEvent } from './own-event.ts';
import { refuse } from './refusal.ts';
import { type Hub, Unavailable } from './submission.ts';

export function feedScheduleRoutes({ hub, auth }: { hub: Hub; auth: Pick<Auth, 'guard'> }): Router {
  const router = express.Router();
  /** The feeds as they stand. Throws `Unavailable` while standing by. */
  const known = () => {
    const model = hub.model();
    if (!model) throw new Unavailable('away', 2);
    return model.feeds.bySource;
  };

  router.get('/api/feeds/schedules', auth.guard('alarms.read'), (_req, res) => {
    const all = [...known()].map(([source, feed]) => [source, feed.schedule ?? null] as const);
    res.json({ schedules: Object.fromEntries(all) });
  });

  router.post(
    '/api/feeds/:source/schedule',
    auth.guard('rules.manage'),
    express.json({ limit: '64kb' }),
    async (req, res) => {
      const { source } = req.params as { source: string };
      if (!known().has(source)) return refuse(res, 404, 'NOT_FOUND', 'Không có nguồn này.', { where: 'source' });
      const schedule = bodyOf(feedSchedule, req, res);
      if (!schedule) return;
      const { name } = someoneIn(res);
      // What the fold cannot read must never be in the log.
      const data = scheduleTypes['config.feed_scheduled'].parse({ by: name, byName: name, schedule });
      await hub.record([ownEvent('config.feed_scheduled', source, data, hub.now())]);
      res.json({ ok: true, schedule: known().get(source)?.schedule ?? null });
    },
  );
  return router;
}
