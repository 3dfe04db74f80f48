// Which alarm wants a person first, as numbers made once a row: the order of the wall (shared/alarm/ranking.ts) on the desk.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

export const needsAck = (row: DeskRow): boolean => row.state === 'active_unack' || row.state === 'rtn_unack';

/** Put aside by a person, by a rule or for maintenance: silent until it comes back. */
export const isAside = (row: DeskRow): boolean =>
  row.state === 'shelved' || row.state === 'suppressed' || row.state === 'out_of_service';

export const isReturned = (row: DeskRow): boolean => row.state === 'rtn_unack' || row.state === 'rtn_latched';

/** A row with its place. `gone`: another has taken its place since it was drawn. */
export type Entry = { row: DeskRow; rank: number; at: number; gone: boolean };

const PLACE: Readonly<Record<DeskRow['priority'], number>> = { P1: 1, P2: 2, P3: 3, P4: 4 };

function rankOf(row: DeskRow): number {
  const place = PLACE[row.priority];
  if (isAside(row)) return 200 + place;
  return needsAck(row) ? 2 * place + (row.state === 'rtn_unack' ? 1 : 0) : 100 + place;
}

/** `old`: the entry of the same occurrence, whose parsed date is taken over where it did not change. */
export function entryOf(row: DeskRow, old?: Entry): Entry {
  const rank = rankOf(row);
  const raised = old?.row.raisedAt === row.raisedAt ? Math.abs(old.at) : Date.parse(row.raisedAt);
  return { row, rank, at: rank < 100 ? raised : -raised, gone: false };
}

/** What waits for a person first: the worst, what still stands, what waits longest. Below it the newest first, put aside last. */
export const compare = (a: Entry, b: Entry): number =>
  a.rank - b.rank ||
  a.at - b.at ||
  (a.row.occurrence < b.row.occurrence ? -1 : a.row.occurrence > b.row.occurrence ? 1 : 0);

/** The whole list sorted anew: what keeping it sorted must come to. */
export const inOrder = (a: DeskRow, b: DeskRow): number => compare(entryOf(a), entryOf(b));

/** `sorted` without what is gone, with `fresh` (sorted too) in its places. One pass, whatever the number of changes. */
export function merge(sorted: readonly Entry[], fresh: readonly Entry[]): Entry[] {
  const merged: Entry[] = [];
  let next = 0;
  for (const entry of sorted) {
    if (entry.gone) continue;
    for (let one = fresh[next]; one !== undefined && compare(one, entry) < 0; one = fresh[next]) {
      merged.push(one);
      next += 1;
    }
    merged.push(entry);
  }
  for (; next < fresh.length; next++) {
    const one = fresh[next];
    if (one) merged.push(one);
  }
  return merged;
}
