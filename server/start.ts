// The composition root: settings in, a running server out.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { createDesk } from './alarms.ts';
import { createApp } from './app.ts';
import { createAuth } from './auth/auth.ts';
import { buildOf, clientFolder } from './built-client.ts';
import { type Clock, type ExerciseClock, exerciseClock, realClock } from './clock.ts';
import { openDatabase } from './database.ts';
import { APP_ROLE_OPTIONS } from './database-role.ts';
import type { Settings } from './env.ts';
import { foldUpTo, lastSeq } from './fold.ts';
import { createHistory } from './history/history.ts';
import { createRecorder } from './history/recorder.ts';
import { createReplay } from './history/replay.ts';
import { createHub } from './hub.ts';
import { connectError } from './live/sockets.ts';
import { createLive, type Live } from './live.ts';
import { readSiteMap } from './map/read.ts';
import { createMetrics } from './metrics.ts';
import { runMonitor, watchIntake } from './monitor.ts';
import { ownEvent, type RecordOwn } from './own-event.ts';
import { createNightly } from './proof/nightly.ts';
import { createFingerprintRecorder } from './proof/recorder.ts';
import { createRetention, type Retention } from './retention.ts';
import { createLog } from './server-log.ts';
import type { Hub } from './submission.ts';

export type RunningServer = Readonly<{
  url: string;
  hub: Hub;
  live: Live;
  /** Of an exercise only. */
  clock: ExerciseClock | null;
  putUser: ReturnType<typeof createAuth>['putUser'];
  retention: Retention;
  /** A random password of the first administrator, to be printed once; null when there was one or it was given. */
  adminPassword: string | null;
  close: () => Promise<void>;
}>;

export type StartOptions = Readonly<{
  log?: Logger;
  /** Instead of the settings' clock, in tests. */
  clock?: ExerciseClock;
  /** Real ms by which leases and silences are measured, in tests. */
  monotonic?: () => number;
  /** Folder of the built pages instead of the own, in tests. */
  client?: string;
  /** Called when another process is the writer and this one has begun to wait. */
  onStandby?: () => void;
}>;

const CLOSE_PATIENCE_MS = 5_000;

/**
 * Starts everything and resolves once HTTP listens and this process is either the writer or standing by.
 * Throws an Error with one line for settings and databases that do not fit.
 */
export async function startServer(settings: Settings, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLog(settings.logLevel);
  const map = await readSiteMap(settings.mapFile, log);
  const database = await openDatabase(settings, log);
  const pool = new pg.Pool({
    connectionString: database.ownerUrl,
    options: APP_ROLE_OPTIONS,
    max: 8,
    application_name: 'ioc-server',
  });
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  const exercise = database.exercise ? (options.clock ?? (await resumeClock(pool, settings))) : null;
  const clock: Clock = exercise ?? realClock();
  const monotonic = options.monotonic ?? (() => performance.now());
  const metrics = createMetrics();
  const client = options.client ?? clientFolder();
  const build = buildOf(client, settings.language);

  let standby: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    standby = resolve;
  });
  const hub = createHub({
    databaseUrl: database.ownerUrl,
    clock,
    log,
    monotonic,
    nameOf: (username) => auth.nameOf(username),
    loadModel: async () => {
      const began = performance.now();
      await retention.refresh();
      const { model, from, rows } = await foldUpTo(pool, await lastSeq(pool));
      log.info({ seq: model.seq, from, rows, ms: Math.round(performance.now() - began) }, 'the log has been folded');
      return model;
    },
    beforeConnect: database.ensure,
    onStandby: () => {
      log.info('another process is the writer; standing by');
      options.onStandby?.();
      standby();
    },
  });
  const audit = async (type: string, subject: string | null, data: object): Promise<void> => {
    await hub.record([ownEvent(type, subject, data, hub.now())]);
  };
  const record: RecordOwn = async (events) => {
    await hub.record(events.map(({ type, subject, data }) => ownEvent(type, subject, data, hub.now())));
  };
  const retention = createRetention({ databaseUrl: database.ownerUrl, pool, days: settings.retentionDays, hub, log });
  const recorder = createRecorder(database.ownerUrl, pool, log);
  const nightly = createNightly({ databaseUrl: database.ownerUrl, pool, hub, record, recorder, log });
  const fingerprints = createFingerprintRecorder({ pool, monotonic: () => performance.now(), log });
  // Before the screens hear of the same: the pair that shows a change of alarms is to be kept, not the next one.
  hub.onChange(fingerprints.folded);
  hub.onRole((writer) => {
    recorder.run(writer);
    retention.run(writer);
    nightly.run(writer);
    if (!writer) return;
    audit('audit.server_started', null, { build, exercise: database.exercise }).catch((error: unknown) =>
      log.warn({ err: error }, 'the start could not be logged'),
    );
    standby();
  });

  const auth = createAuth({
    pool,
    audit: ({ type, subject, data }) => audit(type, subject, data),
    now: () => Date.now(),
    settings,
    log,
    onFailedLogin: metrics.failedLogin,
  });
  await auth.start();

  const desk = createDesk(hub);
  const http = createServer();
  // NDJSON may last as long as its sender likes; headers may not.
  [http.requestTimeout, http.headersTimeout, http.keepAliveTimeout] = [0, 20_000, 65_000];
  const io = new Server(http, {
    serveClient: false,
    perMessageDeflate: false,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    maxHttpBufferSize: 256 * 1024,
  });
  // Nobody lives in the main namespace. /live and /replay ask for origin and role, and say why they refuse.
  io.use((_socket, next) => next(connectError('NOT_FOUND', 'Không có địa chỉ này.')));
  const onPublished = fingerprints.published;
  const live = createLive({ io, hub, auth, desk, record, onPublished, build, monotonic, log });
  runMonitor({ hub, watches: [live.watch, watchIntake(hub)], record, monotonic, log });
  const history = createHistory(database.ownerUrl, log);
  createReplay({
    io,
    history,
    auth,
    audit: (actor, range) => {
      const said = audit('audit.replayed', actor.name, { by: actor.name, role: actor.role, ...range });
      said.catch((error: unknown) => log.warn({ err: error }, 'a replay could not be logged'));
    },
  });
  const app = createApp({
    settings,
    database,
    pool,
    hub,
    auth,
    desk,
    live,
    history,
    metrics,
    map,
    prunedUntil: retention.prunedUntil,
    client,
    build,
    audit,
    log,
  });
  http.on('request', app);

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    live.stop();
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    http.closeIdleConnections();
    await hub.stop();
    // Socket.IO waits for the last connection too, also for one on which nobody has ever asked anything.
    const patience = setTimeout(() => http.closeAllConnections(), CLOSE_PATIENCE_MS);
    await io.close();
    await closed;
    clearTimeout(patience);
    auth.stop();
    await history.stop();
    await recorder.stop();
    await retention.stop();
    await nightly.stop();
    await fingerprints.settled();
    await pool.end();
    await database.stop();
  };
  const listening = new Promise<void>((resolve, reject) => {
    const fail = ({ code, message }: NodeJS.ErrnoException): void =>
      reject(new Error(`${/^(EADDRINUSE|EACCES)$/.test(code ?? '') ? 'PORT' : 'HOST'}: ${message}`));
    http.once('error', fail);
    http.listen(settings.port, settings.host, () => {
      http.off('error', fail);
      resolve();
    });
  });
  await listening.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  // Only now: a password that is printed once must not be made by a start that fails.
  const adminPassword = await auth.ensureAdmin();
  hub.start();
  await ready;

  const { port } = http.address() as AddressInfo;
  return {
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    hub,
    live,
    clock: exercise,
    putUser: auth.putUser,
    retention,
    adminPassword,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** An exercise goes on where it stopped, or starts later if that is asked for; never before what was received. */
async function resumeClock(pool: pg.Pool, settings: Settings): Promise<ExerciseClock> {
  const { rows } = await pool.query<{ ms: string | null }>(
    'select (extract(epoch from max(received_at)) * 1000)::bigint as ms from batch',
  );
  const last = rows[0]?.ms === null || rows[0] === undefined ? null : Number(rows[0].ms);
  const start = Math.max(settings.clockStart ?? last ?? Date.now(), (last ?? 0) + 1);
  return exerciseClock(start, settings.clockSpeed);
}
