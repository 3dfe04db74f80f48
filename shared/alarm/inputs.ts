// The rows and columns of the transition table: what an alarm can be, and what can happen to it.
import type { RowState } from './occurrence.ts';

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
  'hold',
  'ack',
  'unack',
  'ackExpire',
  'escalate',
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
