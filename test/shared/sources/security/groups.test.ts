import { expect, test } from 'vitest';
import { at, bench, summary } from './kit.ts';

const high = { severity: 'high', category: 'malware', asset: 'srv-1' };

test('a burst that is closed one by one leaves nothing behind, and what is left counts as before', () => {
  const b = bench();
  for (let i = 0; i < 1_000; i += 1) b.alert(`a${i}`, at('08:00') + i, { ...high, count: 2 });
  b.dispose('A31', 'malware@srv-1');
  for (let i = 0; i < 10; i += 1) b.alert(`b${i}`, at('08:10') + i, high);
  for (let i = 0; i < 990; i += 1) b.close(`a${(i * 7) % 1_000}`, at('08:20'));
  const group = b.model.groups.get('A31 malware@srv-1');
  expect(group?.size).toBe(20);
  expect(group?.seqs.length).toBeLessThanOrEqual(40);
  expect(b.judge('A31', at('08:30')).get('malware@srv-1')).toMatchObject({ count: 10, since: at('08:10') });
  b.disposed.clear();
  expect(summary(b.judge('A31', at('08:30')))).toEqual({ 'malware@srv-1': ['P2', 30] });
  for (let i = 0; i < 10; i += 1) b.close(`b${i}`, at('08:40'));
  for (let i = 990; i < 1_000; i += 1) b.close(`a${(i * 7) % 1_000}`, at('08:40'));
  expect([b.model.groups.size, b.judge('A31', at('08:40')).size]).toEqual([0, 0]);
});
