// What of the list a person wants to see. It never hides that a P1 or P2 outside of it waits for somebody.

import type { AlarmState, DeskRow } from '../../shared/alarm/view-schema.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { Priority } from '../../shared/source.ts';
import { foldText } from './fold-text.ts';
import { needsAck } from './order.ts';
import { words } from './words.ts';

export type StateChoice = AlarmState | 'waiting';
export type Filter = Readonly<{
  text: string;
  /** Empty: all. */
  priorities: readonly Priority[];
  state: StateChoice | null;
  rule: string | null;
}>;

export const NO_FILTER: Filter = { text: '', priorities: [], state: null, rule: null };

export const isOn = (filter: Filter): boolean =>
  filter.text.trim() !== '' || filter.priorities.length > 0 || filter.state !== null || filter.rule !== null;

export type Match = (row: DeskRow) => boolean;

const haystacks = new WeakMap<DeskRow, string>();
/** Words that thousands of rows share: states, types, people, agencies. */
const common = new Map<string, string>();

function folded(text: string): string {
  let short = common.get(text);
  if (short === undefined) {
    short = foldText(text);
    common.set(text, short);
  }
  return short;
}

/** Everything about a row that a person may type. */
function haystack(row: DeskRow): string {
  let text = haystacks.get(row);
  if (text === undefined) {
    const { priority, rule, ruleName, subject, agency, by, owner, note, suppressedBy } = row;
    const common = [priority, spoken.priority[priority], words.state[row.state], rule, ruleName, agency, by, owner];
    const own = note === null ? `${row.text}\n${subject}` : `${row.text}\n${subject}\n${note}`;
    text = foldText(own);
    for (const part of [...common, suppressedBy]) if (part !== null) text += `\n${folded(part)}`;
    haystacks.set(row, text);
  }
  return text;
}

const WARM_AT_ONCE = 1_000;

/** Looks at the rows before the first letter is typed, some at a time: twenty thousand at once would hold up the letter. */
export function warm(rows: readonly DeskRow[], later: (run: () => void) => void, from = 0): void {
  for (const row of rows.slice(from, from + WARM_AT_ONCE)) haystack(row);
  if (from + WARM_AT_ONCE < rows.length) later(() => warm(rows, later, from + WARM_AT_ONCE));
}

/** Null where no filter is on. All words of the text must stand somewhere in the row. */
export function matcher(filter: Filter): Match | null {
  if (!isOn(filter)) return null;
  const { priorities, state, rule } = filter;
  const parts = foldText(filter.text)
    .split(/\s+/)
    .filter((part) => part !== '');
  return (row) =>
    (priorities.length === 0 || priorities.includes(row.priority)) &&
    (state === null || (state === 'waiting' ? needsAck(row) : row.state === state)) &&
    (rule === null || row.rule === rule) &&
    (parts.length === 0 || parts.every((part) => haystack(row).includes(part)));
}

export type Outside = Readonly<{ P1: number; P2: number }>;

/** Unacknowledged P1 and P2 that the filter hides. `rows` in the order of the list: these stand first. */
export function outsideOf(rows: readonly DeskRow[], match: Match | null): Outside {
  const outside = { P1: 0, P2: 0 };
  if (match === null) return outside;
  for (const row of rows) {
    if (!needsAck(row) || (row.priority !== 'P1' && row.priority !== 'P2')) break;
    if (!match(row)) outside[row.priority] += 1;
  }
  return outside;
}
