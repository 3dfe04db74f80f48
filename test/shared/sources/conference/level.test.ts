// A23: too few in the conference.
import { describe, expect, test } from 'vitest';
import { at, desk, names } from './kit.ts';

const all = names(100);

function hall(present: number) {
  const b = desk();
  b.schedule('HN', all, at('06:00'));
  for (const id of all.slice(0, present)) b.join(id, at('07:50'), 'HN');
  b.open();
  return b;
}

describe('A23, too few in the conference', () => {
  test('94 of 100 at the opening: P2 after thirty seconds, until 97', () => {
    const b = hall(94);
    b.judge(at('08:00:29.999'));
    expect(b.active('A23')).toEqual({});
    b.judge(at('08:00:30'));
    expect(b.active('A23')).toEqual({ HN: 'P2' });
    expect(b.one('A23', 'HN').text).toBe('Hội nghị HN: 94/100 điểm cầu trực tuyến (94,0 %), chưa đủ 95 % khi khai mạc');
    b.join(all[94]!, at('08:01'), 'HN');
    b.join(all[95]!, at('08:01'), 'HN');
    b.judge(at('08:01'));
    expect(b.active('A23')).toEqual({ HN: 'P2' });
    b.join(all[96]!, at('08:02'), 'HN');
    b.judge(at('08:02'));
    expect(b.active('A23')).toEqual({});
    for (const id of all.slice(0, 4)) b.left(id, at('08:03'), 'HN');
    b.judge(at('08:05'));
    expect(b.active('A23')).toEqual({});
  });

  test('95 of 100 at the opening is enough; 97 within thirty seconds is in time', () => {
    const b = hall(95);
    b.watch(at('08:00'), at('08:02'));
    expect(b.rows('A23')).toEqual({});
    const c = hall(94);
    for (const id of all.slice(94, 97)) c.join(id, at('08:00:29'), 'HN');
    c.watch(at('08:00'), at('08:02'));
    expect(c.rows('A23')).toEqual({});
  });

  test('89 of 100 for thirty seconds: P1, until 93; a dip of less is none', () => {
    const b = hall(100);
    for (const id of all.slice(0, 11)) b.left(id, at('09:00'), 'HN');
    b.pulse(at('09:00'));
    b.judge(at('09:00:29.999'));
    expect(b.active('A23')).toEqual({});
    b.judge(at('09:00:30'));
    expect(b.active('A23')).toEqual({ HN: 'P1' });
    for (const id of all.slice(0, 3)) b.join(id, at('09:05'), 'HN');
    b.judge(at('09:05'));
    expect(b.active('A23')).toEqual({ HN: 'P1' });
    b.join(all[3]!, at('09:06'), 'HN');
    b.judge(at('09:06'));
    expect(b.active('A23')).toEqual({});
    for (const id of all.slice(11, 15)) b.left(id, at('09:10'), 'HN');
    b.judge(at('09:10'));
    b.join(all[11]!, at('09:10:29'), 'HN');
    b.watch(at('09:10:01'), at('09:11'));
    expect(b.active('A23')).toEqual({});
  });

  test('a dip does not raise what stands since the opening, thirty seconds do; 93 lowers it again', () => {
    const b = hall(94);
    b.judge(at('08:00:30'));
    for (const id of all.slice(0, 5)) b.left(id, at('08:10'), 'HN');
    b.pulse(at('08:10'));
    b.judge(at('08:10:29.999'));
    expect(b.active('A23')).toEqual({ HN: 'P2' });
    b.judge(at('08:10:30'));
    expect(b.active('A23')).toEqual({ HN: 'P1' });
    for (const id of all.slice(0, 3)) b.join(id, at('08:11'), 'HN');
    b.judge(at('08:11'));
    expect(b.active('A23')).toEqual({ HN: 'P1' });
    b.join(all[3]!, at('08:12'), 'HN');
    b.judge(at('08:12'));
    b.judge(at('08:12:02'));
    expect(b.active('A23')).toEqual({ HN: 'P2' });
  });

  test('the shares and the delay that are set, at once', () => {
    const params = { openingPct: 90, openingOverPct: 92, lowPct: 80, lowOverPct: 85, lowSec: 30 };
    const b = hall(94);
    b.set('A23', at('08:09'), { params, onDelaySec: 10 });
    for (const id of all.slice(0, 15)) b.left(id, at('08:10'), 'HN');
    b.judge(at('08:10:09.999'));
    expect(b.active('A23')).toEqual({});
    b.judge(at('08:10:10'));
    expect(b.active('A23')).toEqual({ HN: 'P1' });
    expect(b.one('A23', 'HN').text).toContain('dưới 80 %');
    const c = hall(94);
    c.pulse(at('08:10'));
    c.judge(at('08:10'));
    expect(c.active('A23')).toEqual({ HN: 'P2' });
    c.set('A23', at('08:10:01'), { params: { ...params, openingPct: 94, openingOverPct: 96 } });
    c.judge(at('08:10:01'));
    expect(c.active('A23')).toEqual({});
  });
});
