// A20: who is invited and not ready.
import { describe, expect, test } from 'vitest';
import { at, desk } from './kit.ts';

const found = (b: ReturnType<typeof desk>, now: number) => {
  b.pulse(now - 1);
  b.judge(now);
  return b.active('A20');
};

describe('A20, an endpoint that is not ready', () => {
  test('no passed test: P4 from T-60, P3 from T-30; not joined: P2 from T-10, P1 where it is critical; to the millisecond', () => {
    const b = desk();
    b.register('EP-1', 'H44.14.3');
    b.register('EP-2', 'H44.14.4', 'commune', true);
    b.register('EP-3', 'H44.14.5');
    b.schedule('HN', ['EP-1', 'EP-2', 'EP-3'], at('06:00'));
    b.test('EP-3', at('06:30'));
    expect(found(b, at('06:59:59.999'))).toEqual({});
    expect(found(b, at('07:00'))).toEqual({ 'EP-1@HN': 'P4', 'EP-2@HN': 'P4' });
    expect(found(b, at('07:29:59.999'))).toEqual({ 'EP-1@HN': 'P4', 'EP-2@HN': 'P4' });
    expect(found(b, at('07:30'))).toEqual({ 'EP-1@HN': 'P3', 'EP-2@HN': 'P3' });
    expect(b.one('A20', 'EP-1@HN')).toMatchObject({
      agency: 'H44.14.3',
      text: 'Điểm EP-1 chưa chạy thử đạt, còn dưới 30 phút đến Hội nghị HN (08:00)',
    });
    b.test('EP-1', at('07:35'));
    expect(found(b, at('07:36'))).toEqual({ 'EP-2@HN': 'P3' });
    b.join('EP-1', at('07:40'), 'HN');
    expect(found(b, at('07:49:59.999'))).toEqual({ 'EP-2@HN': 'P3' });
    expect(found(b, at('07:50'))).toEqual({ 'EP-2@HN': 'P1', 'EP-3@HN': 'P2' });
    b.join('EP-2', at('07:52'), 'HN');
    expect(found(b, at('07:53'))).toEqual({ 'EP-3@HN': 'P2' });
  });

  test('minutes and priorities as an administrator sets them, at once', () => {
    const b = desk();
    b.schedule('HN', ['EP-1'], at('06:00'));
    expect(found(b, at('06:58'))).toEqual({});
    b.set('A20', at('06:58'), { params: { testMin: 62, pressingMin: 61, joinMin: 10 } });
    expect(found(b, at('06:58:30'))).toEqual({ 'EP-1@HN': 'P4' });
    expect(b.one('A20', 'EP-1@HN').text).toContain('còn dưới 62 phút');
    expect(found(b, at('06:59'))).toEqual({ 'EP-1@HN': 'P3' });
    b.set('A20', at('07:10'), {});
    expect(found(b, at('07:10'))).toEqual({ 'EP-1@HN': 'P4' });
    expect(b.one('A20', 'EP-1@HN').text).toContain('còn dưới 60 phút');
    const params = { testMin: 90, pressingMin: 30, joinMin: 10 };
    b.set('A20', at('07:12'), { params });
    expect(found(b, at('07:12'))).toEqual({ 'EP-1@HN': 'P4' });
    expect(b.one('A20', 'EP-1@HN').text).toContain('còn dưới 90 phút');
    b.set('A20', at('07:14'), { params, levels: { test: 'P2', pressing: 'P2', join: 'P2', critical: 'P1' } });
    expect(found(b, at('07:14'))).toEqual({ 'EP-1@HN': 'P2' });
  });

  test('a test that failed after one that passed is no passed test; one of last week neither', () => {
    const b = desk();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00', '2026-11-16'));
    b.test('EP-2', at('06:30', '2026-11-16'));
    b.test('EP-1', at('06:30'));
    b.test('EP-1', at('06:40'), 'bad');
    expect(found(b, at('07:10'))).toEqual({ 'EP-1@HN': 'P4', 'EP-2@HN': 'P4' });
  });

  test('stands while the conference is open and nobody came; who was there and left is no no-show; ends with the conference', () => {
    const b = desk();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    b.join('EP-2', at('07:55'), 'HN');
    b.open();
    b.left('EP-2', at('08:30'), 'HN');
    expect(found(b, at('09:00'))).toEqual({ 'EP-1@HN': 'P2' });
    b.send('conference.closed', 'HN', at('09:30'));
    expect(found(b, at('09:31'))).toEqual({});
  });

  test('a conference that is never opened and never closed is over at its end', () => {
    const b = desk();
    b.schedule('HN', ['EP-1'], at('06:00'), at('08:00'), at('10:00'));
    expect(found(b, at('09:59'))).toEqual({ 'EP-1@HN': 'P2' });
    expect(found(b, at('10:00'))).toEqual({});
  });

  test('a feed that has just stopped before T-10 makes nobody absent', () => {
    const b = desk();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    for (const id of ['EP-1', 'EP-2']) b.test(id, at('06:30'));
    for (const id of ['EP-1', 'EP-2']) b.beat(id, at('07:48'), 'HN');
    // Both have timed out at 07:49:30; until 07:51 the feed counts as late, then as silent.
    b.watch(at('07:49'), at('07:56'), false);
    expect(b.rows('A20')).toEqual({});
    expect(b.rows('A01')).toEqual({ '/mcu': 'P2 active_unack' });
  });
});
