// Two operators and a supervisor at their desks, a source, the clock, restarts, cut lines and resyncs, in any order: the
// machine, the log, the view and what each desk shows stay true to each other.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAlarmStore } from '../../../client/desk/alarm-store.ts';
import type { Actor } from '../../../shared/alarm/command.ts';
import { ACTIONS, type Action } from '../../../shared/alarm/events.ts';
import { alarmPart } from '../../../shared/alarm/explain.ts';
import { type Alarms, foldAlarm } from '../../../shared/alarm/fold.ts';
import { type JudgedRule, judge } from '../../../shared/alarm/judge.ts';
import { isChattering, type Occurrence, stateOf } from '../../../shared/alarm/occurrence.ts';
import { alarmsView, deskRow, drainChanged, openRows } from '../../../shared/alarm/view.ts';
import { contextOf, emptyModel } from '../../../shared/model.ts';
import { pack, unpack } from '../../../shared/pack.ts';
import type { Finding, Priority } from '../../../shared/source.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import { createBench, HUNG, LAN, LATCH, MAI, NOTICE, PAIR } from './bench.ts';

/** `npm run test:long` asks for more. */
const RUNS = Number(process.env.IOC_TEST_RUNS ?? 500);
const RULES: readonly JudgedRule[] = [PAIR, NOTICE, LATCH];
const ACTORS: readonly Actor[] = [LAN, HUNG, MAI];
const SUBJECTS = ['a', 'b'];

type Step =
  | { do: 'source'; rule: number; subject: number; priority: Priority | null; count: number; caused: boolean }
  /** comes and goes several times within a minute */
  | { do: 'flap'; rule: number; subject: number; times: number }
  | { do: 'act'; action: Action; actor: number; pick: number; again: boolean }
  | { do: 'clock'; ms: number }
  | { do: 'restart' }
  | { do: 'line'; actor: number };

const actor = fc.nat(ACTORS.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('source' as const),
      rule: fc.nat(RULES.length - 1),
      subject: fc.nat(SUBJECTS.length - 1),
      priority: fc.constantFrom<Priority | null>('P1', 'P2', 'P3', null, null),
      count: fc.integer({ min: 1, max: 5 }),
      caused: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('flap' as const),
      rule: fc.nat(RULES.length - 1),
      subject: fc.nat(SUBJECTS.length - 1),
      times: fc.integer({ min: 2, max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      action: fc.constantFrom(...ACTIONS),
      actor,
      pick: fc.nat(9),
      again: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      ms: fc.constantFrom(1, 900, 1_000, 20_000, 29_000, 60_000, 180_000, 600_000, 1_800_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('line' as const), actor }) },
);

function checkModel(alarms: Alarms, now: number): void {
  const keys = new Set<string>();
  const symptoms = new Map<string, number>();
  for (const o of alarms.open.values()) {
    const key = `${o.rule} ${o.subject}`;
    expect(keys.has(key), 'one open occurrence for each rule and subject').toBe(false);
    keys.add(key);
    expect(alarms.byRule.get(o.rule)?.get(o.subject)).toBe(o.occurrence);
    expect(o.open).toBe(true);
    expect(o.supp === 'NONE' && o.cond === 'RTN' && o.ack === 'ACK' && !o.latched, 'open but over').toBe(false);
    expect(o.supp === 'SHELVED').toBe(o.shelveUntil !== null);
    expect(o.heldUntil !== null && o.cond === 'RTN', 'held but returned').toBe(false);
    if (o.causeId !== null) {
      expect(o.supp).toBe('DESIGN');
      symptoms.set(o.causeId, (symptoms.get(o.causeId) ?? 0) + 1);
    }
    if (o.ack === 'ACK' && o.supp !== 'OOS')
      expect(o.priority >= (o.refPriority ?? 'P9'), 'worse than acknowledged').toBe(true);
  }
  expect(alarms.symptoms).toEqual(symptoms);
  for (const cause of symptoms.keys())
    expect(alarms.open.get(cause)?.causeId ?? null, 'what explains is not explained').toBe(null);
  for (const o of alarms.closed.values()) {
    expect([o.open, o.cond, o.ack, o.latched]).toEqual([false, 'RTN', 'ACK', false]);
    expect(alarms.open.has(o.occurrence)).toBe(false);
  }
  expect([...alarms.byRule.values()].reduce((sum, subjects) => sum + subjects.size, 0)).toBe(alarms.open.size);
  expect(alarms.misfits).toBe(0);
  const { seconds, counts, total } = alarms.flood;
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  expect(seconds.every((second) => second * 1_000 <= now)).toBe(true);
  const { top: _, flood: __, unacknowledged, ...rest } = alarmsView(alarms, 0);
  const counted = [...Object.values(unacknowledged), ...Object.values(rest)].reduce((sum, count) => sum + count, 0);
  expect(counted, 'every open one is counted once').toBe(alarms.open.size);
  for (const priority of ['P1', 'P2', 'P3', 'P4'] as const)
    expect(listed(alarms, `unacknowledged.${priority}`)).toBe(unacknowledged[priority]);
  for (const bucket of ['acknowledged', 'shelved', 'suppressed', 'outOfService'] as const)
    expect(listed(alarms, bucket), `whoever asks which are ${bucket}`).toBe(rest[bucket]);
}

const listed = (alarms: Alarms, figure: keyof typeof alarmPart.figures): number | undefined =>
  alarmPart.figures[figure]?.list?.(alarms, { now: 0, ctx: contextOf(emptyModel(false)), key: '' }).length;

const alarming = (o: Occurrence | undefined): boolean => o !== undefined && stateOf(o) === 'active_unack';

/** A desk as the browser holds it, on a line that can be cut. */
function createDesk() {
  const store = createAlarmStore((flush) => flush()());
  return { store, connected: false };
}

test(
  'any sequence keeps the invariants, logs every command once, shows every desk the same, and folds again to the same',
  () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const bench = createBench();
        const truth = RULES.map(() => new Map<string, Finding>());
        const desks = ACTORS.map(createDesk);
        const open = (id: string) => bench.alarms.open.get(id);

        const connect = (index: number): void => {
          const desk = desks[index]!;
          desk.connected = true;
          // A resync: what the desk shows is what is open, and nothing more.
          desk.store.reset({ rows: openRows(bench.rows) });
        };
        const tell = (): void => {
          const changed = [...drainChanged(bench.alarms)];
          const upsert = changed.flatMap((id) => (open(id) ? [deskRow(open(id)!, bench.rows)] : []));
          const remove = changed.filter((id) => !open(id));
          for (const { store, connected } of desks) if (connected) store.delta({ upsert, remove });
        };
        const judgeOnce = () =>
          judge(
            bench.alarms,
            RULES.map((rule, index) => ({ rule, findings: [...truth[index]!.values()] })),
            bench.now,
            bench.newId,
            bench.policies,
          );
        const judgeAll = (): void => {
          const before = new Map([...bench.alarms.open].map(([id, o]) => [id, { ...o }]));
          const broke = new Set<string | null>();
          // Steps that fell due together come one after the other.
          for (let events = judgeOnce(), turns = 0; events.length > 0; events = judgeOnce()) {
            expect(++turns, 'comes to rest').toBeLessThan(20);
            for (const { type, subject, data } of events)
              if (type === 'alarm.rose' && (data as { broke: unknown }).broke !== null) broke.add(subject);
            bench.fold(events);
          }
          for (const id of broke) expect(open(id ?? '')?.supp, 'what broke out stays out').toBe('NONE');
          for (const [id, o] of bench.alarms.open) {
            if (alarming(o) && !alarming(before.get(id))) expect(o.hornAt, 'alarms with its horn').toBe(bench.now);
            if (o.cond === 'RTN' && before.get(id)?.cond === 'ACTIVE')
              expect(isChattering(o, bench.now), 'what chatters is held').toBe(false);
          }
        };
        const command = (next: Step & { do: 'act' }): void => {
          const who = ACTORS[next.actor]!;
          // A person acts on what the desk shows, which may be old.
          const { rows, closed } = desks[next.actor]!.store.get();
          const shown = [...rows, ...closed.values()];
          const row = shown[next.pick % Math.max(shown.length, 1)];
          const o = row && (open(row.occurrence) ?? bench.alarms.closed.get(row.occurrence));
          if (!row || !o) return;
          const before = { ...o };
          const sent = bench.command(next.action, o, {
            version: row.version,
            reason: 'Lý do đủ dài',
            until: bench.until(600_000),
            assignee: 'hung',
          });
          const logged = bench.log.length;
          const decision = bench.send(sent, who);
          const { events, ...answer } = decision;
          expect(bench.log.length - logged, 'each command is in the log').toBe(events.length);
          expect(events[0]?.id).toBe(sent.id);
          if (decision.ok) {
            expect(before.version, 'only what was seen is acted on').toBe(row.version);
            expect(o.version).toBe(decision.version);
            expect(o.version > before.version).toBe(next.action !== 'comment');
            expect(before.open && !o.open).toBe(events[1]?.type === 'alarm.closed');
            if (next.action === 'dispose') truth[RULES.findIndex((rule) => rule.id === o.rule)]!.delete(o.subject);
          } else expect({ ...o }, 'a refusal changes nothing').toEqual(before);
          if (!next.again) return;
          const { events: none, ...same } = bench.send(sent, who);
          expect(none).toEqual([]);
          expect(JSON.stringify(same)).toBe(JSON.stringify(answer));
        };
        const source = (next: Step & { do: 'source' }): void => {
          const subject = SUBJECTS[next.subject]!;
          const { priority, count } = next;
          if (priority === null) truth[next.rule]!.delete(subject);
          else {
            // Endpoints are explained by the latching class, as drops are by a cut trunk.
            const caused = next.caused && RULES[next.rule] === PAIR;
            const causes = [{ rule: LATCH.id, subject: 'a' }];
            truth[next.rule]!.set(subject, { subject, priority, count, text: 't', ...(caused ? { causes } : {}) });
          }
        };

        openRows(bench.rows);
        for (const index of desks.keys()) connect(index);
        for (const next of steps) {
          if (next.do === 'clock') bench.later(next.ms);
          else if (next.do === 'source') source(next);
          else if (next.do === 'act') command(next);
          else if (next.do === 'flap')
            for (let times = next.times; times > 0; times--) {
              source({ ...next, do: 'source', priority: 'P3', count: 1, caused: false });
              judgeAll();
              bench.later(1_000);
              source({ ...next, do: 'source', priority: null, count: 1, caused: false });
              judgeAll();
              bench.later(1_000);
            }
          else if (next.do === 'restart') {
            bench.alarms = unpack(pack(bench.alarms));
            for (const desk of desks) desk.connected = false;
            for (const index of desks.keys()) connect(index);
          } else if (desks[next.actor]!.connected) desks[next.actor]!.connected = false;
          else connect(next.actor);
          judgeAll();
          tell();
          checkModel(bench.alarms, bench.now);
          for (const { store, connected } of desks)
            if (connected)
              expect(new Map([...store.get().byId].map(([id, row]) => [id, { ...row }]))).toEqual(
                new Map(openRows(bench.rows).map((row) => [row.occurrence, row])),
              );
        }
        const again = createBench();
        bench.log.forEach((event, index) => {
          foldAlarm(again.alarms, {
            ...event,
            seq: index + 1,
            receivedAt: bench.stamps[index]!,
            foldAt: bench.stamps[index]!,
          });
        });
        expect(again.alarms).toStrictEqual(bench.alarms);
        expect(alarmsView(again.alarms, 0)).toEqual(alarmsView(bench.alarms, 0));
      }),
      { numRuns: RUNS },
    );
  },
  MINUTE_MS * 30,
);
