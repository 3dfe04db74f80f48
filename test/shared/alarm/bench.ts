// A small hub for tests: events go through JSON as they would through the log, and are folded in order.

import { type Actor, type Command, commandSchema, type Decision, decide } from '../../../shared/alarm/command.ts';
import { type Action, type AlarmType, alarmTypes } from '../../../shared/alarm/events.ts';
import { type Alarms, emptyAlarms, foldAlarm } from '../../../shared/alarm/fold.ts';
import { type JudgedRule, judge, type Policies } from '../../../shared/alarm/judge.ts';
import type { Occurrence } from '../../../shared/alarm/occurrence.ts';
import { emptySettings, policyOf } from '../../../shared/alarm/settings.ts';
import type { RowContext } from '../../../shared/alarm/view.ts';
import type { NewEvent } from '../../../shared/event.ts';
import type { Finding, Priority } from '../../../shared/source.ts';
import { HOUR_MS } from '../../../shared/time.ts';

export const LAN: Actor = { username: 'lan', name: 'Nguyễn Thị Lan', role: 'operator' };
export const HUNG: Actor = { username: 'hung', name: 'Trần Văn Hùng', role: 'operator' };
export const MAI: Actor = { username: 'mai', name: 'Lê Mai', role: 'supervisor' };
export const WALL: Actor = { username: 'wall-1', name: 'Tường 1', role: 'wall' };

export const START = Date.parse('2026-11-21T10:00:00.000+07:00');
export const PAIR: JudgedRule = { id: 'A21', kind: 'pair' };
export const NOTICE: JudgedRule = { id: 'A30', kind: 'notice' };
export const LATCH: JudgedRule = { id: 'A34', kind: 'level', latching: true };

/** Every class as by default: response by priority, no delays. */
export const PLAIN: Policies = { of: (id) => policyOf(emptySettings(), undefined, id), version: 0 };

export type Bench = ReturnType<typeof createBench>;

export function createBench(alarms: Alarms = emptyAlarms()) {
  const bench = {
    alarms,
    seq: 0,
    now: START,
    ids: 0,
    log: [] as NewEvent[],
    /** when each was received */
    stamps: [] as number[],
    policies: PLAIN,
    nameOf: (username: string): string | null => username,
    get rows(): RowContext {
      return { alarms: bench.alarms, policyOf: bench.policies.of };
    },
    newId: () => `00000000-0000-4000-8000-${String(++bench.ids).padStart(12, '0')}`,
    later: (ms: number) => {
      bench.now += ms;
    },
    fold: (events: readonly NewEvent[]) => {
      for (const event of events) {
        alarmTypes[event.type as AlarmType].parse(event.data);
        const stored = JSON.parse(JSON.stringify(event)) as NewEvent;
        bench.log.push(stored);
        bench.stamps.push(bench.now);
        foldAlarm(bench.alarms, { ...stored, seq: ++bench.seq, receivedAt: bench.now, foldAt: bench.now });
      }
    },
    /** Judges one rule, folds, and answers the types of the events. */
    judge: (rule: JudgedRule, ...findings: Finding[]): string[] => {
      const events = judge(bench.alarms, [{ rule, findings }], bench.now, bench.newId, bench.policies);
      bench.fold(events);
      return events.map((event) => event.type);
    },
    command: (action: Action, o: Occurrence, more: Partial<Command> = {}): Command =>
      commandSchema.parse({ id: bench.newId(), occurrence: o.occurrence, version: o.version, action, ...more }),
    send: (command: Command, actor: Actor): Decision => {
      const decision = decide(bench.alarms, command, actor, bench.now, bench.newId, {
        policyOf: bench.policies.of,
        shiftEnd: bench.now + 8 * HOUR_MS,
        nameOf: bench.nameOf,
      });
      bench.fold(decision.events);
      return decision;
    },
    act: (action: Action, o: Occurrence, actor: Actor = LAN, more: Partial<Command> = {}): Decision =>
      bench.send(bench.command(action, o, more), actor),
    /** The one open occurrence of a rule and subject. */
    one: (rule: JudgedRule, subject = 'EP-7'): Occurrence => {
      const id = bench.alarms.byRule.get(rule.id)?.get(subject);
      const o = id === undefined ? undefined : bench.alarms.open.get(id);
      if (!o) throw new Error(`no open alarm of ${rule.id} on ${subject}`);
      return o;
    },
    until: (ms: number) => new Date(bench.now + ms).toISOString(),
  };
  return bench;
}

export const finding = (priority: Priority, more: Partial<Finding> = {}): Finding => ({
  subject: 'EP-7',
  priority,
  text: 'Mất kết nối điểm cầu Tân Sơn',
  ...more,
});

/** A bench on which the rule has raised one alarm. */
export function raised(rule: JudgedRule, priority: Priority = 'P2') {
  const bench = createBench();
  bench.judge(rule, finding(priority));
  return { bench, o: bench.one(rule) };
}
