// GET /api/exports/*: the log, the reports and the month's table as files, for supervisors. Who took what is logged before the
// first byte goes out.
import express, { type Request, type Response, type Router } from 'express';
import type { z } from 'zod';
import { instantText } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import type { Actor } from '../auth/directory.ts';
import { someoneIn } from '../auth/guard.ts';
import { HistoryRefusal } from '../history/protocol.ts';
import { refuse } from '../refusal.ts';
import { streamOut } from '../stream-out.ts';
import type { Hub } from '../submission.ts';
import { type Asked, AskedRefusal, type Head, type Mode } from './protocol.ts';
import { BadQuery, dayExportQuery, eventsExportQuery, monthExportQuery, orders, shiftExportQuery } from './query.ts';
import { createRuns } from './runs.ts';
import { words } from './words.ts';

type Deps = Readonly<{
  hub: Pick<Hub, 'now'>;
  auth: Pick<Auth, 'guard'>;
  databaseUrl: string;
  /** Rejects when it cannot be logged now. */
  audit: (actor: Actor, what: Readonly<Record<string, unknown>>) => Promise<void>;
}>;

export function exportRoutes({ hub, auth, databaseUrl, audit }: Deps): Router {
  const runs = createRuns(databaseUrl);
  const router = express.Router();

  function add<Q extends { mode: Mode }>(
    path: string,
    schema: z.ZodType<Q>,
    order: (query: Q, now: number) => Asked,
  ): void {
    router.get(`/api/exports/${path}`, auth.guard('export'), async (req, res) => {
      const asked = orderOf(schema, order, req, res, hub.now());
      if (asked === null) return;
      await send(asked.order, asked.mode, someoneIn(res), res);
    });
  }

  async function send(asked: Asked, mode: Mode, actor: Actor, res: Response): Promise<void> {
    const leaving = new AbortController();
    res.on('close', () => leaving.abort());
    const run = runs.start(actor.key, asked, { by: actor.name, at: hub.now(), mode }, leaving.signal);
    if (run === null) return refuse(res, 429, 'EXPORT_RUNNING', words.refused.busy, { retryAfter: 5 });
    try {
      const head = await run.head;
      await audit(actor, auditOf(asked, head));
      res.type(head.type).setHeader('Content-Disposition', `attachment; filename="${head.file}"`);
      res.setHeader('Cache-Control', 'no-store');
      await streamOut(res, run.parts());
    } catch (error) {
      run.end();
      if (leaving.signal.aborted) return; // nobody is there any more
      if (!(error instanceof HistoryRefusal) || res.headersSent) throw error;
      const where = error instanceof AskedRefusal ? error.where : whereOf(asked);
      if (error.code === 'PRUNED') refuse(res, 404, 'NOT_FOUND', error.message, { where });
      else refuse(res, 400, 'INVALID', error.message, { where });
    }
  }

  add('events', eventsExportQuery, orders.events);
  add('day.pdf', dayExportQuery, orders.day);
  add('shift.pdf', shiftExportQuery, orders.shift);
  add('level4.xlsx', monthExportQuery, (query, now) => orders.level4(query, now, 'xlsx'));
  add('level4.csv', monthExportQuery, (query, now) => orders.level4(query, now, 'csv'));
  return router;
}

/** null after a refusal. */
function orderOf<Q extends { mode: Mode }>(
  schema: z.ZodType<Q>,
  order: (query: Q, now: number) => Asked,
  req: Request,
  res: Response,
  now: number,
): { order: Asked; mode: Mode } | null {
  const query = schema.safeParse(req.query);
  const invalid = (where: string, message: string): null => {
    refuse(res, 400, 'INVALID', message, { where });
    return null;
  };
  if (!query.success) {
    const [issue] = query.error.issues;
    const where = issue?.path.join('.') ?? '';
    return invalid(where, issue?.code === 'invalid_type' ? `Thiếu hoặc sai tham số ${where}.` : (issue?.message ?? ''));
  }
  try {
    return { order: order(query.data, now), mode: query.data.mode };
  } catch (error) {
    if (error instanceof BadQuery) return invalid(error.where, error.message);
    throw error;
  }
}

/** The parameter that names the time. */
const whereOf = (asked: Asked): string =>
  asked.what === 'events' ? 'from' : asked.what === 'level4' ? 'month' : 'day';

const nameOf = (asked: Asked): string => {
  switch (asked.what) {
    case 'events':
    case 'level4':
      return `${asked.what}.${asked.format}`;
    case 'day':
      return 'day.pdf';
    case 'shift':
      return `shift.pdf ${asked.shift}`;
  }
};

const auditOf = (asked: Asked, { stamp, from, to, rows, pages }: Head) => ({
  what: nameOf(asked),
  range: { from: instantText(from), to: instantText(to) },
  as: stamp.as,
  mode: stamp.mode,
  seq: stamp.seq,
  rows,
  pages,
});
