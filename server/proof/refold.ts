// A day of the log folded again and held against every fingerprint that was stored of it, in one pass by (seq, at); then its
// rows against the hash chain.
import type pg from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, type Model } from '../../shared/model.ts';
import { dayStart, dayText, instantText } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { verifyChainWithin } from '../chain.ts';
import {
  eventsBySeq,
  foldByTime,
  isExercise,
  LogFault,
  lastSeq,
  nearestSnapshot,
  newestBase,
  seqReceivedBy,
  stepLogged,
} from '../fold.ts';
import { keepModel, modelOf } from '../history/kept.ts';
import { viewHash } from '../view-hash.ts';
import { type Fingerprint, fingerprintsOf } from './fingerprints.ts';

type Query = Pick<pg.ClientBase, 'query'>;

/**
 * `at`: an instant in text; `recorded`: the hash of the view that was shown, or of the batch where only a row differs;
 * `refolded`: the hash that the log gives today, or what is wrong with the log.
 */
export type Mismatch = Readonly<{ seq: number; at: string; recorded: string; refolded: string }>;

export type Refolded = Readonly<{
  day: string;
  /** fingerprints */
  compared: number;
  /** Fingerprints that differ; where none does, 1 for a row that no view shows and that is not as it was stored. */
  mismatches: number;
  /** Recorded by a program that folds otherwise: neither right nor wrong. */
  otherVersion: number;
  first: Mismatch | null;
  /** The day holds, but the snapshot of the midnight after it is not what the log gives: to be thrown away. */
  wrongSnapshot: boolean;
}>;

export type RefoldOptions = Readonly<{
  /** From the log's base, without any snapshot. */
  scratch?: boolean;
  /** Called between parts with the time that a part took, in ms. */
  rest?: (tookMs: number) => Promise<void>;
}>;

type Recorded = Omit<Fingerprint, 'truth'>;
type Tell = (recorded: Recorded, refolded: string) => void;

/**
 * Refolds a local day (by number). Begins at the snapshot of the midnight before, and where the day holds looks at the one
 * of the midnight after it, so that the next day begins with one that was checked. Needs a client of its own. Throws where
 * the log is pruned meanwhile.
 */
export async function refoldDay(client: Query, day: number, options: RefoldOptions = {}): Promise<Refolded> {
  const base = await newestBase(client);
  const { ours, otherVersion } = await fingerprintsOf(client, day);
  // What is about to be pruned with the log before its base can no longer be folded.
  const kept = ours.filter(({ seq, at }) => base === null || (seq >= base.seq && at >= base.at));
  const result = { mismatches: 0, first: null as Mismatch | null, wrongSnapshot: false };
  const tell: Tell = ({ seq, at, hash }, refolded) => {
    if (refolded === hash) return;
    result.mismatches += 1;
    result.first ??= { seq, at: instantText(at), recorded: hash, refolded };
  };
  const then = kept.filter(({ truth }) => truth === 'then');
  if (then[0]) {
    const walk = await beginWalk(
      client,
      Math.max(base?.seq ?? 0, Math.min(then[0].seq, await endOf(client, day - 1))),
      options,
    );
    for (const one of then) tell(one, await walk.hashAt(one.seq, one.at));
    // A log in doubt says nothing about a snapshot.
    if (result.mismatches === 0) result.wrongSnapshot = !(await isMidnightRight(client, day, walk));
    await walk.close();
  }
  for (const one of kept) if (one.truth === 'now') tell(one, await hashByTime(client, one));
  if (result.mismatches === 0) await checkRows(client, day, base?.seq ?? 0, options, tell);
  if ((await newestBase(client))?.seq !== base?.seq) throw new Error('the log is being pruned');
  return { day: dayText(day), compared: kept.length, otherVersion, ...result };
}

/** Last seq of a local day. */
const endOf = (client: Query, day: number): Promise<number> => seqReceivedBy(client, dayStart(day + 1) - 1);

async function isMidnightRight(client: Query, day: number, walk: Walk): Promise<boolean> {
  const [end, midnight] = [await endOf(client, day), dayStart(day + 1)];
  const snapshot = await nearestSnapshot(client, end, { after: end - 1 });
  return snapshot === null || shown(snapshot.model, midnight) === (await walk.hashAt(end, midnight));
}

/** What no view shows may have been changed too: the rows of the day against the hash chain. */
async function checkRows(
  client: Query,
  day: number,
  baseSeq: number,
  { rest }: RefoldOptions,
  tell: Tell,
): Promise<void> {
  const [after, end] = [Math.max(baseSeq, await endOf(client, day - 1)), await endOf(client, day)];
  if (end <= after) return;
  const broken = await verifyChainWithin(client, after, end, rest);
  if (broken === null) return;
  const { seq, firstSeq, lastSeq: last, reason } = broken;
  const { rows } = await client.query<{ ms: string; hash: Buffer }>(
    'select (extract(epoch from received_at) * 1000)::bigint as ms, hash from batch where last_seq = $1',
    [last],
  );
  const hash = rows[0]?.hash.toString('hex') ?? '';
  tell({ seq: seq ?? firstSeq, at: Number(rows[0]?.ms ?? dayStart(day)), hash }, reason);
}

type Walk = Awaited<ReturnType<typeof beginWalk>>;

/** A model on its way along the log, from the nearest place at or before `seq`. Its questions must come by rising seq. */
async function beginWalk(client: Query, seq: number, { scratch = false, rest }: RefoldOptions) {
  const start = await nearestSnapshot(client, seq, { scratch });
  const model = start?.model ?? emptyModel(await isExercise(client));
  const events = restful(eventsBySeq(client, model.seq, await lastSeq(client)), rest);
  let next: LogEvent | null = null;
  let fault: string | null = null;

  async function read(): Promise<void> {
    next = null;
    try {
      const result = await events.next();
      if (!result.done) next = result.value;
    } catch (error) {
      fault = faultIn(error);
    }
  }

  async function foldTo(seq: number): Promise<void> {
    while (next !== null && next.seq <= seq) {
      try {
        stepLogged(model, next);
      } catch (error) {
        [fault, next] = [faultIn(error), null];
        return;
      }
      await read();
    }
  }

  await read();
  return {
    /** The hash of the view at (seq, at), or what is wrong with the log: from there on nothing can be folded. */
    async hashAt(seq: number, at: number): Promise<string> {
      await foldTo(seq);
      if (model.seq < seq) return fault ?? `the log ends at seq ${model.seq}`;
      // A link may hold on to a seq and look later than the next row came: that model is not on the way of the others.
      const isOnTheWay = next === null || next.receivedAt > at;
      return shown(isOnTheWay ? model : modelOf(keepModel(model)), at);
    },
    close: async (): Promise<void> => void (await events.return()),
  };
}

/** As known today. Folded each for itself: each holds on to a seq of its own. */
async function hashByTime(client: Query, { seq, at }: Recorded): Promise<string> {
  try {
    return shown(await foldByTime(client, seq, at), at);
  } catch (error) {
    return faultIn(error);
  }
}

function shown(model: Model, at: number): string {
  try {
    return viewHash(viewOf(model, at));
  } catch (error) {
    return `no view can be made of seq ${model.seq}: ${(error as Error).message}`;
  }
}

/** What a fault of the log says; anything else is thrown on. */
function faultIn(error: unknown): string {
  if (error instanceof LogFault) return error.message;
  throw error;
}

async function* restful(
  parts: AsyncIterable<readonly LogEvent[]>,
  rest: RefoldOptions['rest'],
): AsyncGenerator<LogEvent, void, undefined> {
  for await (const events of parts) {
    const began = performance.now();
    yield* events;
    await rest?.(performance.now() - began);
  }
}
