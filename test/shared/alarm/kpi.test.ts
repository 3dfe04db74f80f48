// One day of alarms with figures computed by hand: the arithmetic stands beside what is expected.
import { expect, test } from 'vitest';
import { type AlarmData, type AlarmType, alarmEvent, alarmTypes } from '../../../shared/alarm/events.ts';
import { emptyAlarms, foldAlarm } from '../../../shared/alarm/fold.ts';
import { createKpi } from '../../../shared/alarm/kpi.ts';
import { kpi as kpiSchema } from '../../../shared/alarm/kpi-schema.ts';
import type { LogEvent } from '../../../shared/event.ts';
import type { Priority, RuleKind } from '../../../shared/source.ts';

const at = (time: string, day = '2026-11-21'): number => Date.parse(`${day}T${time}+07:00`);
const instant = (ms: number): string => new Date(ms).toISOString();
const FROM = at('00:00:00');
const TO = at('00:00:00', '2026-11-22');

/** The log as it is written, one event after the other; each row fits its schema. */
function logbook() {
  const log: LogEvent[] = [];
  const put = <T extends AlarmType>(time: number, occurrence: string, type: T, data: AlarmData[T]): void => {
    alarmTypes[type].parse(data);
    const id = `e-${log.length}`;
    const event = alarmEvent({ id, occurrence, time, agency: null }, { type, data } as never);
    log.push({ ...event, seq: log.length + 1, receivedAt: time, foldAt: time });
  };
  const person = { by: 'lan', byName: 'Lan', role: 'operator', commandId: null as never, seen: 1, version: 2 } as const;
  const system = { by: null, byName: null, role: null, commandId: null, seen: null, version: 2, reason: null } as const;
  const seen = (rule: string, subject: string, priority: Priority, count = 1) => ({
    rule,
    subject,
    priority,
    count,
    text: `${rule} ${subject}`,
  });
  const raise = (
    time: number,
    [rule, subject, priority]: readonly [string, string, Priority],
    more: { again?: boolean; count?: number; cause?: string; kind?: RuleKind } = {},
  ): string => {
    const occurrence = `${rule}/${subject}`;
    put(time, occurrence, 'alarm.raised', {
      ...seen(rule, subject, priority, more.count),
      kind: more.kind ?? 'pair',
      latching: false,
      agency: null,
      recurrenceOf: null,
      again: more.again ?? false,
      cause: more.cause ?? null,
    });
    return occurrence;
  };
  const id = () => `c-${log.length}`;
  return {
    log,
    raise,
    repeat: (time: number, o: string, priority: Priority, count: number) =>
      put(time, o, 'alarm.repeated', seen(o.split('/')[0]!, o.split('/')[1]!, priority, count)),
    away: (time: number, o: string, heldUntil: number | null = null) =>
      put(time, o, 'alarm.returned', {
        rule: o.split('/')[0]!,
        subject: o.split('/')[1]!,
        heldUntil: heldUntil === null ? null : instant(heldUntil),
      }),
    ack: (time: number, o: string) =>
      put(time, o, 'alarm.acknowledged', { ...person, commandId: id(), reason: null, until: null }),
    shelve: (time: number, o: string, until: number) =>
      put(time, o, 'alarm.shelved', { ...person, commandId: id(), reason: 'chờ thay máy', until: instant(until) }),
    unshelve: (time: number, o: string, how: 'manual' | 'expiry') =>
      put(
        time,
        o,
        'alarm.unshelved',
        how === 'manual' ? { ...person, commandId: id(), reason: null, how } : { ...system, how },
      ),
    unsuppress: (time: number, o: string) =>
      put(time, o, 'alarm.suppressed', { ...system, mode: 'design', on: false, cause: null }),
    service: (time: number, o: string, on: boolean) =>
      put(time, o, 'alarm.suppressed', {
        ...{ ...person, commandId: id(), reason: 'bảo trì', mode: 'out_of_service' },
        ...{ on: !on, cause: null },
      }),
    escalate: (time: number, o: string, step: number, to: string | null) =>
      put(time, o, 'alarm.escalated', { step, to }),
    dispose: (time: number, o: string) =>
      put(time, o, 'alarm.disposed', { ...person, commandId: id(), reason: 'đã xử lý xong' }),
    refuse: (time: number, o: string, code: string, uncounted = 0) =>
      put(time, o, 'alarm.refused', {
        by: 'minh',
        byName: 'Minh',
        role: 'operator',
        commandId: id(),
        action: 'ack',
        seen: 1,
        reason: null,
        answer: { ok: false, status: 409, code, message: code },
        uncounted,
      }),
  };
}

/** The day, and what stood before it. */
function day(): LogEvent[] {
  const d = logbook();
  // Before: one stands since the evening of the 19th and is known, one since the morning of the 20th and is not; one is shelved.
  const old = d.raise(at('20:00:00', '2026-11-19'), ['A11', 'H44.03', 'P3']);
  d.ack(at('20:10:00', '2026-11-19'), old);
  const second = d.raise(at('09:00:00', '2026-11-20'), ['A10', 'H44.05', 'P4']);
  const shelf = d.raise(at('23:58:00', '2026-11-20'), ['A21', 'EP-1', 'P2']);
  d.shelve(at('23:59:00', '2026-11-20'), shelf, at('00:30:00'));

  d.unshelve(at('00:30:00'), shelf, 'expiry');
  d.ack(at('00:34:00'), shelf);
  d.away(at('06:00:00'), old);

  // Twelve in two minutes, all seen at five past.
  const storm = Array.from({ length: 12 }, (_, i) =>
    d.raise(at('08:00:00') + i * 10_000, ['A31', `srv-${i + 1}`, 'P3'], { kind: 'notice' }),
  );
  for (const o of storm) d.ack(at('08:05:00'), o);

  d.ack(at('09:30:00'), second);

  // Comes and goes: from the third activation on it chatters and is held.
  const restless = d.raise(at('10:00:00'), ['A21', 'EP-9', 'P2']);
  d.away(at('10:00:10'), restless);
  d.raise(at('10:00:20'), ['A21', 'EP-9', 'P2'], { again: true, count: 2 });
  d.away(at('10:00:30'), restless);
  d.raise(at('10:00:40'), ['A21', 'EP-9', 'P2'], { again: true, count: 3 });
  d.away(at('10:00:50'), restless, at('10:03:50'));
  d.repeat(at('10:01:00'), restless, 'P2', 4);
  d.away(at('10:04:00'), restless);
  d.ack(at('10:05:00'), restless);

  // A silent feed explains another; when it is back, that one stands for itself.
  const feed = d.raise(at('12:00:00'), ['A01', '/phutho/motcua', 'P2']);
  const symptom = d.raise(at('12:01:00'), ['A10', 'H44.07', 'P4'], { cause: feed });
  d.ack(at('12:02:00'), feed);
  d.away(at('12:10:00'), feed);
  d.unsuppress(at('12:10:00'), symptom);

  // An emergency goes up twice before anybody looks; who comes second is refused, twice more without a line of its own.
  const emergency = d.raise(at('14:00:00'), ['A30', 'srv-x', 'P1'], { kind: 'notice' });
  d.escalate(at('14:02:00'), emergency, 1, 'Trưởng ca');
  d.escalate(at('14:04:00'), emergency, 2, 'Lãnh đạo');
  d.ack(at('14:05:00'), emergency);
  d.refuse(at('14:05:01'), emergency, 'ALREADY_ACKED');
  d.refuse(at('14:05:02'), emergency, 'STALE_VERSION', 2);
  d.dispose(at('14:20:00'), emergency);

  // Shelved and taken back by hand while it still stands.
  const back = d.raise(at('16:00:00'), ['A32', 'sensor-2', 'P3']);
  d.shelve(at('16:10:00'), back, at('16:40:00'));
  d.unshelve(at('16:25:00'), back, 'manual');
  d.ack(at('16:26:00'), back);
  return d.log;
}

function kpiOf(log: readonly LogEvent[], from = FROM, to = TO) {
  const alarms = emptyAlarms();
  for (const event of log) if (event.receivedAt < from) foldAlarm(alarms, event);
  const fold = createKpi(alarms, from);
  for (const event of log) if (event.receivedAt >= from && event.receivedAt < to) fold.add(event);
  const result = fold.result(to, (rule) => `Luật ${rule}`);
  expect(kpiSchema.parse(result)).toEqual(result);
  expect(alarms.misfits, 'every row of the fixture fits the machine').toBe(0);
  return result;
}

test('the load of the day: announced, ten-minute periods, flood, the frequent ten, priorities', () => {
  const day_ = kpiOf(day());
  // 1 back from its shelf, 12 of the storm, 3 of EP-9 (a raise and two more; held ones are not announced again),
  // 1 silent feed, 1 symptom once its cause is over, 1 emergency, 1 + 1 of sensor-2 (raised, taken off its shelf).
  expect(day_.announced).toBe(1 + 12 + 3 + 1 + 1 + 1 + 2); // = 21
  // 24 h hold 144 periods of ten minutes.
  expect(day_.perTenMinutes).toEqual({ value: 21 / 144, of: null, target: { atMost: 1 }, missed: false });
  // 08:00 to 08:10 holds the storm of 12; no other period has more than 10.
  expect(day_.busyPeriods).toEqual({
    value: 1 / 144,
    of: { numerator: 1, denominator: 144 },
    target: { below: 0.01 },
    missed: false,
  });
  // Begins with the 11th at 08:01:40. Fewer than 5 of 12 are left when the 8th (08:01:10) is ten minutes old: 08:11:10.
  // 9 min 30 s = 570 s of 86 400 s.
  expect(day_.flood.of).toEqual({ numerator: 570, denominator: 86_400 });
  expect(day_.flood.missed).toBe(false);
  // EP-9 3 times, sensor-2 twice, then 8 of the 16 that came once: 13 of 21.
  expect(day_.topTen.of).toEqual({ numerator: 13, denominator: 21 });
  expect(day_.topTen.missed).toBe(true);
  expect(day_.top).toHaveLength(10);
  expect(day_.top.slice(0, 3)).toEqual([
    { rule: 'A21', ruleName: 'Luật A21', subject: 'EP-9', text: 'A21 EP-9', announced: 3 },
    { rule: 'A32', ruleName: 'Luật A32', subject: 'sensor-2', text: 'A32 sensor-2', announced: 2 },
    { rule: 'A01', ruleName: 'Luật A01', subject: '/phutho/motcua', text: 'A01 /phutho/motcua', announced: 1 },
  ]);
  // P1: the emergency. P2: EP-1, EP-9 three times, the feed. P3: the storm, sensor-2 twice. P4: the symptom.
  const numerators = Object.values(day_.priorities).map(({ of }) => of?.numerator);
  expect(numerators).toEqual([1, 5, 14, 1]);
  // 1/21 is not below 1 %, 5/21 and 14/21 are above 5 and 15 %, 1/21 is not 80 %.
  expect(Object.values(day_.priorities).map(({ missed }) => missed)).toEqual([true, true, true, true]);
});

test('chatterers and what stands for more than a day', () => {
  const day_ = kpiOf(day());
  // EP-9: true at 10:00:00, :20, :40, three within a minute; and at 10:01:00, while it was held.
  expect(day_.chattering).toMatchObject({ value: 1, missed: true });
  expect(day_.chatterers).toEqual([
    { rule: 'A21', ruleName: 'Luật A21', subject: 'EP-9', text: 'A21 EP-9', activations: 4 },
  ]);
  // At the end H44.05 (since 09:00 of the 20th) and EP-1 (since 23:58: 24 h 2 min, its shelf included) stand for more than
  // 24 h; H44.03 went at 06:00, everything else began on the day itself.
  expect(day_.standing).toEqual({ value: 2, of: null, target: { below: 5 }, missed: false });
  // On the 21st three did at some time: H44.03 until 06:00, H44.05 from 09:00 on, EP-1 in the last two minutes.
  expect(day_.standingWorstDay.value).toBe(3);
});

test('what is in repair does not count as standing until it is back, then with its whole age', () => {
  const d = logbook();
  const repaired = d.raise(at('08:00:00', '2026-11-19'), ['A21', 'EP-1', 'P2']);
  d.service(at('07:00:00', '2026-11-20'), repaired, false);
  const other = d.raise(at('00:00:00', '2026-11-20'), ['A21', 'EP-2', 'P2']);
  d.away(at('12:00:00'), other);
  d.service(at('10:00:00', '2026-11-22'), repaired, true);
  const { standing, standingWorstDay } = kpiOf(d.log, at('00:00:00', '2026-11-20'), at('00:00:00', '2026-11-23'));
  // EP-2 on the 21st until noon; EP-1 only on the 22nd, from 10:00 on and still at the end: never two on one day.
  expect([standing.value, standingWorstDay.value]).toEqual([1, 1]);
});

test('how soon people acknowledged, and what went up', () => {
  const { toAcknowledge, overdue, escalations } = kpiOf(day());
  // EP-1 from the end of its shelf: 4 min = 240. Storm: 300, 290 … 190. H44.05 from the morning before: 24 h 30 min = 88 200.
  // EP-9 from its first raise: 300. Feed: 120. Emergency: 300. sensor-2 from 16:00, its shelf included: 1 560. 18 in all:
  // 120 190 200 210 220 230 240 240 250 | 260 270 280 290 300 300 300 1560 88200. Half: the 9th. 95 %: the 18th (17,1).
  expect(toAcknowledge.all).toMatchObject({ count: 18, p50: { value: 250, target: null }, p95: { value: 88_200 } });
  expect(toAcknowledge.P1).toMatchObject({ count: 1, p95: { value: 300, target: { atMost: 120 }, missed: true } });
  // 120 240 300: the 2nd, and the 3rd (2,85). Five minutes are just kept.
  expect(toAcknowledge.P2).toMatchObject({
    count: 3,
    p50: { value: 240 },
    p95: { value: 300, target: { atMost: 300 }, missed: false },
  });
  // The storm and 1 560: the 7th of 13 is 250, the 13th (12,35) 1 560, below 30 min.
  expect(toAcknowledge.P3).toMatchObject({ count: 13, p50: { value: 250 }, p95: { value: 1_560, missed: false } });
  expect(toAcknowledge.P4).toMatchObject({ count: 1, p95: { value: 88_200, target: null, missed: false } });
  expect(overdue).toEqual({ value: 1, of: null, target: { atMost: 0 }, missed: true });
  expect(escalations).toEqual({ steps: [1, 1, 0], reminders: 0 });
});

test('what was put aside, and what was refused', () => {
  const { shelved, suppressed, refused } = kpiOf(day());
  // EP-1 was shelved before midnight: 30 min of it are of this day. sensor-2: 16:10 to 16:25. 1 800 + 900 s.
  expect(shelved).toEqual({ count: 1, seconds: 2_700, atEnd: 0 });
  expect(suppressed).toEqual({ byRule: 1, byPerson: 0, outOfService: 0 });
  expect(refused).toEqual({ count: 4, byCode: { ALREADY_ACKED: 1, STALE_VERSION: 1 }, unlogged: 2 });
});

test('a period in which nothing happened has no shares and misses nothing', () => {
  const quiet = kpiOf([]);
  expect(quiet.announced).toBe(0);
  expect(quiet.perTenMinutes).toMatchObject({ value: 0, missed: false });
  expect(quiet.topTen).toEqual({
    value: null,
    of: { numerator: 0, denominator: 0 },
    target: { atMost: 0.05 },
    missed: false,
  });
  expect(quiet.priorities.P4).toMatchObject({ value: null, missed: false });
  expect(quiet.toAcknowledge.all).toMatchObject({ count: 0, p50: { value: null }, p95: { value: null } });
});

test('a flood that began before the period counts from its first instant, one that runs on to its last', () => {
  // The same flood, 08:01:40 to 08:11:10, cut at 08:05: 200 s before, 370 s after; both halves together are the whole.
  expect(kpiOf(day(), FROM, at('08:05:00')).flood.of?.numerator).toBe(200);
  expect(kpiOf(day(), at('08:05:00'), TO).flood.of?.numerator).toBe(370);
});

test('alarm events alone count, and each by when it was received', () => {
  const log = day();
  const other = { ...log[0]!, type: 'security.alert', receivedAt: FROM, time: FROM, foldAt: FROM };
  // Received at midnight, decided a moment before: it counts in the new day, as of its first instant.
  const late = { ...log.at(-1)!, receivedAt: TO, foldAt: TO };
  expect(kpiOf([...log.slice(0, -1), other, late]).toAcknowledge.all.count).toBe(17);
  expect(kpiOf([...log.slice(0, -1), late], TO, TO + 600_000).toAcknowledge.all).toMatchObject({
    count: 1,
    p50: { value: (TO - at('16:00:00')) / 1_000 },
  });
});
