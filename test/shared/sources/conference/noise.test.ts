// How much a conference that goes well has to say, and what judging it costs.
import { expect, test, vi } from 'vitest';
import { readProvince } from '../../../../server/simulator/outbox.ts';
import type { AlarmData } from '../../../../shared/alarm/events.ts';
import { defaultCalendar } from '../../../../shared/calendar.ts';
import { judge } from '../../../../shared/judge.ts';
import { emptyModel, step } from '../../../../shared/model.ts';
import { SCENARIOS, type ScenarioName, SIMULATED_SOURCES } from '../../../../shared/simulate/setup.ts';
import { createSetup, createSimulation } from '../../../../shared/simulate/simulation.ts';
import { dayStart, HOUR_MS, parseDay } from '../../../../shared/time.ts';
import { at, names, province } from './kit.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Announced alarms by rule over the conference of a simulated morning, judged each five seconds. */
function announced(scenario: ScenarioName, seed: number): Record<string, number> {
  const startDay = parseDay(SCENARIOS[scenario].suggestedDay);
  const setup = { province: readProvince(), scenario: SCENARIOS[scenario], startDay, rate: 0.01, heartbeatSec: 80 };
  const simulation = createSimulation(createSetup({ ...setup, seed, isWorkingDay: defaultCalendar.isWorkingDay }));
  const model = emptyModel(true);
  const counts: Record<string, number> = {};
  const known = new Set<string>();
  let [seq, ids, now] = [0, 0, dayStart(startDay) + 6 * HOUR_MS];
  const until = dayStart(startDay) + 12 * HOUR_MS;
  const judgeAt = (instant: number): void => {
    for (const event of judge(model, instant, () => `id-${++ids}`)) {
      step(model, { ...event, seq: ++seq, receivedAt: instant, foldAt: instant });
      const { rule, cause } = event.data as AlarmData['alarm.raised'];
      if (event.type === 'alarm.raised' && cause === null) counts[rule] = (counts[rule] ?? 0) + 1;
    }
  };
  for (const { sendAt, ...event } of simulation.events(startDay)) {
    if (event.source !== SIMULATED_SOURCES.conference && event.type !== 'agency.registered') continue;
    for (; now < sendAt && now <= until; now += 5_000) judgeAt(now);
    if (sendAt > until) break;
    if (known.has(event.id)) continue;
    known.add(event.id);
    step(model, { ...event, seq: ++seq, receivedAt: sendAt, foldAt: sendAt });
  }
  return counts;
}

test('a well-run conference says little of lines, microphones, guests and lists', () => {
  const { A23 = 0, A24 = 0, A25 = 0, A26 = 0, A27 = 0 } = announced('demo', 1);
  expect(A24 + A25 + A26 + A27).toBeLessThan(10);
  // It has open microphones now and then: a rule that is never heard would pass as well.
  expect(A25).toBeGreaterThan(0);
  expect(A23).toBe(0);
});

test('judging 302 endpoints costs little when nothing changes, also beneath a cut and with a silent feed', () => {
  const b = province();
  for (const id of names(17, 'YL-')) b.drop(id, at('09:00'), 'HN');
  for (const id of names(30)) b.quality(id, at('09:00'), { lossPct: 20, micMuted: false, speaking: false });
  const cost = (from: number): number => {
    const times: number[] = [];
    for (let now = from; now < from + 100_000; now += 1_000) {
      const start = performance.now();
      const events = judge(b.model, now, () => 'none');
      if (events.length === 0) times.push(performance.now() - start);
    }
    return times.sort((x, y) => x - y)[10] ?? Number.POSITIVE_INFINITY;
  };
  b.watch(at('09:00'), at('09:10'));
  expect(cost(at('09:10:01'))).toBeLessThan(0.5);
  b.watch(at('09:13'), at('09:20'), false);
  expect(b.active('A01')).toEqual({ '/mcu': 'P1' });
  expect(cost(at('09:20:01'))).toBeLessThan(0.5);
});
