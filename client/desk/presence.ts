// Who has which alarm open now: told every five seconds and on each change, so that two do not start on the same one.

export const PRESENT_MS = 5_000;

export type Presence = Readonly<{ open: Readonly<Record<string, readonly string[]>> }>;

export type PresenceStore = ReturnType<typeof createPresence>;

/** `tell` sends what this desk has open; nothing depends on its arrival. */
export function createPresence(tell: (occurrence: string | null) => void) {
  let heard: Presence['open'] = {};
  let mine: string | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => heard,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hear({ open }: Presence): void {
      heard = open;
      for (const listener of listeners) listener();
    },
    open(occurrence: string | null): void {
      if (occurrence === mine) return;
      mine = occurrence;
      tell(mine);
    },
    /** Once more, before the server forgets it. */
    repeat: () => tell(mine),
  };
}

/** Names of the others who have it open. */
export const othersAt = (open: Presence['open'], occurrence: string, me: string): readonly string[] =>
  (open[occurrence] ?? []).filter((name) => name !== me);
