// What an input brings, what an effect answers, and the few changes of an occurrence that effects are made of.
import type { Priority } from '../source.ts';
import { MINUTE_MS } from '../time.ts';
import {
  type ClosedCause,
  highest,
  isChattering,
  isHigher,
  noteActivation,
  type Occurrence,
  shownPriority,
} from './occurrence.ts';

/** What an input brings along. `by` null: the rules or a timer. Fields that an input does not use are null. */
export type Act = Readonly<{
  at: number;
  by: string | null;
  byName: string | null;
  reason: string | null;
  priority: Priority | null;
  /** Absolute count of the occurrence after this input. */
  count: number | null;
  text: string | null;
  until: number | null;
  assignee: string | null;
  assigneeName: string | null;
  cause: string | null;
  /** Step of an escalation, 1 for the first, and whom it goes to. */
  step: number | null;
  to: string | null;
  /** Is no other occurrence of this rule and subject open? Matters for the undo of a close. */
  keyFree: boolean;
  /** What `disposedSeq` of the key was before: a disposal that is undone restores it. */
  disposedSeq: number;
}>;

export type Outcome = Readonly<{ horn: boolean; bump: boolean }>;
export type Effect = (o: Occurrence, act: Act) => Outcome;

export const QUIET: Outcome = { horn: false, bump: false };
export const BUMP: Outcome = { horn: false, bump: true };
export const HORN: Outcome = { horn: true, bump: true };
/** Sounds, but what the operator saw is still so: his command is not stale. */
export const SOUND: Outcome = { horn: true, bump: false };

/** A chattering row sounds again at most this often (features.md 3#11). */
const CHATTER_HORN_MS = 5 * MINUTE_MS;

export function see(o: Occurrence, act: Act): void {
  if (act.priority !== null) o.priority = act.priority;
  if (act.count !== null && act.count > o.count) o.count = act.count;
  if (act.text !== null) o.text = act.text;
  if (o.ack === 'UNACK') o.peak = highest(o.peak, o.priority);
  o.lastSeenAt = act.at;
}

/** True again, from RTN or while it was held. */
export function activate(o: Occurrence, act: Act): void {
  o.countBase = o.count;
  o.cond = 'ACTIVE';
  o.heldUntil = null;
  noteActivation(o, act.at);
  o.latched = false;
  o.returnedAt = null;
  see(o, act);
}

/** What there is to hear when a held row is true again: nothing, but while it chatters a word every five minutes. */
export const soundOfRepeat = (o: Occurrence, at: number): Outcome =>
  o.ack === 'UNACK' && o.supp === 'NONE' && isChattering(o, at) && at - (o.hornAt ?? o.raisedAt) >= CHATTER_HORN_MS
    ? SOUND
    : QUIET;

/** The time to respond begins anew. */
export function restartEscalation(o: Occurrence, at: number): void {
  o.escalateFrom = at;
  o.escalation = 0;
  o.escalatedAt = null;
  o.escalatedTo = null;
}

export function clearAck(o: Occurrence): void {
  o.ackUntil = null;
  o.ackedAt = null;
  o.ackedBy = null;
  o.ackedName = null;
}

export function becomeUnacked(o: Occurrence, at: number): void {
  if (o.ack === 'ACK') o.peak = o.priority;
  else o.peak = highest(o.peak, o.priority);
  o.ack = 'UNACK';
  o.unackSince = at;
  o.undo = null;
  restartEscalation(o, at);
  clearAck(o);
}

export function becomeAcked(o: Occurrence, at: number, by: string | null, byName: string | null): void {
  o.refPriority = shownPriority(o);
  o.ack = 'ACK';
  o.ackedAt = at;
  o.ackedBy = by;
  o.ackedName = byName;
}

export function leaveSuppression(o: Occurrence): void {
  o.supp = 'NONE';
  o.suppAt = null;
  o.suppBy = null;
  o.suppName = null;
  o.shelveUntil = null;
  o.causeId = null;
}

export function enterSuppression(o: Occurrence, supp: 'SHELVED' | 'DESIGN' | 'OOS', act: Act): void {
  o.supp = supp;
  o.suppAt = act.at;
  o.suppBy = act.by;
  o.suppName = act.byName;
  o.shelveUntil = supp === 'SHELVED' ? act.until : null;
  o.causeId = act.cause;
  if (act.reason !== null) o.note = act.reason;
}

export function close(o: Occurrence, act: Act, cause: ClosedCause, by = act.by, byName = act.byName): void {
  o.open = false;
  o.closedAt = act.at;
  o.closedBy = by;
  o.closedName = byName;
  o.closedCause = cause;
}

/** The close rule: RTN, acknowledged and not latched is over. */
export function closeIfOver(o: Occurrence, act: Act, cause: ClosedCause): void {
  if (o.cond === 'RTN' && o.ack === 'ACK' && !o.latched) close(o, act, cause);
}

export function markReturned(o: Occurrence, act: Act): void {
  o.cond = 'RTN';
  o.heldUntil = null;
  o.brokeOut = false;
  o.returnedAt = act.at;
  o.latched = o.latching;
}

/** Above what makes it alarm again: the peak while unacknowledged, else what an operator last acted on. */
export const isAbove = (o: Occurrence, priority: Priority): boolean =>
  isHigher(priority, o.ack === 'UNACK' && o.supp === 'NONE' ? o.peak : (o.refPriority ?? o.peak));
