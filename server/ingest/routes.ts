// POST /api/events: who may send, what the body is, each event judged, what passed handed to the hub, and one answer.
import type express from 'express';
import type { Request, Response } from 'express';
import type { Key } from '../auth/directory.ts';
import type { StorableEvent } from '../log-rows.ts';
import type { QuarantineRow } from '../log-store.ts';
import { refuse } from '../refusal.ts';
import type { Hub, Outcome } from '../submission.ts';
import { Unavailable } from '../submission.ts';
import { binaryEvent, eventsOf, lineEvent, linesOf, MAX_BODY_BYTES, modeOf, readBody } from './body.ts';
import { type DoorContext, judgeEvent, MAX_EVENT_BYTES, type RawEvent } from './envelope.ts';

/** NDJSON is atomic per so many lines. */
const LINES_AT_ONCE = 500;
const QUARANTINED_SHOWN = 1_000;
/** So many refused lines at the beginning wait for an allowed one before they are stored as quarantine. */
const FORBIDDEN_HELD = 5_000;

export type DoorDeps = Readonly<{
  hub: Pick<Hub, 'submit' | 'model' | 'isWriter'>;
  /** The key of an Authorization header; null: none or unknown. */
  keyOf: (authorization: string | undefined) => Key | null;
  /** What the door knows at this moment, for events of this key. */
  context: (key: Key) => DoorContext;
  /** How many of these rows the log has already; for ?dryRun=1. */
  countKnown: (rows: readonly StorableEvent[]) => Promise<number>;
  onCounted?: (counts: { accepted: number; duplicates: number; quarantined: number }) => void;
}>;

type Quarantined = { index: number; id: string | null; reason: string };
type Verdict = { rows: StorableEvent[]; quarantine: QuarantineRow[]; quarantined: Quarantined[]; seen: number };

export function eventsRoute(deps: DoorDeps): express.RequestHandler {
  return async (req, res) => {
    const key = deps.keyOf(req.headers.authorization);
    if (!key) {
      req.resume();
      return refuse(res, 401, 'UNAUTHENTICATED', 'no source key, or an unknown one: send Authorization: Bearer <key>');
    }
    const mode = modeOf(req);
    if (mode === null || !['identity', undefined].includes(req.headers['content-encoding'])) {
      req.resume();
      return refuse(
        res,
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        'send application/cloudevents+json, application/cloudevents-batch+json, application/x-ndjson, or binary mode with ce-* headers; not compressed',
      );
    }
    const context = (): DoorContext => deps.context(key);
    const dryRun = req.query.dryRun === '1';
    if (mode === 'ndjson') return stream(deps, context, dryRun, req, res);

    const body = await readBody(req, MAX_BODY_BYTES);
    if (body === null)
      return refuse(
        res,
        413,
        'TOO_LARGE',
        `the body is longer than ${MAX_BODY_BYTES} bytes: send it in parts, or as application/x-ndjson`,
      );
    const single = mode === 'binary' ? binaryEvent(req, body) : null;
    const events = mode === 'binary' ? single && [single] : eventsOf(mode, body);
    if (events === null)
      return refuse(res, 400, 'BAD_JSON', `the body is not what its content type says (${mode}): nothing was stored`);

    const verdict = judgeAll(events, context());
    if (allForbidden(verdict)) return refuseForbidden(res);
    try {
      const { accepted, duplicates, seq } = await hand(deps, verdict, dryRun);
      const status = mode !== 'batch' && verdict.quarantined.length > 0 ? 422 : 200;
      answer(res, status, { accepted, duplicates, quarantined: verdict.quarantined, seq });
    } catch (error) {
      refuseUnavailable(res, error);
    }
  };
}

/** Written at once and bare: of what express adds to an answer a sender of events reads nothing. */
function answer(res: Response, status: number, body: object): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}

function judgeAll(events: readonly RawEvent[], context: DoorContext, firstIndex = 0): Verdict {
  const verdict: Verdict = { rows: [], quarantine: [], quarantined: [], seen: events.length };
  events.forEach((raw, index) => {
    const judged = judgeEvent(raw, context);
    if (judged.ok) verdict.rows.push(judged.row);
    else {
      verdict.quarantine.push(judged.row);
      verdict.quarantined.push({ index: firstIndex + index, id: judged.id, reason: judged.row.reason });
    }
  });
  return verdict;
}

const joined = (a: Verdict, b: Verdict): Verdict =>
  a.seen === 0
    ? b
    : {
        rows: b.rows,
        quarantine: [...a.quarantine, ...b.quarantine],
        quarantined: [...a.quarantined, ...b.quarantined],
        seen: a.seen + b.seen,
      };

const allForbidden = ({ seen, quarantined }: Verdict): boolean =>
  seen > 0 && quarantined.length === seen && quarantined.every(({ reason }) => reason === 'forbidden');

const refuseForbidden = (res: Response): void =>
  refuse(res, 403, 'FORBIDDEN', 'this key may send none of these events: see the sources and types it was made for');

async function hand(
  deps: DoorDeps,
  verdict: Verdict,
  dryRun: boolean,
): Promise<{ accepted: number; duplicates: number; seq: number }> {
  if (dryRun) {
    const duplicates = await deps.countKnown(verdict.rows);
    return { accepted: verdict.rows.length - duplicates, duplicates, seq: deps.hub.model()?.seq ?? 0 };
  }
  let outcome: Outcome;
  if (verdict.rows.length === 0 && verdict.quarantine.length === 0) {
    if (!deps.hub.isWriter()) throw new Unavailable('away', 2);
    outcome = { seq: deps.hub.model()?.seq ?? 0, duplicates: new Set() };
  } else outcome = await deps.hub.submit(verdict);
  const duplicates = outcome.duplicates.size;
  const accepted = verdict.rows.length - duplicates;
  deps.onCounted?.({ accepted, duplicates, quarantined: verdict.quarantine.length });
  return { accepted, duplicates, seq: outcome.seq };
}

function refuseUnavailable(res: Response, error: unknown): void {
  if (!(error instanceof Unavailable)) throw error;
  const [status, code] = error.reason === 'full' ? ([429, 'QUEUE_FULL'] as const) : ([503, 'UNAVAILABLE'] as const);
  refuse(
    res,
    status,
    code,
    `${error.message}: send again after a pause; what was stored already counts as a duplicate`,
    {
      retryAfter: error.retryAfterSec,
    },
  );
}

/** NDJSON: parts of at most 500 lines, each its own transaction; the request may last as long as its sender likes. */
async function stream(
  deps: DoorDeps,
  context: () => DoorContext,
  dryRun: boolean,
  req: Request,
  res: Response,
): Promise<void> {
  req.setTimeout(0);
  const total = {
    accepted: 0,
    duplicates: 0,
    quarantined: [] as Quarantined[],
    seq: deps.hub.model()?.seq ?? 0,
    lines: 0,
    quarantinedTotal: 0,
  };
  let [committed, part, partFrom, partLine] = [false, [] as RawEvent[], 1, 1];
  let held: Verdict = { rows: [], quarantine: [], quarantined: [], seen: 0 };

  /** Hands over one part; what it returns ended the stream. Nothing is stored while all lines so far are forbidden. */
  const flush = async (nextLine: number, isLast: boolean): Promise<unknown> => {
    if (part.length === 0 && held.seen === 0) return null;
    const verdict = joined(held, judgeAll(part, context(), total.lines + held.seen));
    [part, partLine] = [[], nextLine];
    if (!committed && allForbidden(verdict) && (isLast || verdict.seen < FORBIDDEN_HELD)) {
      held = verdict;
      return isLast ? 'forbidden' : null;
    }
    try {
      const { accepted, duplicates, seq } = await hand(deps, verdict, dryRun);
      committed = true;
      total.accepted += accepted;
      total.duplicates += duplicates;
      total.quarantinedTotal += verdict.quarantined.length;
      total.quarantined.push(...verdict.quarantined.slice(0, QUARANTINED_SHOWN - total.quarantined.length));
      total.seq = seq;
      total.lines += verdict.seen;
      held = { rows: [], quarantine: [], quarantined: [], seen: 0 };
      partFrom = partLine;
      return null;
    } catch (error) {
      if (error instanceof Unavailable) return error;
      throw error;
    }
  };

  let ended: unknown = null;
  for await (const { line, number } of linesOf(req, MAX_EVENT_BYTES)) {
    if (ended !== null) continue; // read to the end, so that the answer reaches a sender who is still sending
    part.push(lineEvent(line));
    if (part.length >= LINES_AT_ONCE) ended = await flush(number + 1, false);
  }
  if (ended === null) ended = await flush(Number.MAX_SAFE_INTEGER, true);
  if (ended === 'forbidden') return refuseForbidden(res);
  if (ended instanceof Unavailable && !committed) return refuseUnavailable(res, ended);
  const stopped =
    ended instanceof Unavailable
      ? {
          line: partFrom,
          code: ended.reason === 'full' ? 'QUEUE_FULL' : 'UNAVAILABLE',
          retryAfter: ended.retryAfterSec,
        }
      : null;
  answer(res, 200, stopped ? { ...total, stopped } : total);
}
