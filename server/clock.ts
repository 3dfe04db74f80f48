// The server's clock: whole milliseconds, never decreasing. Real, or, in an exercise, set and run at a speed.

export type Clock = Readonly<{
  /** epoch ms, an integer, never less than before */
  now: () => number;
}>;

export type ExerciseClock = Clock &
  Readonly<{
    /** Moves the clock to `at` (epoch ms). Backward is refused: the clock then stays where it is. */
    set: (at: number) => void;
    /** Runs at `speed` exercise seconds a second from here; 0 stands still. */
    run: (speed: number) => void;
  }>;

export function realClock(notBefore = 0): Clock {
  let last = notBefore;
  return {
    now: () => {
      last = Math.max(last, Date.now());
      return last;
    },
  };
}

export function exerciseClock(start: number, speed: number): ExerciseClock {
  let [base, since, rate, last] = [start, performance.now(), speed, start];
  const now = (): number => {
    last = Math.max(last, Math.floor(base + (performance.now() - since) * rate));
    return last;
  };
  const rebase = (at: number, newRate: number): void => {
    [base, since, rate] = [at, performance.now(), newRate];
  };
  return {
    now,
    set: (at) => rebase(Math.max(now(), Math.floor(at)), rate),
    run: (newRate) => rebase(now(), newRate),
  };
}
