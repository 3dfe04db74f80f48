// When a frame goes out (interfaces.md §5): at once while there are few, ten a second in a storm, and never late for an
// alarm of a higher priority than any sent just before.
import type { Priority } from '../shared/source.ts';

const FRAMES_AT_ONCE = 30;
const FRAME_INTERVAL_MS = 100;
const URGENT_FRAMES = 20;
const WINDOW_MS = 1_000;

export type Pace = Readonly<{
  /** A change happened, with the highest priority it raised. Returns how many ms to wait with its frame; 0: now. */
  change: (raised: Priority | null) => number;
  /** A frame went out. */
  sent: () => void;
}>;

/** `now` in ms, any origin, never decreasing. */
export function createPace(now: () => number): Pace {
  const frames: number[] = [];
  const changes: number[] = [];
  const urgent: { at: number; priority: Priority }[] = [];
  let coalescing = false;
  let lastFrameAt = Number.NEGATIVE_INFINITY;

  const since = (times: number[], from: number): number => {
    while (times[0] !== undefined && times[0] <= from) times.shift();
    return times.length;
  };

  return {
    change(raised) {
      const at = now();
      const changesBefore = since(changes, at - WINDOW_MS);
      changes.push(at);
      while (urgent[0] && urgent[0].at <= at - WINDOW_MS) urgent.shift();
      if (raised !== null && urgent.length < URGENT_FRAMES) {
        const recent = urgent.filter((one) => one.at > at - FRAME_INTERVAL_MS);
        if (recent.every((one) => raised < one.priority)) {
          urgent.push({ at, priority: raised });
          return 0;
        }
      }
      if (coalescing && changesBefore < FRAMES_AT_ONCE) coalescing = false;
      if (!coalescing && since(frames, at - WINDOW_MS) < FRAMES_AT_ONCE) return 0;
      coalescing = true;
      return Math.max(1, Math.ceil(lastFrameAt + FRAME_INTERVAL_MS - at));
    },
    sent() {
      lastFrameAt = now();
      frames.push(lastFrameAt);
      since(frames, lastFrameAt - WINDOW_MS);
    },
  };
}
