// What the simulator's own bookkeeping expects against what the folds make of its events, which is all they see.
import { describe, expect, it, vi } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import { emptyModel, sentTypes, step } from '../../shared/model.ts';
import { SCENARIOS, type ScenarioName } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation, type Truth } from '../../shared/simulate/simulation.ts';
import { DAY_MS, dayStart, HOUR_MS, parseDay } from '../../shared/time.ts';
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
    createSetup({ ...options, province, scenario: SCENARIOS[scenario], startDay, isWorkingDay, heartbeatSec: 75 }),
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
const CONFERENCE = [8.3, 9.2, 10, 11.1].map((hours) => hours * HOUR_MS);
const pick = <T extends object>(from: T, like: object): Partial<T> =>
  Object.fromEntries(Object.keys(like).map((key) => [key, (from as Record<string, unknown>)[key]])) as Partial<T>;

function expectSameConference(label: string, { conference: truth }: Truth, { conference: view }: View): void {
  expect(pick(view.endpoints, truth.endpoints), label).toEqual(truth.endpoints);
  const running = truth.conference;
  if (!running) return;
  const seen = view.conferences[running.id];
  expect({ id: running.id, invited: seen?.invited, online: seen?.online, missing: seen?.missing }, label).toEqual(
    running,
  );
}

function expectSame(label: string, truth: Truth, view: View): void {
  expect(pick(view.dossier, truth.dossier), label).toEqual(truth.dossier);
  expect(view.quality.balance, label).toBe(true);
  expect(view.security.today, label).toEqual(truth.security.today);
  expect(view.security.open, label).toEqual(truth.security.open);
  expectSameConference(label, truth, view);
}

describe('truth and view', () => {
  const scenarios = Object.keys(SCENARIOS) as ScenarioName[];
  it.each(scenarios)('agree at the end of two days of %s, faults and all', (scenario) => {
    for (const [label, truth, view] of run({ scenario, seed: 1, rate: 0.15, faults: true, days: 2 }, [END])) {
      expectSame(label, truth, view);
    }
  });

  it.each([
    [2, 1],
    [3, 0.1],
    [5, 0.1],
  ])('agree at the end of five days, seed %d, rate %d', (seed, rate) => {
    for (const [label, truth, view] of run({ scenario: 'normal', seed, rate, faults: true, days: 5 }, [END])) {
      expectSame(label, truth, view);
    }
  });

  it.each([4, 6])('agree on who is in a running conference and who is missing, seed %d', (seed) => {
    const looks = [...CONFERENCE, 12 * HOUR_MS];
    let running = 0;
    for (const [label, truth, view] of run(
      { scenario: 'conference', seed, rate: 0.02, faults: false, days: 2 },
      looks,
    )) {
      expectSameConference(label, truth, view);
      if (truth.conference.conference) running++;
    }
    expect(running).toBe(2 * CONFERENCE.length);
  });

  it('agree within a day, when everything arrives once and in order', () => {
    const looks = [7.4, 8.75, 9.9, 10.51, 11.8, 13.6, 15.2, 16.01, 17.5, 22].map((hours) => hours * HOUR_MS);
    for (const [label, truth, view] of run(
      { scenario: 'normal', seed: 11, rate: 0.3, faults: false, days: 2 },
      looks,
    )) {
      expectSame(label, truth, view);
    }
  });
});
