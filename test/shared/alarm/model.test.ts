// Two operators, a supervisor, a source and the clock, in any order: the machine, the log and the view stay true to each other.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '../../../shared/alarm/command.ts';
import { ACTIONS, type Action } from '../../../shared/alarm/events.ts';
import { type Alarms, foldAlarm } from '../../../shared/alarm/fold.ts';
import { type JudgedRule, judge } from '../../../shared/alarm/judge.ts';
import { type Occurrence, stateOf } from '../../../shared/alarm/occurrence.ts';
import { alarmsView } from '../../../shared/alarm/view.ts';
import { pack, unpack } from '../../../shared/pack.ts';
import type { Finding, Priority } from '../../../shared/source.ts';
import { createBench, HUNG, LAN, LATCH, MAI, NOTICE, PAIR } from './bench.ts';

const RULES: readonly JudgedRule[] = [PAIR, NOTICE, LATCH];
const ACTORS: readonly Actor[] = [LAN, HUNG, MAI];
const SUBJECTS = ['a', 'b'];

type Step =
  | { do: 'source'; rule: number; subject: number; priority: Priority | null; count: number }
  | { do: 'act'; action: Action; actor: number; pick: number; stale: boolean; again: boolean }
  | { do: 'clock'; ms: number }
  | { do: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('source' as const),
      rule: fc.nat(RULES.length - 1),
      subject: fc.nat(SUBJECTS.length - 1),
      priority: fc.constantFrom<Priority | null>('P1', 'P2', 'P3', null, null),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      action: fc.constantFrom(...ACTIONS),
      actor: fc.nat(ACTORS.length - 1),
      pick: fc.nat(9),
      stale: fc.boolean().map((stale) => stale),
      again: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      ms: fc.constantFrom(1, 900, 1_000, 29_000, 60_000, 600_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

function checkModel(alarms: Alarms): void {
  const keys = new Set<string>();
  for (const o of alarms.open.values()) {
    const key = `${o.rule} ${o.subject}`;
    expect(keys.has(key), 'one open occurrence for each rule and subject').toBe(false);
    keys.add(key);
    expect(alarms.byRule.get(o.rule)?.get(o.subject)).toBe(o.occurrence);
    expect(o.open).toBe(true);
    expect(o.supp === 'NONE' && o.cond === 'RTN' && o.ack === 'ACK' && !o.latched, 'open but over').toBe(false);
    if (o.ack === 'ACK' && o.supp !== 'OOS')
      expect(o.priority >= (o.refPriority ?? 'P9'), 'worse than acknowledged').toBe(true);
  }
  for (const o of alarms.closed.values()) {
    expect([o.open, o.cond, o.ack, o.latched]).toEqual([false, 'RTN', 'ACK', false]);
    expect(alarms.open.has(o.occurrence)).toBe(false);
  }
  expect([...alarms.byRule.values()].reduce((sum, subjects) => sum + subjects.size, 0)).toBe(alarms.open.size);
  expect(alarms.misfits).toBe(0);
  const { top: _, flood: __, unacknowledged, ...rest } = alarmsView(alarms, 0);
  const counted = [...Object.values(unacknowledged), ...Object.values(rest)].reduce((sum, count) => sum + count, 0);
  expect(counted, 'every open one is counted once').toBe(alarms.open.size);
}

const alarming = (o: Occurrence | undefined): boolean => o !== undefined && stateOf(o) === 'active_unack';

test('any sequence keeps the invariants, logs every command once, and folds again to the same model and view', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const bench = createBench();
      const truth = RULES.map(() => new Map<string, Finding>());
      const answers = new Map<string, string>();
      const stamps: number[] = [];
      const look = () =>
        RULES.map((rule, index) => ({
          rule,
          // A notice that was disposed of counts again only when something new comes: what a rule does with disposedSeq.
          findings: [...truth[index]!.values()],
        }));
      const judgeOnce = () => judge(bench.alarms, look(), bench.now, bench.newId, bench.policies);
      const judgeAll = () => {
        const before = new Map([...bench.alarms.open].map(([id, o]) => [id, { ...o }]));
        // Steps that fell due together come one after the other.
        for (let events = judgeOnce(), turns = 0; events.length > 0; events = judgeOnce()) {
          expect(++turns, 'comes to rest').toBeLessThan(20);
          bench.fold(events);
        }
        for (const [id, o] of bench.alarms.open)
          if (alarming(o) && !alarming(before.get(id))) expect(o.hornAt, 'alarms with its horn').toBe(bench.now);
        expect(judge(bench.alarms, look(), bench.now, bench.newId, bench.policies), 'judged again: nothing').toEqual(
          [],
        );
      };
      for (const next of steps) {
        if (next.do === 'clock') bench.later(next.ms);
        else if (next.do === 'restart') bench.alarms = unpack(pack(bench.alarms));
        else if (next.do === 'source') {
          const subject = SUBJECTS[next.subject]!;
          if (next.priority === null) truth[next.rule]!.delete(subject);
          else truth[next.rule]!.set(subject, { subject, priority: next.priority, count: next.count, text: 't' });
        } else {
          const all = [...bench.alarms.open.values(), ...[...bench.alarms.closed.values()].slice(-2)];
          const o = all[next.pick % Math.max(all.length, 1)];
          if (!o) continue;
          const before = { ...o };
          const command = bench.command(next.action, o, {
            version: next.stale && next.pick === 0 ? o.version + 1 : o.version,
            reason: 'Lý do đủ dài',
            until: bench.until(600_000),
            assignee: 'hung',
          });
          const rows = bench.log.length;
          const decision = bench.send(command, ACTORS[next.actor]!);
          const { events, ...answer } = decision;
          expect(bench.log.length - rows, 'each command is in the log').toBe(events.length);
          expect(events[0]?.id).toBe(command.id);
          if (decision.ok) {
            expect(o.version).toBe(decision.version);
            expect(o.version > before.version).toBe(next.action !== 'comment');
            expect(before.open && !o.open).toBe(events[1]?.type === 'alarm.closed');
            if (next.action === 'dispose') truth[RULES.findIndex((rule) => rule.id === o.rule)]!.delete(o.subject);
          } else expect({ ...o }, 'a refusal changes nothing').toEqual(before);
          answers.set(command.id, JSON.stringify(answer));
          if (next.again) {
            const { events: none, ...same } = bench.send(command, ACTORS[next.actor]!);
            expect(none).toEqual([]);
            expect(JSON.stringify(same)).toBe(answers.get(command.id));
          }
        }
        judgeAll();
        checkModel(bench.alarms);
        while (stamps.length < bench.log.length) stamps.push(bench.now);
      }
      const again = createBench();
      bench.log.forEach((event, index) => {
        foldAlarm(again.alarms, { ...event, seq: index + 1, receivedAt: stamps[index]!, foldAt: stamps[index]! });
      });
      expect(again.alarms).toStrictEqual(bench.alarms);
      expect(alarmsView(again.alarms, 0)).toEqual(alarmsView(bench.alarms, 0));
    }),
    { numRuns: 300 },
  );
}, 60_000);
