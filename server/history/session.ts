// One private replay: a model of its own, moved along the log by play, seek and step, told as frames.
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, forkModel, type Model, step } from '../../shared/model.ts';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { viewOf } from '../../shared/view-of.ts';
import { diff } from '../../shared/wire.ts';
import { type Base, baseModel, isExercise, lastSeq, nearestSnapshot, newestBase, seqReceivedBy } from '../fold.ts';
import { CHECKPOINT_ROWS, type Checkpoints } from './checkpoints.ts';
import type { Emission, Step, Truth } from './protocol.ts';
import { refuseBefore } from './pruned.ts';
import { neighbour, openRows, type Position, type RowStream, START } from './rows.ts';

const FRAME_MS = 100;
/** After so many rows a fold lets others have a turn, and sees whether a newer seek has come. */
const ROWS_A_TURN = 1_000;

export type Moved = { at: number; seq: number } | { superseded: true };

export type Session = Readonly<{
  play: (speed: number) => void;
  pause: () => void;
  seek: (at: number) => Promise<Moved>;
  step: (step: Step) => Promise<Moved>;
  resync: () => void;
  close: () => Promise<void>;
}>;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Opens a replay of [from, to] at `from`. `emit` gets its frames. Pins the log at its present end. Throws HistoryRefusal, as
 * each move does, for what a pruned log no longer knows.
 */
export async function openSession(
  { pool, checkpoints }: Readonly<{ pool: Pool; checkpoints: Checkpoints }>,
  options: { session: string; from: number; to: number; as: Truth },
  emit: (emission: Emission) => void,
): Promise<Session & { seq: number }> {
  const { session, from, to, as } = options;
  const pinned = await lastSeq(pool);
  const exercise = await isExercise(pool);
  const base = await newestBase(pool);
  refuseBefore(base, from);
  /** Where a fold begins: with nothing, or, by the events' own time, with the base of a pruned log. */
  const begin: Position = as === 'now' && base ? { foldAt: base.at, seq: base.seq } : START;
  const beginning = async (): Promise<Model> => (as === 'now' && base ? baseModel(pool, base) : emptyModel(exercise));
  /** Whose places are ours too (checkpoints.ts). */
  const fellows = as === 'then' ? 'then' : `now/${pinned}/${base?.seq ?? 0}`;
  let model: Model = emptyModel(exercise);
  let position: Position = begin;
  /** Folded since the beginning. */
  let folded = 0;
  let rows: RowStream = openRows(pool, as, begin, pinned, base);
  let at = from;
  let sent: { epoch: string; n: number; view: View } | null = null;
  let generation = 0;
  /** The newest seek that has arrived: as long as another one is on its way the model stands between two places. */
  let arrived = 0;
  let [speed, achieved] = [0, 0];
  /** Each play and each pause ends the play before. */
  let plays = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  /** Everything that moves the model stands in this line. */
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = line.then(work);
    line = result.catch(() => {});
    return result;
  };

  async function peek(): Promise<LogEvent | null> {
    try {
      return await rows.peek();
    } catch (error) {
      // The database went away: whoever asks next reads on after the last folded row.
      await rows.close();
      rows = openRows(pool, as, position, pinned, base);
      throw error;
    }
  }

  /** Folds up to `until`; false when a newer seek has come meanwhile. */
  async function foldTo(until: number, mine: number): Promise<boolean> {
    for (let count = 1; ; count++) {
      const event = await peek();
      if (event === null || event.foldAt > until) return true;
      rows.take();
      step(model, event);
      position = { foldAt: event.foldAt, seq: event.seq };
      folded += 1;
      if (folded % CHECKPOINT_ROWS === 0) checkpoints.offer(fellows, { position, rows: folded, model });
      if (count % ROWS_A_TURN === 0) {
        await breathe();
        if (generation !== mine || closed) return false;
      }
    }
  }

  /** Puts the model at the nearest known place at or before `until`: where it is, a checkpoint, or a snapshot of the log. */
  async function startFrom(until: number): Promise<void> {
    const stands = await newestBase(pool);
    refuseBefore(stands, until, pinned);
    const near = checkpoints.nearest(fellows, until, pinned);
    const isKept = near !== null && (as === 'now' || near.position.seq >= (stands?.seq ?? 0));
    const stays = position !== begin && model.at <= until && (!isKept || near.rows <= folded);
    const rowsThere = stays ? folded : isKept ? near.rows : 0;
    const snapshot = as === 'then' ? await snapshotAfter(rowsThere, until, stands) : null;
    if (snapshot) [model, position, folded] = [snapshot, { foldAt: snapshot.at, seq: snapshot.seq }, snapshot.seq];
    else if (stays) return;
    else if (isKept) [model, position, folded] = [forkModel(near.model), near.position, near.rows];
    else [model, position, folded] = [await beginning(), begin, 0];
    if (snapshot) checkpoints.offer(fellows, { position, rows: folded, model });
    await rows.close();
    rows = openRows(pool, as, position, pinned, base);
  }

  /** Worth its reading only where many rows lie between, or where the rows after `seq` are no longer there. */
  async function snapshotAfter(seq: number, until: number, stands: Base | null): Promise<Model | null> {
    const target = Math.min(pinned, await seqReceivedBy(pool, until));
    const isNear = target - seq <= 2 * CHECKPOINT_ROWS;
    if (stands !== null && seq < stands.seq) return (await nearestSnapshot(pool, target))?.model ?? null;
    return isNear ? null : ((await nearestSnapshot(pool, target, { after: seq + CHECKPOINT_ROWS }))?.model ?? null);
  }

  function tell(kind: 'snapshot' | 'patch'): void {
    const view = viewOf(model, at);
    const common = { mode: 'replay' as const, seq: seqNow(), at: instantText(at), speed, achieved };
    if (kind === 'snapshot' || sent === null) {
      sent = { epoch: randomUUID(), n: 0, view };
      emit({ session, event: 'frame', payload: { kind: 'snapshot', ...common, epoch: sent.epoch, n: 0, view } });
      return;
    }
    const patch = diff(sent.view, view);
    sent = { epoch: sent.epoch, n: sent.n + 1, view };
    emit({ session, event: 'frame', payload: { kind: 'patch', ...common, epoch: sent.epoch, n: sent.n, patch } });
  }

  const seqNow = (): number => (as === 'then' ? model.seq : pinned);

  async function moveTo(target: number, mine: number): Promise<Moved> {
    const until = Math.min(Math.max(target, from), to);
    if (generation !== mine) return { superseded: true };
    await startFrom(until);
    if (!(await foldTo(until, mine))) return { superseded: true };
    at = until;
    arrived = mine;
    tell('snapshot');
    return { at, seq: seqNow() };
  }

  function seek(target: number): Promise<Moved> {
    generation += 1;
    const mine = generation;
    return inTurn(() => moveTo(target, mine));
  }

  const tellSpeed = (): void =>
    emit({ session, event: 'speed', payload: { speed, achieved, at: instantText(at), ended: at >= to } });

  function pause(): void {
    if (timer) clearTimeout(timer);
    [timer, speed, achieved] = [null, 0, 0];
    plays += 1;
    tellSpeed();
  }

  function play(wanted: number): void {
    if (timer) clearTimeout(timer);
    plays += 1;
    const mine = plays;
    [speed, achieved] = [wanted, wanted];
    let last = performance.now();
    const isOver = (): boolean => plays !== mine || closed;
    const turn = async (): Promise<void> => {
      const elapsed = performance.now() - last;
      last = performance.now();
      // A seek on its way moves the model itself; playing goes on from there.
      if (isOver() || arrived !== generation) return;
      const before = at;
      // A machine that cannot keep up plays slower and says so; it never skips.
      const until = Math.min(to, Math.floor(at + Math.min(elapsed, 3 * FRAME_MS) * speed));
      if (!(await foldTo(until, generation))) return;
      at = until;
      if (!isOver()) achieved = 0.8 * achieved + 0.2 * ((at - before) / Math.max(elapsed, 1));
      tell('patch');
      if (isOver()) return;
      if (at >= to) pause();
      else tellSpeed();
    };
    const next = (ms: number): void => {
      timer = setTimeout(() => {
        inTurn(turn).then(
          () => isOver() || next(Math.max(0, FRAME_MS - (performance.now() - last))),
          () => isOver() || pause(), // the database is away: it stands still, and the screen says so
        );
      }, ms);
    };
    next(FRAME_MS);
  }

  async function stepTo({ to: kind, back }: Step, mine: number): Promise<Moved> {
    if (generation !== mine) return { superseded: true };
    const found = await neighbour(pool, { as, at, pinned, from, to, back: back ?? false, alarm: kind === 'alarm' });
    return moveTo(found ?? at, mine);
  }

  await seek(from);
  return {
    seq: pinned,
    play,
    pause,
    seek: (target) => seek(target),
    step: (wanted) => {
      if (speed > 0) pause();
      // Steps add up: only a seek that comes later takes the place of one.
      const mine = generation;
      return inTurn(() => stepTo(wanted, mine));
    },
    // A seek on its way ends in a snapshot anyway.
    resync: () => void inTurn(async () => arrived === generation && tell('snapshot')),
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await line;
      await rows.close();
    },
  };
}
