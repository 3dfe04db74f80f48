// A21: an endpoint that drops, through the machinery: on-delay, flapping.
import { describe, expect, test } from 'vitest';
import { at, desk, province } from './kit.ts';

describe('A21, an endpoint that drops', () => {
  test('after thirty seconds, to the millisecond, and until it is back', () => {
    const b = province();
    b.drop('EP-001', at('09:00'), 'HN');
    expect(b.judge(at('09:00:29.999'))).toEqual([]);
    expect(b.judge(at('09:00:30'))).toEqual(['raised A21 EP-001@HN']);
    expect(b.rows('A21')).toEqual({ 'EP-001@HN': 'P3 active_unack' });
    expect(b.one('A21', 'EP-001@HN')).toMatchObject({
      agency: 'H44.22.0',
      text: 'Điểm EP-001 mất kết nối từ 09:00:00 (Hội nghị HN)',
    });
    b.join('EP-001', at('09:01'), 'HN');
    b.judge(at('09:01'));
    expect(b.rows('A21')).toEqual({ 'EP-001@HN': 'P3 rtn_unack' });
  });

  test('back within thirty seconds is nothing; each drop waits anew', () => {
    const b = province();
    b.drop('EP-001', at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:00:29'));
    b.join('EP-001', at('09:00:29.999'), 'HN');
    b.drop('EP-001', at('09:00:40'), 'HN');
    b.watch(at('09:00:30'), at('09:01:09'));
    expect(b.announced).toEqual([]);
    b.judge(at('09:01:10'));
    expect(b.announced).toEqual(['A21 EP-001@HN P3']);
  });

  test('the delay that an administrator sets', () => {
    const b = province();
    b.set('A21', at('08:30'), { onDelaySec: 5 });
    b.drop('EP-001', at('09:00'), 'HN');
    expect(b.judge(at('09:00:04.999'))).toEqual([]);
    expect(b.judge(at('09:00:05'))).toEqual(['raised A21 EP-001@HN']);
  });

  test('an intentional leave raises nothing', () => {
    const b = province();
    b.left('EP-001', at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:02'));
    expect(b.announced).toEqual([]);
  });

  function chaired() {
    const b = desk();
    b.register('CHAIR', 'H44', 'province', true);
    b.register('EP-1', 'H44.14.3');
    b.schedule('HN', ['CHAIR', 'EP-1'], at('06:00'));
    b.open();
    for (const id of ['CHAIR', 'EP-1']) b.join(id, at('08:00'), 'HN');
    return b;
  }

  test('the chair by the switchboard: P1 after 30 s', () => {
    const b = chaired();
    b.drop('CHAIR', at('09:00'), 'HN');
    b.pulse(at('09:00'));
    b.judge(at('09:00:29.999'));
    expect(b.active('A21')).toEqual({});
    b.judge(at('09:00:30'));
    expect(b.active('A21')).toEqual({ 'CHAIR@HN': 'P1' });
  });

  test('the chair by heartbeats alone: P1 after 120 s', () => {
    const b = chaired();
    for (let t = at('09:10'); t < at('09:22'); t += 30_000) {
      if (t <= at('09:20')) b.beat('CHAIR', t, 'HN');
      b.beat('EP-1', t + 7_000, 'HN');
    }
    b.judge(at('09:21:59.999'));
    expect(b.active('A21')).toEqual({});
    b.judge(at('09:22'));
    expect(b.active('A21')).toEqual({ 'CHAIR@HN': 'P1' });
  });

  test('the chair named by the schedule is critical', () => {
    const b = desk();
    b.schedule('HN', ['EP-1'], at('06:00'), at('08:00'), at('12:00'), 'EP-1');
    b.open();
    b.join('EP-1', at('08:00'), 'HN');
    b.drop('EP-1', at('09:00'), 'HN');
    b.judge(at('09:01'));
    expect(b.active('A21')).toEqual({ 'EP-1@HN': 'P1' });
  });

  test('the third drop in fifteen minutes is P2; how many in how long can be set', () => {
    const often = (change: boolean, minutes: readonly string[]) => {
      const b = province();
      if (change) b.set('A21', at('08:30'), { params: { often: 2, oftenMin: 5 } });
      for (const [index, minute] of minutes.entries()) {
        b.drop('EP-001', at(minute), 'HN');
        if (index < minutes.length - 1) b.join('EP-001', at(minute) + 10_000, 'HN');
      }
      b.judge(at(minutes.at(-1) ?? '') + 30_000);
      return [b.active('A21')['EP-001@HN'], b.one('A21', 'EP-001@HN').text.includes('lần thứ')];
    };
    expect(often(false, ['09:00', '09:06', '09:14:59.999'])).toEqual(['P2', true]);
    expect(often(false, ['09:00', '09:06', '09:15'])).toEqual(['P3', false]);
    expect(often(true, ['09:00', '09:04:59'])).toEqual(['P2', true]);
    expect(often(true, ['09:00', '09:05'])).toEqual(['P3', false]);
  });

  test('one that flaps for less than the on-delay sounds once, and its row stays until somebody has seen it', () => {
    const b = province();
    b.drop('EP-001', at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:00:31'));
    for (let t = at('09:00:32'); t < at('09:05'); t += 20_000) {
      b.join('EP-001', t, 'HN');
      b.watch(t, t + 9_000);
      b.drop('EP-001', t + 10_000, 'HN');
      b.watch(t + 10_000, t + 19_000);
    }
    expect(b.announced.filter((one) => one.startsWith('A21'))).toHaveLength(1);
    expect(b.one('A21', 'EP-001@HN').cond).toBe('RTN');
    // The one that lasts alarms again, in the same row, and says how often it was.
    b.watch(at('09:05'), at('09:05:45'));
    expect(b.announced.filter((one) => one.startsWith('A21'))).toHaveLength(2);
    expect(b.rows('A21')).toEqual({ 'EP-001@HN': 'P2 active_unack' });
  });
});
