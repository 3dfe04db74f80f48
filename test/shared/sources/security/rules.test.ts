import { describe, expect, test } from 'vitest';
import { at, bench } from './kit.ts';

type Bench = ReturnType<typeof bench>;
const summary = (found: ReturnType<Bench['judge']>) =>
  Object.fromEntries([...found].map(([subject, one]) => [subject, [one.priority, one.count]]));

describe('A30, critical on a system of level 3 and above', () => {
  const critical = (asset: string | undefined, assetLevel: number | undefined) => ({
    severity: 'critical',
    ...(asset ? { asset } : {}),
    ...(assetLevel ? { assetLevel } : {}),
  });

  test('one alarm an asset, or an alert where there is none; below level 3 none, of unknown level one', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.alert('b', at('08:00'), critical('srv-1', 5));
    b.alert('c', at('08:00'), critical(undefined, 4));
    b.alert('d', at('08:00'), critical('srv-2', 2));
    b.alert('e', at('08:00'), critical('srv-3', undefined));
    expect(summary(b.judge('A30', at('08:00:01')))).toEqual({ 'srv-1': ['P1', 2], c: ['P1', 1], 'srv-3': ['P1', 1] });
  });

  test('true until all are closed', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.alert('b', at('08:01'), critical('srv-1', 3));
    b.close('a', at('08:02'));
    expect(summary(b.judge('A30', at('08:02')))).toEqual({ 'srv-1': ['P1', 1] });
    b.close('b', at('08:03'));
    expect(summary(b.judge('A30', at('08:03')))).toEqual({});
  });

  test('once disposed of only what is newer counts', () => {
    const b = bench();
    b.alert('a', at('08:00'), critical('srv-1', 3));
    b.alert('b', at('08:00'), critical('srv-1', 3));
    b.dispose('A30', 'srv-1');
    expect(summary(b.judge('A30', at('08:01')))).toEqual({});
    b.alert('c', at('08:02'), critical('srv-1', 3));
    expect(summary(b.judge('A30', at('08:02')))).toEqual({ 'srv-1': ['P1', 1] });
  });

  test('an alert that rises to critical moves over from A31', () => {
    const b = bench();
    b.alert('a', at('08:00'), { severity: 'high', asset: 'srv-1', assetLevel: 3 });
    expect(b.judge('A31', at('08:00')).size).toBe(1);
    b.alert('a', at('08:01'), critical('srv-1', 3));
    expect([b.judge('A31', at('08:01')).size, summary(b.judge('A30', at('08:01')))]).toEqual([
      0,
      { 'srv-1': ['P1', 1] },
    ]);
  });

  test('repeats on the device count in the alarm', () => {
    const b = bench();
    b.alert('a', at('08:00'), { ...critical('srv-1', 3), count: 40 });
    b.alert('b', at('08:00'), critical('srv-1', 3));
    expect(summary(b.judge('A30', at('08:01')))).toEqual({ 'srv-1': ['P1', 41] });
    b.alert('a', at('08:02'), { ...critical('srv-1', 3), count: 55 });
    expect(summary(b.judge('A30', at('08:03')))).toEqual({ 'srv-1': ['P1', 56] });
  });
});

describe('A31, high', () => {
  const high = (asset?: string, category = 'malware') => ({ severity: 'high', category, ...(asset ? { asset } : {}) });

  test('one alarm a category and asset', () => {
    const b = bench();
    b.alert('a', at('08:00'), high('pc-1'));
    b.alert('b', at('08:00'), high('pc-1', 'phishing'));
    b.alert('c', at('08:00'), high());
    b.alert('d', at('08:00'), high());
    expect(summary(b.judge('A31', at('08:01')))).toEqual({
      'malware@pc-1': ['P2', 1],
      'phishing@pc-1': ['P2', 1],
      'malware@?': ['P2', 2],
    });
  });

  test('five assets with the same within half an hour: P1, P2 again when the half hour is past', () => {
    const b = bench();
    for (let i = 1; i <= 4; i += 1) b.alert(`a${i}`, at('08:00'), high(`pc-${i}`));
    expect(b.judge('A31', at('08:01')).get('malware@pc-1')?.priority).toBe('P2');
    b.alert('a5', at('08:20'), high('pc-5'));
    expect([...b.judge('A31', at('08:20')).values()].map((one) => one.priority)).toEqual([
      'P1',
      'P1',
      'P1',
      'P1',
      'P1',
    ]);
    expect(b.judge('A31', at('08:29:59.999')).get('malware@pc-1')?.priority).toBe('P1');
    expect(b.judge('A31', at('08:30')).get('malware@pc-1')?.priority).toBe('P2');
  });
});

describe('A33, a burst', () => {
  test('more than 200 in a minute, not 200', () => {
    const b = bench();
    for (let i = 0; i < 200; i += 1) b.alert(`a${i}`, at('08:00') + i * 290);
    expect(b.judge('A33', at('08:00:58')).size).toBe(0);
    b.alert('a200', at('08:00:58'));
    expect(summary(b.judge('A33', at('08:00:58')))).toEqual({ malware: ['P1', 201] });
  });

  test('100 a second for ten minutes on one asset: one campaign of 60,000, and one A31 from before it', () => {
    const b = bench();
    let raised = 0;
    for (let second = 0; second < 600; second += 1) {
      for (let i = 0; i < 100; i += 1)
        b.alert(`a${second}-${i}`, at('08:00') + second * 1000 + i * 10, {
          severity: 'high',
          category: 'brute_force',
          asset: 'srv-1',
        });
      const now = at('08:00:01') + second * 1000;
      raised = Math.max(raised, b.judge('A33', now).size);
      expect(b.judge('A31', now).size).toBe(1);
    }
    b.alert('other', at('08:10'), { severity: 'high', category: 'brute_force', asset: 'srv-2' });
    expect(summary(b.judge('A33', at('08:10')))).toEqual({ brute_force: ['P1', 60_001] });
    expect([...b.judge('A31', at('08:10')).keys()]).toEqual(['brute_force@srv-1']);
    expect(raised).toBe(1);
  }, 30_000);

  test('over when every minute of the last three had fewer than 100', () => {
    const b = bench();
    for (let i = 0; i < 300; i += 1) b.alert(`a${i}`, at('08:00') + i * 100);
    // The hundredth-last alert stands at 08:00:20: until 08:01:20 a minute still holds a hundred.
    expect(b.judge('A33', at('08:04:19.999')).size).toBe(1);
    expect(b.judge('A33', at('08:04:20.100')).size).toBe(0);
    expect(b.judge('A33', at('08:30')).size).toBe(0);
  });

  test('120 a minute keep it burning; a new burst counts anew', () => {
    const b = bench();
    let n = 0;
    for (let i = 0; i < 300; i += 1) b.alert(`a${n++}`, at('08:00') + i * 100);
    for (let t = at('08:00:30'); t < at('08:20'); t += 500) b.alert(`a${n++}`, t);
    expect(summary(b.judge('A33', at('08:20')))).toEqual({ malware: ['P1', n] });
    expect(b.judge('A33', at('08:25')).size).toBe(0);
    for (let i = 0; i < 250; i += 1) b.alert(`b${i}`, at('09:00') + i * 100);
    expect(summary(b.judge('A33', at('09:01')))).toEqual({ malware: ['P1', 250] });
  });

  test('a backlog of old alerts is no burst of today, a clock that runs ahead hides none', () => {
    const b = bench();
    b.alert('now', at('08:00'));
    for (let i = 0; i < 500; i += 1) b.alert(`old${i}`, at('05:00') + i * 10, {}, at('08:00'));
    expect(b.judge('A33', at('08:00:01')).size).toBe(0);
    b.alert('ahead', at('08:05'), {}, at('08:00:02'));
    for (let i = 0; i < 250; i += 1) b.alert(`a${i}`, at('08:00:03') + i * 10);
    expect(b.judge('A33', at('08:00:10')).size).toBe(1);
  });

  test('the same alert told 300 times is no burst', () => {
    const b = bench();
    for (let i = 0; i < 300; i += 1) b.alert('a', at('08:00') + i * 10);
    expect(b.judge('A33', at('08:00:10')).size).toBe(0);
  });
});
