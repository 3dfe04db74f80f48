import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../../shared/time.ts';
import { createDesk } from './desk.ts';
import { at, bench, summary } from './kit.ts';

const medium = (category = 'phishing', asset = 'pc-1') => ({ severity: 'medium', category, asset });

describe('A32, medium alerts', () => {
  test('five open ones of a category are one alarm with their number, whatever the asset; four are none', () => {
    const b = bench();
    for (let i = 1; i <= 4; i += 1) b.alert(`a${i}`, at('08:00') + i, { ...medium('phishing', `pc-${i}`), count: 50 });
    for (let i = 1; i <= 4; i += 1) b.alert(`b${i}`, at('08:00'), medium('deface'));
    expect(b.judge('A32', at('08:10')).size).toBe(0);
    b.alert('a5', at('08:10'), medium('phishing', 'pc-5'));
    expect(summary(b.judge('A32', at('08:10')))).toEqual({ phishing: ['P3', 5] });
    expect(b.judge('A32', at('08:10')).get('phishing')?.since).toBe(at('08:10'));
  });

  test('what stands goes when fewer than half are left', () => {
    const b = bench();
    for (let i = 1; i <= 5; i += 1) b.alert(`a${i}`, at('08:00'), medium());
    expect(b.judge('A32', at('08:10')).size).toBe(1);
    b.close('a1', at('08:11'));
    b.close('a2', at('08:11'));
    expect(summary(b.judge('A32', at('08:11')))).toEqual({ phishing: ['P3', 3] });
    b.close('a3', at('08:12'));
    expect(b.judge('A32', at('08:12')).size).toBe(0);
    b.alert('a6', at('08:13'), medium());
    b.alert('a7', at('08:13'), medium());
    expect(b.judge('A32', at('08:13')).size).toBe(0);
    expect(summary(b.judge('A32', at('08:13'), { params: { medium: 4 } }))).toEqual({ phishing: ['P3', 4] });
  });

  test('switched off and on again it stands for enough alerts only', () => {
    const desk = createDesk();
    for (let i = 1; i <= 5; i += 1) desk.send('alert', `a${i}`, at('08:00'), { ...medium(), sensor: 'edr' });
    desk.judge(at('08:02'));
    for (const id of ['a1', 'a2']) desk.send('alert_closed', id, at('08:03'), { verdict: 'duplicate' });
    desk.judge(at('08:03'));
    expect(desk.rows()).toEqual({ 'A32 phishing': 'active_unack' });
    desk.switchOn('A32', false, at('08:04'));
    expect(desk.judge(at('08:04'))).toEqual(['returned A32 phishing']);
    desk.switchOn('A32', true, at('08:05'));
    expect(desk.judge(at('08:05'))).toEqual([]);
    desk.send('alert', 'a6', at('08:05'), { ...medium(), sensor: 'edr' });
    desk.send('alert', 'a7', at('08:05'), { ...medium(), sensor: 'edr' });
    expect(desk.judge(at('08:07'))).toEqual(['raised A32 phishing']);
  });

  test('after a disposal as many new ones are needed again; a silent feed changes nothing', () => {
    const b = bench();
    for (let i = 1; i <= 6; i += 1) b.alert(`a${i}`, at('08:00'), medium());
    b.judge('A32', at('08:10'));
    b.dispose('A32', 'phishing');
    expect(b.judge('A32', at('08:10')).size).toBe(0);
    for (let i = 1; i <= 4; i += 1) b.alert(`b${i}`, at('08:20'), medium());
    expect(b.judge('A32', at('08:30')).size).toBe(0);
    b.alert('b5', at('08:31'), medium());
    b.silent.add('/soc');
    expect(summary(b.judge('A32', at('08:31')))).toEqual({ phishing: ['P3', 5] });
  });

  test('raised two minutes after the fifth has come, late ones at once', () => {
    const desk = createDesk();
    const data = { ...medium(), sensor: 'edr' };
    for (let i = 1; i <= 5; i += 1) desk.send('alert', `a${i}`, at('08:00'), data);
    expect(desk.judge(at('08:01:59.999'))).toEqual([]);
    expect(desk.judge(at('08:02'))).toEqual(['raised A32 phishing']);
    for (let i = 1; i <= 5; i += 1)
      desk.send('alert', `b${i}`, at('08:03'), { ...data, category: 'deface' }, { time: at('06:00') });
    expect(desk.judge(at('08:03'))).toEqual(['raised A32 deface']);
  });
});

describe('A32, low alerts', () => {
  const NOON = at('12:00');
  /** `usual` low alerts in each of the `hours` before noon. */
  function office(usual: number, hours: number) {
    const b = bench();
    for (let hour = hours; hour >= 1; hour -= 1)
      for (let i = 0; i < usual; i += 1) b.alert(`h${hour}-${i}`, NOON - hour * HOUR_MS + i * 1_000);
    return b;
  }
  const more = (b: ReturnType<typeof bench>, from: number, count: number, name = 'x') => {
    for (let i = 0; i < count; i += 1) b.alert(`${name}${i}`, from + i * 1_000);
  };
  const low = (b: ReturnType<typeof bench>, now: number, params = {}) => b.judge('A32', now, { params }).get('*low');

  test('more than three times the hourly mean of seven days, and more than a hundred', () => {
    const b = office(40, 24 * 8);
    more(b, NOON, 120);
    expect(low(b, at('12:10'))).toBeUndefined();
    more(b, at('12:10'), 1, 'y');
    expect(low(b, at('12:11'))).toMatchObject({ priority: 'P4', since: NOON });
    expect(low(b, at('12:11'), { lowTimes: 4 })).toBeUndefined();
    const quiet = office(2, 24 * 8);
    more(quiet, NOON, 100);
    expect(low(quiet, at('12:10'))).toBeUndefined();
    more(quiet, at('12:10'), 1, 'y');
    expect(low(quiet, at('12:11'))).toBeDefined();
    expect(low(quiet, at('12:11'), { lowLeast: 101 })).toBeUndefined();
  });

  test('the mean is that of the seven days, over the hours that are known, and of a day at least', () => {
    const b = office(10, 24);
    more(b, NOON, 150);
    expect(low(b, at('12:10'))).toBeDefined();
    const short = office(10, 23);
    more(short, NOON, 150);
    expect(low(short, at('12:10'))).toBeUndefined();
    const older = bench();
    for (let i = 0; i < 5_000; i += 1) older.alert(`old${i}`, NOON - 169 * HOUR_MS + i);
    for (let hour = 168; hour >= 1; hour -= 1)
      for (let i = 0; i < 10; i += 1) older.alert(`h${hour}-${i}`, NOON - hour * HOUR_MS + i);
    more(older, NOON, 101);
    expect(low(older, at('12:10'))).toBeDefined();
  });

  test('stands until a whole hour was as usual', () => {
    const b = office(10, 48);
    more(b, NOON, 150);
    expect(low(b, at('12:59:59.999'))).toBeDefined();
    expect(low(b, at('13:00'))).toBeDefined();
    expect(low(b, at('13:59:59.999'))).toBeDefined();
    expect(low(b, at('14:00'))).toBeUndefined();
    expect(low(b, at('14:00'))).toBeUndefined();
  });

  test('disposed of it is quiet for the hour, not for the next', () => {
    const b = office(10, 48);
    more(b, NOON, 150);
    expect(low(b, at('12:10'))).toBeDefined();
    b.dispose('A32', '*low');
    more(b, at('12:20'), 150, 'y');
    expect(low(b, at('12:30'))).toBeUndefined();
    more(b, at('13:00'), 150, 'z');
    expect(low(b, at('13:10'))).toBeDefined();
  });

  test('a late alert counts in its own hour, one that becomes medium no more', () => {
    const b = office(10, 48);
    more(b, NOON, 101);
    for (let i = 0; i < 80; i += 1) b.alert(`late${i}`, at('11:30'), {}, at('12:10'));
    expect(low(b, at('12:10'))).toBeDefined();
    b.alert('x0', at('12:11'), { severity: 'medium' });
    expect(low(b, at('12:11'))).toBeUndefined();
  });

  test('its feed falls silent: what stands is unknown and stays, nothing new is told', () => {
    const b = office(10, 48);
    more(b, NOON, 150);
    b.silent.add('/soc');
    expect(low(b, at('12:10'))).toBeUndefined();
    b.silent.clear();
    expect(low(b, at('12:10'))?.causes).toEqual([]);
    b.silent.add('/soc');
    expect(low(b, at('18:00'))?.causes).toEqual([{ rule: 'A01', subject: '/soc' }]);
    b.silent.clear();
    expect(low(b, at('18:01'))).toBeUndefined();
  });
});
