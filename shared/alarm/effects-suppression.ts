// Effects that put an alarm aside or bring it back: shelving (a person, for a time), suppression by design, out of service.
import {
  BUMP,
  becomeAcked,
  becomeUnacked,
  close,
  closeIfOver,
  type Effect,
  enterSuppression,
  HORN,
  leaveSuppression,
  restartEscalation,
} from './act.ts';
import { shownPriority } from './occurrence.ts';

export const shelve: Effect = (o, act) => {
  o.refPriority = shownPriority(o);
  enterSuppression(o, 'SHELVED', act);
  return BUMP;
};

/** By hand: back to what it was, then the close rule. */
export const unshelve: Effect = (o, act) => {
  leaveSuppression(o);
  closeIfOver(o, act, 'unshelve');
  if (!o.open || o.cond !== 'ACTIVE' || o.ack !== 'UNACK') return BUMP;
  restartEscalation(o, act.at);
  return HORN;
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
