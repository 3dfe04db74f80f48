// What the simulator's own bookkeeping expects against what the folds make of its events, which is all they see.
import { describe, expect, it, vi } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import { emptyModel, sentTypes, step } from '../../shared/model.ts';
import { SCENARIOS, type ScenarioName } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation, type Truth } from '../../shared/simulate/simulation.ts';
import { DAY_MS, dayStart, HOUR_MS, MINUTE_MS, parseDay } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { viewOf } from '../../shared/view-of.ts';

vi.setConfig({ testTimeout: 120_000 });
const province = readProvince();
type Case = Readonly<{ scenario: ScenarioName; seed: number; rate: number; faults: boolean; days: number }>;

/** Folds a run as the server would, without a server; yields (instant, truth, view) at each look. */
function* run({ scenario, days, ...options }: Case, looksAt: readonly number[]): Generator<[string, Truth, View]> {
  const startDay = parseDay(SCENARIOS[scenario].suggestedDay);
  const { isWorkingDay } = defaultCalendar;
  const simulation = createSimulation(
    createSetup({ ...options, province, scenario: SCENARIOS[scenario], startDay, isWorkingDay, heartbeatSec: 60 }),
  );
  const model = emptyModel(true);
  const seen = new Set<string>();
  let seq = 0;
  for (let day = startDay; day < startDay + days; day++) {
    const looks = looksAt.map((clock) => dayStart(day) + clock);
    const look = function* (until: number): Generator<[string, Truth, View]> {
      while (looks[0] !== undefined && looks[0] < until) {
        const at = looks.shift() ?? 0;
        yield [`${scenario} ${new Date(at + 7 * HOUR_MS).toISOString()}`, simulation.truth(at), viewOf(model, at)];
      }
    };
    for (const { sendAt, ...event } of simulation.events(day)) {
      yield* look(sendAt);
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      const schema = sentTypes[event.type];
      if (!schema) throw new Error(`no schema for ${event.type}`);
      seq++;
      step(model, { ...event, data: schema.parse(event.data), seq, receivedAt: sendAt, foldAt: sendAt });
    }
    yield* look(dayStart(day + 1));
  }
}

const END = DAY_MS - 1;
const pick = <T extends object>(from: T, like: object): Partial<T> =>
  Object.fromEntries(Object.keys(like).map((key) => [key, (from as Record<string, unknown>)[key]])) as Partial<T>;

function expectSame(label: string, truth: Truth, view: View): void {
  expect(pick(view.dossier, truth.dossier), label).toEqual(truth.dossier);
  expect(view.quality.balance, label).toBe(true);
  expect(view.security.today, label).toEqual(truth.security.today);
  expect(view.security.open, label).toEqual(truth.security.open);
  expect(pick(view.conference.endpoints, truth.conference.endpoints), label).toEqual(truth.conference.endpoints);
  const running = truth.conference.conference;
  if (!running) return;
  const seen = view.conference.conferences[running.id];
  expect({ id: running.id, invited: seen?.invited, online: seen?.online, missing: seen?.missing }, label).toEqual(
    running,
  );
}

describe('truth and view', () => {
  const scenarios = Object.keys(SCENARIOS) as ScenarioName[];
  it.each(scenarios)('agree at the end of two days of %s, faults and all', (scenario) => {
    for (const [label, truth, view] of run({ scenario, seed: 1, rate: 0.15, faults: true, days: 2 }, [END])) {
      expectSame(label, truth, view);
    }
  });

  it.each([2, 3, 5, 8])('agree at the end of five days, seed %d, a full load of dossiers on the first', (seed) => {
    const rate = seed === 2 ? 1 : 0.1;
    for (const [label, truth, view] of run({ scenario: 'conference', seed, rate, faults: true, days: 5 }, [END])) {
      expectSame(label, truth, view);
    }
  });

  it.each([11, 12])('agree at every look within a day, seed %d, when everything arrives once and in order', (seed) => {
    // Looks lie between whole minutes, where no delivery is on its way for long; ones in flight are few and excluded by delay.
    const looks = [7.4, 8.75, 9.9, 10.51, 11.8, 13.6, 15.2, 16.01, 17.5, 22].map((hours) =>
      Math.round(hours * HOUR_MS + 7 * MINUTE_MS),
    );
    for (const [label, truth, view] of run(
      { scenario: 'conference', seed, rate: 0.2, faults: false, days: 2 },
      looks,
    )) {
      const { conference: _, ...rest } = view;
      expect(pick(rest.dossier, truth.dossier), label).toEqual(truth.dossier);
      expect(rest.security.today, label).toEqual(truth.security.today);
    }
  });
});
