import { describe, expect, test } from 'vitest';
import type { Act } from '../../../shared/alarm/act.ts';
import { INPUTS, type Input, STATES } from '../../../shared/alarm/inputs.ts';
import { table } from '../../../shared/alarm/machine.ts';
import { newOccurrence, type Occurrence, stateOf } from '../../../shared/alarm/occurrence.ts';
import { REFUSAL_STATUS } from '../../../shared/alarm/refusals.ts';
import { raiseInput, transition } from '../../../shared/alarm/transition.ts';
import type { Priority, RuleKind } from '../../../shared/source.ts';
import { broken } from './invariants.ts';

const PRIORITIES: Priority[] = ['P1', 'P2', 'P3'];

const act = (input: Input, priority: Priority | null, by: string | null = 'lan', at = 1_000): Act => ({
  at,
  by: ['raise', 'raiseHigher', 'rtn', 'hold', 'expire', 'ackExpire', 'escalate'].includes(input) ? null : by,
  byName: by,
  reason: 'lý do rõ ràng',
  priority,
  count: null,
  text: null,
  until: input === 'shelve' || input === 'hold' ? 9_000 : null,
  assignee: 'hung',
  assigneeName: 'Hùng',
  cause: null,
  step: 1,
  to: null,
  keyFree: true,
  disposedSeq: -1,
});

const fresh = (kind: RuleKind, latching: boolean, priority: Priority): Occurrence =>
  newOccurrence({
    occurrence: 'o',
    rule: 'A1',
    subject: 's',
    kind,
    latching,
    agency: null,
    priority,
    text: 't',
    count: 1,
    recurrenceOf: null,
    cause: null,
    activations: [],
    chatterUntil: null,
    at: 0,
  });

const signature = (o: Occurrence): string =>
  [
    o.kind,
    o.latching,
    o.cond,
    o.ack,
    o.latched,
    o.supp,
    o.open,
    o.priority,
    o.peak,
    o.refPriority,
    o.undo?.what,
    o.undo?.ack,
    o.owner,
  ].join();

const same = (a: Occurrence, b: Occurrence): boolean =>
  (Object.keys(a) as (keyof Occurrence)[]).every((key) => a[key] === b[key]);

/** Each raise priority is put into the column it belongs to; the other columns come once. */
const inputsOf = (o: Occurrence): [Input, Priority | null][] => [
  ...PRIORITIES.map((priority): [Input, Priority] => [raiseInput(o, priority), priority]),
  ...INPUTS.filter((input) => input !== 'raise' && input !== 'raiseHigher').map((input): [Input, null] => [
    input,
    null,
  ]),
];

/** Every state that can be reached, from every class and first priority. */
function explore(
  visit: (before: Occurrence, input: Input, priority: Priority | null, by: string) => Occurrence,
): number {
  const seen = new Set<string>();
  const queue: Occurrence[] = [];
  const meet = (o: Occurrence): void => {
    if (seen.has(signature(o))) return;
    seen.add(signature(o));
    queue.push(o);
  };
  for (const kind of ['pair', 'notice'] as const)
    for (const latching of [false, true]) for (const priority of PRIORITIES) meet(fresh(kind, latching, priority));
  for (const o of queue)
    for (const [input, priority] of inputsOf(o)) {
      meet(visit(o, input, priority, 'lan'));
      if (input === 'unack') meet(visit(o, input, priority, 'mai'));
    }
  return seen.size;
}

describe('the transition table', () => {
  test('has a cell for every state and input', () => {
    for (const state of STATES) expect(Object.keys(table[state]).sort()).toEqual([...INPUTS].sort());
    expect(Object.keys(table).sort()).toEqual([...STATES].sort());
  });

  test('breadth-first: every reachable step keeps the six invariants, changes something or refuses with a known code', () => {
    const cells = new Set<string>();
    const problems = new Set<string>();
    const states = explore((before, input, priority, by) => {
      cells.add(`${stateOf(before)} ${input}`);
      const after = { ...before };
      const step = transition(after, input, act(input, priority, by, before.lastSeenAt + 1));
      const where = `${signature(before)} ${input} ${priority}: `;
      if (step.kind === 'recur') {
        if (before.open) problems.add(`${where}recurs while open`);
      } else if (step.kind === 'refused') {
        if (!(step.code in REFUSAL_STATUS)) problems.add(`${where}unknown code ${step.code}`);
        if (!same(after, before)) problems.add(`${where}refused and changed`);
      } else {
        if (same(after, before)) problems.add(`${where}silent no-op`);
        if (after.version < before.version) problems.add(`${where}version fell`);
        for (const name of broken(before, after, input, step.horn)) problems.add(where + name);
      }
      return after;
    });
    expect([...problems]).toEqual([]);
    expect(states).toBeGreaterThan(2_000);
    const all = STATES.flatMap((state) => INPUTS.map((input) => `${state} ${input}`));
    expect(all.filter((cell) => !cells.has(cell))).toEqual([]);
  });
});

/** features.md §3, cell by cell: what an occurrence of a class becomes, with a horn (!) or a bump (+) or neither. */
type Row = [name: string, make: () => Occurrence, Partial<Record<Input, string>>];
const steps = (o: Occurrence, ...inputs: [Input, Priority?][]): Occurrence => {
  for (const [input, priority] of inputs) {
    const step = transition(o, input, act(input, priority ?? null));
    if (step.kind !== 'done') throw new Error(`${input}: ${JSON.stringify(step)}`);
  }
  return o;
};
const plain = () => fresh('pair', false, 'P2');
const latching = () => fresh('pair', true, 'P2');
const notice = () => fresh('notice', false, 'P2');

const rows: Row[] = [
  [
    'ACTIVE·UNACK',
    plain,
    {
      raise: 'active_unack',
      raiseHigher: 'active_unack!+',
      rtn: 'rtn_unack',
      ack: 'active_ack+',
      unack: 'NOT_ACKED',
      shelve: 'shelved+',
      unshelve: 'NOT_SHELVED',
      expire: 'NOT_SHELVED',
      suppress: 'suppressed+',
      unsuppress: 'NOT_SUPPRESSED',
      outOfService: 'out_of_service+',
      inService: 'NOT_OUT_OF_SERVICE',
      reset: 'STILL_ACTIVE',
      dispose: 'NOT_A_NOTICE',
      assign: 'active_unack+',
      comment: 'active_unack',
    },
  ],
  [
    'ACTIVE·ACK',
    () => steps(plain(), ['ack']),
    {
      raise: 'active_ack',
      raiseHigher: 'active_unack!+',
      rtn: 'closed+',
      ack: 'ALREADY_ACKED',
      unack: 'active_unack+',
      shelve: 'shelved+',
      unshelve: 'NOT_SHELVED',
      suppress: 'suppressed+',
      outOfService: 'out_of_service+',
      reset: 'STILL_ACTIVE',
      dispose: 'NOT_A_NOTICE',
      assign: 'active_ack+',
      comment: 'active_ack',
    },
  ],
  ['ACTIVE·ACK, latching', () => steps(latching(), ['ack']), { rtn: 'rtn_latched', reset: 'STILL_ACTIVE' }],
  [
    'RTN·UNACK',
    () => steps(plain(), ['rtn']),
    {
      raise: 'active_unack!+',
      raiseHigher: 'active_unack!+',
      rtn: 'rtn_unack',
      ack: 'closed+',
      unack: 'NOT_ACKED',
      shelve: 'shelved+',
      unshelve: 'NOT_SHELVED',
      reset: 'NOT_LATCHED',
      dispose: 'NOT_A_NOTICE',
    },
  ],
  ['RTN·UNACK, latching', () => steps(latching(), ['rtn']), { ack: 'rtn_latched+', reset: 'NOT_ACKED' }],
  [
    'RTN·LATCH·ACK',
    () => steps(latching(), ['ack'], ['rtn']),
    {
      raise: 'active_unack!+',
      raiseHigher: 'active_unack!+',
      rtn: 'rtn_latched',
      ack: 'ALREADY_ACKED',
      unack: 'rtn_unack+',
      shelve: 'LATCHED',
      unshelve: 'NOT_SHELVED',
      suppress: 'LATCHED',
      outOfService: 'LATCHED',
      reset: 'closed+',
    },
  ],
  [
    'ACTIVE·UNACK·SHELVED',
    () => steps(plain(), ['shelve']),
    {
      raise: 'shelved',
      raiseHigher: 'active_unack!+',
      rtn: 'shelved',
      ack: 'SHELVED',
      unack: 'SHELVED',
      shelve: 'shelved+',
      unshelve: 'active_unack!+',
      expire: 'active_unack!+',
      suppress: 'SHELVED',
      outOfService: 'SHELVED',
      reset: 'SHELVED',
    },
  ],
  [
    'ACTIVE·ACK·SHELVED',
    () => steps(plain(), ['ack'], ['shelve']),
    { unshelve: 'active_ack+', expire: 'active_unack!+' },
  ],
  [
    'RTN·UNACK·SHELVED',
    () => steps(plain(), ['shelve'], ['rtn']),
    { raise: 'shelved+', raiseHigher: 'active_unack!+', rtn: 'shelved', unshelve: 'rtn_unack+', expire: 'closed+' },
  ],
  ['RTN·ACK·SHELVED', () => steps(plain(), ['ack'], ['shelve'], ['rtn']), { unshelve: 'closed+', expire: 'closed+' }],
  [
    'RTN·SHELVED, latching',
    () => steps(latching(), ['shelve'], ['rtn']),
    { expire: 'rtn_latched+', unshelve: 'rtn_unack+' },
  ],
  [
    'ACTIVE·DESIGN',
    () => steps(plain(), ['ack'], ['suppress']),
    {
      raise: 'suppressed',
      raiseHigher: 'active_unack!+',
      rtn: 'suppressed',
      ack: 'SUPPRESSED',
      unack: 'SUPPRESSED',
      shelve: 'SUPPRESSED',
      unshelve: 'NOT_SHELVED',
      suppress: 'SUPPRESSED',
      unsuppress: 'active_unack!+',
      outOfService: 'SUPPRESSED',
      reset: 'SUPPRESSED',
    },
  ],
  ['RTN·DESIGN', () => steps(plain(), ['suppress'], ['rtn']), { unsuppress: 'closed+' }],
  ['RTN·DESIGN, latching', () => steps(latching(), ['ack'], ['suppress'], ['rtn']), { unsuppress: 'rtn_unack+' }],
  [
    'ACTIVE·OOS',
    () => steps(plain(), ['outOfService']),
    {
      raise: 'out_of_service',
      raiseHigher: 'out_of_service+',
      rtn: 'out_of_service',
      ack: 'SUPPRESSED',
      unack: 'SUPPRESSED',
      shelve: 'SUPPRESSED',
      suppress: 'SUPPRESSED',
      unsuppress: 'NOT_SUPPRESSED',
      outOfService: 'OUT_OF_SERVICE',
      inService: 'active_unack!+',
      reset: 'SUPPRESSED',
    },
  ],
  ['RTN·OOS', () => steps(plain(), ['outOfService'], ['rtn']), { inService: 'closed+' }],
  ['RTN·OOS, latching', () => steps(latching(), ['outOfService'], ['rtn']), { inService: 'rtn_unack+' }],
  ['notice', notice, { ack: 'active_ack+', dispose: 'closed+', rtn: 'rtn_unack' }],
  ['notice·ACK', () => steps(notice(), ['ack']), { rtn: 'closed+', dispose: 'closed+' }],
  ['notice·RTN', () => steps(notice(), ['rtn']), { dispose: 'NOT_ACKED', ack: 'closed+' }],
  ['notice·SHELVED', () => steps(notice(), ['shelve']), { dispose: 'SHELVED' }],
  ['notice, latching', () => fresh('notice', true, 'P2'), { dispose: 'rtn_latched+' }],
  [
    'closed by its return',
    () => {
      const o = steps(plain(), ['ack'], ['rtn']);
      o.undo = null;
      return o;
    },
    {
      raise: 'RECUR',
      raiseHigher: 'RECUR',
      rtn: 'closed',
      ack: 'CLOSED',
      unack: 'CLOSED',
      shelve: 'CLOSED',
      unshelve: 'CLOSED',
      expire: 'CLOSED',
      suppress: 'CLOSED',
      unsuppress: 'CLOSED',
      outOfService: 'CLOSED',
      inService: 'CLOSED',
      reset: 'CLOSED',
      dispose: 'CLOSED',
      assign: 'CLOSED',
      comment: 'CLOSED',
    },
  ],
  ['closed by acknowledging', () => steps(plain(), ['rtn'], ['ack']), { unack: 'rtn_unack+' }],
  ['closed by disposal', () => steps(notice(), ['dispose']), { unack: 'active_unack+' }],
  ['closed by disposal once acknowledged', () => steps(notice(), ['ack'], ['dispose']), { unack: 'active_ack+' }],
];

describe('each cell is as decided', () => {
  for (const [name, make, cells] of rows)
    test(name, () => {
      const got: Partial<Record<Input, string>> = {};
      for (const input of Object.keys(cells) as Input[]) {
        const o = make();
        const { version } = o;
        const priority = input === 'raiseHigher' ? 'P1' : input === 'raise' ? 'P2' : null;
        const step = transition(o, input, act(input, priority));
        if (step.kind === 'done') got[input] = `${stateOf(o)}${step.horn ? '!' : ''}${o.version > version ? '+' : ''}`;
        else got[input] = step.kind === 'refused' ? step.code : 'RECUR';
      }
      expect(got).toEqual(cells);
    });
});

describe('priorities', () => {
  test('acknowledged at P2, fallen to P3, P2 again does not alarm; P1 does', () => {
    const o = steps(plain(), ['ack'], ['raise', 'P3']);
    expect(raiseInput(o, 'P2')).toBe('raise');
    expect(raiseInput(o, 'P1')).toBe('raiseHigher');
  });

  test('while unacknowledged the row keeps its peak, and acknowledging refers to the peak', () => {
    const o = steps(plain(), ['raise', 'P3']);
    expect([o.priority, o.peak]).toEqual(['P3', 'P2']);
    expect(raiseInput(o, 'P2')).toBe('raise');
    steps(o, ['ack']);
    expect(o.refPriority).toBe('P2');
  });

  test('out of service it may get worse in silence, and alarms at the end at what it has become', () => {
    const o = steps(plain(), ['ack'], ['outOfService'], ['raiseHigher', 'P1']);
    expect(stateOf(o)).toBe('out_of_service');
    steps(o, ['inService']);
    expect([stateOf(o), o.peak, o.hornAt]).toEqual(['active_unack', 'P1', 1_000]);
  });
});
