// One occurrence of an alarm: the separate axes of features.md §3. What is shown is a pure function of them, never stored.
import type { Priority, RuleKind } from '../source.ts';
import { MINUTE_MS } from '../time.ts';
import type { AlarmState } from './view-schema.ts';

export type HistoryEntry = Readonly<{
  seq: number;
  at: number;
  type: string;
  by: string | null;
  byName: string | null;
  role: string | null;
  note: string | null;
  priority: Priority;
  version: number;
}>;

/** What a person's last act can be taken back to within 30 s, kept in the row itself and not read from the capped history. */
export type Undo = Readonly<{
  what: 'ack' | 'dispose';
  by: string;
  at: number;
  ack: 'UNACK' | 'ACK';
  disposedSeq: number;
}>;

export type ClosedCause = 'ack' | 'return' | 'reset' | 'dispose' | 'unshelve' | 'expiry' | 'suppression_end';

/** Instants are epoch ms. Plain data: no undefined, no methods; changed in place by whoever owns the model. */
export type Occurrence = {
  occurrence: string;
  rule: string;
  subject: string;
  kind: RuleKind;
  /** The class as it was when raised: an edit of the rule never releases a latch. */
  latching: boolean;
  agency: string | null;

  cond: 'ACTIVE' | 'RTN';
  ack: 'UNACK' | 'ACK';
  latched: boolean;
  supp: 'NONE' | 'SHELVED' | 'DESIGN' | 'OOS';
  open: boolean;

  /** What the condition says now. */
  priority: Priority;
  /** Highest since it became unacknowledged: what the row shows while UNACK. */
  peak: Priority;
  /** What an operator last acted on; only what is above it alarms again. */
  refPriority: Priority | null;

  version: number;
  /** How often it was seen, over all activations of the occurrence. */
  count: number;
  /** `count` before the running activation. */
  countBase: number;
  lateReturns: number;
  text: string;

  raisedAt: number;
  lastSeenAt: number;
  returnedAt: number | null;
  unackSince: number;
  hornAt: number | null;

  /** Instants of its last activations, over occurrences of the same rule and subject; three at most. */
  activations: number[];
  /** Until when it counts as chattering (features.md 3#11); null: it never did, or long ago. */
  chatterUntil: number | null;
  /** Its condition is away, and it stands on until then (off-delay, chattering); null: it is not held. */
  heldUntil: number | null;

  /** From when the time to respond counts, and the steps it has gone up since. */
  escalateFrom: number;
  escalation: number;
  escalatedAt: number | null;
  escalatedTo: string | null;

  ackedAt: number | null;
  ackedBy: string | null;
  ackedName: string | null;
  /** When the acknowledgement ends by itself if the condition is still true; null: it does not. */
  ackUntil: number | null;
  note: string | null;
  comments: number;
  owner: string | null;
  ownerName: string | null;

  suppAt: number | null;
  suppBy: string | null;
  suppName: string | null;
  shelveUntil: number | null;
  /** Occurrence that explains it, while suppressed by a rule. */
  causeId: string | null;
  /** It broke out of a shelf or of its cause's shadow by getting worse: not put under a cause while it lasts. */
  brokeOut: boolean;

  recurrenceOf: string | null;
  closedAt: number | null;
  closedBy: string | null;
  closedName: string | null;
  closedCause: ClosedCause | null;
  undo: Undo | null;

  history: HistoryEntry[];
  historyDropped: number;
};

/** The rows of the transition table: what a screen shows, and closed. */
export type RowState = AlarmState | 'closed';

/** Is `a` more urgent than `b`? P1 is the highest. */
export const isHigher = (a: Priority, b: Priority): boolean => a < b;

export const highest = (a: Priority, b: Priority): Priority => (a < b ? a : b);

/** While nobody has acknowledged it the row shows its peak, then what the condition says. */
export const shownPriority = (o: Occurrence): Priority => (o.ack === 'UNACK' ? o.peak : o.priority);

export function stateOf(o: Occurrence): RowState {
  if (!o.open) return 'closed';
  switch (o.supp) {
    case 'SHELVED':
      return 'shelved';
    case 'DESIGN':
      return 'suppressed';
    case 'OOS':
      return 'out_of_service';
    case 'NONE':
      if (o.cond === 'ACTIVE') return o.ack === 'UNACK' ? 'active_unack' : 'active_ack';
      return o.ack === 'UNACK' ? 'rtn_unack' : 'rtn_latched';
  }
}

export type NewAlarm = Readonly<{
  occurrence: string;
  rule: string;
  subject: string;
  kind: RuleKind;
  latching: boolean;
  agency: string | null;
  priority: Priority;
  text: string;
  count: number;
  recurrenceOf: string | null;
  /** Occurrence that explains it: it begins suppressed by design, without a horn. */
  cause: string | null;
  /** Activations of the occurrences before it. */
  activations: readonly number[];
  chatterUntil: number | null;
  at: number;
}>;

/** More raises than this in a minute: chattering; over after three quiet minutes (features.md 3#11). */
const CHATTER_RAISES = 3;
const CHATTER_WINDOW_MS = MINUTE_MS;
export const CHATTER_QUIET_MS = 3 * MINUTE_MS;

export const isChattering = (o: Pick<Occurrence, 'chatterUntil'>, now: number): boolean =>
  o.chatterUntil !== null && now < o.chatterUntil;

/** Were its last activations so close together that it chatters? */
export function cameOften({ activations }: Pick<Occurrence, 'activations'>): boolean {
  const [first, last] = [activations[0] ?? 0, activations.at(-1) ?? 0];
  return activations.length === CHATTER_RAISES && last - first <= CHATTER_WINDOW_MS;
}

/** The condition has become true at `at`, again or for the first time. */
export function noteActivation(o: Pick<Occurrence, 'activations' | 'chatterUntil'>, at: number): void {
  // A new array: copies of an occurrence share what they hold.
  o.activations = [...o.activations, at].slice(-CHATTER_RAISES);
  if (cameOften(o) || isChattering(o, at)) o.chatterUntil = at + CHATTER_QUIET_MS;
}

/** A fresh occurrence: ACTIVE·UNACK, version 1, with its horn; suppressed and without one where a cause explains it. */
export function newOccurrence(alarm: NewAlarm): Occurrence {
  const o = blank(alarm);
  noteActivation(o, alarm.at);
  if (alarm.cause !== null) {
    o.supp = 'DESIGN';
    o.suppAt = alarm.at;
    o.causeId = alarm.cause;
    o.refPriority = alarm.priority;
    o.hornAt = null;
  }
  return o;
}

const blank = (alarm: NewAlarm): Occurrence => ({
  occurrence: alarm.occurrence,
  rule: alarm.rule,
  subject: alarm.subject,
  kind: alarm.kind,
  latching: alarm.latching,
  agency: alarm.agency,
  cond: 'ACTIVE',
  ack: 'UNACK',
  latched: false,
  supp: 'NONE',
  open: true,
  priority: alarm.priority,
  peak: alarm.priority,
  refPriority: null,
  version: 1,
  count: alarm.count,
  countBase: 0,
  lateReturns: 0,
  text: alarm.text,
  raisedAt: alarm.at,
  lastSeenAt: alarm.at,
  returnedAt: null,
  unackSince: alarm.at,
  hornAt: alarm.at,
  activations: [...alarm.activations],
  chatterUntil: alarm.chatterUntil,
  heldUntil: null,
  escalateFrom: alarm.at,
  escalation: 0,
  escalatedAt: null,
  escalatedTo: null,
  ackedAt: null,
  ackedBy: null,
  ackedName: null,
  ackUntil: null,
  note: null,
  comments: 0,
  owner: null,
  ownerName: null,
  suppAt: null,
  suppBy: null,
  suppName: null,
  shelveUntil: null,
  causeId: null,
  brokeOut: false,
  recurrenceOf: alarm.recurrenceOf,
  closedAt: null,
  closedBy: null,
  closedName: null,
  closedCause: null,
  undo: null,
  history: [],
  historyDropped: 0,
});
