// What the replays of this process share: the places kept in memory, and whoever folds ahead for them.
import type { Pool } from 'pg';
import type { Base } from '../fold.ts';
import { createKeyframeStore, type Keyframes } from './keyframes.ts';
import { type Lane, nowLane, thenLane, thenScout } from './lane.ts';
import type { Truth } from './protocol.ts';

/** Of all kept places together, about. A day of 500,000 events takes some 130 MB. */
const KEPT_BYTES = 256 * 1024 * 1024;

export type OpenLane = Lane & Readonly<{ close: () => Promise<void> }>;
export type Asked = Readonly<{ as: Truth; pinned: number; base: Base | null; from: number; to: number }>;
/** `open` must be followed by `close`: what nobody uses any more is stopped and forgotten. */
export type Lanes = Readonly<{ open: (asked: Asked) => OpenLane }>;

/** One of a kind for all who ask for the same; stopped when the last of them has left. */
function createShared<T extends { stop: () => Promise<void> }>(): (
  key: string,
  make: () => T,
) => { one: T; leave: () => Promise<void> } {
  const all = new Map<string, { one: T; users: number }>();
  return (key, make) => {
    const entry = all.get(key) ?? { one: make(), users: 0 };
    all.set(key, entry);
    entry.users += 1;
    return {
      one: entry.one,
      leave: async () => {
        entry.users -= 1;
        if (entry.users > 0) return;
        all.delete(key);
        await entry.one.stop();
      },
    };
  };
}

/** `cursors`: a pool of few connections for what holds one for long. */
export function createLanes(pool: Pool, cursors: Pool): Lanes {
  const store = createKeyframeStore(KEPT_BYTES);
  const then: Keyframes = store.order();
  const scouts = createShared<ReturnType<typeof thenScout>>();
  const nows = createShared<ReturnType<typeof nowLane>>();
  /** A pruned log begins elsewhere: what was kept of it before is not asked for any more. */
  let base = -1;

  return {
    open(asked) {
      const { as, pinned, from, to } = asked;
      if ((asked.base?.seq ?? 0) !== base) then.drop();
      base = asked.base?.seq ?? 0;
      if (as === 'then') {
        const scout = scouts(`${from} ${to}`, () => thenScout(pool, then, asked));
        return { ...thenLane(pool, then, pinned), close: scout.leave };
      }
      const now = nows(`${pinned} ${base} ${to}`, () => {
        const frames = store.order();
        const lane = nowLane(pool, cursors, frames, asked);
        const stop = async (): Promise<void> => {
          await lane.stop();
          frames.drop();
        };
        return { ...lane, stop };
      });
      return { ...now.one, close: now.leave };
    },
  };
}
