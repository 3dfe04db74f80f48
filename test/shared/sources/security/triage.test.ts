import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../../shared/time.ts';
import { at, bench, summary } from './kit.ts';

type Bench = ReturnType<typeof bench>;

describe('A37, alerts that nobody has closed', () => {
  test('critical after half an hour, high after four, one alarm each; in the minute after, never before', () => {
    const b = bench();
    b.alert('a', at('08:00:59.999'), { severity: 'critical' });
    b.alert('b', at('08:00'), { severity: 'high' });
    b.alert('c', at('08:00'), { severity: 'high', category: 'phishing' });
    b.alert('d', at('08:00'), { severity: 'medium' });
    expect(b.judge('A37', at('08:30:59.999')).size).toBe(0);
    expect(summary(b.judge('A37', at('08:31')))).toEqual({ 'open:critical': ['P3', 1] });
    expect(b.judge('A37', at('12:00:59.999')).size).toBe(1);
    expect(summary(b.judge('A37', at('12:01')))).toEqual({ 'open:critical': ['P3', 1], 'open:high': ['P3', 2] });
    b.close('b', at('12:02'));
    expect(summary(b.judge('A37', at('12:02')))['open:high']).toEqual(['P3', 1]);
    b.close('c', at('12:03'));
    b.close('a', at('12:03'));
    expect(b.judge('A37', at('12:03')).size).toBe(0);
  });

  test('the times can be set', () => {
    const b = bench();
    b.alert('a', at('08:00'), { severity: 'critical' });
    expect(b.judge('A37', at('08:06'), { params: { critical: 5 } }).get('open:critical')?.text).toBe(
      '1 cảnh báo mức nghiêm trọng quá 5 phút chưa có kết luận',
    );
    expect(b.judge('A37', at('08:06'), { params: { critical: 6 } }).size).toBe(0);
  });

  test('a late one is over its time when it comes; one that becomes critical has the shorter time', () => {
    const b = bench();
    b.alert('a', at('04:00'), { severity: 'high' }, at('09:00'));
    expect(b.judge('A37', at('09:00')).size).toBe(1);
    b.alert('a', at('09:01'), { severity: 'critical' });
    expect(Object.keys(summary(b.judge('A37', at('09:01'))))).toEqual(['open:critical']);
    b.alert('a', at('09:02'), { severity: 'low' });
    expect(b.judge('A37', at('09:02')).size).toBe(0);
  });

  test('the same object as long as it says the same; its feed falls silent: unknown', () => {
    const b = bench();
    b.alert('a', at('08:00'), { severity: 'critical' });
    const first = b.judge('A37', at('09:00')).get('open:critical');
    b.alert('b', at('09:00'), { severity: 'critical' });
    expect(b.judge('A37', at('09:01')).get('open:critical')).toBe(first);
    b.silent.add('/soc');
    expect(b.judge('A37', at('10:00')).get('open:critical')).toMatchObject({
      count: 2,
      causes: [{ rule: 'A01', subject: '/soc' }],
    });
    b.active.clear();
    expect(b.judge('A37', at('10:00')).size).toBe(0);
  });
});

describe('A37, rules that are mostly wrong', () => {
  function verdicts(b: Bench, from: number, right: number, wrong: number, severity = 'medium', name = 'v') {
    for (let i = 0; i < right + wrong; i += 1) {
      const id = `${name}${i}`;
      b.alert(id, from, { severity, category: 'web' });
      b.close(id, from + 1_000, i < wrong ? 'false_positive' : i % 2 ? 'true_positive' : 'duplicate');
    }
  }
  const told = (b: Bench, now: number, params = {}) => b.judge('A37', now, { params }).get('fp:web');
  /** As `told`, on a desk where nothing stands. */
  const toldAnew = (b: Bench, now: number, params = {}) => {
    b.active.clear();
    return told(b, now, params);
  };

  test.each([
    [13, 6, undefined],
    [14, 6, undefined],
    [13, 7, 'P4'],
    [70, 30, undefined],
    [69, 31, 'P4'],
  ])('%i right and %i wrong: %s', (right, wrong, expected) => {
    const b = bench();
    verdicts(b, at('08:00'), right, wrong);
    expect(told(b, at('08:10'))?.priority).toBe(expected);
  });

  test('share and number can be set; low alerts do not count', () => {
    const b = bench();
    verdicts(b, at('08:00'), 8, 8);
    expect(told(b, at('08:10'))).toBeUndefined();
    expect(told(b, at('08:10'), { least: 16 })).toBeDefined();
    b.active.clear();
    expect(told(b, at('08:10'), { least: 16, share: 50 })).toBeUndefined();
    const noise = bench();
    verdicts(noise, at('08:00'), 0, 500, 'low');
    expect(told(noise, at('08:10'))).toBeUndefined();
  });

  test('seven days, the running one among them; what stands goes clearly below', () => {
    const b = bench();
    verdicts(b, at('08:00'), 10, 10);
    const days = (n: number) => at('23:59:59.999') + n * DAY_MS;
    expect(told(b, days(6))).toBeDefined();
    expect(told(b, days(6) + 1)).toBeUndefined();
    const falling = bench();
    verdicts(falling, at('08:00'), 13, 7);
    expect(told(falling, at('08:10'))).toBeDefined();
    verdicts(falling, at('09:00'), 8, 0, 'high', 'w');
    expect(told(falling, at('09:10'))?.text).toContain('từ 25 %');
    verdicts(falling, at('10:00'), 1, 0, 'high', 'x');
    expect(told(falling, at('10:10'))).toBeUndefined();
  });

  test('the first verdict counts once, also when it came before its alert, and on its own day', () => {
    const b = bench();
    verdicts(b, at('08:00'), 12, 7);
    b.close('early', at('08:30'), 'false_positive', at('08:30'));
    expect(toldAnew(b, at('08:40'))).toBeUndefined();
    b.alert('early', at('08:20'), { severity: 'high', category: 'web' }, at('08:50'));
    expect(toldAnew(b, at('08:50'))).toBeDefined();
    expect(toldAnew(b, at('08:51'), { share: 41 })).toBeUndefined();
    b.close('v0', at('09:00'), 'true_positive');
    expect(toldAnew(b, at('09:00'), { share: 39 })).toBeDefined();
  });
});
