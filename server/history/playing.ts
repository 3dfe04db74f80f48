// Playing: turns of a tenth of a second that move a replay on by as much of the log's time as its speed asks for.
import type { PlayOptions } from './protocol.ts';
import { QUIET_MS, REMAINS_MS } from './quiet.ts';

const FRAME_MS = 100;
const SPEED_EVERY_MS = 500;
/** Whether it has become quiet is asked so often at most. */
const LOOK_EVERY_MS = 500;

export type Stretch = Readonly<{ from: number; to: number }>;

export type Playing = Readonly<{
  start: (options: PlayOptions) => void;
  stop: () => void;
  /** 0: it stands still. */
  speed: () => number;
  achieved: () => number;
}>;

/** Instants in epoch ms. `to`: the end of the replay. */
export function createPlaying(deps: {
  to: number;
  at: () => number;
  /** Everything that moves the replay stands in one line. */
  inTurn: (work: () => Promise<void>) => Promise<void>;
  /** Is a seek on its way? It moves the model itself; playing goes on from there. */
  isMoving: () => boolean;
  /** Folds on; false: it was interrupted. */
  moveOn: (until: number) => Promise<boolean>;
  /** Back to an instant, and shows it. */
  jumpTo: (at: number) => Promise<void>;
  /** The instant of the next event that is more than a sign of life; null: there is none. */
  nextLively: () => Promise<number | null>;
  /** Must nothing be skipped now? */
  isCritical: () => boolean;
  tellFrame: (skipped: Stretch | null) => void;
  tellSpeed: () => void;
}): Playing {
  const { to, at } = deps;
  let [speed, achieved] = [0, 0];
  /** Each start and each stop ends the play before. */
  let plays = 0;
  let timer: NodeJS.Timeout | null = null;

  function stop(): void {
    if (timer) clearTimeout(timer);
    [timer, speed, achieved] = [null, 0, 0];
    plays += 1;
    deps.tellSpeed();
  }

  function start({ speed: wanted, skipQuiet, loop }: PlayOptions): void {
    if (timer) clearTimeout(timer);
    plays += 1;
    const mine = plays;
    [speed, achieved] = [wanted, wanted];
    const end = loop?.to ?? to;
    let [last, toldAt, lookedAt] = [performance.now(), performance.now(), Number.NEGATIVE_INFINITY];
    const isOver = (): boolean => plays !== mine;

    /** Goes to where a second of playing is left of a quiet stretch that begins here; false: there is none. */
    async function skip(): Promise<boolean> {
      if (performance.now() - lookedAt < LOOK_EVERY_MS || deps.isCritical()) return false;
      lookedAt = performance.now();
      const from = at();
      const next = Math.min((await deps.nextLively()) ?? end, end);
      const until = Math.floor(next - speed * REMAINS_MS);
      if (next - from <= QUIET_MS || until <= from) return false;
      if (await deps.moveOn(until)) deps.tellFrame({ from, to: until });
      last = performance.now();
      return true;
    }

    async function turn(): Promise<void> {
      const elapsed = performance.now() - last;
      last = performance.now();
      if (isOver() || deps.isMoving()) return;
      const before = at();
      if (loop && (before >= loop.to || before < loop.from)) {
        await deps.jumpTo(loop.from);
        last = performance.now();
        return;
      }
      if (skipQuiet && (await skip())) return;
      // A machine that cannot keep up plays slower and says so; it never skips.
      const until = Math.min(end, Math.floor(before + Math.min(elapsed, 3 * FRAME_MS) * speed));
      if (!(await deps.moveOn(until))) return;
      if (!isOver()) achieved = 0.8 * achieved + 0.2 * ((at() - before) / Math.max(elapsed, 1));
      deps.tellFrame(null);
      if (isOver()) return;
      if (!loop && at() >= to) stop();
      else if (performance.now() - toldAt >= SPEED_EVERY_MS) {
        toldAt = performance.now();
        deps.tellSpeed();
      }
    }

    const next = (ms: number): void => {
      timer = setTimeout(() => {
        deps.inTurn(turn).then(
          () => isOver() || next(Math.max(0, FRAME_MS - (performance.now() - last))),
          () => isOver() || stop(), // the database is away: it stands still, and the screen says so
        );
      }, ms);
    };
    deps.tellSpeed();
    next(FRAME_MS);
  }

  return { start, stop, speed: () => speed, achieved: () => achieved };
}
