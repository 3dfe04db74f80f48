// One order in which the log is folded, for one replay: as known then, or as known now up to one end of the log. It knows
// the places from which a fold may begin, and the rows behind them.
import type { Pool } from 'pg';
import { emptyModel, type Model } from '../../shared/model.ts';
import { type Base, baseModel, isExercise, nearestSnapshot, newestBase, seqReceivedBy } from '../fold.ts';
import { type Keeping, keeping } from './keeping.ts';
import { type Kept, keepWhole, modelOf } from './kept.ts';
import type { Keyframes } from './keyframes.ts';
import { refuseBefore } from './pruned.ts';
import { type Position, type RowStream, rowsBySeq, START } from './rows.ts';
import { cursorByTime, pagesByTime } from './rows-by-time.ts';
import { createScout, type Scout } from './scout.ts';

/** A place to begin at, and what has to be folded from there. */
export type Place = Readonly<{
  position: Position;
  model: () => Model;
  /** The rows behind a position up to the instant that was asked for. */
  rows: (after: Position) => RowStream;
}>;

export type Lane = Readonly<{
  /**
   * The nearest place at or before `until` (epoch ms), `have` being where one stands already; null once `isWanted` says no.
   * Throws HistoryRefusal for what a pruned log no longer knows.
   */
  nearest: (until: number, have: Position | null, isWanted: () => boolean) => Promise<Place | null>;
  /** Every row behind a position, for playing. */
  onward: (after: Position) => RowStream;
  keep: Keeping;
}>;

/** A tail of so many rows is near enough: the database keeps a snapshot as often. */
const NEAR_ROWS = 10_000;
const TAIL = { atOnce: 2_500, ahead: true };
/** Whoever plays on holds them as long as the replay is open. */
const ONWARD = { atOnce: 250 };

/** As known then. `pinned`: the log's end for this replay; `frames` are those of all replays as known then. */
export function thenLane(pool: Pool, frames: Keyframes, pinned: number): Lane {
  return {
    async nearest(until, have) {
      const [base, last] = await Promise.all([newestBase(pool), seqReceivedBy(pool, until)]);
      refuseBefore(base, until, pinned);
      const end = Math.min(pinned, last);
      const rows = (after: Position): RowStream => rowsBySeq(pool, after, end, TAIL);
      const kept = frames.before(until, end);
      const known = Math.max(kept?.position.seq ?? -1, have?.seq ?? -1);
      // Of a pruned log no row before its base is left to be folded.
      if (known < (base?.seq ?? 0) || end - known > NEAR_ROWS) {
        const stored = await nearestSnapshot(pool, end, { after: known });
        if (stored) {
          const position = { foldAt: stored.model.at, seq: stored.model.seq };
          const whole = keepWhole(stored.model, frames.near(position)?.kept ?? null);
          frames.add({ position, kept: whole });
          return { position, model: () => modelOf(whole), rows };
        }
      }
      if (kept) return { position: kept.position, model: () => modelOf(kept.kept), rows };
      const exercise = await isExercise(pool);
      return { position: START, model: () => emptyModel(exercise), rows };
    },
    onward: (after) => rowsBySeq(pool, after, pinned, ONWARD),
    keep: keeping(frames),
  };
}

/** Folds [from, to] (epoch ms) as known then in the background. */
export function thenScout(
  pool: Pool,
  frames: Keyframes,
  { pinned, from, to }: { pinned: number; from: number; to: number },
): Scout {
  const { nearest, keep } = thenLane(pool, frames, pinned);
  return createScout({
    begin: () => nearest(from, null, () => true),
    next: frames.after,
    rows: async (after) => rowsBySeq(pool, after, Math.min(pinned, await seqReceivedBy(pool, to))),
    until: to,
    keep,
  });
}

/**
 * As known now: folded by the events' own time from the log's beginning up to `to` (epoch ms), once, by its scout.
 * `cursors`: a pool of few connections, which are held for long.
 */
export function nowLane(
  pool: Pool,
  cursors: Pool,
  frames: Keyframes,
  { pinned, base, to }: { pinned: number; base: Base | null; to: number },
): Lane & Pick<Scout, 'stop'> {
  const begin: Position = base ? { foldAt: base.at, seq: base.seq } : START;
  let first: Kept | null = null;
  const start = async (): Promise<{ position: Position; model: () => Model }> => {
    first ??= keepWhole(base ? await baseModel(pool, base) : emptyModel(await isExercise(pool)), null);
    const kept = first;
    return { position: begin, model: () => modelOf(kept) };
  };
  const keep = keeping(frames, { paths: true });
  const scout = createScout({
    begin: start,
    next: () => null,
    rows: () => Promise.resolve(cursorByTime(cursors, { seq: pinned, base, until: to })),
    until: to,
    keep,
    // Behind its last row there is nothing up to the end.
    end: { foldAt: to, seq: pinned },
  });
  const asked = { seq: pinned, base, next: frames.after };

  return {
    async nearest(until, _have, isWanted) {
      refuseBefore(await newestBase(pool), until, pinned);
      if (!(await scout.reach(until, isWanted))) return null;
      const rows = (after: Position): RowStream => pagesByTime(pool, after, { ...asked, until }, TAIL);
      const kept = frames.before(until, Number.POSITIVE_INFINITY);
      return kept ? { position: kept.position, model: () => modelOf(kept.kept), rows } : { ...(await start()), rows };
    },
    onward: (after) => pagesByTime(pool, after, { ...asked, until: to }, ONWARD),
    keep,
    stop: scout.stop,
  };
}
