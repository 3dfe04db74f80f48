// A24 and A25: what endpoints say of their line and their microphone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Quality } from '../../../../shared/sources/conference/model.ts';
import { noteQuality, poorSince } from '../../../../shared/sources/conference/quality.ts';
import { at, desk } from './kit.ts';

const ids = ['EP-1', 'EP-2', 'EP-3', 'EP-4', 'EP-5'];

/** Five endpoints in an open conference, EP-5 its chair. */
function hall() {
  const b = desk();
  for (const [i, id] of ids.entries()) b.register(id, `H44.14.${i}`);
  b.schedule('HN', ids, at('06:00'), at('08:00'), at('12:00'), 'EP-5');
  for (const id of ids) b.join(id, at('07:50'), 'HN');
  b.open();
  return b;
}
type Hall = ReturnType<typeof hall>;

const judged = (b: Hall, rule: string, now: number) => {
  b.pulse(now);
  b.judge(now);
  return b.active(rule);
};

describe('A24, a poor line', () => {
  test.each([
    ['loss', { lossPct: 5.1 }, { lossPct: 5 }],
    ['delay', { rttMs: 401 }, { rttMs: 400 }],
  ])('%s above the limit for sixty seconds, to the millisecond; at the limit it is not above', (_, bad, good) => {
    const b = hall();
    b.quality('EP-1', at('09:00'), bad);
    b.quality('EP-2', at('09:00'), good);
    expect(judged(b, 'A24', at('09:00:59.999'))).toEqual({});
    expect(judged(b, 'A24', at('09:01'))).toEqual({ 'EP-1@HN': 'P4' });
    b.quality('EP-1', at('09:02'), good);
    expect(judged(b, 'A24', at('09:02'))).toEqual({});
  });

  test('one good sample begins it anew; now the one, now the other figure is one bad time', () => {
    const b = hall();
    b.quality('EP-1', at('09:00'), { lossPct: 9, rttMs: 30 });
    b.quality('EP-1', at('09:00:50'), { lossPct: 1, rttMs: 30 });
    b.quality('EP-1', at('09:00:55'), { lossPct: 9, rttMs: 30 });
    b.quality('EP-1', at('09:01:20'), { lossPct: 1, rttMs: 700 });
    expect(judged(b, 'A24', at('09:01:54.999'))).toEqual({});
    expect(judged(b, 'A24', at('09:01:55'))).toEqual({ 'EP-1@HN': 'P4' });
    expect(b.one('A24', 'EP-1@HN').text).toBe('Điểm EP-1 đường truyền kém: độ trễ trên 400 ms (Hội nghị HN)');
  });

  test('the chair and critical endpoints: P3', () => {
    const b = hall();
    b.register('EP-1', 'H44.14.0', 'district', true);
    for (const id of ['EP-1', 'EP-2', 'EP-5']) b.quality(id, at('09:00'), { lossPct: 42, rttMs: 1_700 });
    expect(judged(b, 'A24', at('09:01'))).toEqual({ 'EP-1@HN': 'P3', 'EP-2@HN': 'P4', 'EP-5@HN': 'P3' });
    expect(b.one('A24', 'EP-1@HN').text).toContain('mất gói trên 40 %, độ trễ trên 1600 ms');
  });

  test('limits and delay as they are set, also for the time before', () => {
    const b = hall();
    b.quality('EP-1', at('09:00'), { lossPct: 3, rttMs: 30 });
    b.quality('EP-1', at('09:00:30'), { lossPct: 2.5, rttMs: 200 });
    expect(judged(b, 'A24', at('09:01'))).toEqual({});
    b.set('A24', at('09:01'), { params: { lossPct: 2, rttMs: 400 }, onDelaySec: 90 });
    expect(judged(b, 'A24', at('09:01:29.999'))).toEqual({});
    expect(judged(b, 'A24', at('09:01:30'))).toEqual({ 'EP-1@HN': 'P4' });
  });

  test('only of a conference that runs, and of who is in it: what was measured before it came in does not count', () => {
    const b = hall();
    b.quality('EP-1', at('09:00'), { lossPct: 9 });
    b.quality('EP-2', at('09:00'), { lossPct: 9, conference: 'KHAC' });
    expect(judged(b, 'A24', at('09:01'))).toEqual({ 'EP-1@HN': 'P4' });
    b.drop('EP-1', at('09:02'), 'HN');
    expect(judged(b, 'A24', at('09:02'))).toEqual({});
    b.join('EP-1', at('09:03'), 'HN');
    expect(judged(b, 'A24', at('09:05'))).toEqual({});
    b.quality('EP-1', at('09:05'), { lossPct: 9 });
    expect(judged(b, 'A24', at('09:06'))).toEqual({ 'EP-1@HN': 'P4' });
    b.send('conference.closed', 'HN', at('09:07'));
    expect(judged(b, 'A24', at('09:07'))).toEqual({});
  });

  test('bad before the opening counts from the opening', () => {
    const b = hall();
    b.quality('EP-1', at('07:55'), { lossPct: 9 });
    expect(judged(b, 'A24', at('08:00:59.999'))).toEqual({});
    expect(judged(b, 'A24', at('08:01'))).toEqual({ 'EP-1@HN': 'P4' });
  });

  test('a late sample changes nothing and is told as late', () => {
    const b = hall();
    b.quality('EP-1', at('09:00'), { lossPct: 9 });
    b.quality('EP-1', at('08:59'), { lossPct: 0 });
    expect(judged(b, 'A24', at('09:01'))).toEqual({ 'EP-1@HN': 'P4' });
    expect(b.model.feeds.bySource.get('/mcu')?.late).toBe(1);
  });
});

test('since when a line is poor, for any limits, from the few samples that are kept', () => {
  const sample = fc.record({ lossPct: fc.integer({ min: 0, max: 9 }), rttMs: fc.integer({ min: 0, max: 9 }) });
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 60 }), fc.nat(9), fc.nat(9), (samples, loss, rtt) => {
      let kept: Quality | null = null;
      let since: number | null = null;
      for (const [index, one] of samples.entries()) {
        kept = noteQuality(kept, one, index * 10);
        since = one.lossPct <= loss && one.rttMs <= rtt ? null : (since ?? index * 10);
      }
      expect(kept && poorSince(kept, loss, rtt)).toBe(since);
      expect(kept?.samples.length).toBeLessThanOrEqual(10);
    }),
  );
});

test('a line that gets worse bit by bit does not fill the model', () => {
  let kept: Quality | null = null;
  for (let n = 0; n < 1_000; n += 1) kept = noteQuality(kept, { rttMs: 500 + n }, n * 1_000);
  expect(kept?.samples.length).toBeLessThanOrEqual(32);
  expect(kept && poorSince(kept, 5, 400)).toBeLessThanOrEqual(999_000 - 30_000);
});

describe('A25, an open microphone', () => {
  const openMic = { micMuted: false, speaking: false };

  test('open for sixty seconds, to the millisecond, without speaking; not the chair', () => {
    const b = hall();
    b.quality('EP-1', at('09:00'), openMic);
    b.quality('EP-2', at('09:00'), { micMuted: false, speaking: true });
    b.quality('EP-3', at('09:00'), { micMuted: false });
    b.quality('EP-5', at('09:00'), openMic);
    expect(judged(b, 'A25', at('09:00:59.999'))).toEqual({});
    expect(judged(b, 'A25', at('09:01'))).toEqual({ HN: 'P4' });
    expect(b.one('A25', 'HN').text).toBe('1 điểm cầu mở micro khi không phát biểu: Điểm EP-1 (Hội nghị HN)');
    b.quality('EP-1', at('09:01:30'), { speaking: true });
    expect(judged(b, 'A25', at('09:01:30'))).toEqual({});
    b.quality('EP-1', at('09:02'), { speaking: false });
    expect(judged(b, 'A25', at('09:02:59'))).toEqual({});
    b.quality('EP-1', at('09:02:59'), { micMuted: true });
    expect(judged(b, 'A25', at('09:05'))).toEqual({});
  });

  test('one alarm for the conference; three are named, the others counted', () => {
    const b = hall();
    b.schedule('HN', [...ids, 'EP-6'], at('08:30'), at('08:00'), at('12:00'), 'EP-5');
    b.join('EP-6', at('08:31'), 'HN');
    for (const [i, id] of ['EP-6', 'EP-4', 'EP-3', 'EP-2', 'EP-1'].entries()) b.quality(id, at('09:00') + i, openMic);
    expect(judged(b, 'A25', at('09:02'))).toEqual({ HN: 'P4' });
    expect(b.one('A25', 'HN').text).toBe(
      '5 điểm cầu mở micro khi không phát biểu: EP-6, Điểm EP-4, Điểm EP-3 và 2 điểm cầu khác (Hội nghị HN)',
    );
  });

  test('what it said before it came in does not count', () => {
    const b = hall();
    b.quality('EP-1', at('09:00'), openMic);
    b.left('EP-1', at('09:00:30'), 'HN');
    b.join('EP-1', at('09:00:40'), 'HN');
    expect(judged(b, 'A25', at('09:03'))).toEqual({});
    b.quality('EP-1', at('09:03'), { camOn: true });
    expect(judged(b, 'A25', at('09:03'))).toEqual({ HN: 'P4' });
  });

  test('the seconds that are set', () => {
    const b = hall();
    b.set('A25', at('08:30'), { params: { openSec: 10 } });
    b.quality('EP-1', at('09:00'), openMic);
    expect(judged(b, 'A25', at('09:00:09.999'))).toEqual({});
    expect(judged(b, 'A25', at('09:00:10'))).toEqual({ HN: 'P4' });
  });
});
