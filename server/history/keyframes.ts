// The places of the log that are kept in memory as models, for all replays of the process together: a seek begins at the
// nearest one. Bounded: when it is full the days that nobody has looked at for longest go.
import { dayNumber } from '../../shared/time.ts';
import type { Kept } from './kept.ts';
import { bytesOfPath, type Path } from './path.ts';
import { isBehind, type Position } from './rows.ts';

/** `path`: to it from the place kept before, where somebody may go along it again. */
export type Keyframe = Readonly<{ position: Position; kept: Kept; path?: Path }>;

/** Those of one order in which the log is folded. */
export type Keyframes = Readonly<{
  /** The last one up to `foldAt` (epoch ms) and `seq`; null: there is none. */
  before: (foldAt: number, seq: number) => Keyframe | null;
  /** The first one after a position; null: there is none. */
  after: (position: Position) => Keyframe | null;
  /** The nearest before or behind within the same local day. */
  near: (position: Position) => Keyframe | null;
  /** Is it the first of its local day? Then nothing of the day before should hang on it. */
  isFirstOfDay: (foldAt: number) => boolean;
  /** false: there is no room for more of this day. */
  add: (keyframe: Keyframe) => boolean;
  /** Forgets all of them. */
  drop: () => void;
}>;

type Day = { day: number; frames: Keyframe[]; bytes: number; used: number };

const dayOf = (foldAt: number): number => (Number.isFinite(foldAt) ? dayNumber(foldAt) : Number.NEGATIVE_INFINITY);

/** `limit`: bytes that all of them may take, about. */
export function createKeyframeStore(limit: number): { order: () => Keyframes; bytes: () => number } {
  /** of every order */
  const all = new Set<Day>();
  const homes = new Map<Day, Day[]>();
  let [total, uses] = [0, 0];

  function remove(day: Day): void {
    total -= day.bytes;
    all.delete(day);
    const home = homes.get(day) ?? [];
    home.splice(home.indexOf(day), 1);
    homes.delete(day);
  }

  function makeRoom(bytes: number, own: Day): boolean {
    while (total + bytes > limit) {
      let oldest: Day | null = null;
      for (const day of all) if (day !== own && (oldest === null || day.used < oldest.used)) oldest = day;
      if (oldest === null) return false;
      remove(oldest);
    }
    return true;
  }

  function order(): Keyframes {
    const days: Day[] = [];
    const use = (day: Day, frame: Keyframe): Keyframe => {
      uses += 1;
      day.used = uses;
      return frame;
    };
    const dayAt = (foldAt: number): Day | undefined => days.find(({ day }) => day === dayOf(foldAt));

    return {
      before(foldAt, seq) {
        for (const day of days.toReversed()) {
          if (day.day > dayOf(foldAt)) continue;
          const found = day.frames.findLast(({ position }) => position.foldAt <= foldAt && position.seq <= seq);
          if (found) return use(day, found);
        }
        return null;
      },
      after(position) {
        for (const day of days) {
          if (day.day < dayOf(position.foldAt)) continue;
          const found = day.frames.find((frame) => isBehind(frame.position, position));
          if (found) return use(day, found);
        }
        return null;
      },
      near(position) {
        const day = dayAt(position.foldAt);
        if (!day) return null;
        const index = day.frames.findIndex((frame) => isBehind(frame.position, position));
        const found = index === -1 ? day.frames.at(-1) : (day.frames[index - 1] ?? day.frames[index]);
        return found ? use(day, found) : null;
      },
      isFirstOfDay: (foldAt) => dayAt(foldAt) === undefined,
      add(keyframe) {
        const { position, kept, path } = keyframe;
        const bytes = kept.bytes + (path ? bytesOfPath(path) : 0);
        let day = dayAt(position.foldAt);
        if (!day) {
          day = { day: dayOf(position.foldAt), frames: [], bytes: 0, used: 0 };
          const next = days.findIndex((one) => one.day > dayOf(position.foldAt));
          days.splice(next === -1 ? days.length : next, 0, day);
          all.add(day);
          homes.set(day, days);
        }
        const { frames } = day;
        const index = frames.findIndex((frame) => !isBehind(position, frame.position));
        const there = index === -1 ? undefined : frames[index];
        if (there && !isBehind(there.position, position)) return true;
        if (!makeRoom(bytes, day)) return false;
        frames.splice(index === -1 ? frames.length : index, 0, keyframe);
        day.bytes += bytes;
        total += bytes;
        use(day, keyframe);
        return true;
      },
      drop() {
        for (const day of [...days]) remove(day);
      },
    };
  }
  return { order, bytes: () => total };
}
