// A22 and its symptoms: a cut trunk is one alarm with seventeen beneath it, and none of them is lost.
import { describe, expect, test } from 'vitest';
import { at, desk, names, province } from './kit.ts';

const yenLap = names(17, 'YL-');

describe('A22, many at once', () => {
  test('the 17 communes of Yên Lập: one alarm is announced, 17 stand suppressed beneath it', () => {
    const b = province();
    for (const [i, id] of yenLap.entries()) b.drop(id, at('09:00') + i * 500, 'HN');
    b.watch(at('09:00'), at('09:05'));
    expect(b.announced).toEqual(['A22 H44.20 P1']);
    const cause = b.one('A22', 'H44.20').occurrence;
    expect(b.model.alarms.symptoms.get(cause)).toBe(17);
    for (const id of yenLap)
      expect(b.one('A21', `${id}@HN`)).toMatchObject({ supp: 'DESIGN', causeId: cause, hornAt: null, priority: 'P3' });
    expect(b.one('A22', 'H44.20')).toMatchObject({ agency: 'H44.20', supp: 'NONE' });
  });

  test('over when fewer than two are away; who still is comes out, the others are closed', () => {
    const b = province();
    for (const id of yenLap) b.drop(id, at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:01'));
    for (const id of yenLap.slice(0, 15)) b.join(id, at('09:04'), 'HN');
    b.watch(at('09:04'), at('09:05'));
    expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 active_unack' });
    expect(b.one('A22', 'H44.20').text).toContain('17 điểm cầu trong 60 giây, còn 2 chưa vào lại');
    expect(b.rows('A21')).toEqual({ 'YL-016@HN': 'P3 suppressed', 'YL-017@HN': 'P3 suppressed' });
    b.join('YL-016', at('09:06'), 'HN');
    b.judge(at('09:06'));
    expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 rtn_unack' });
    expect(b.rows('A21')).toEqual({ 'YL-017@HN': 'P3 active_unack' });
    expect(b.one('A21', 'YL-017@HN').hornAt).toBe(at('09:06'));
  });

  test('both rules first judged at the same moment: still one alarm', () => {
    const b = province();
    for (const id of yenLap) b.drop(id, at('09:00'), 'HN');
    b.judge(at('09:02'));
    expect(b.announced).toEqual(['A22 H44.20 P1']);
    expect(Object.values(b.rows('A21'))).toEqual(Array(17).fill('P3 suppressed'));
  });

  test('one by one over a minute: those that stood go under it when the fifth makes the group', () => {
    const b = province();
    const five = names(5, 'YL-');
    for (const [i, id] of five.entries()) {
      const time = at('09:00') + i * 15_000;
      b.drop(id, time, 'HN');
      if (i < 4) b.watch(time, time + 14_000);
    }
    expect(b.rows('A21')).toEqual({ 'YL-001@HN': 'P3 active_unack', 'YL-002@HN': 'P3 active_unack' });
    b.judge(at('09:01'));
    expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 active_unack' });
    b.watch(at('09:01'), at('09:02'));
    expect(b.rows('A21')).toEqual(Object.fromEntries(five.map((id) => [`${id}@HN`, 'P3 suppressed'])));
    expect(b.announced).toEqual(['A21 YL-001@HN P3', 'A21 YL-002@HN P3', 'A22 H44.20 P1']);
  });

  test('four are no group, five are; five over a millisecond more than a minute are none', () => {
    const cut = (count: number, each: number) => {
      const b = province();
      for (const [i, id] of names(count, 'YL-').entries()) b.drop(id, at('09:00') + Math.round(i * each), 'HN');
      b.judge(at('09:01:01'));
      return b.active('A22');
    };
    expect(cut(4, 0)).toEqual({});
    expect(cut(5, 15_000)).toEqual({ 'H44.20': 'P1' });
    expect(cut(5, 15_000.25)).toEqual({});
  });

  test('how many in how long is set, and its share of all', () => {
    const b = province();
    b.set('A22', at('08:30'), { params: { least: 3, sharePct: 2, windowSec: 10 } });
    for (const [i, id] of names(3, 'YL-').entries()) b.drop(id, at('09:00') + i * 5_000, 'HN');
    b.judge(at('09:00:10'));
    expect(b.active('A22')).toEqual({ 'H44.20': 'P1' });
    expect(b.one('A22', 'H44.20').text).toContain('3 điểm cầu trong 10 giây');
    for (const id of names(7)) b.drop(id, at('09:10'), 'HN');
    b.judge(at('09:10'));
    expect(b.active('A22')).toEqual({ '*': 'P1', 'H44.20': 'P1' });
  });

  test('what is left of two incidents does not add up to one', () => {
    const b = province();
    for (const id of yenLap) b.drop(id, at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:01'));
    for (const id of yenLap.slice(1)) b.join(id, at('09:05'), 'HN');
    b.watch(at('09:05'), at('09:06'));
    for (const id of yenLap.slice(1)) b.drop(id, at('10:00'), 'HN');
    b.pulse(at('10:00'));
    b.judge(at('10:00'));
    expect(b.one('A22', 'H44.20').text).toContain('16 điểm cầu trong 60 giây, còn 16');
    for (const id of yenLap.slice(2)) b.join(id, at('10:05'), 'HN');
    b.judge(at('10:05'));
    expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 rtn_unack' });
    expect(b.rows('A21')).toEqual({ 'YL-001@HN': 'P3 active_unack', 'YL-002@HN': 'P3 active_unack' });
  });

  test('a new setting counts at once, also when nothing happens', () => {
    const b = province();
    for (const id of names(4, 'YL-')) b.drop(id, at('09:00'), 'HN');
    b.judge(at('09:00:01'));
    expect(b.active('A22')).toEqual({});
    b.set('A22', at('09:00:02'), { params: { least: 4, sharePct: 5, windowSec: 60 } });
    b.judge(at('09:00:02'));
    expect(b.active('A22')).toEqual({ 'H44.20': 'P1' });
    b.set('A22', at('09:00:04'), { params: { least: 4, sharePct: 5, windowSec: 60 }, levels: { group: 'P2' } });
    b.judge(at('09:00:04'));
    expect(b.active('A22')).toEqual({ 'H44.20': 'P2' });
  });

  test('5 % of all over many districts: one for everywhere, with exactly those beneath it', () => {
    const b = province();
    for (const id of names(15)) b.drop(id, at('09:00'), 'HN');
    b.judge(at('09:00:01'));
    expect(b.rows('A22')).toEqual({});
    b.drop('EP-016', at('09:00:30'), 'HN');
    b.watch(at('09:00:31'), at('09:02'));
    expect(b.announced).toEqual(['A22 * P1']);
    expect(Object.values(b.rows('A21'))).toEqual(Array(16).fill('P3 suppressed'));
    // Half an hour later another one drops, while two of the sixteen are still away: that is its own trouble.
    for (const id of names(14)) b.join(id, at('09:10'), 'HN');
    b.drop('EP-200', at('09:30'), 'HN');
    b.drop('EP-001', at('09:30'), 'HN');
    b.watch(at('09:30'), at('09:31'));
    expect(b.rows('A21')).toEqual({
      'EP-001@HN': 'P3 suppressed',
      'EP-015@HN': 'P3 suppressed',
      'EP-016@HN': 'P3 suppressed',
      'EP-200@HN': 'P3 active_unack',
    });
  });

  test('two whole districts at once are one alarm; it stays until fewer than two are away', () => {
    const b = province();
    const both = [...yenLap, ...names(20, 'CK-')];
    for (const id of both) b.drop(id, at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:01'));
    expect(b.active('A22')).toEqual({ '*': 'P1' });
    expect(Object.values(b.rows('A21'))).toEqual(Array(37).fill('P3 suppressed'));
    for (const id of both.slice(2)) b.join(id, at('09:04'), 'HN');
    b.judge(at('09:05'));
    expect(b.active('A22')).toEqual({ '*': 'P1' });
    b.join('YL-001', at('09:06'), 'HN');
    b.judge(at('09:06'));
    expect(b.active('A22')).toEqual({});
    expect(b.rows('A21')).toEqual({ 'YL-002@HN': 'P3 active_unack' });
  });

  test('a small conference needs five, not one in twenty', () => {
    const b = desk();
    const all = names(20);
    for (const [i, id] of all.entries()) b.register(id, `H44.${10 + i}.1`);
    b.schedule('HN', all, at('06:00'));
    b.open();
    for (const id of all) b.join(id, at('08:00'), 'HN');
    for (const id of all.slice(0, 4)) b.drop(id, at('09:00'), 'HN');
    b.judge(at('09:00:20'));
    expect(b.active('A22')).toEqual({});
    b.drop('EP-005', at('09:00:30'), 'HN');
    b.judge(at('09:00:31'));
    expect(b.active('A22')).toEqual({ '*': 'P1' });
  });

  test('a trunk that comes and goes does not make its endpoints restless: none breaks out beneath the cause', () => {
    const b = province();
    for (let t = at('09:00'); t < at('09:08'); t += 120_000) {
      for (const id of yenLap) b.drop(id, t, 'HN');
      b.watch(t, t + 60_000);
      for (const id of yenLap.slice(3)) b.join(id, t + 61_000, 'HN');
      b.watch(t + 61_000, t + 119_000);
    }
    // So quickly that no judging sees it back in between.
    for (const t of [at('09:07:30.100'), at('09:07:30.300'), at('09:07:30.500')]) {
      b.join('YL-001', t, 'HN');
      b.drop('YL-001', t + 100, 'HN');
    }
    b.judge(at('09:08'));
    expect(b.announced).toEqual(['A22 H44.20 P1']);
    expect(b.rows('A22')).toEqual({ 'H44.20': 'P1 active_unack' });
    expect(b.rows('A21')['YL-001@HN']).toBe('P3 suppressed');
  });

  test('critical or not, what went with the group is beneath it', () => {
    const b = province();
    b.register('YL-003', 'H44.20.3', 'commune', true);
    for (const id of yenLap) b.drop(id, at('09:00'), 'HN');
    b.watch(at('09:00'), at('09:01'));
    expect(b.announced).toEqual(['A22 H44.20 P1']);
    expect(b.one('A21', 'YL-003@HN')).toMatchObject({ priority: 'P1', supp: 'DESIGN' });
  });
});
