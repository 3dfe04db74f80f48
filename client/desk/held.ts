// A list that stands still under the hand: while alarms are marked or a form is open, what stands where does not change.
import type { AlarmList } from './alarm-store.ts';
import { isRow, keyOf, type Listing } from './items.ts';
import { needsAck } from './order.ts';

/** Without input for so long the list moves again. */
export const RELEASE_MS = 30_000;

export type Held = Readonly<{
  listing: Listing;
  keys: ReadonlySet<string>;
  /** The P1 that nobody had acknowledged when it was held. */
  urgent: ReadonlySet<string>;
}>;

/** The unacknowledged P1: they stand first in the list. */
function urgentOf({ rows }: AlarmList): string[] {
  const end = rows.findIndex((row) => row.priority !== 'P1' || !needsAck(row));
  return rows.slice(0, end === -1 ? rows.length : end).map((row) => row.occurrence);
}

export function hold(listing: Listing, list: AlarmList): Held {
  const keys = new Set(listing.items.filter(isRow).map(keyOf));
  return { listing, keys, urgent: new Set(urgentOf(list)) };
}

/** How many alarms of the list as it would be are not on the screen. */
export function arrivedSince({ keys }: Held, { items }: Listing): number {
  let arrived = 0;
  for (const item of items) if (isRow(item) && !keys.has(item.occurrence)) arrived += 1;
  return arrived;
}

/** A P1 has come, or has become unacknowledged: nothing holds the list then. */
export const isOverruled = ({ urgent }: Held, list: AlarmList): boolean =>
  urgentOf(list).some((occurrence) => !urgent.has(occurrence));
