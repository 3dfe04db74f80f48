import { describe, expect, test } from 'vitest';
import type { Act } from '../../../shared/alarm/act.ts';
import { BUMP, type Effect, HORN, leaveSuppression } from '../../../shared/alarm/act.ts';
import { acknowledge, repeat, returnToNormal, unacknowledge } from '../../../shared/alarm/effects.ts';
import { shelve } from '../../../shared/alarm/effects-suppression.ts';
import { INPUTS, type Input, STATES } from '../../../shared/alarm/inputs.ts';
import { type Cell, type Table, table } from '../../../shared/alarm/machine.ts';
import { newOccurrence, type Occurrence, stateOf } from '../../../shared/alarm/occurrence.ts';
import { REFUSAL_STATUS } from '../../../shared/alarm/refusals.ts';
import { raiseInput, transition } from '../../../shared/alarm/transition.ts';
import type { Priority, RuleKind } from '../../../shared/source.ts';
import { broken } from './invariants.ts';

const PRIORITIES: Priority[] = ['P1', 'P2', 'P3'];

const act = (input: Input, priority: Priority | null, by: string | null = 'lan', at = 1_000, step = 1): Act => ({
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
  step: input === 'escalate' ? step : null,
  to: null,
  keyFree: true,
  disposedSeq: -1,
});

const fresh = (kind: RuleKind, latching: boolean, priority: Priority, cause: string | null = null): Occurrence =>
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
    cause,
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
    o.causeId,
    o.brokeOut,
    o.heldUntil !== null,
    Math.min(o.escalation, 2),
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

/** Every class and first priority, alone and under a cause. */
const EVERY: readonly Occurrence[] = (['pair', 'notice'] as const).flatMap((kind) =>
  [false, true].flatMap((latching) =>
    PRIORITIES.flatMap((priority) => [null, 'c'].map((cause) => fresh(kind, latching, priority, cause))),
  ),
);

/** Every state that can be reached from these. */
function explore(
  starts: readonly Occurrence[],
  visit: (before: Occurrence, input: Input, priority: Priority | null, by: string) => Occurrence,
): number {
  const seen = new Set<string>();
  const queue: Occurrence[] = [];
  const meet = (o: Occurrence): void => {
    if (seen.has(signature(o))) return;
    seen.add(signature(o));
    queue.push(o);
  };
  for (const o of starts) meet(o);
  for (const o of queue)
    for (const [input, priority] of inputsOf(o)) {
      meet(visit(o, input, priority, 'lan'));
      if (input === 'unack') meet(visit(o, input, priority, 'mai'));
    }
  return seen.size;
}

/** What is wrong with a table, over all that can be reached by it; and the cells that were tried. */
function problemsOf(
  rows: Table,
  starts: readonly Occurrence[],
): { problems: Set<string>; cells: Set<string>; states: number } {
  const cells = new Set<string>();
  const problems = new Set<string>();
  const states = explore(starts, (before, input, priority, by) => {
    cells.add(`${stateOf(before)} ${input}`);
    const after = { ...before };
    const step = transition(after, input, act(input, priority, by, before.lastSeenAt + 1, before.escalation + 1), rows);
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
  return { problems, cells, states };
}

describe('the transition table', () => {
  test('has a cell for every state and input', () => {
    for (const state of STATES) expect(Object.keys(table[state]).sort()).toEqual([...INPUTS].sort());
    expect(Object.keys(table).sort()).toEqual([...STATES].sort());
  });

  test('breadth-first: every reachable step keeps the six invariants, changes something or refuses with a known code', () => {
    const { problems, cells, states } = problemsOf(table, EVERY);
    expect([...problems]).toEqual([]);
    expect(states).toBeGreaterThan(10_000);
    const all = STATES.flatMap((state) => INPUTS.map((input) => `${state} ${input}`));
    expect(all.filter((cell) => !cells.has(cell))).toEqual([]);
  }, 60_000);
});

describe('each of the seven classic bugs is caught', () => {
  const go = (effect: Effect): Cell => ({ kind: 'effect', effect, guard: null });
  const also =
    (effect: Effect, more: (o: Occurrence, act: Act) => void): Effect =>
    (o, given) => {
      const outcome = effect(o, given);
      more(o, given);
      return outcome;
    };
  const bugs: [name: string, state: keyof Table, input: Input, cell: Cell, invariant: string][] = [
    [
      'an acknowledgement while out of limits clears it',
      'active_unack',
      'ack',
      go(also(acknowledge, (o, given) => returnToNormal(o, given))),
      '2 closed from ACTIVE',
    ],
    ['no new alarm on a rise', 'active_ack', 'raiseHigher', go(repeat), '5 worse than acknowledged'],
    ['a second acknowledgement takes back the first', 'active_ack', 'ack', go(unacknowledge), '3 alarms without horn'],
    [
      'an acknowledgement leaves suppression',
      'shelved',
      'ack',
      go(also(acknowledge, leaveSuppression)),
      '6 ack changed supp',
    ],
    [
      'silence after maintenance',
      'out_of_service',
      'inService',
      go((o) => {
        leaveSuppression(o);
        return BUMP;
      }),
      '3 alarms without horn',
    ],
    [
      'a horn on the return',
      'active_unack',
      'rtn',
      go((o, given) => {
        returnToNormal(o, given);
        return HORN;
      }),
      '4 horn without alarm',
    ],
    [
      'shelving acknowledges',
      'active_unack',
      'shelve',
      go(also(shelve, (o) => (o.ack = 'ACK'))),
      '6 shelve changed ack',
    ],
  ];
  for (const [name, state, input, cell, invariant] of bugs)
    test(name, () => {
      const { problems } = problemsOf({ ...table, [state]: { ...table[state], [input]: cell } }, [
        fresh('pair', false, 'P2'),
      ]);
      expect([...problems].some((problem) => problem.endsWith(invariant))).toBe(true);
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
      hold: 'active_unack',
      ackExpire: 'NOT_ACKED',
      escalate: 'active_unack!',
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
      hold: 'active_ack',
      ackExpire: 'active_unack!+',
      escalate: 'ALREADY_ACKED',
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
      hold: 'RETURNED',
      ackExpire: 'NOT_ACKED',
      escalate: 'RETURNED',
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
      hold: 'RETURNED',
      ackExpire: 'RETURNED',
      escalate: 'ALREADY_ACKED',
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
      hold: 'shelved',
      ackExpire: 'SHELVED',
      escalate: 'SHELVED',
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
      hold: 'suppressed',
      ackExpire: 'SUPPRESSED',
      escalate: 'SUPPRESSED',
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
  [
    'held',
    () => steps(plain(), ['hold']),
    { raise: 'active_unack', raiseHigher: 'active_unack!+', rtn: 'rtn_unack', hold: 'HELD', ack: 'active_ack+' },
  ],
  ['held, acknowledged', () => steps(plain(), ['ack'], ['hold']), { raise: 'active_ack', rtn: 'closed+' }],
  ['a step up that was due before', () => steps(plain(), ['escalate']), { escalate: 'NOT_DUE' }],
  [
    'under a cause',
    () => fresh('pair', false, 'P2', 'c'),
    {
      raise: 'suppressed',
      raiseHigher: 'active_unack!+',
      rtn: 'suppressed',
      unsuppress: 'active_unack!+',
      ack: 'SUPPRESSED',
    },
  ],
  ['RTN·DESIGN', () => steps(plain(), ['suppress'], ['rtn']), { unsuppress: 'closed+' }],
  ['RTN·DESIGN, latching', () => steps(latching(), ['ack'], ['suppress'], ['rtn']), { unsuppress: 'rtn_unack+' }],
  [
    'ACTIVE·OOS',
    () => steps(plain(), ['outOfService']),
    {
      hold: 'out_of_service',
      ackExpire: 'SUPPRESSED',
      escalate: 'SUPPRESSED',
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
      hold: 'CLOSED',
      ackExpire: 'CLOSED',
      escalate: 'CLOSED',
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
