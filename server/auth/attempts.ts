// Wrong guesses counted by a name, in memory: after `max` within `windowMs` the name rests until the window is over.

export type Attempts = ReturnType<typeof createAttempts>;

const MOST_NAMES = 10_000;

export function createAttempts(max: number, windowMs: number, now: () => number) {
  const counts = new Map<string, { failures: number; until: number }>();

  function current(name: string): { failures: number; until: number } | null {
    const entry = counts.get(name);
    if (entry && entry.until > now()) return entry;
    counts.delete(name);
    return null;
  }

  return {
    /** Whole seconds until the name may be tried again; 0: now. */
    waitSec(name: string): number {
      const entry = current(name);
      return entry && entry.failures >= max ? Math.ceil((entry.until - now()) / 1000) : 0;
    },
    count(name: string): void {
      const entry = current(name);
      if (entry) entry.failures += 1;
      else {
        // Names are the guesser's to choose: the oldest gives way, memory does not grow.
        if (counts.size >= MOST_NAMES) counts.delete(counts.keys().next().value ?? '');
        counts.set(name, { failures: 1, until: now() + windowMs });
      }
    },
    clear: (name: string): void => {
      counts.delete(name);
    },
  };
}
