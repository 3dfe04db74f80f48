// One private replay: moved along the log by play, seek and step, told as frames.
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { viewOf } from '../../shared/view-of.ts';
import { diff } from '../../shared/wire.ts';
import { lastSeq, newestBase } from '../fold.ts';
import { createHead } from './head.ts';
import type { Lanes } from './lanes.ts';
import { createPlaying, type Stretch } from './playing.ts';
import {
  type Emission,
  HistoryRefusal,
  type Moved,
  type OpenOptions,
  type PlayOptions,
  type Step,
} from './protocol.ts';
import { refuseBefore } from './pruned.ts';
import { isCritical, nextLively } from './quiet.ts';
import { stepTarget } from './steps.ts';

export type Session = Readonly<{
  /** the end of the log for this replay */
  seq: number;
  play: (options: PlayOptions) => void;
  pause: () => void;
  seek: (at: number) => Promise<Moved>;
  step: (step: Step) => Promise<Moved>;
  resync: () => void;
  close: () => Promise<void>;
}>;

/**
 * Opens a replay of [from, to] at `from`. `emit` gets its frames. Keeps to the log as it ends at `seq`, by default at its
 * present end. Throws HistoryRefusal, as each move does, for what a pruned log no longer knows.
 */
export async function openSession(
  { pool, lanes }: { pool: Pool; lanes: Lanes },
  options: OpenOptions,
  emit: (emission: Emission) => void,
): Promise<Session> {
  const { session, from, to, as } = options;
  const end = await lastSeq(pool);
  const pinned = options.seq ?? end;
  if (pinned > end) throw new HistoryRefusal('INVALID', `sổ sự kiện mới đến số ${end}`, { where: 'seq' });
  const base = await newestBase(pool);
  refuseBefore(base, from, pinned);
  const lane = lanes.open({ as, pinned, base, from, to });
  const head = createHead(lane);
  let at = from;
  let sent: { epoch: string; n: number; view: View } | null = null;
  let generation = 0;
  /** The newest seek that has arrived: as long as another one is on its way the model stands between two places. */
  let arrived = 0;
  let isClosed = false;
  /** Everything that moves the model stands in this line. */
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = line.then(work);
    line = result.catch(() => {});
    return result;
  };

  const seqNow = (): number => (as === 'then' ? head.model().seq : pinned);
  const around = () => ({ as, at, pinned, from, to });

  function tell(kind: 'snapshot' | 'patch', skipped: Stretch | null = null): void {
    const view = viewOf(head.model(), at);
    const common = {
      mode: 'replay' as const,
      seq: seqNow(),
      at: instantText(at),
      speed: playing.speed(),
      achieved: playing.achieved(),
      skipped: skipped && { from: instantText(skipped.from), to: instantText(skipped.to) },
    };
    if (kind === 'snapshot' || sent === null) {
      sent = { epoch: randomUUID(), n: 0, view };
      emit({ session, event: 'frame', payload: { kind: 'snapshot', ...common, epoch: sent.epoch, n: 0, view } });
      return;
    }
    const patch = diff(sent.view, view);
    sent = { epoch: sent.epoch, n: sent.n + 1, view };
    emit({ session, event: 'frame', payload: { kind: 'patch', ...common, epoch: sent.epoch, n: sent.n, patch } });
  }

  const playing = createPlaying({
    to,
    at: () => at,
    inTurn,
    isMoving: () => isClosed || arrived !== generation,
    moveOn: async (until) => {
      const mine = generation;
      try {
        if (!(await head.advance(until, () => generation === mine && !isClosed))) return false;
      } catch (error) {
        // What has been folded by now is not shown as if it were earlier.
        at = Math.max(at, Math.min(until, head.position().foldAt));
        throw error;
      }
      at = until;
      return true;
    },
    jumpTo: async (target) => void (await moveTo(target, generation)),
    nextLively: () => nextLively(pool, around(), head.position()),
    isCritical: () => isCritical(head.model()),
    tellFrame: (skipped) => tell('patch', skipped),
    tellSpeed: () => {
      const payload = { speed: playing.speed(), achieved: playing.achieved(), at: instantText(at), ended: at >= to };
      emit({ session, event: 'speed', payload: { ...payload, skipped: null } });
    },
  });

  async function moveTo(target: number, mine: number): Promise<Moved> {
    const until = Math.min(Math.max(target, from), to);
    const isWanted = (): boolean => generation === mine && !isClosed;
    if (!isWanted() || !(await head.goTo(until, isWanted))) return { superseded: true };
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

  async function stepTo(step: Step, mine: number): Promise<Moved> {
    if (generation !== mine) return { superseded: true };
    const found = await stepTarget(pool, around(), step);
    return moveTo(found ?? at, mine);
  }

  async function close(): Promise<void> {
    isClosed = true;
    if (playing.speed() > 0) playing.stop();
    await line;
    await head.close();
    await lane.close();
  }

  try {
    await seek(from);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    seq: pinned,
    play: (wanted) => {
      const { loop } = wanted;
      if (loop && (loop.from < from || loop.to > to))
        throw new HistoryRefusal('INVALID', 'đoạn lặp nằm ngoài khoảng đang xem', { where: 'loop' });
      playing.start(wanted);
    },
    pause: playing.stop,
    seek,
    step: (wanted) => {
      if (playing.speed() > 0) playing.stop();
      // Steps add up: only a seek that comes later takes the place of one.
      const mine = generation;
      return inTurn(() => stepTo(wanted, mine));
    },
    // A seek on its way ends in a snapshot anyway.
    resync: () => void inTurn(async () => arrived === generation && tell('snapshot')),
    close,
  };
}
