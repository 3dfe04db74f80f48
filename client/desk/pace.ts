// How often the list is drawn: at once after a quiet while, a few times a second in a storm, with time left for the person.

/** From the end of one drawing to the beginning of the next, so that a slow machine still answers its keys. */
export const DRAW_GAP_MS = 150;

export type PaceOptions = Readonly<{
  /** Monotonic ms. */
  now: () => number;
  /** With the next drawn frame. */
  frame: (run: () => void) => void;
  later: (run: () => void, ms: number) => void;
  gapMs: number;
}>;

/**
 * A `schedule` for a store that calls it once until it is flushed. The page draws in a task of its own, so that neither
 * sorting nor drawing keeps a key waiting for the other.
 */
export function createPace({ now, frame, later, gapMs }: PaceOptions): (flush: () => () => void) => void {
  let endedAt = Number.NEGATIVE_INFINITY;
  return (flush) => {
    const draw = (): void =>
      frame(() => {
        const tell = flush();
        later(() => {
          tell();
          endedAt = now();
        }, 0);
      });
    const wait = endedAt + gapMs - now();
    if (wait <= 0) draw();
    else later(draw, wait);
  };
}
