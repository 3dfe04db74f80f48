// What the horn does, from one rule: it sounds for what is active, unacknowledged and not silenced, and for nothing else.
// Pure: rows and a clock that only goes forward in, a tone or nothing out.
import type { DeskRow } from '../../../shared/alarm/view-schema.ts';
import type { Priority } from '../../../shared/source.ts';
import { instantText } from '../../../shared/time.ts';
import type { Alone } from './lease.ts';

export type HornRow = Pick<DeskRow, 'occurrence' | 'priority' | 'state' | 'hornAt'>;
/** P4 is for the list alone. */
export type HornPriority = Exclude<Priority, 'P4'>;

/** How often the tone comes again while nobody has acknowledged. */
export const REPEAT_MS: Readonly<Record<HornPriority, number>> = { P1: 5_000, P2: 15_000, P3: 15_000 };
/** What comes while a tone still sounds has been announced by it. */
const TONE_MS = 2_000;
/** In a flood no tone follows the last one sooner, unless it is for something more urgent. */
export const FLOOD_GAP_MS = 10_000;

type Call = Readonly<{ occurrence: string; priority: HornPriority /** epoch ms */; at: number }>;
type Calling = HornRow & Readonly<{ priority: HornPriority; hornAt: string }>;

// Instants are written alike, so their order is that of their texts: tens of thousands of dates are not parsed each time.
const textOf = (instant: number | null): string =>
  instant === null || instant === Number.NEGATIVE_INFINITY ? '' : instantText(instant);

/** `alone`: rows that are silenced one by one, and what each alarmed up to then. */
const isCalling = (row: HornRow, after: string, alone: Alone): row is Calling =>
  row.state === 'active_unack' &&
  row.priority !== 'P4' &&
  row.hornAt !== null &&
  row.hornAt > after &&
  !((alone[row.occurrence] ?? '') >= row.hornAt);

/** The most urgent priority among what is active, unacknowledged and alarmed after `silencedUpTo` (epoch ms); null: none. */
export function sounding(
  rows: readonly HornRow[],
  silencedUpTo: number | null,
  alone: Alone = {},
): HornPriority | null {
  const after = textOf(silencedUpTo);
  let highest: HornPriority | null = null;
  for (const row of rows) {
    if (isCalling(row, after, alone)) highest = moreUrgent(highest, row.priority);
    if (highest === 'P1') break;
  }
  return highest;
}

/** When the last of these rows alarmed (epoch ms); null: none ever did. A silence covers what is there, up to it. */
export function lastCall(rows: readonly HornRow[]): number | null {
  let last: string | null = null;
  for (const { hornAt } of rows) if (hornAt !== null && (last === null || hornAt > last)) last = hornAt;
  return last === null ? null : Date.parse(last);
}

/** `heard`: the last call that was heard of (epoch ms), and whose it was. `playedAt`: of the clock in `now`. */
export type HornState = Readonly<{
  on: boolean;
  /** For something whose tone has not been played yet. */
  begins: boolean;
  heard: number;
  heardOf: ReadonlySet<string>;
  played: HornPriority | null;
  playedAt: number | null;
  /** Tones that began for something new since the horn went on: one each, or one for all that came with it. */
  announced: number;
}>;

export const SILENT: HornState = {
  on: false,
  begins: false,
  heard: Number.NEGATIVE_INFINITY,
  heardOf: new Set(),
  played: null,
  playedAt: null,
  announced: 0,
};

export type HornInput = Readonly<{
  rows: readonly HornRow[];
  silencedUpTo: number | null;
  alone?: Alone;
  flood: boolean;
  /** Is it this console that sounds for its room, and can it? */
  audible: boolean;
  /** Ms of a clock that only goes forward. */
  now: number;
}>;

export type HornStep = Readonly<{
  state: HornState;
  /** What sounds in the room. */
  sounding: HornPriority | null;
  /** A tone to play now. */
  play: HornPriority | null;
  /** How many wait beside those whose tone has been played. */
  rest: number;
}>;

/**
 * The next step, at any time. The horn begins when something alarms later than all that was heard before: a new alarm, one
 * that came back or got worse, a reminder. A return, an acknowledgement, a list that is sent again or a row that is shown
 * unacknowledged again never begin it. It ends when nothing of it is left.
 */
export function hornStep(
  before: HornState,
  { rows, silencedUpTo, alone = {}, flood, audible, now }: HornInput,
): HornStep {
  let highest: HornPriority | null = null;
  let fresh: HornPriority | null = null;
  let waiting = 0;
  const news: Call[] = [];
  const [after, heard] = [textOf(silencedUpTo), textOf(before.heard)];
  for (const row of rows) {
    if (!isCalling(row, after, alone)) continue;
    const { occurrence, priority, hornAt } = row;
    highest = moreUrgent(highest, priority);
    waiting += 1;
    // Of two that call in the same millisecond one may come after the other.
    if (hornAt < heard || (hornAt === heard && before.heardOf.has(occurrence))) continue;
    fresh = moreUrgent(fresh, priority);
    news.push({ occurrence, priority, at: Date.parse(hornAt) });
  }
  const on = highest !== null && (before.on || fresh !== null);
  // What is less urgent than what sounds already waits for its turn.
  const begins = on && (before.begins || (fresh !== null && (!before.on || fresh === highest)));
  const state = { ...before, on, begins, ...hearing(before, news), announced: before.on ? before.announced : 0 };
  if (!on || highest === null) return { state: { ...state, announced: 0 }, sounding: null, play: null, rest: 0 };
  const plays = audible && isTime(state, highest, flood, now);
  const announced = state.announced + (plays && begins ? 1 : 0);
  const rest = Math.max(0, waiting - announced);
  if (!plays) return { state, sounding: highest, play: null, rest };
  const played = { begins: false, played: highest, playedAt: now, announced };
  return { state: { ...state, ...played }, sounding: highest, play: highest, rest };
}

function hearing({ heard, heardOf }: HornState, news: readonly Call[]): Pick<HornState, 'heard' | 'heardOf'> {
  if (news.length === 0) return { heard, heardOf };
  const last = news.reduce((max, { at }) => Math.max(max, at), heard);
  const theirs = news.filter(({ at }) => at === last).map(({ occurrence }) => occurrence);
  return { heard: last, heardOf: new Set(last === heard ? [...heardOf, ...theirs] : theirs) };
}

function isTime({ begins, played, playedAt }: HornState, highest: HornPriority, flood: boolean, now: number): boolean {
  if (played === null || playedAt === null) return true;
  if (begins && highest < played) return true;
  const gap = begins ? TONE_MS : REPEAT_MS[highest];
  return now - playedAt >= Math.max(gap, flood ? FLOOD_GAP_MS : 0);
}

const moreUrgent = (a: HornPriority | null, b: HornPriority): HornPriority => (a === null || b < a ? b : a);
