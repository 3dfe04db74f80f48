// A day of the log folded again and held against every fingerprint that was stored of it, in one pass by (seq, at).
import type pg from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, type Model } from '../../shared/model.ts';
import { packLines, unpackLines } from '../../shared/pack.ts';
import { dayStart, dayText, instantText } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
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
import { viewHash } from '../view-hash.ts';
import { type Fingerprint, fingerprintsOf } from './fingerprints.ts';

type Query = Pick<pg.ClientBase, 'query'>;

/** `at`: an instant in text; `refolded`: the hash that the log gives today, or what is wrong with the log. */
export type Mismatch = Readonly<{ seq: number; at: string; recorded: string; refolded: string }>;

export type Refolded = Readonly<{
  day: string;
  compared: number;
  mismatches: number;
  /** Recorded by a program that folds otherwise: neither right nor wrong. */
  otherVersion: number;
  first: Mismatch | null;
  /** The snapshot of the midnight after is not what the log gives: one of the mismatches, though nobody was shown it. */
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
 * Refolds a local day (by number). Begins at the snapshot of the midnight before, and holds the one of the midnight after
 * against the fold as well, so that the next day begins with one that was checked. Needs a client of its own. Throws
 * where the log is pruned meanwhile.
 */
export async function refoldDay(client: Query, day: number, options: RefoldOptions = {}): Promise<Refolded> {
  const base = await newestBase(client);
  const { ours, otherVersion } = await fingerprintsOf(client, day);
  // What is about to be pruned with the log before its base can no longer be folded.
  const kept = ours.filter(({ seq, at }) => base === null || (seq >= base.seq && at >= base.at));
  const result = { mismatches: 0, first: null as Mismatch | null };
  const tell: Tell = ({ seq, at, hash }, refolded) => {
    if (refolded === hash) return;
    result.mismatches += 1;
    result.first ??= { seq, at: instantText(at), recorded: hash, refolded };
  };
  const then = kept.filter(({ truth }) => truth === 'then');
  const wrongSnapshot =
    then.length > 0 && (await compareThen(client, day, then, { ...options, baseSeq: base?.seq ?? 0 }, tell));
  for (const one of kept) if (one.truth === 'now') tell(one, await hashByTime(client, one));
  if ((await newestBase(client))?.seq !== base?.seq) throw new Error('the log is being pruned');
  return { day: dayText(day), compared: kept.length, otherVersion, ...result, wrongSnapshot };
}

/** Returns whether the snapshot of the midnight after is wrong. */
async function compareThen(
  client: Query,
  day: number,
  recorded: readonly Recorded[],
  { scratch = false, rest, baseSeq }: RefoldOptions & { baseSeq: number },
  tell: Tell,
): Promise<boolean> {
  const before = await seqReceivedBy(client, dayStart(day) - 1);
  const begin = Math.max(baseSeq, Math.min(before, recorded[0]?.seq ?? before));
  const start = await nearestSnapshot(client, begin, { scratch });
  const walk = openWalk(client, start?.model ?? emptyModel(await isExercise(client)), await lastSeq(client), rest);
  for (const one of recorded) tell(one, await walk.hashAt(one.seq, one.at));
  const midnight = dayStart(day + 1);
  const end = await seqReceivedBy(client, midnight - 1);
  const snapshot = await nearestSnapshot(client, end, { after: end - 1 });
  const kept = snapshot ? shown(snapshot.model, midnight) : null;
  const refolded = await walk.hashAt(end, midnight);
  await walk.close();
  if (kept === null || kept === refolded) return false;
  tell({ seq: end, at: midnight, hash: kept }, refolded);
  return true;
}

/** A model on its way along the log, up to `upTo` at most. Its questions must come by rising seq. */
function openWalk(client: Query, model: Model, upTo: number, rest: RefoldOptions['rest']) {
  const events = restful(eventsBySeq(client, model.seq, upTo), rest);
  let next: IteratorResult<LogEvent, void> | null = null;
  let fault: string | null = null;

  async function hash(seq: number, at: number): Promise<string> {
    next ??= await events.next();
    while (!next.done && next.value.seq <= seq) {
      stepLogged(model, next.value);
      next = await events.next();
    }
    // A link may hold on to a seq and look later than the next row came: that model is not on the way of the others.
    const isOnTheWay = next.done || next.value.receivedAt > at;
    return shown(isOnTheWay ? model : unpackLines<Model>(packLines(model)), at);
  }

  return {
    /** The hash of the view at (seq, at), or what is wrong with the log: from there on nothing can be folded. */
    async hashAt(seq: number, at: number): Promise<string> {
      if (fault !== null) return fault;
      try {
        return await hash(seq, at);
      } catch (error) {
        fault = faultIn(error);
        return fault;
      }
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
  } catch (cause) {
    throw new LogFault(`no view can be made of seq ${model.seq}: ${(cause as Error).message}`, { cause });
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
