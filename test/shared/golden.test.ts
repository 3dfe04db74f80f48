// Two golden days: an ordinary one with a conference, and one with every storm in it. The third, a real one, is in test/data.
import { describe, expect, it, vi } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import type { LogEvent } from '../../shared/event.ts';
import { inEnglish } from '../../shared/i18n/en-alarms.ts';
import { bySending, type SimEvent } from '../../shared/simulate/delivery.ts';
import { rehearse } from '../../shared/simulate/rehearse.ts';
import { SCENARIOS } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation } from '../../shared/simulate/simulation.ts';
import { makeStorm, STORMS, type StormName } from '../../shared/simulate/storms/index.ts';
import { dayStart, HOUR_MS, parseDay } from '../../shared/time.ts';
import { expectGolden, type Golden, instantsOf, verdictOn } from '../support/golden.ts';

const province = readProvince();
const RUN = 'npx vitest run --project unit test/shared/golden.test.ts';
vi.setConfig({ testTimeout: 120_000 });

function ordinaryDay(day: string): SimEvent[] {
  const { isWorkingDay } = defaultCalendar;
  // A fifth of the endpoints: most of a day's events are their heartbeats.
  const endpoints = province.endpoints.filter((_one, index) => index % 5 === 0);
  const given = {
    province: { ...province, endpoints },
    scenario: SCENARIOS.conference,
    startDay: parseDay(day),
    isWorkingDay,
  };
  return createSimulation(createSetup({ ...given, seed: 11, rate: 0.05, heartbeatSec: 80 })).events(parseDay(day));
}

/** Sentences of alarms that an English screen would show as they were logged. */
function unsaid(log: readonly LogEvent[]): string[] {
  const sentences = new Set<string>();
  for (const { type, data } of log)
    if (/^alarm\.(raised|repeated|rose)$/.test(type)) sentences.add((data as { text: string }).text);
  expect(sentences.size).toBeGreaterThan(5);
  return [...sentences].filter((text) => inEnglish(text) === null);
}

describe('a golden day', () => {
  it('ordinary, with a conference', () => {
    const day = '2026-11-24';
    const instants = instantsOf(day, ['00:00:00.000', '07:45:30.000', '08:20:00.000', '11:30:00.000', '18:00:00.000']);
    const { log, raised } = rehearse(ordinaryDay(day), instants.at(-1)!);
    expect(raised).toBeGreaterThan(0);
    expectGolden('ordinary-day', log, instants, RUN);
    expect(unsaid(log)).toEqual([]);
  });

  it('of storms, each in an hour of its own', () => {
    const day = '2026-11-25';
    const names = (Object.keys(STORMS) as StormName[]).filter((name) => name !== 'campaign');
    const plans = names.map((name, index) =>
      makeStorm(name, 7, dayStart(parseDay(day)) + (8 + index) * HOUR_MS, province),
    );
    const instants = instantsOf(day, ['08:01:00.000', '09:30:00.000', '11:00:00.500', '13:10:00.000', '15:00:00.000']);
    const events = plans.flatMap((plan) => plan.events).sort(bySending);
    const { log, raised, floodSec } = rehearse(events, instants.at(-1)!);
    expect(raised).toBeGreaterThan(1_000);
    expect(floodSec).toBeGreaterThan(0);
    expectGolden('storm-day', log, instants, RUN);
    expect(unsaid(log)).toEqual([]);
  });
});

describe('a golden day that is not as it was declared', () => {
  const declared: Golden = { foldVersion: '3', log: { events: 1, alarms: 0, hash: 'a' }, views: { t1: 'x', t2: 'y' } };
  it.each([
    ['the same', {}, /^$/],
    ['another view of the same log', { views: { t1: 'x', t2: 'z' } }, /at t2: .*raise FOLD_VERSION.*RUN$/],
    ['another log', { log: { ...declared.log, hash: 'b' }, views: { t1: 'z', t2: 'z' } }, /a rule has changed.*RUN$/],
    ['another fold version', { foldVersion: '4' }, /FOLD_VERSION is 4.*declared with 3.*RUN$/],
    ['one instant more', { views: { ...declared.views, t3: 'n' } }, /at t3/],
  ])('%s', (_what, change, says) => {
    expect(verdictOn(declared, { ...declared, ...change }, 'RUN')).toMatch(says);
  });
});
