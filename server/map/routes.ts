// GET /api/map: the site's own map for whoever may see a wall.
import express, { type Router } from 'express';
import type { Auth } from '../auth/auth.ts';
import type { SiteMapBody } from './read.ts';

/** It changes with a restart alone; a wall that turns through its scenes asks each time. */
const CACHE = 'private, max-age=600';

export function mapRoutes({ auth, map }: { auth: Pick<Auth, 'guard'>; map: SiteMapBody }): Router {
  const router = express.Router();
  router.get('/api/map', auth.guard('view.now'), (req, res) => {
    const zipped = req.acceptsEncodings('gzip') === 'gzip';
    res.set({ 'Cache-Control': CACHE, Vary: 'Accept-Encoding', 'Content-Type': 'application/json; charset=utf-8' });
    if (zipped) res.set('Content-Encoding', 'gzip');
    res.send(zipped ? map.gzip : map.json);
  });
  return router;
}
