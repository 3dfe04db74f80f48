// The named effects that the cells of the transition table point at. Each changes the occurrence it is given and says
// whether the horn sounds and whether the version rises (features.md §3, "What bumps version").
import type { Priority } from '../source.ts';
import { type ClosedCause, highest, isHigher, type Occurrence, shownPriority } from './occurrence.ts';

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
  /** Is no other occurrence of this rule and subject open? Matters for the undo of a close. */
  keyFree: boolean;
  /** What `disposedSeq` of the key was before: a disposal that is undone restores it. */
  disposedSeq: number;
}>;

export type Outcome = Readonly<{ horn: boolean; bump: boolean }>;
export type Effect = (o: Occurrence, act: Act) => Outcome;

const QUIET: Outcome = { horn: false, bump: false };
const BUMP: Outcome = { horn: false, bump: true };
const HORN: Outcome = { horn: true, bump: true };

function see(o: Occurrence, act: Act): void {
  if (act.priority !== null) o.priority = act.priority;
  if (act.count !== null && act.count > o.count) o.count = act.count;
  if (act.text !== null) o.text = act.text;
  if (o.ack === 'UNACK') o.peak = highest(o.peak, o.priority);
  o.lastSeenAt = act.at;
}

function activate(o: Occurrence, act: Act): void {
  o.countBase = o.count;
  o.cond = 'ACTIVE';
  o.latched = false;
  o.returnedAt = null;
  see(o, act);
}

function clearAck(o: Occurrence): void {
  o.ackedAt = null;
  o.ackedBy = null;
  o.ackedName = null;
}

function becomeUnacked(o: Occurrence, at: number): void {
  if (o.ack === 'ACK') o.peak = o.priority;
  else o.peak = highest(o.peak, o.priority);
  o.ack = 'UNACK';
  o.unackSince = at;
  o.undo = null;
  clearAck(o);
}

function becomeAcked(o: Occurrence, at: number, by: string | null, byName: string | null): void {
  o.refPriority = shownPriority(o);
  o.ack = 'ACK';
  o.ackedAt = at;
  o.ackedBy = by;
  o.ackedName = byName;
}

function leaveSuppression(o: Occurrence): void {
  o.supp = 'NONE';
  o.suppAt = null;
  o.suppBy = null;
  o.suppName = null;
  o.shelveUntil = null;
  o.causeId = null;
}

function enterSuppression(o: Occurrence, supp: 'SHELVED' | 'DESIGN' | 'OOS', act: Act): void {
  o.supp = supp;
  o.suppAt = act.at;
  o.suppBy = act.by;
  o.suppName = act.byName;
  o.shelveUntil = supp === 'SHELVED' ? act.until : null;
  o.causeId = act.cause;
  if (act.reason !== null) o.note = act.reason;
}

function close(o: Occurrence, act: Act, cause: ClosedCause, by = act.by, byName = act.byName): void {
  o.open = false;
  o.closedAt = act.at;
  o.closedBy = by;
  o.closedName = byName;
  o.closedCause = cause;
}

/** The close rule: RTN, acknowledged and not latched is over. */
function closeIfOver(o: Occurrence, act: Act, cause: ClosedCause): void {
  if (o.cond === 'RTN' && o.ack === 'ACK' && !o.latched) close(o, act, cause);
}

function markReturned(o: Occurrence, act: Act): void {
  o.cond = 'RTN';
  o.returnedAt = act.at;
  o.latched = o.latching;
}

// --- the condition

export const repeat: Effect = (o, act) => {
  see(o, act);
  return QUIET;
};

/** Higher than ever shown while nobody has acknowledged. */
export const rise: Effect = (o, act) => {
  see(o, act);
  return HORN;
};

/** Higher than what was acknowledged: the acknowledgement no longer covers it. */
export const reAlarm: Effect = (o, act) => {
  see(o, act);
  becomeUnacked(o, act.at);
  return HORN;
};

/** It went away unseen, or waits latched, and is there again: alarms again, in the same occurrence. */
export const reactivate: Effect = (o, act) => {
  activate(o, act);
  if (o.ack === 'ACK') becomeUnacked(o, act.at);
  return HORN;
};

/** Seen while shelved or suppressed: counted, silent. */
export const seeSilently: Effect = (o, act) => {
  if (o.cond === 'ACTIVE') {
    see(o, act);
    return QUIET;
  }
  activate(o, act);
  return BUMP;
};

/** Out of service nothing breaks out; that it got worse still shows in its own list. */
export const worsenSilently: Effect = (o, act) => {
  if (o.cond === 'RTN') activate(o, act);
  else see(o, act);
  return BUMP;
};

/** Worse than when it was shelved or suppressed: out of it, with the horn. */
export const breakOut: Effect = (o, act) => {
  if (o.cond === 'RTN') activate(o, act);
  else see(o, act);
  becomeUnacked(o, act.at);
  leaveSuppression(o);
  return HORN;
};

export const returnToNormal: Effect = (o, act) => {
  markReturned(o, act);
  closeIfOver(o, act, 'return');
  return o.open ? QUIET : BUMP;
};

/** A return of something that has already returned changes nothing but its count. */
export const lateReturn: Effect = (o) => {
  o.lateReturns += 1;
  return QUIET;
};

export const returnSilently: Effect = (o, act) => {
  if (o.cond === 'RTN') return lateReturn(o, act);
  markReturned(o, act);
  return QUIET;
};

// --- people

export const acknowledge: Effect = (o, act) => {
  becomeAcked(o, act.at, act.by, act.byName);
  if (act.reason !== null) o.note = act.reason;
  if (o.owner === null) {
    o.owner = act.by;
    o.ownerName = act.byName;
  }
  o.undo = act.by === null ? null : { what: 'ack', by: act.by, at: act.at, ack: 'UNACK', disposedSeq: -1 };
  closeIfOver(o, act, 'ack');
  return BUMP;
};

/** Shows again what had been acknowledged; no horn, a person did it. */
export const unacknowledge: Effect = (o, act) => {
  o.ack = 'UNACK';
  o.peak = o.refPriority === null ? o.priority : highest(o.refPriority, o.priority);
  o.unackSince = act.at;
  o.undo = null;
  clearAck(o);
  if (act.reason !== null) o.note = act.reason;
  return BUMP;
};

export const undoClose: Effect = (o, act) => {
  const undo = o.undo;
  o.open = true;
  o.closedAt = null;
  o.closedBy = null;
  o.closedName = null;
  o.closedCause = null;
  if (undo?.what === 'dispose') {
    o.cond = 'ACTIVE';
    o.returnedAt = null;
    if (undo.ack === 'ACK') {
      o.undo = null;
      return BUMP;
    }
  }
  return unacknowledge(o, act);
};

export const dispose: Effect = (o, act) => {
  const ack = o.ack;
  if (ack === 'UNACK') becomeAcked(o, act.at, act.by, act.byName);
  o.note = act.reason;
  o.undo = act.by === null ? null : { what: 'dispose', by: act.by, at: act.at, ack, disposedSeq: act.disposedSeq };
  markReturned(o, act);
  closeIfOver(o, act, 'dispose');
  return BUMP;
};

export const reset: Effect = (o, act) => {
  o.latched = false;
  o.undo = null;
  close(o, act, 'reset');
  return BUMP;
};

export const assign: Effect = (o, act) => {
  o.owner = act.assignee;
  o.ownerName = act.assigneeName;
  return BUMP;
};

export const comment: Effect = (o, act) => {
  o.comments += 1;
  o.note = act.reason;
  return QUIET;
};

// --- suppression

export const shelve: Effect = (o, act) => {
  o.refPriority = shownPriority(o);
  enterSuppression(o, 'SHELVED', act);
  return BUMP;
};

/** By hand: back to what it was, then the close rule. */
export const unshelve: Effect = (o, act) => {
  leaveSuppression(o);
  closeIfOver(o, act, 'unshelve');
  if (o.open && o.cond === 'ACTIVE' && o.ack === 'UNACK') return HORN;
  return BUMP;
};

/** By the clock: shelving counted as having seen it, so what is over is closed in the shelver's name. */
export const expireShelve: Effect = (o, act) => {
  const { suppBy, suppName } = o;
  leaveSuppression(o);
  if (o.cond === 'ACTIVE') {
    becomeUnacked(o, act.at);
    return HORN;
  }
  if (o.ack === 'UNACK') {
    const seen = o.refPriority;
    becomeAcked(o, act.at, suppBy, suppName);
    o.refPriority = seen;
  }
  o.undo = null;
  if (!o.latched) close(o, act, 'expiry', suppBy, suppName);
  return BUMP;
};

export const suppressByDesign: Effect = (o, act) => {
  o.refPriority = shownPriority(o);
  enterSuppression(o, 'DESIGN', act);
  return BUMP;
};

export const takeOutOfService: Effect = (o, act) => {
  enterSuppression(o, 'OOS', act);
  return BUMP;
};

/** End of suppression by design or of maintenance: what stands alarms; what is over is closed, but a latch was seen by nobody. */
export const endSuppression: Effect = (o, act) => {
  const { suppBy, suppName } = o;
  leaveSuppression(o);
  if (o.cond === 'ACTIVE') {
    becomeUnacked(o, act.at);
    return HORN;
  }
  o.undo = null;
  if (o.latched) {
    becomeUnacked(o, act.at);
    return BUMP;
  }
  if (o.ack === 'UNACK') {
    o.ack = 'ACK';
    o.ackedAt = act.at;
    o.ackedBy = suppBy;
    o.ackedName = suppName;
  }
  close(o, act, 'suppression_end', suppBy, suppName);
  return BUMP;
};

/** Above what makes it alarm again: the peak while unacknowledged, else what an operator last acted on. */
export const isAbove = (o: Occurrence, priority: Priority): boolean =>
  isHigher(priority, o.ack === 'UNACK' && o.supp === 'NONE' ? o.peak : (o.refPriority ?? o.peak));
