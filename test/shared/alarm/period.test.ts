// A shift of alarms: who saw which and when, what was noted, and what the next shift takes over.
import { describe, expect, it } from 'vitest';
import { type AlarmData, type AlarmType, alarmEvent, alarmTypes } from '../../../shared/alarm/events.ts';
import { emptyAlarms, foldAlarm } from '../../../shared/alarm/fold.ts';
import { createPeriod } from '../../../shared/alarm/period.ts';
import type { LogEvent } from '../../../shared/event.ts';
import type { Priority } from '../../../shared/source.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}:00+07:00`);

function logbook() {
  const log: LogEvent[] = [];
  const put = <T extends AlarmType>(time: number, occurrence: string, type: T, data: AlarmData[T]): void => {
    alarmTypes[type].parse(data);
    const event = alarmEvent({ id: `e-${log.length}`, occurrence, time, agency: null }, { type, data } as never);
    log.push({ ...event, seq: log.length + 1, receivedAt: time, foldAt: time });
  };
  const person = (byName: string, reason: string | null = null) => ({
    ...{ by: byName.toLowerCase(), byName, role: 'operator' as const, commandId: `c-${log.length}` },
    ...{ seen: 1, version: 2, reason },
  });
  const seen = (rule: string, priority: Priority) => ({ rule, subject: 's', priority, count: 1, text: `${rule} s` });
  return {
    log,
    put,
    raise: (time: string, rule: string, priority: Priority) =>
      put(at(time), rule, 'alarm.raised', {
        ...seen(rule, priority),
        ...{ kind: 'pair', latching: false, agency: null, recurrenceOf: null, again: false, cause: null },
      }),
    rise: (time: string, rule: string, from: Priority, to: Priority) =>
      put(at(time), rule, 'alarm.rose', { ...seen(rule, to), from, broke: null }),
    back: (time: string, rule: string) =>
      put(at(time), rule, 'alarm.returned', { rule, subject: 's', heldUntil: null }),
    ack: (time: string, rule: string, name: string, reason: string | null = null) =>
      put(at(time), rule, 'alarm.acknowledged', { ...person(name, reason), until: null }),
    up: (time: string, rule: string, step: number) =>
      put(at(time), rule, 'alarm.escalated', { step, to: step > 3 ? null : 'Trưởng ca' }),
    shelve: (time: string, rule: string, name: string) =>
      put(at(time), rule, 'alarm.shelved', {
        ...person(name, 'chờ linh kiện'),
        until: '2026-11-21T16:00:00.000+07:00',
      }),
    comment: (time: string, rule: string, name: string, text: string) =>
      put(at(time), rule, 'alarm.commented', { ...person(name), reason: text }),
    assign: (time: string, rule: string, name: string) =>
      put(at(time), rule, 'alarm.assigned', { ...person(name), assignee: 'minh', assigneeName: 'Minh' }),
  };
}

function shiftOf(log: readonly LogEvent[]) {
  const alarms = emptyAlarms();
  const from = at('07:00');
  for (const event of log) if (event.receivedAt < from) foldAlarm(alarms, event);
  const period = createPeriod(alarms, from);
  for (const event of log) if (event.receivedAt >= from && event.receivedAt < at('15:00')) period.add(event);
  return period.result(at('15:00'), (rule) => `tên ${rule}`);
}

describe('the alarms of a period', () => {
  const desk = logbook();
  desk.raise('06:00', 'A1', 'P3'); // taken over, seen by nobody until the shift
  desk.raise('06:10', 'A2', 'P2'); // taken over acknowledged
  desk.ack('06:12', 'A2', 'Lan');
  desk.raise('06:20', 'A3', 'P4'); // gone before the shift began
  desk.ack('06:21', 'A3', 'Lan');
  desk.back('06:22', 'A3');
  desk.ack('07:30', 'A1', 'Hùng', 'đã gọi đơn vị');
  desk.raise('08:00', 'B1', 'P3');
  desk.up('08:02', 'B1', 1);
  desk.rise('08:03', 'B1', 'P3', 'P1');
  desk.up('08:05', 'B1', 4); // a reminder is no step
  desk.ack('08:10', 'B1', 'Hùng');
  desk.comment('08:20', 'B1', 'Lan', 'thay cáp');
  desk.assign('08:21', 'B1', 'Lan');
  desk.back('09:00', 'B1');
  desk.raise('10:00', 'B2', 'P3');
  desk.shelve('10:05', 'B2', 'Lan');
  desk.raise('14:59', 'B3', 'P2');
  desk.raise('15:00', 'C1', 'P1'); // of the next shift
  const { alarms, kpi } = shiftOf(desk.log);
  const of = (rule: string) => alarms.find((one) => one.rule === rule);

  it('are those that stood at its beginning and those raised in it, by raise', () => {
    expect(alarms.map(({ rule, inherited, state }) => [rule, inherited, state])).toEqual([
      ['A1', true, 'active_ack'],
      ['A2', true, 'active_ack'],
      ['B1', false, 'closed'],
      ['B2', false, 'shelved'],
      ['B3', false, 'active_unack'],
    ]);
  });

  it('say who acknowledged, after how long, and only what was done in the period', () => {
    expect(of('A1')?.ack).toEqual({ at: at('07:30'), by: 'Hùng', waitedMs: 90 * 60_000 });
    expect(of('A2')?.ack).toBeNull();
    expect(of('B1')?.ack?.by).toBe('Hùng');
    expect(of('B3')?.ack).toBeNull();
    expect(kpi.toAcknowledge.all.count).toBe(2);
  });

  it('keep the highest priority, steps without reminders, times put aside, and when they went', () => {
    expect(of('B1')).toMatchObject({
      priority: 'P1',
      escalations: 1,
      asides: 0,
      returnedAt: at('09:00'),
      ruleName: 'tên B1',
    });
    expect(of('B2')).toMatchObject({ priority: 'P3', asides: 1, returnedAt: null });
  });

  it('hold what was written, with the author', () => {
    expect(of('A1')?.notes).toEqual([{ at: at('07:30'), by: 'Hùng', what: 'note', text: 'đã gọi đơn vị' }]);
    expect(of('B1')?.notes.map(({ by, what, text }) => [by, what, text])).toEqual([
      ['Lan', 'note', 'thay cáp'],
      ['Lan', 'assigned', 'Minh'],
    ]);
    expect(of('B2')?.notes[0]?.text).toBe('chờ linh kiện');
  });
});
