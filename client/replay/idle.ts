// A forgotten replay goes back to live: nobody may take the past for the present because somebody left it open.
export type Patience = Readonly<{
  /** Without a key, a movement or a playing day. */
  quietMs: number;
  /** How long it is asked before it goes. */
  warnMs: number;
}>;

export const PATIENCE: Patience = { quietMs: 5 * 60_000, warnMs: 30_000 };

export type Idle = Readonly<{ state: 'active' } | { state: 'warning'; leftMs: number } | { state: 'over' }>;

/** `lastActive`, `now`: ms of one clock. */
export function idleAt(lastActive: number, now: number, { quietMs, warnMs }: Patience): Idle {
  const idleMs = now - lastActive;
  if (idleMs < quietMs) return { state: 'active' };
  const leftMs = quietMs + warnMs - idleMs;
  return leftMs > 0 ? { state: 'warning', leftMs } : { state: 'over' };
}

/** A day that plays is being watched until its end; a stretch that plays over and over has none. */
export const isWatched = (speed: number, isLooping: boolean): boolean => speed > 0 && !isLooping;
