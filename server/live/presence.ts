// Who has which alarm open on his desk now. Told to the others, never a lock.

/** Who does not say it again within this time has gone. */
const PRESENT_MS = 15_000;

export type Open = Readonly<Record<string, readonly string[]>>;

export type Presence = Readonly<{
  /** A console (by socket) has this occurrence open; null: none. */
  put: (console: string, name: string, occurrence: string | null) => void;
  leave: (console: string) => void;
  /** Names by occurrence, both in order. */
  open: () => Open;
  /** The same if it is not what the last call gave; else null. */
  changed: () => Open | null;
}>;

/** `monotonic`: ms. */
export function createPresence(monotonic: () => number): Presence {
  const consoles = new Map<string, { name: string; occurrence: string; until: number }>();
  let told = '{}';

  const open = (): Open => {
    const names = new Map<string, Set<string>>();
    for (const [console, { name, occurrence, until }] of consoles) {
      if (until <= monotonic()) consoles.delete(console);
      else names.set(occurrence, (names.get(occurrence) ?? new Set()).add(name));
    }
    return Object.fromEntries([...names].sort().map(([occurrence, own]) => [occurrence, [...own].sort()]));
  };

  return {
    put: (console, name, occurrence) => {
      if (occurrence === null) consoles.delete(console);
      else consoles.set(console, { name, occurrence, until: monotonic() + PRESENT_MS });
    },
    leave: (console) => consoles.delete(console),
    open,
    changed: () => {
      const now = open();
      const text = JSON.stringify(now);
      if (text === told) return null;
      told = text;
      return now;
    },
  };
}
