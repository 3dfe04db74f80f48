// The three lists of the desk out of the one: all that is open, what is put off for a time, what is kept silent and why.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { AlarmList } from './alarm-store.ts';
import type { Match } from './filter.ts';
import { type Item, type Listing, listing } from './items.ts';
import { isAside, needsAck } from './order.ts';
import { words } from './words.ts';

export type ListName = 'open' | 'shelved' | 'blocked';
export const LISTS: readonly ListName[] = ['open', 'shelved', 'blocked'];

/** How many stand in a list, from the counts of the whole. */
export function sizeOf({ counts }: AlarmList, name: ListName): number {
  if (name === 'shelved') return counts.shelved;
  return name === 'blocked' ? counts.suppressed + counts.outOfService : counts.open;
}

function under(heading: string, rows: readonly DeskRow[]): Item[] {
  return rows.length === 0 ? [] : [{ heading, count: rows.length }, ...rows];
}

/** Every open alarm: unacknowledged, acknowledged, put aside. */
export function openListing(list: AlarmList, match: Match | null): Listing {
  const rows = match === null ? list.rows : list.rows.filter(match);
  const seen = rows.findIndex((row) => !needsAck(row));
  const waitingEnd = seen === -1 ? rows.length : seen;
  let asideFrom = rows.length;
  for (let row = rows[asideFrom - 1]; row && isAside(row); row = rows[asideFrom - 1]) asideFrom -= 1;
  const items = [
    ...under(words.section.waiting, rows.slice(0, waitingEnd)),
    ...under(words.section.seen, rows.slice(waitingEnd, asideFrom)),
    ...under(words.section.aside, rows.slice(asideFrom)),
  ];
  return listing(items, rows.length, list.counts.open);
}

const endOf = (row: DeskRow): number =>
  row.shelvedUntil === null ? Number.POSITIVE_INFINITY : Date.parse(row.shelvedUntil);

/** By soonest end: what comes back in my shift stands on top. */
export function shelvedListing(list: AlarmList, match: Match | null): Listing {
  const rows = list.rows
    .filter((row) => row.state === 'shelved' && (match === null || match(row)))
    .map((row) => ({ row, end: endOf(row) }))
    .sort((a, b) => a.end - b.end)
    .map(({ row }) => row);
  return listing(rows, rows.length, list.counts.shelved);
}

const isBlocked = (row: DeskRow): boolean => row.state === 'suppressed' || row.state === 'out_of_service';

/** Under the alarm that explains them; then by a person; then out of service. Each alarm stands there once. */
export function blockedListing(list: AlarmList, match: Match | null): Listing {
  const rows = list.rows.filter((row) => isBlocked(row) && (match === null || match(row)));
  const byCause = new Map<string, DeskRow[]>();
  for (const row of rows) {
    if (row.cause === null || row.state !== 'suppressed') continue;
    const others = byCause.get(row.cause);
    if (others) others.push(row);
    else byCause.set(row.cause, [row]);
  }
  const explained: DeskRow[] = [];
  const placed = new Set<string>();
  const indented = new Set<string>();
  const place = (row: DeskRow): boolean => {
    if (placed.has(row.occurrence)) return false;
    placed.add(row.occurrence);
    explained.push(row);
    return true;
  };
  for (const [cause, symptoms] of byCause) {
    const row = list.byId.get(cause);
    if (row) place(row);
    for (const one of symptoms) if (place(one)) indented.add(one.occurrence);
  }
  const rest = rows.filter((row) => !placed.has(row.occurrence));
  const count = explained.filter(isBlocked).length;
  const items = [
    ...(count === 0 ? [] : [{ heading: words.section.byCause, count }, ...explained]),
    ...under(
      words.section.byPerson,
      rest.filter((row) => row.state === 'suppressed'),
    ),
    ...under(
      words.section.outOfService,
      rest.filter((row) => row.state === 'out_of_service'),
    ),
  ];
  return listing(items, rows.length, list.counts.suppressed + list.counts.outOfService, indented);
}
