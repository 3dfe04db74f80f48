// The alarms that are marked to be done with together. Each is kept as the person saw it: the action goes to that version.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { type Item, isRow, keyOf } from './items.ts';

export type Marked = ReadonlyMap<string, DeskRow>;
export type Marks = Readonly<{
  rows: Marked;
  /** Where a stretch of marks began, and what was marked before it. */
  anchor: Readonly<{ key: string; before: Marked }> | null;
}>;
/** The row as it is drawn; undefined once it is closed: that cannot be marked. */
export type Drawn = (occurrence: string) => DeskRow | undefined;

export const NO_MARKS: Marks = { rows: new Map(), anchor: null };

export function toggle(marks: Marks, key: string, drawn: Drawn): Marks {
  const rows = new Map(marks.rows);
  const row = drawn(key);
  if (!rows.delete(key) && row) rows.set(key, row);
  return { rows, anchor: { key, before: rows } };
}

/** From the anchor (`from`, where there is none) to `to`, beside what was marked before. */
export function stretch(marks: Marks, items: readonly Item[], from: string, to: string, drawn: Drawn): Marks {
  const anchor = marks.anchor ?? { key: from, before: marks.rows };
  const ends = [anchor.key, to].map((key) => items.findIndex((item) => keyOf(item) === key));
  const rows = new Map(anchor.before);
  for (const item of items.slice(Math.min(...ends), Math.max(...ends) + 1)) {
    const row = isRow(item) ? drawn(item.occurrence) : undefined;
    if (row) rows.set(row.occurrence, row);
  }
  return { rows, anchor };
}

/** All that stands in the list, but never a P1: each of those is looked at. */
export function markAll(items: readonly Item[], drawn: Drawn): Marks {
  const rows = new Map<string, DeskRow>();
  for (const item of items) {
    const row = isRow(item) ? drawn(item.occurrence) : undefined;
    if (row && row.priority !== 'P1') rows.set(row.occurrence, row);
  }
  return { rows, anchor: null };
}

/** What is carried out is no longer marked; what was refused stays, as the server says that it is now. */
export function settle(marks: Marks, done: ReadonlySet<string>, current: readonly DeskRow[]): Marks {
  const rows = new Map(marks.rows);
  for (const occurrence of done) rows.delete(occurrence);
  for (const row of current) if (rows.has(row.occurrence)) rows.set(row.occurrence, row);
  return { rows, anchor: null };
}
