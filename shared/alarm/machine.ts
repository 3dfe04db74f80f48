// The transition table of features.md §3 as data: every state × input is an effect or a typed refusal (I10).
// The type of `table` makes a forgotten cell a compile error.
import type { Act, Effect } from './act.ts';
import {
  acknowledge,
  assign,
  breakOut,
  comment,
  dispose,
  escalate,
  expireAck,
  hold,
  lateReturn,
  reAlarm,
  reactivate,
  repeat,
  reset,
  returnSilently,
  returnToNormal,
  rise,
  seeSilently,
  unacknowledge,
  undoClose,
  worsenSilently,
} from './effects.ts';
import {
  endSuppression,
  expireShelve,
  shelve,
  suppressByDesign,
  takeOutOfService,
  unshelve,
} from './effects-suppression.ts';
import type { Input } from './inputs.ts';
import type { Occurrence, RowState } from './occurrence.ts';
import type { CellRefusal } from './refusals.ts';

/** A guard answers a refusal or null. */
type Guard = (o: Occurrence, act: Act) => CellRefusal | null;
export type Cell =
  | Readonly<{ kind: 'effect'; effect: Effect; guard: Guard | null }>
  | Readonly<{ kind: 'refuse'; code: (o: Occurrence) => CellRefusal }>
  /** A closed occurrence never opens by a raise: the caller begins a new one. */
  | Readonly<{ kind: 'recur' }>;

export type Table = Readonly<Record<RowState, Readonly<Record<Input, Cell>>>>;

/** A person may take back their own last act for this long. */
export const UNDO_MS = 30_000;

const go = (effect: Effect, guard: Guard | null = null): Cell => ({ kind: 'effect', effect, guard });
const no = (code: CellRefusal): Cell => ({ kind: 'refuse', code: () => code });

const isNotice: Guard = (o) => (o.kind === 'notice' ? null : 'NOT_A_NOTICE');
const isOtherOwner: Guard = (o, act) => (act.assignee !== null && act.assignee === o.owner ? 'ALREADY_ASSIGNED' : null);
const isOwnFreshAct: Guard = (o, act) =>
  o.undo !== null && act.keyFree && o.undo.by === act.by && act.at - o.undo.at <= UNDO_MS ? null : 'CLOSED';

const isStanding: Guard = (o) => (o.cond === 'RTN' ? 'RETURNED' : o.heldUntil !== null ? 'HELD' : null);
/** Fires as of the step it was due for: a timer that comes twice, or late, does nothing (features.md 3#23). */
const isNextStep: Guard = (o, act) => (act.step === o.escalation + 1 ? null : 'NOT_DUE');

const noReset: Cell = { kind: 'refuse', code: (o) => (o.latched ? 'NOT_ACKED' : 'NOT_LATCHED') };
const noDisposal = (code: CellRefusal): Cell => ({
  kind: 'refuse',
  code: (o) => (o.kind === 'notice' ? code : 'NOT_A_NOTICE'),
});

const notSuppressed = { unsuppress: no('NOT_SUPPRESSED'), inService: no('NOT_OUT_OF_SERVICE') } as const;
const notShelved = { unshelve: no('NOT_SHELVED'), expire: no('NOT_SHELVED') } as const;
const mayBeSuppressed = {
  suppress: go(suppressByDesign),
  outOfService: go(takeOutOfService),
  ...notSuppressed,
} as const;
const anyOpen = { assign: go(assign, isOtherOwner), comment: go(comment) } as const;

export const table: Table = {
  active_unack: {
    raise: go(repeat),
    raiseHigher: go(rise),
    rtn: go(returnToNormal),
    hold: go(hold, isStanding),
    ack: go(acknowledge),
    unack: no('NOT_ACKED'),
    ackExpire: no('NOT_ACKED'),
    escalate: go(escalate, isNextStep),
    shelve: go(shelve),
    ...notShelved,
    ...mayBeSuppressed,
    reset: no('STILL_ACTIVE'),
    dispose: go(dispose, isNotice),
    ...anyOpen,
  },
  active_ack: {
    raise: go(repeat),
    raiseHigher: go(reAlarm),
    rtn: go(returnToNormal),
    hold: go(hold, isStanding),
    ack: no('ALREADY_ACKED'),
    unack: go(unacknowledge),
    ackExpire: go(expireAck),
    escalate: no('ALREADY_ACKED'),
    shelve: go(shelve),
    ...notShelved,
    ...mayBeSuppressed,
    reset: no('STILL_ACTIVE'),
    dispose: go(dispose, isNotice),
    ...anyOpen,
  },
  rtn_unack: {
    raise: go(reactivate),
    raiseHigher: go(reactivate),
    rtn: go(lateReturn),
    hold: no('RETURNED'),
    ack: go(acknowledge),
    unack: no('NOT_ACKED'),
    ackExpire: no('NOT_ACKED'),
    escalate: no('RETURNED'),
    shelve: go(shelve),
    ...notShelved,
    ...mayBeSuppressed,
    reset: noReset,
    dispose: noDisposal('NOT_ACKED'),
    ...anyOpen,
  },
  rtn_latched: {
    raise: go(reactivate),
    raiseHigher: go(reactivate),
    rtn: go(lateReturn),
    hold: no('RETURNED'),
    ack: no('ALREADY_ACKED'),
    unack: go(unacknowledge),
    ackExpire: no('RETURNED'),
    escalate: no('ALREADY_ACKED'),
    shelve: no('LATCHED'),
    ...notShelved,
    suppress: no('LATCHED'),
    outOfService: no('LATCHED'),
    ...notSuppressed,
    reset: go(reset),
    dispose: noDisposal('LATCHED'),
    ...anyOpen,
  },
  shelved: {
    raise: go(seeSilently),
    raiseHigher: go(breakOut),
    rtn: go(returnSilently),
    hold: go(hold, isStanding),
    ack: no('SHELVED'),
    unack: no('SHELVED'),
    ackExpire: no('SHELVED'),
    escalate: no('SHELVED'),
    shelve: go(shelve),
    unshelve: go(unshelve),
    expire: go(expireShelve),
    suppress: no('SHELVED'),
    outOfService: no('SHELVED'),
    ...notSuppressed,
    reset: no('SHELVED'),
    dispose: noDisposal('SHELVED'),
    ...anyOpen,
  },
  suppressed: {
    raise: go(seeSilently),
    raiseHigher: go(breakOut),
    rtn: go(returnSilently),
    hold: go(hold, isStanding),
    ack: no('SUPPRESSED'),
    unack: no('SUPPRESSED'),
    ackExpire: no('SUPPRESSED'),
    escalate: no('SUPPRESSED'),
    shelve: no('SUPPRESSED'),
    ...notShelved,
    suppress: no('SUPPRESSED'),
    unsuppress: go(endSuppression),
    outOfService: no('SUPPRESSED'),
    inService: no('NOT_OUT_OF_SERVICE'),
    reset: no('SUPPRESSED'),
    dispose: noDisposal('SUPPRESSED'),
    ...anyOpen,
  },
  out_of_service: {
    raise: go(seeSilently),
    raiseHigher: go(worsenSilently),
    rtn: go(returnSilently),
    hold: go(hold, isStanding),
    ack: no('SUPPRESSED'),
    unack: no('SUPPRESSED'),
    ackExpire: no('SUPPRESSED'),
    escalate: no('SUPPRESSED'),
    shelve: no('SUPPRESSED'),
    ...notShelved,
    suppress: no('SUPPRESSED'),
    unsuppress: no('NOT_SUPPRESSED'),
    outOfService: no('OUT_OF_SERVICE'),
    inService: go(endSuppression),
    reset: no('SUPPRESSED'),
    dispose: noDisposal('SUPPRESSED'),
    ...anyOpen,
  },
  closed: {
    raise: { kind: 'recur' },
    raiseHigher: { kind: 'recur' },
    rtn: go(lateReturn),
    hold: no('CLOSED'),
    ack: no('CLOSED'),
    unack: go(undoClose, isOwnFreshAct),
    ackExpire: no('CLOSED'),
    escalate: no('CLOSED'),
    shelve: no('CLOSED'),
    unshelve: no('CLOSED'),
    expire: no('CLOSED'),
    suppress: no('CLOSED'),
    unsuppress: no('CLOSED'),
    outOfService: no('CLOSED'),
    inService: no('CLOSED'),
    reset: no('CLOSED'),
    dispose: no('CLOSED'),
    assign: no('CLOSED'),
    comment: no('CLOSED'),
  },
};
