// The named effects that the cells of the transition table point at. Each changes the occurrence it is given and says
// whether the horn sounds and whether the version rises (features.md §3, "What bumps version").
import {
  activate,
  BUMP,
  becomeAcked,
  becomeUnacked,
  clearAck,
  close,
  closeIfOver,
  type Effect,
  enterSuppression,
  HORN,
  leaveSuppression,
  markReturned,
  QUIET,
  see,
} from './act.ts';
import { highest, shownPriority } from './occurrence.ts';

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
