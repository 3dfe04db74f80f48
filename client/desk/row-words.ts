// What stands in a row beside its text, in words. A part that is strong must be seen without reading the line.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { number, span, when } from '../../shared/i18n/format.ts';
import { needsAck } from './order.ts';
import { words } from './words.ts';

export type Part = Readonly<{ text: string; strong?: boolean }>;

const strong = (text: string): Part => ({ text, strong: true });
const isAhead = (instant: string | null, now: number): boolean => instant !== null && Date.parse(instant) > now;

/** Who put it aside and since when, and why. */
function asideParts(row: DeskRow, now: number, causeText: string | null): Part[] {
  if (row.cause !== null) return causeText === null ? [] : [{ text: words.flood.because(causeText) }];
  const who = row.suppressedBy ?? words.row.byRule;
  const since = row.suppressedAt === null ? who : words.row.by(who, when(Date.parse(row.suppressedAt), now));
  return [{ text: since }, ...(row.note === null ? [] : [{ text: words.row.why(row.note) }])];
}

/** `causeText`: of the alarm that explains it. `others`: who else has it open. `now`: epoch ms, server's clock. */
export function rowParts(row: DeskRow, now: number, causeText: string | null, others: readonly string[]): Part[] {
  const parts: Part[] = [{ text: words.state[row.state] }];
  const aside = row.state === 'shelved' || row.state === 'suppressed' || row.state === 'out_of_service';
  if (row.heldUntil !== null) parts.push(strong(words.row.held));
  if (isAhead(row.chatterUntil, now)) parts.push(strong(words.row.chatter(number(row.count))));
  else if (row.count > 1) parts.push({ text: words.row.times(number(row.count)) });
  if (needsAck(row) && row.escalatedTo !== null) parts.push(strong(words.row.escalated(row.escalatedTo)));
  if (aside) parts.push(...asideParts(row, now, causeText));
  else if (row.by !== null) parts.push({ text: row.by });
  if (needsAck(row) && row.owner === null && row.responsible !== '')
    parts.push({ text: words.row.responsible(row.responsible) });
  if (row.owner !== null && row.owner !== row.by) parts.push({ text: words.row.owner(row.owner) });
  if (!aside && row.note !== null) parts.push({ text: words.row.why(row.note) });
  if (others.length > 0) parts.push({ text: words.row.openBy(others.join(', ')) });
  return parts;
}

/** `18 phút trước`. */
export const ageOf = (row: DeskRow, now: number): string => {
  const age = now - Date.parse(row.raisedAt);
  return age < 60_000 ? words.justNow : words.ago(span(age));
};

export type Due = Readonly<{ text: string; late: boolean }>;

/** The time that runs: to acknowledge, or until a shelf ends. */
export function dueOf(row: DeskRow, now: number): Due | null {
  if (row.state === 'shelved' && row.shelvedUntil !== null)
    return { text: words.row.shelfLeft(span(Date.parse(row.shelvedUntil) - now)), late: false };
  if (row.respondBy === null || !needsAck(row)) return null;
  const left = Date.parse(row.respondBy) - now;
  return left >= 0
    ? { text: words.row.left(span(left)), late: false }
    : { text: words.row.late(span(-left)), late: true };
}
