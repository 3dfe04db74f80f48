// The transition table of features.md §3 as data: every state × input is an effect or a typed refusal (I10).
// The type of `table` makes a forgotten cell a compile error.
import type { Act, Effect } from './act.ts';
import {
  acknowledge,
  assign,
  breakOut,
  comment,
  dispose,
  endSuppression,
  expireShelve,
  lateReturn,
  reAlarm,
  reactivate,
  repeat,
  reset,
  returnSilently,
  returnToNormal,
  rise,
  seeSilently,
  shelve,
  suppressByDesign,
  takeOutOfService,
  unacknowledge,
  undoClose,
  unshelve,
  worsenSilently,
} from './effects.ts';
import type { Occurrence, RowState } from './occurrence.ts';
import type { CellRefusal } from './refusals.ts';

export const STATES = [
  'active_unack',
  'active_ack',
  'rtn_unack',
  'rtn_latched',
  'shelved',
  'suppressed',
  'out_of_service',
  'closed',
] as const satisfies readonly RowState[];

export const INPUTS = [
  'raise',
  'raiseHigher',
  'rtn',
  'ack',
  'unack',
  'shelve',
  'unshelve',
  'expire',
  'suppress',
  'unsuppress',
  'outOfService',
  'inService',
  'reset',
  'dispose',
  'assign',
  'comment',
] as const;
export type Input = (typeof INPUTS)[number];

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
    ack: go(acknowledge),
    unack: no('NOT_ACKED'),
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
    ack: no('ALREADY_ACKED'),
    unack: go(unacknowledge),
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
    ack: go(acknowledge),
    unack: no('NOT_ACKED'),
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
    ack: no('ALREADY_ACKED'),
    unack: go(unacknowledge),
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
    ack: no('SHELVED'),
    unack: no('SHELVED'),
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
    ack: no('SUPPRESSED'),
    unack: no('SUPPRESSED'),
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
    ack: no('SUPPRESSED'),
    unack: no('SUPPRESSED'),
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
    ack: no('CLOSED'),
    unack: go(undoClose, isOwnFreshAct),
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
