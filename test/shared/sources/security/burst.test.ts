import { describe, expect, test } from 'vitest';
import { at, bench, summary } from './kit.ts';

describe('A33, a burst', () => {
  test('more than 200 in a minute, not 200', () => {
    const b = bench();
    for (let i = 0; i < 200; i += 1) b.alert(`a${i}`, at('08:00') + i * 290);
    expect(b.judge('A33', at('08:00:58')).size).toBe(0);
    b.alert('a200', at('08:00:58'));
    expect(summary(b.judge('A33', at('08:00:58')))).toEqual({ malware: ['P1', 201] });
  });

  test('within a minute, to the millisecond', () => {
    const of = (last: number) => {
      const b = bench();
      for (let i = 0; i < 200; i += 1) b.alert(`a${i}`, at('08:00'));
      b.alert('a200', last);
      return b.judge('A33', last).size;
    };
    expect([of(at('08:00:59.999')), of(at('08:01'))]).toEqual([1, 0]);
  });

  test('over when every minute of the last three had fewer than 100', () => {
    const b = bench();
    for (let i = 0; i < 300; i += 1) b.alert(`a${i}`, at('08:00') + i * 100);
    // The hundredth-last alert stands at 08:00:20: until 08:01:20 a minute still holds a hundred.
    expect(b.judge('A33', at('08:04:19.999')).size).toBe(1);
    expect(b.judge('A33', at('08:04:20.100')).size).toBe(0);
    expect(b.judge('A33', at('08:30')).size).toBe(0);
  });

  test('how long it has to be quiet, and from how many it is told, can be set', () => {
    const b = bench();
    for (let i = 0; i < 300; i += 1) b.alert(`a${i}`, at('08:00') + i * 100);
    const of = (now: number, params: Record<string, number>) => b.judge('A33', now, { params }).size;
    expect([of(at('08:02:19.999'), { quiet: 1 }), of(at('08:02:20.100'), { quiet: 1 })]).toEqual([1, 0]);
    expect([of(at('08:01'), { least: 300 }), of(at('08:01'), { least: 301 })]).toEqual([1, 0]);
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

  test('a finding that says the same is the same object', () => {
    const b = bench();
    for (let i = 0; i < 300; i += 1) b.alert(`a${i}`, at('08:00') + i * 100);
    const first = b.judge('A33', at('08:01')).get('malware');
    b.alert('other', at('08:01'), { category: 'phishing' });
    expect(b.judge('A33', at('08:01:01')).get('malware')).toBe(first);
  });

  test('its feed falls silent: what stands is unknown and stays, nothing new is told; the newest sender counts', () => {
    const b = bench();
    for (let i = 0; i < 300; i += 1) b.alert(`a${i}`, at('08:00') + i * 100);
    b.silent.add('/soc');
    expect(b.judge('A33', at('08:01')).size).toBe(0);
    b.silent.clear();
    expect(b.judge('A33', at('08:01')).get('malware')?.causes).toEqual([]);
    b.silent.add('/soc');
    expect(b.judge('A33', at('09:00')).get('malware')?.causes).toEqual([{ rule: 'A01', subject: '/soc' }]);
    b.send('alert', 'b', at('09:00'), { severity: 'low', category: 'malware', sensor: 'x' }, at('09:00'), '/waf');
    expect(b.judge('A33', at('09:00')).size).toBe(0);
  });
});
