import { describe, expect, test } from 'vitest';
import { createDesk } from './desk.ts';
import { at, bench, summary } from './kit.ts';

const high = (asset?: string, category = 'malware') => ({ severity: 'high', category, ...(asset ? { asset } : {}) });

describe('A31, high', () => {
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
    const priorities = [...b.judge('A31', at('08:20')).values()].map((one) => one.priority);
    expect(priorities).toEqual(['P1', 'P1', 'P1', 'P1', 'P1']);
    expect(b.judge('A31', at('08:29:59.999')).get('malware@pc-1')?.priority).toBe('P1');
    expect(b.judge('A31', at('08:30')).get('malware@pc-1')?.priority).toBe('P2');
  });

  test('how many assets, and in how long, can be set', () => {
    const b = bench();
    for (let i = 1; i <= 3; i += 1) b.alert(`a${i}`, at('08:00') + i * 10 * 60_000, high(`pc-${i}`));
    const of = (now: number, params: Record<string, number>) =>
      b.judge('A31', now, { params }).get('malware@pc-1')?.priority;
    expect(of(at('08:30'), { assets: 3 })).toBe('P1');
    expect(of(at('08:30'), { assets: 4 })).toBe('P2');
    expect(of(at('08:30'), { assets: 3, window: 20 })).toBe('P2');
    expect(of(at('09:09:59.999'), { assets: 3, window: 60 })).toBe('P1');
    expect(of(at('09:10'), { assets: 3, window: 60 })).toBe('P2');
  });

  test('a clock that runs ahead makes nobody wait until it is over', () => {
    const b = bench();
    for (let i = 1; i <= 5; i += 1) b.alert(`a${i}`, at('12:00'), high(`pc-${i}`), at('08:00'));
    expect(b.judge('A31', at('08:00')).get('malware@pc-1')).toMatchObject({ priority: 'P1', since: at('08:00') });
    expect(b.judge('A31', at('08:30')).get('malware@pc-1')?.priority).toBe('P2');
  });

  test('raised after five seconds, at once when it comes late; an asset that was cleared meanwhile never', () => {
    const desk = createDesk();
    const data = { ...high('pc-1'), sensor: 'edr' };
    desk.send('alert', 'a', at('08:00'), data);
    expect(desk.judge(at('08:00:04.999'))).toEqual([]);
    expect(desk.judge(at('08:00:05'))).toEqual(['raised A31 malware@pc-1']);
    desk.send('alert', 'b', at('08:01'), { ...data, asset: 'pc-2' }, { time: at('08:00:30') });
    expect(desk.judge(at('08:01'))).toEqual(['raised A31 malware@pc-2']);
    desk.send('alert', 'c', at('08:02'), { ...data, asset: 'pc-3' });
    desk.send('alert_closed', 'c', at('08:02:03'), { verdict: 'duplicate' });
    expect([desk.judge(at('08:02:04')), desk.judge(at('08:03'))]).toEqual([[], []]);
  });

  test('after a disposal the delay counts from the first newer alert', () => {
    const b = bench();
    b.alert('a', at('08:00'), high('pc-1'));
    b.dispose('A31', 'malware@pc-1');
    expect(b.judge('A31', at('08:05')).size).toBe(0);
    b.alert('b', at('08:10'), high('pc-1'));
    b.alert('c', at('08:20'), high('pc-1'));
    expect(b.judge('A31', at('08:21')).get('malware@pc-1')).toMatchObject({ count: 2, since: at('08:10') });
  });

  test('it stands whatever its feed does afterwards', () => {
    const b = bench();
    b.alert('a', at('08:00'), high('pc-1'));
    b.silent.add('/soc');
    expect(b.judge('A31', at('09:00')).get('malware@pc-1')?.causes).toBeUndefined();
    expect(b.judge('A31', at('09:00')).size).toBe(1);
  });
});
