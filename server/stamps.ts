// The instants of the hub (interfaces.md §4): which one a batch is stamped with, and where the model may be looked at.
import type { Clock } from './clock.ts';

export type Stamps = Readonly<{
  /** Where the model may be looked at: never beyond the stamp of a batch that is being written. */
  instant: () => number;
  /** The same, for a view that goes out: every later stamp is later than this. */
  publish: () => number;
  /** The `received_at` of the next batch: later than everything published and than every stamp before. */
  next: () => number;
  /** From here on a batch with this stamp is being written; null: none is. */
  writing: (stamp: number | null) => void;
  /** What was stamped before, also by another process. */
  notBefore: (stamp: number) => void;
}>;

/** All instants are epoch ms. */
export function createStamps(clock: Clock): Stamps {
  let inFlight: number | null = null;
  let [lastPublished, lastStamp] = [0, 0];
  const instant = (): number => {
    const now = Math.max(clock.now(), lastPublished, lastStamp);
    return inFlight === null ? now : Math.min(now, inFlight - 1);
  };
  return {
    instant,
    publish: () => {
      lastPublished = instant();
      return lastPublished;
    },
    next: () => {
      lastStamp = Math.max(clock.now(), lastPublished + 1, lastStamp + 1);
      return lastStamp;
    },
    writing: (stamp) => {
      inFlight = stamp;
    },
    notBefore: (stamp) => {
      lastStamp = Math.max(lastStamp, stamp);
    },
  };
}
