// What stands in a list from top to bottom: headings, alarms, and groups of alarms that open and close.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Priority } from '../../shared/source.ts';

export type HeadingItem = Readonly<{ heading: string; count: number }>;
export type GroupItem = Readonly<{
  group: string;
  title: string;
  /** In the order of the list; the groups of a list hold each row once. */
  rows: readonly DeskRow[];
  waiting: number;
  highest: Priority;
  expanded: boolean;
}>;
export type Item = DeskRow | GroupItem | HeadingItem;

export const isHeading = (item: Item): item is HeadingItem => 'heading' in item;
export const isGroup = (item: Item): item is GroupItem => 'group' in item;
export const isRow = (item: Item): item is DeskRow => 'occurrence' in item;

/** Unique in a list; an alarm's is its occurrence. */
export const keyOf = (item: Item): string =>
  isRow(item) ? item.occurrence : isGroup(item) ? item.group : `heading ${item.heading}`;

export type Listing = Readonly<{
  items: readonly Item[];
  /** Alarms of this list that pass the filter, in open groups or not, and all of this list. */
  shown: number;
  total: number;
  /** Keys of the rows that belong to the row or group above them. */
  under: ReadonlySet<string>;
  /** Key of the first alarm of a flood. */
  first: string | null;
}>;

const NOBODY: ReadonlySet<string> = new Set();

export const listing = (items: readonly Item[], shown: number, total: number, under = NOBODY): Listing => ({
  items,
  shown,
  total,
  under,
  first: null,
});
