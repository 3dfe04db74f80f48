// Since when the database owes an answer: what tells a picture that stands still from one in which nothing happens.

export type Owed = Readonly<{
  /** Waits for an answer of the database and remembers since when. One at a time. */
  asking: <T>(answer: Promise<T>) => Promise<T>;
  /** How long the running question has been open, in ms; 0 when none is. */
  ms: () => number;
  /** How long ago the last answer came, in ms. */
  sinceHeardMs: () => number;
}>;

/** `now` in ms, any origin, never decreasing. */
export function createOwed(now: () => number): Owed {
  let askedAt: number | null = null;
  let heardAt = Number.NEGATIVE_INFINITY;
  return {
    asking: async (answer) => {
      askedAt = now();
      try {
        return await answer;
      } finally {
        [askedAt, heardAt] = [null, now()];
      }
    },
    ms: () => (askedAt === null ? 0 : now() - askedAt),
    sinceHeardMs: () => now() - heardAt,
  };
}
