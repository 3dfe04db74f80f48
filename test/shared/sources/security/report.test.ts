import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../../shared/time.ts';
import { createDesk } from './desk.ts';
import { at, bench } from './kit.ts';

const DETECTED = at('08:00');
const incident = (more = {}) => ({
  severity: 'high',
  category: 'phishing',
  detectedAt: '2026-11-23T08:00:00+07:00',
  ...more,
});
const past = (hours: number): number => DETECTED + hours * HOUR_MS;

describe('A35, the clock of a report', () => {
  test.each([
    [72, undefined, 'P2'],
    [96, 'P2', 'P2'],
    [108, 'P2', 'P1'],
    [120, 'P1', 'P1'],
  ])('%i hours after detection, to the millisecond', (hours, before, then) => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:05'), incident());
    expect(b.judge('A35', past(hours) - 1).get('SC-1')?.priority).toBe(before);
    expect(b.judge('A35', past(hours)).get('SC-1')?.priority).toBe(then);
  });

  test('says until when, and that it is past', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:05'), incident());
    const text = (hours: number) => b.judge('A35', past(hours)).get('SC-1')?.text;
    expect(text(72)).toBe(
      'Sự cố SC-1 (phishing) phát hiện lúc 08:00 ngày 23/11: đã qua 3 ngày, hạn báo cáo 08:00 ngày 28/11 (5 ngày, QĐ 05/2017/QĐ-TTg)',
    );
    expect(text(108)).toContain('đã qua 4,5 ngày');
    expect(text(120)).toContain('đã quá hạn báo cáo');
    expect(b.judge('A35', past(130)).get('SC-1')).toBe(b.judge('A35', past(131)).get('SC-1'));
  });

  test('the hours can be set, the five days cannot', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:05'), incident());
    const of = (hours: number, params: Record<string, number>) =>
      b.judge('A35', past(hours), { params }).get('SC-1')?.priority;
    expect([of(23, { first: 24 }), of(24, { first: 24 }), of(50, { last: 50 })]).toEqual([undefined, 'P2', 'P1']);
    expect(of(120, { first: 119, second: 119, last: 119 })).toBe('P1');
  });

  test('closed there is nothing to report; a word of before does not move the clock back', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:05'), incident());
    b.send('incident_updated', 'SC-1', at('08:00'), incident({ detectedAt: '2026-11-20T08:00:00+07:00' }), at('08:10'));
    expect(b.judge('A35', past(71)).size).toBe(0);
    expect(b.judge('A35', past(72)).size).toBe(1);
    b.send('incident_closed', 'SC-1', past(73), incident());
    expect(b.judge('A35', past(73)).size).toBe(0);
  });

  test('beyond capacity: at once, also when it turns out later and after a disposal', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:05'), incident({ beyondCapacity: true }));
    expect(b.judge('A35', at('08:05')).get('SC-1')?.priority).toBe('P1');
    b.send('incident_opened', 'SC-2', at('08:05'), incident());
    b.dispose('A35', 'SC-1');
    b.dispose('A35', 'SC-2');
    expect(b.judge('A35', past(72)).size).toBe(0);
    b.send('incident_updated', 'SC-1', at('09:00'), incident({ beyondCapacity: true }));
    b.send('incident_updated', 'SC-2', at('09:00'), incident({ beyondCapacity: true }));
    expect([...b.judge('A35', at('09:00')).keys()]).toEqual(['SC-2']);
  });

  test('opened again the clock is told again; a silent feed changes nothing', () => {
    const b = bench();
    b.send('incident_opened', 'SC-1', at('08:05'), incident());
    b.dispose('A35', 'SC-1');
    b.send('incident_closed', 'SC-1', past(1), incident());
    b.send('incident_opened', 'SC-1', past(2), incident());
    b.silent.add('/soc');
    expect(b.judge('A35', past(72)).get('SC-1')?.causes).toBeUndefined();
    expect(b.judge('A35', past(72)).size).toBe(1);
  });
});

test('an acknowledged warning alarms again when half a day is left, not before', () => {
  const desk = createDesk();
  desk.send('incident_opened', 'SC-1', at('08:05'), incident());
  expect(desk.judge(past(72))).toContain('raised A35 SC-1');
  expect(desk.act('ack', 'A35', 'SC-1', past(72) + 1_000)).toBe('done');
  expect(desk.judge(past(96))).toContain('repeated A35 SC-1');
  expect(desk.rows()).toMatchObject({ 'A35 SC-1': 'active_ack' });
  expect(desk.judge(past(108))).toContain('rose A35 SC-1');
  expect(desk.rows()).toMatchObject({ 'A35 SC-1': 'active_unack' });
  expect(desk.act('dispose', 'A35', 'SC-1', past(109))).toBe('done');
  for (const hours of [110, 130]) desk.judge(past(hours));
  expect(desk.rows()['A35 SC-1']).toBeUndefined();
});
