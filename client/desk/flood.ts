// The list in a flood: the highest priority and the first alarm one by one, all others in groups that open. None is left out.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Priority } from '../../shared/source.ts';
import { instantText, MINUTE_MS } from '../../shared/time.ts';
import type { AlarmList } from './alarm-store.ts';
import { type GroupItem, groupKey, type HeadingItem, type Item, type Listing, listing } from './items.ts';
import { isAside, needsAck } from './order.ts';
import { words } from './words.ts';

const WINDOW_MS = 10 * MINUTE_MS;
/** A longer pause than this parts the flood from what stood before it. */
const PAUSE_MS = MINUTE_MS;
/** So many of the worst stand one by one; more than a person can read stand in groups, which say how many they are. */
export const WORST_SINGLY = 200;

/**
 * The earliest alarm of the flood. It counts as one from its eleventh alarm on (`since`, epoch ms), so the run of alarms
 * before that instant belongs to it, back to a pause of a minute.
 */
export function firstOut(rows: readonly DeskRow[], since: number): DeskRow | null {
  // Instants are written alike, so their order is that of their texts: thousands of dates are not parsed each time.
  const [from, begun] = [instantText(since - WINDOW_MS), instantText(since)];
  let first: DeskRow | null = null;
  const before: DeskRow[] = [];
  for (const row of rows) {
    if (row.raisedAt < from) continue;
    if (row.raisedAt < begun) before.push(row);
    else if (first === null || row.raisedAt < first.raisedAt) first = row;
  }
  let at = since;
  for (const row of before.sort((a, b) => (a.raisedAt < b.raisedAt ? 1 : -1))) {
    const raised = Date.parse(row.raisedAt);
    if (at - raised > PAUSE_MS) break;
    [first, at] = [row, raised];
  }
  return first;
}

/** Where the first of the worst stand: what nobody has acknowledged, or else what is not put aside. They stand together. */
function worstOf(rows: readonly DeskRow[]): readonly [from: number, to: number] {
  const [first] = rows;
  if (first === undefined || isAside(first)) return [0, 0];
  const isAlike = (row: DeskRow): boolean =>
    row.priority === first.priority && needsAck(row) === needsAck(first) && !isAside(row);
  const end = rows.findIndex((row, index) => index >= WORST_SINGLY || !isAlike(row));
  return [0, end === -1 ? rows.length : end];
}

/** Rows by what they have in common, in the order of the list. */
type Gathered = Map<string, DeskRow[]>;

function gather(into: Gathered, key: string, row: DeskRow): void {
  const rows = into.get(key);
  if (rows) rows.push(row);
  else into.set(key, [row]);
}

function groupOf(list: AlarmList, key: string, rows: readonly DeskRow[], expanded: ReadonlySet<string>): GroupItem {
  const cause = rows[0]?.cause ?? null;
  const by = cause === null ? null : (list.byId.get(cause) ?? null);
  const name = rows[0]?.ruleName ?? '';
  const title = cause === null ? name : words.flood.because(by?.text ?? name);
  let waiting = 0;
  let highest: Priority = 'P4';
  for (const row of rows) {
    if (needsAck(row)) waiting += 1;
    if (row.priority < highest) highest = row.priority;
  }
  return { group: key, title, rows, waiting, highest, expanded: expanded.has(key) };
}

/** `expanded`: keys of the groups that are open. */
export function floodListing(list: AlarmList, since: number, expanded: ReadonlySet<string>): Listing {
  const { rows } = list;
  const first = firstOut(rows, since);
  const [from, to] = worstOf(rows);
  const singles = rows.slice(from, to);
  const isSingle = first !== null && !singles.includes(first);
  if (isSingle) singles.push(first);
  const [byCause, byRule]: [Gathered, Gathered] = [new Map(), new Map()];
  for (let index = to; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined || row === first) continue;
    if (row.cause === null) gather(byRule, row.rule, row);
    else gather(byCause, row.cause, row);
  }
  const groups = [
    ...[...byCause].map(([cause, under]) => groupOf(list, groupKey('cause', cause), under, expanded)),
    ...[...byRule].map(([rule, under]) => groupOf(list, groupKey('rule', rule), under, expanded)),
  ].sort((a, b) => (a.highest < b.highest ? -1 : a.highest > b.highest ? 1 : b.rows.length - a.rows.length));
  const under = new Set<string>();
  const grouped: Item[] = [];
  for (const group of groups) {
    const alone = group.rows.length === 1;
    if (!alone) grouped.push(group);
    if (!alone && !group.expanded) continue;
    for (const row of group.rows) {
      grouped.push(row);
      if (!alone) under.add(row.occurrence);
    }
  }
  const heading = (text: string, count: number): HeadingItem[] => (count === 0 ? [] : [{ heading: text, count }]);
  const items: Item[] = [
    ...heading(words.section.worst, singles.length),
    ...singles,
    ...heading(words.section.grouped, rows.length - singles.length),
    ...grouped,
  ];
  return { ...listing(items, rows.length, list.counts.open, under), first: first?.occurrence ?? null };
}
