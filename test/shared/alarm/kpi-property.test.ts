// The key figures of any period of any log are what a naive count over its lists gives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACTIONS, type Action } from '../../../shared/alarm/events.ts';
import { emptyAlarms, foldAlarm } from '../../../shared/alarm/fold.ts';
import { type JudgedRule, judge } from '../../../shared/alarm/judge.ts';
import { createKpi } from '../../../shared/alarm/kpi.ts';
import type { LogEvent } from '../../../shared/event.ts';
import type { Finding, Priority } from '../../../shared/source.ts';
import { createBench, LAN, LATCH, MAI, NOTICE, PAIR, START } from './bench.ts';
import { floodMs, standingOf, type Told, tell } from './kpi-naive.ts';

const RULES: readonly JudgedRule[] = [PAIR, NOTICE, LATCH];
const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
const TEN_MIN = 600_000;
const HOUR = 3_600_000;

type Step =
  | { do: 'source'; rule: number; subject: number; priority: Priority | null; caused: boolean }
  | { do: 'storm'; many: number; priority: Priority | null }
  | { do: 'flap'; subject: number; times: number }
  | { do: 'act'; action: Action; pick: number }
  | { do: 'clock'; ms: number };

const priority = fc.constantFrom<Priority | null>('P1', 'P2', 'P3', 'P4', null, null);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('source' as const),
      rule: fc.nat(2),
      subject: fc.nat(3),
      priority,
      caused: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('storm' as const), many: fc.integer({ min: 4, max: 16 }), priority }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('flap' as const),
      subject: fc.nat(3),
      times: fc.integer({ min: 2, max: 5 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('act' as const), action: fc.constantFrom(...ACTIONS), pick: fc.nat(40) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      ms: fc.constantFrom(700, 20_000, 150_000, 400_000, 1_900_000, 13 * HOUR),
    }),
  },
);

/** A log that the machine itself wrote. */
function lived(steps: readonly Step[]): LogEvent[] {
  const bench = createBench();
  const truth = RULES.map(() => new Map<string, Finding>());
  const log: LogEvent[] = [];
  const settle = (): void => {
    const look = () => RULES.map((rule, index) => ({ rule, findings: [...truth[index]!.values()] }));
    for (let turn = 0; turn < 30; turn++) {
      const events = judge(bench.alarms, look(), bench.now, bench.newId, bench.policies);
      if (events.length === 0) break;
      bench.fold(events);
    }
    for (const event of bench.log.slice(log.length))
      log.push({ ...event, seq: log.length + 1, receivedAt: bench.now, foldAt: bench.now });
  };
  const set = (rule: number, subject: string, to: Priority | null, cause?: string): void => {
    if (to === null) truth[rule]!.delete(subject);
    else
      truth[rule]!.set(subject, {
        subject,
        priority: to,
        text: 't',
        ...(cause === undefined ? {} : { causes: [{ rule: PAIR.id, subject: cause }] }),
      });
  };
  for (const next of steps) {
    if (next.do === 'clock') bench.later(next.ms);
    else if (next.do === 'source') {
      // What is explained is another rule than what explains.
      const caused = next.caused && next.rule > 0;
      set(next.rule, `s${next.subject}`, next.priority, caused ? 's0' : undefined);
    } else if (next.do === 'storm') {
      for (let i = 0; i < next.many; i++) {
        set(0, `storm-${i}`, next.priority);
        bench.later(900);
        settle();
      }
    } else if (next.do === 'flap') {
      for (let i = 0; i < next.times * 2; i++) {
        set(0, `s${next.subject}`, i % 2 === 0 ? null : 'P2');
        bench.later(4_000);
        settle();
      }
    } else {
      const all = [...bench.alarms.open.values(), ...[...bench.alarms.closed.values()].slice(-2)];
      const o = all[next.pick % Math.max(all.length, 1)];
      if (!o) continue;
      const more = { reason: 'Lý do đủ dài', until: bench.until(TEN_MIN), assignee: 'hung' };
      const done = bench.act(next.action, o, next.pick % 2 === 0 ? LAN : MAI, more);
      if (done.ok && next.action === 'dispose')
        set(
          RULES.findIndex(({ id }) => id === o.rule),
          o.subject,
          null,
        );
    }
    settle();
  }
  expect(bench.alarms.misfits).toBe(0);
  return log;
}

const rank = (values: number[], p: number): number | null =>
  values.length === 0 ? null : values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * p) - 1)]!;

/** The figures, by filtering and counting. */
function naive(log: readonly LogEvent[], told: Told, from: number, to: number) {
  const inside = ({ i }: { i: number }): boolean => log[i]!.receivedAt >= from && log[i]!.receivedAt < to;
  const announced = told.announced.filter(inside);
  const slots = Array.from({ length: Math.ceil((to - from) / TEN_MIN) }, (_, k) =>
    announced.filter(({ at }) => at >= from + k * TEN_MIN && at < from + (k + 1) * TEN_MIN),
  );
  const keys = [...new Set(announced.map(({ key }) => key))];
  const counts = keys.map((key) => announced.filter((one) => one.key === key).length).sort((a, b) => b - a);
  const chatterers = new Set<string>();
  told.activations.forEach((third, index) => {
    const mine = told.activations.slice(0, index + 1).filter(({ key }) => key === third.key);
    const first = mine.at(-3);
    if (inside(third) && first && third.at - first.at <= 60_000) chatterers.add(third.key);
  });
  const waits = told.waits.filter(inside);
  const events = log.filter(({ receivedAt }) => receivedAt >= from && receivedAt < to);
  const steps = events
    .filter(({ type }) => type === 'alarm.escalated')
    .map(({ data }) => data as { step: number; to: string | null });
  const refused = events
    .filter(({ type }) => type === 'alarm.refused')
    .map(({ data }) => data as { answer: { code: string } });
  const of = (list: Told['waits']) => ({
    count: list.length,
    p50: rank(
      list.map(({ seconds }) => seconds),
      0.5,
    ),
    p95: rank(
      list.map(({ seconds }) => seconds),
      0.95,
    ),
  });
  const shelves = told.shelves.filter((one) => one.from < to && one.to > from);
  return {
    announced: announced.length,
    busy: slots.filter((slot) => slot.length > 10).length,
    flood:
      floodMs(
        told.announced.map(({ at }) => at),
        from,
        to,
      ) / 1_000,
    top: counts.slice(0, 10).reduce((sum, count) => sum + count, 0),
    chatterers: [...chatterers].sort(),
    ...standingOf(told.standing, from, to),
    split: PRIORITIES.map((one) => announced.filter((each) => each.priority === one).length),
    waits: of(waits),
    waitsBy: PRIORITIES.map((one) => of(waits.filter((each) => each.priority === one))),
    escalations: {
      steps: [1, 2, 3].map((n) => steps.filter((one) => one.to !== null && one.step === n).length),
      reminders: steps.filter((one) => one.to === null).length,
    },
    shelved: {
      count: told.shelves.filter(inside).length,
      seconds: shelves.reduce((sum, one) => sum + Math.min(one.to, to) - Math.max(one.from, from), 0) / 1_000,
      atEnd: shelves.filter((one) => one.to >= to).length,
    },
    suppressed: (['byRule', 'byPerson', 'outOfService'] as const).map(
      (how) => told.suppressed.filter(inside).filter((one) => one.how === how).length,
    ),
    refused: Object.fromEntries(
      [...new Set(refused.map(({ answer }) => answer.code))].map((code) => [
        code,
        refused.filter(({ answer }) => answer.code === code).length,
      ]),
    ),
  };
}

function folded(log: readonly LogEvent[], from: number, to: number) {
  const alarms = emptyAlarms();
  for (const event of log) if (event.receivedAt < from) foldAlarm(alarms, event);
  const fold = createKpi(alarms, from);
  for (const event of log) if (event.receivedAt >= from && event.receivedAt < to) fold.add(event);
  const kpi = fold.result(to, (rule) => rule);
  const of = ({ count, p50, p95 }: (typeof kpi)['toAcknowledge']['all']) => ({ count, p50: p50.value, p95: p95.value });
  const numerator = (one: { of: { numerator: number } | null }): number => one.of?.numerator ?? Number.NaN;
  return {
    announced: kpi.announced,
    busy: numerator(kpi.busyPeriods),
    flood: numerator(kpi.flood),
    top: numerator(kpi.topTen),
    chatterers: kpi.chatterers.map(({ rule, subject }) => `${rule} ${subject}`).sort(),
    atEnd: kpi.standing.value,
    worst: kpi.standingWorstDay.value,
    split: PRIORITIES.map((one) => numerator(kpi.priorities[one])),
    waits: of(kpi.toAcknowledge.all),
    waitsBy: PRIORITIES.map((one) => of(kpi.toAcknowledge[one])),
    escalations: kpi.escalations,
    shelved: kpi.shelved,
    suppressed: Object.values(kpi.suppressed),
    refused: kpi.refused.byCode,
  };
}

test('figures of any period = a naive count of the same log', () => {
  const met = { flood: 0, chatter: 0, standing: 0, reminders: 0, shelved: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), fc.nat(1_000), fc.nat(1_000), (steps, a, b) => {
      const log = lived(steps);
      const end = log.at(-1)?.receivedAt ?? START;
      const cut = (part: number): number => START - 1_000 + Math.floor(((end - START + 2_000) * part) / 1_000);
      const [from, to] = [cut(Math.min(a, b)), cut(Math.max(a, b)) + 1];
      const figures = folded(log, from, to);
      expect(figures).toEqual(naive(log, tell(log), from, to));
      met.flood += figures.flood > 0 ? 1 : 0;
      met.chatter += figures.chatterers.length;
      met.standing += figures.worst ?? 0;
      met.reminders += figures.escalations.reminders;
      met.shelved += figures.shelved.seconds > 0 ? 1 : 0;
    }),
    { numRuns: 300 },
  );
  for (const [what, times] of Object.entries(met)) expect(times, `the test has met ${what}`).toBeGreaterThan(0);
}, 60_000);
