// The history worker: views of the past and replays, in a thread of its own, so that the live loop never waits for them.
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { APP_ROLE_OPTIONS } from '../database-role.ts';
import { createDays } from './day-facts.ts';
import { dayStrip } from './days.ts';
import { explainAt } from './explain.ts';
import { kpiOf } from './kpi.ts';
import { createLanes } from './lanes.ts';
import { viewAt } from './past.ts';
import { type Emission, HistoryRefusal, type Reply, type Request } from './protocol.ts';
import { openSession, type Session } from './session.ts';
import { storyOf } from './story.ts';

const port = parentPort;
if (!port) throw new Error('the history worker runs as a worker thread');
const { databaseUrl } = workerData as { databaseUrl: string };
/** A query that takes longer would only take others' time away. */
const STATEMENT_LIMIT_MS = 60_000;
/** A day's events counted by the minute, or sorted: PostgreSQL expects far more groups than there are, and would sort on disk. */
const WORK_MEM = '64MB';

const poolOf = (max: number): pg.Pool => {
  const made = new pg.Pool({
    connectionString: databaseUrl,
    options: `${APP_ROLE_OPTIONS} -c default_transaction_read_only=on -c statement_timeout=${STATEMENT_LIMIT_MS} -c work_mem=${WORK_MEM}`,
    max,
    application_name: 'ioc-history',
  });
  made.on('error', () => {}); // the next query says so to whoever asked
  return made;
};
const pool = poolOf(24);
const lanes = createLanes(pool, poolOf(4));
const days = createDays(pool);

/** From the moment on at which they are asked for: a close may come before the opening is done. */
const sessions = new Map<string, Promise<Session>>();
const emit = (emission: Emission): void => port.postMessage({ emission });

const sessionOf = (id: string): Promise<Session> => {
  const session = sessions.get(id);
  if (!session) throw new HistoryRefusal('NOT_FOUND', 'phiên phát lại đã đóng, hãy mở lại');
  return session;
};

async function answer(request: Request): Promise<unknown> {
  switch (request.name) {
    case 'viewAt':
      return viewAt(pool, request.args);
    case 'kpi':
      return kpiOf(pool, request.args);
    case 'explain':
      return explainAt({ pool, lanes }, request.args);
    case 'day':
      return dayStrip(pool, await days.of(request.args), request.args.now);
    case 'story':
      return storyOf(await days.of(request.args), request.args.until);
    case 'open': {
      const { session } = request.args;
      const opening = openSession({ pool, lanes }, request.args, emit);
      sessions.set(session, opening);
      try {
        return { seq: (await opening).seq };
      } catch (error) {
        sessions.delete(session);
        throw error;
      }
    }
    case 'play':
      return (await sessionOf(request.args.session)).play(request.args) ?? null;
    case 'pause':
      return (await sessionOf(request.args.session)).pause() ?? null;
    case 'seek':
      return (await sessionOf(request.args.session)).seek(request.args.at);
    case 'step':
      return (await sessionOf(request.args.session)).step(request.args);
    case 'resync':
      return (await sessionOf(request.args.session)).resync() ?? null;
    case 'close': {
      const session = sessions.get(request.args.session);
      sessions.delete(request.args.session);
      await (await session)?.close();
      return null;
    }
  }
}

port.on('message', (request: Request) => {
  answer(request).then(
    (result) => port.postMessage({ id: request.id, ok: true, result } satisfies Reply),
    (error: unknown) =>
      port.postMessage({
        id: request.id,
        ok: false,
        code: error instanceof HistoryRefusal ? error.code : 'INTERNAL',
        message: error instanceof Error ? error.message : String(error),
        extra: error instanceof HistoryRefusal ? error.extra : {},
      } satisfies Reply),
  );
});
