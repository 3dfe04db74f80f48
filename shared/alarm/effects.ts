// The named effects that the cells of the transition table point at. Each changes the occurrence it is given and says
// whether the horn sounds and whether the version rises (features.md §3, "What bumps version").
import {
  type Act,
  activate,
  BUMP,
  becomeAcked,
  becomeUnacked,
  clearAck,
  close,
  closeIfOver,
  type Effect,
  HORN,
  leaveSuppression,
  markReturned,
  QUIET,
  restartEscalation,
  SOUND,
  see,
  soundOfRepeat,
} from './act.ts';
import { highest, type Occurrence } from './occurrence.ts';

/** Seen; and when it was away or held, true again. */
function seeAgain(o: Occurrence, act: Act): void {
  if (o.cond === 'RTN' || o.heldUntil !== null) activate(o, act);
  else see(o, act);
}

// --- the condition

export const repeat: Effect = (o, act) => {
  if (o.heldUntil === null) {
    see(o, act);
    return QUIET;
  }
  activate(o, act);
  return soundOfRepeat(o, act.at);
};

/** Higher than ever shown while nobody has acknowledged. */
export const rise: Effect = (o, act) => {
  seeAgain(o, act);
  restartEscalation(o, act.at);
  return HORN;
};

/** Higher than what was acknowledged: the acknowledgement no longer covers it. */
export const reAlarm: Effect = (o, act) => {
  seeAgain(o, act);
  becomeUnacked(o, act.at);
  return HORN;
};

/** It went away unseen, or waits latched, and is there again: alarms again, in the same occurrence. */
export const reactivate: Effect = (o, act) => {
  activate(o, act);
  if (o.ack === 'ACK') becomeUnacked(o, act.at);
  else restartEscalation(o, act.at);
  return HORN;
};

/** Away, but within its off-delay or chattering: it stands on. */
export const hold: Effect = (o, act) => {
  o.heldUntil = act.until;
  return QUIET;
};

/** Seen while shelved or suppressed: counted, silent. */
export const seeSilently: Effect = (o, act) => {
  if (o.cond === 'ACTIVE') {
    seeAgain(o, act);
    return QUIET;
  }
  activate(o, act);
  return BUMP;
};

/** Out of service nothing breaks out; that it got worse still shows in its own list. */
export const worsenSilently: Effect = (o, act) => {
  seeAgain(o, act);
  return BUMP;
};

/** Worse than when it was shelved or suppressed: out of it, with the horn. */
export const breakOut: Effect = (o, act) => {
  seeAgain(o, act);
  becomeUnacked(o, act.at);
  o.brokeOut = true;
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
  o.ackUntil = act.until;
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
  restartEscalation(o, act.at);
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

// --- time

/** The acknowledgement has run out and the condition is still true: seen half an hour ago is not seen now. */
export const expireAck: Effect = (o, act) => {
  becomeUnacked(o, act.at);
  return HORN;
};

/** Nobody has acknowledged in time: one step up, and heard again. */
export const escalate: Effect = (o, act) => {
  o.escalation = act.step ?? o.escalation + 1;
  o.escalatedAt = act.at;
  if (act.to !== null) o.escalatedTo = act.to;
  return SOUND;
};
