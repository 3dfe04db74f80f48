// How many refusals of one person the log takes (features.md 3#29): all that a person or a page can mean, but nobody fills
// the log with refused commands. What goes beyond is answered all the same, and counted in the next one that is logged.

const CAPACITY = 1_000;
const REFILL_PER_MS = 10 / 1_000;

export type RefusalBudget = Readonly<{
  /**
   * One more refusal of `username` at `now` (epoch ms, the hub's, never decreasing). A number: log it, so many before it were
   * not; null: do not log it.
   */
  spend: (username: string, now: number) => number | null;
}>;

/** Kept in memory: what was not logged and not yet told is forgotten by a restart. */
export function createRefusalBudget(): RefusalBudget {
  const people = new Map<string, { tokens: number; at: number; uncounted: number }>();
  return {
    spend(username, now) {
      const one = people.get(username) ?? { tokens: CAPACITY, at: now, uncounted: 0 };
      people.set(username, one);
      one.tokens = Math.min(CAPACITY, one.tokens + (now - one.at) * REFILL_PER_MS);
      one.at = now;
      if (one.tokens < 1) {
        one.uncounted += 1;
        return null;
      }
      one.tokens -= 1;
      const { uncounted } = one;
      one.uncounted = 0;
      return uncounted;
    },
  };
}
