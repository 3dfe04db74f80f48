// What the main thread and the thread of a round of pruning say to each other. Instants are epoch ms.
export type Round = Readonly<{ databaseUrl: string; now: number; days: number }>;

/**
 * `standing`: the base is committed, nothing it replaces has been removed in this round; `base` is null when the log has
 * never been pruned, `until` its instant in text, `told` whether its `audit.pruned` is in the log. The thread goes on
 * when it gets any message.
 */
export type Said =
  | Readonly<{ kind: 'standing'; base: Readonly<{ seq: number; until: string }> | null; told: boolean }>
  | Readonly<{ kind: 'removed'; counts: Readonly<Record<string, number>> }>;

/** What tells of a base has an identity that follows from the base, so that it is told once. */
export const PRUNED_SOURCE = '/ioc/server';
export const prunedId = (seq: number): string => `pruned-${seq}`;
