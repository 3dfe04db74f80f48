// All routes of the server, in one place, and the headers every answer carries.
import express, { type ErrorRequestHandler, type Express } from 'express';
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { instantText } from '../shared/time.ts';
import { alarmRoutes, type CommandDesk } from './alarms.ts';
import { type Auth, mayKeySend } from './auth/auth.ts';
import { pageIn, wallPreloads } from './built-client.ts';
import type { Database } from './database.ts';
import type { Settings } from './env.ts';
import { eventListRoutes } from './events.ts';
import { explainRoutes } from './explain.ts';
import { feedScheduleRoutes } from './feed-schedules.ts';
import { dayRoutes } from './history/day-routes.ts';
import type { History } from './history/history.ts';
import { historyRoutes } from './history/routes.ts';
import type { DoorContext } from './ingest/envelope.ts';
import { eventsRoute } from './ingest/routes.ts';
import { kpiRoutes } from './kpi.ts';
import type { Live } from './live.ts';
import { countKnown } from './log-reads.ts';
import type { SiteMapBody } from './map/read.ts';
import { mapRoutes } from './map/routes.ts';
import type { Metrics } from './metrics.ts';
import { openApiRoutes } from './openapi.ts';
import { proofRoutes } from './proof/routes.ts';
import { quarantineRoutes } from './quarantine.ts';
import { refuse } from './refusal.ts';
import { exportRoutes } from './reports/routes.ts';
import { dryRunRoutes } from './rules/dry-run-routes.ts';
import { ruleRoutes } from './rules/routes.ts';
import { type Hub, Unavailable } from './submission.ts';
import { wallPlanRoutes } from './wall-routes.ts';

export type AppDeps = Readonly<{
  settings: Settings;
  database: Database;
  pool: Pool;
  hub: Hub;
  auth: Auth;
  desk: CommandDesk;
  live: Live;
  history: History;
  metrics: Metrics;
  map: SiteMapBody;
  /** An event dated before this instant (epoch ms) is too old; null: the log has never been pruned. */
  prunedUntil: () => number | null;
  /** Folder of the built client; null when it is not built. */
  client: string | null;
  build: string;
  audit: (type: `audit.${string}`, subject: string | null, data: object) => Promise<void>;
  log: Logger;
}>;

/** The database has owed an answer for longer than this: not ready. */
const OWED_MS = 5_000;

const PAGES = ['/wall', '/wall/:id', '/wall/:id/r/:n', '/desk', '/replay', '/replay/:day', '/admin', '/login'];

export function createApp(deps: AppDeps): Express {
  const { settings, pool, hub, auth, metrics, build } = deps;
  const https = settings.publicUrl?.protocol === 'https:';
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (settings.trustProxy !== false) app.set('trust proxy', settings.trustProxy);
  // Before the headers of pages: programs post here, thousands a second, and no browser reads the answer.
  const doorContext = (keyName: string, maySend: DoorContext['maySend']): DoorContext => ({
    now: hub.now(),
    exercise: deps.database.exercise,
    prunedUntil: deps.prunedUntil(),
    keyName,
    maySend,
  });
  app.post(
    '/api/events',
    auth.guard('events.send'),
    eventsRoute({
      hub,
      keyOf: (authorization) => auth.keyOf(authorization),
      context: (key) => doorContext(key.name, (source, type) => mayKeySend(key, source, type)),
      countKnown: (rows) => countKnown(pool, rows),
      onCounted: metrics.counted,
    }),
  );

  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'self'"],
          formAction: ["'self'"],
          // Upgrading to https would whiten a wall on plain http in a LAN.
          ...(https ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: https ? { maxAge: 15_552_000 } : false,
      crossOriginOpenerPolicy: https,
      originAgentCluster: https,
    }),
  );

  app.get('/healthz', (_req, res) => {
    res.json({ ok: true, at: instantText(hub.now()), exercise: deps.database.exercise, build });
  });
  app.get('/readyz', async (_req, res) => {
    if (!hub.isWriter() || hub.owedMs() > OWED_MS)
      return refuse(res, 503, 'UNAVAILABLE', 'standing by, or the database is away', { retryAfter: 2 });
    await pool.query('select 1');
    const { seq, at } = hub.publish();
    res.json({ ok: true, seq, at: instantText(at) });
  });

  app.use(auth.router);
  app.use(wallPlanRoutes({ hub, auth, shownOn: (wall) => deps.live.shownOn(wall) }));
  app.use(eventListRoutes({ pool, auth }));
  app.use(
    quarantineRoutes({
      hub,
      pool,
      auth,
      context: (keyName) => doorContext(keyName, () => true),
      audit: (actor, what) =>
        deps.audit('audit.quarantine_retried', String(what.quarantine), { by: actor.name, ...what }),
    }),
  );
  app.use(kpiRoutes({ hub, auth, history: deps.history }));
  app.use(alarmRoutes({ hub, pool, auth, desk: deps.desk }));
  app.use(ruleRoutes({ hub, auth }));
  app.use(feedScheduleRoutes({ hub, auth }));
  app.use(dryRunRoutes({ hub, pool, auth, databaseUrl: deps.database.ownerUrl }));
  app.use(
    exportRoutes({
      hub,
      auth,
      databaseUrl: deps.database.ownerUrl,
      audit: (actor, what) => deps.audit('audit.exported', actor.name, { by: actor.name, role: actor.role, ...what }),
    }),
  );
  app.use(openApiRoutes({ auth, build }));
  app.use(explainRoutes({ hub, auth, history: deps.history, audit: deps.audit }));
  app.use(proofRoutes({ hub, pool, auth, history: deps.history }));
  app.use(historyRoutes({ hub, pool, auth, history: deps.history, epoch: deps.live.epoch }));
  app.use(mapRoutes({ auth, map: deps.map }));
  app.use(dayRoutes({ hub, pool, auth, history: deps.history }));

  metrics.gauge('ioc_seq', 'Last folded seq', () => hub.model()?.seq ?? 0);
  metrics.gauge('ioc_queue_events', 'Events waiting for the writer', hub.waiting);
  metrics.gauge('ioc_screens', 'Connected screens', deps.live.connections);
  metrics.gauge('ioc_screens_behind', 'Screens that do not keep up', deps.live.behind);
  metrics.gauge('ioc_writer', '1 when this process is the writer', () => (hub.isWriter() ? 1 : 0));
  app.get('/metrics', auth.guard('metrics.read'), async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.text());
  });

  app.use('/api', (_req, res) => refuse(res, 404, 'NOT_FOUND', 'Không có địa chỉ này.'));
  const { client } = deps;
  if (client !== null) {
    const unchanging = { immutable: true, maxAge: '14d', fallthrough: false };
    app.use(
      '/assets',
      expressStaticGzip(`${client}/assets`, { enableBrotli: true, orderPreference: ['br'], serveStatic: unchanging }),
    );
    app.use(express.static(client, { index: false, cacheControl: false }));
    app.get('/', (_req, res) => res.redirect('/wall'));
    const link = wallPreloads(client);
    app.get(PAGES, (req, res) => {
      if (link !== '' && req.path.startsWith('/wall')) res.set('Link', link);
      res
        .set('Cache-Control', 'no-cache')
        .type('html')
        .send(pageIn(client, settings.language, build));
    });
  }
  app.use((_req, res) => refuse(res, 404, 'NOT_FOUND', 'Không có địa chỉ này.'));
  app.use(lastResort(deps.log));
  return app;
}

/** What nobody expected: logged here in full, answered without a word of it. */
const lastResort =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof Unavailable) {
      const [status, code] = error.reason === 'full' ? ([429, 'QUEUE_FULL'] as const) : ([503, 'UNAVAILABLE'] as const);
      return refuse(res, status, code, error.message, { retryAfter: error.retryAfterSec });
    }
    const { status, type } = error as { status?: unknown; type?: unknown };
    if (typeof status === 'number' && status >= 400 && status < 500) {
      const code = status === 404 ? 'NOT_FOUND' : status === 413 ? 'TOO_LARGE' : 'BAD_REQUEST';
      return refuse(res, status, type === 'entity.parse.failed' ? 'BAD_JSON' : code, 'Không đọc được yêu cầu này.');
    }
    log.error({ err: error, path: req.path }, 'a request failed');
    refuse(
      res,
      isDatabaseAway(error) ? 503 : 500,
      isDatabaseAway(error) ? 'UNAVAILABLE' : 'INTERNAL',
      'máy chủ gặp lỗi, hãy thử lại',
      { retryAfter: 2 },
    );
  };

const isDatabaseAway = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(ECONN|ENOENT|EPIPE|57P|08|53)/.test(code);
};
