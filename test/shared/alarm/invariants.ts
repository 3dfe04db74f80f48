// The six invariants of features.md §3, asserted after each step of the machine.
import type { Input } from '../../../shared/alarm/inputs.ts';
import { isHigher, type Occurrence } from '../../../shared/alarm/occurrence.ts';

type Column = 'cond' | 'ack' | 'latched' | 'supp' | 'open' | 'refPriority';
const COLUMNS: readonly Column[] = ['cond', 'ack', 'latched', 'supp', 'open', 'refPriority'];
const ALL = COLUMNS;

/** Columns each input may change. A disposal is a return and an acknowledgement; `unack` also undoes a close. */
const FRAME: Record<Input, readonly Column[]> = {
  raise: ALL,
  raiseHigher: ALL,
  rtn: ['cond', 'latched', 'open'],
  hold: [],
  ack: ['ack', 'refPriority', 'open'],
  ackExpire: ['ack'],
  escalate: [],
  unack: ['ack', 'cond', 'open'],
  shelve: ['supp', 'refPriority'],
  unshelve: ['supp', 'open'],
  expire: ['supp', 'ack', 'open'],
  suppress: ['supp', 'refPriority'],
  unsuppress: ['supp', 'ack', 'open'],
  outOfService: ['supp'],
  inService: ['supp', 'ack', 'open'],
  reset: ['latched', 'open'],
  dispose: ['cond', 'latched', 'open', 'ack', 'refPriority'],
  assign: [],
  comment: [],
};

const alarming = (o: Occurrence): boolean => o.open && o.cond === 'ACTIVE' && o.ack === 'UNACK' && o.supp === 'NONE';

/** Names of the invariants that one step has broken; none when all is well. */
export function broken(before: Occurrence, after: Occurrence, input: Input, horn: boolean): string[] {
  const names: string[] = [];
  const over = after.cond === 'RTN' && after.ack === 'ACK' && !after.latched;
  if (after.open && after.supp === 'NONE' && over) names.push('1 open but over');
  if (!after.open && !over) names.push('2 closed but not over');
  if (before.open && !after.open && before.cond === 'ACTIVE' && input !== 'rtn' && input !== 'dispose')
    names.push('2 closed from ACTIVE');
  if (!alarming(before) && alarming(after) && !horn && input !== 'unack') names.push('3 alarms without horn');
  if (horn && !alarming(after)) names.push('4 horn without alarm');
  if (
    after.open &&
    after.ack === 'ACK' &&
    after.supp !== 'OOS' &&
    (after.refPriority === null || isHigher(after.priority, after.refPriority))
  )
    names.push('5 worse than acknowledged');
  for (const column of COLUMNS)
    if (before[column] !== after[column] && !FRAME[input].includes(column)) names.push(`6 ${input} changed ${column}`);
  return names;
}
