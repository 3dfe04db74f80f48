// The envelope of an event (CloudEvents 1.0) as the log keeps it, and what the rest of the program may assume of it.

/**
 * One committed row of the log. Instants are epoch milliseconds.
 * `receivedAt` is our stamp (one a batch, strictly rising between batches), `time` the source's own instant.
 * `foldAt` is where the event stands in the order that is being folded: `receivedAt` live and "as known then",
 * `time` "as known now". Folds treat `foldAt` as "when we came to know it"; only `asOf` shows `receivedAt`.
 * `agency` is in canonical form (`H44.14`), `data` has passed the type's schema. Never mutated.
 */
export type LogEvent = Readonly<{
  seq: number;
  receivedAt: number;
  time: number;
  foldAt: number;
  id: string;
  source: string;
  type: string;
  subject: string | null;
  agency: string | null;
  data: unknown;
}>;

/** An event that has passed the door and waits for its `seq` and `receivedAt`. */
export type NewEvent = Readonly<Omit<LogEvent, 'seq' | 'receivedAt' | 'foldAt'>>;

/** Types that only the server writes; from outside they are refused as `reserved`. */
export const RESERVED_TYPES = ['alarm.', 'feed.counted', 'config.', 'calendar.changed', 'wall.', 'audit.'] as const;

export const isReservedType = (type: string): boolean => RESERVED_TYPES.some((reserved) => type.startsWith(reserved));

/**
 * Canonical agency code. The old right-to-left form is reversed and its all-zero groups dropped:
 * `000.17.22.H56` → `H56.22.17`, `000.00.14.H44` → `H44.14`. Anything else is returned as it is (domain.md §2.2).
 */
export function canonicalAgency(code: string): string {
  if (!/^(\d+\.)+[A-Z]\d{2}$/.test(code)) return code;
  return code
    .split('.')
    .reverse()
    .filter((group) => !/^0+$/.test(group))
    .join('.');
}
