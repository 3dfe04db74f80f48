// The list in a flood: the highest priority and the first alarm one by one, all others in groups that open. None is left out.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Priority } from '../../shared/source.ts';
import { instantText, MINUTE_MS } from '../../shared/time.ts';
import type { AlarmList } from './alarm-store.ts';
import { type GroupItem, type HeadingItem, type Item, type Listing, listing } from './items.ts';
import { isAside, needsAck } from './order.ts';
import { words } from './words.ts';

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];
const WINDOW_MS = 10 * MINUTE_MS;
/** A longer pause than this parts the flood from what stood before it. */
const PAUSE_MS = MINUTE_MS;

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

/** The worst that nobody has acknowledged; where all are, the worst that is not put aside. */
function worst(rows: readonly DeskRow[]): DeskRow[] {
  const waiting = rows.filter(needsAck);
  const candidates = waiting.length > 0 ? waiting : rows.filter((row) => !isAside(row));
  const highest = candidates[0]?.priority;
  return candidates.filter((row) => row.priority === highest);
}

function groupOf(list: AlarmList, key: string, rows: readonly DeskRow[], expanded: ReadonlySet<string>): GroupItem {
  const cause = rows[0]?.cause ?? null;
  const by = cause === null ? null : (list.byId.get(cause) ?? null);
  const name = rows[0]?.ruleName ?? '';
  const title = cause === null ? name : words.flood.because(by?.text ?? name);
  const waiting = rows.filter(needsAck).length;
  const highest = PRIORITIES.find((priority) => rows.some((row) => row.priority === priority)) ?? 'P4';
  return { group: key, title, rows, waiting, highest, expanded: expanded.has(key) };
}

const groupKey = (row: DeskRow): string => (row.cause === null ? `rule-${row.rule}` : `cause-${row.cause}`);

/** `expanded`: keys of the groups that are open. */
export function floodListing(list: AlarmList, since: number, expanded: ReadonlySet<string>): Listing {
  const first = firstOut(list.rows, since);
  const single = new Set(worst(list.rows).map((row) => row.occurrence));
  if (first) single.add(first.occurrence);
  const byKey = new Map<string, DeskRow[]>();
  const singles: DeskRow[] = [];
  for (const row of list.rows) {
    if (single.has(row.occurrence)) {
      singles.push(row);
      continue;
    }
    const rows = byKey.get(groupKey(row));
    if (rows) rows.push(row);
    else byKey.set(groupKey(row), [row]);
  }
  const groups = [...byKey]
    .map(([key, rows]) => groupOf(list, key, rows, expanded))
    .sort((a, b) => (a.highest < b.highest ? -1 : a.highest > b.highest ? 1 : b.rows.length - a.rows.length));
  const under = new Set<string>();
  const grouped: Item[] = [];
  for (const group of groups) {
    const alone = group.rows.length === 1;
    if (!alone) grouped.push(group);
    if (alone || group.expanded) grouped.push(...group.rows);
    if (!alone && group.expanded) for (const row of group.rows) under.add(row.occurrence);
  }
  const heading = (text: string, count: number): HeadingItem[] => (count === 0 ? [] : [{ heading: text, count }]);
  const items: Item[] = [
    ...heading(words.section.worst, singles.length),
    ...singles,
    ...heading(words.section.grouped, list.rows.length - singles.length),
    ...grouped,
  ];
  return { ...listing(items, list.rows.length, list.counts.open, under), first: first?.occurrence ?? null };
}
