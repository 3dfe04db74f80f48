// A26 and A27: what the lists of the invited say of guests and of clashes.
import { describe, expect, test } from 'vitest';
import { at, desk } from './kit.ts';

const judged = (b: ReturnType<typeof desk>, rule: string, now: number) => {
  b.pulse(now);
  b.judge(now);
  return b.active(rule);
};

describe('A26, not invited', () => {
  test('who joins a running conference without an invitation, until it leaves or is invited', () => {
    const b = desk();
    b.register('EP-8', 'H44.14.8');
    b.schedule('HN', ['EP-1'], at('06:00'));
    b.join('EP-8', at('07:59'), 'HN');
    expect(judged(b, 'A26', at('07:59:59'))).toEqual({});
    b.open();
    b.join('EP-1', at('08:00'), 'HN');
    b.join('EP-9', at('08:00'), 'HN');
    b.join('EP-7', at('08:00'), 'KHAC');
    b.join('EP-6', at('08:00'));
    expect(judged(b, 'A26', at('08:00'))).toEqual({ 'EP-8@HN': 'P3', 'EP-9@HN': 'P3' });
    expect(b.one('A26', 'EP-8@HN')).toMatchObject({
      agency: 'H44.14.8',
      text: 'Điểm EP-8 ngoài danh sách mời đã vào Hội nghị HN',
    });
    b.left('EP-8', at('08:01'), 'HN');
    expect(judged(b, 'A26', at('08:01'))).toEqual({ 'EP-9@HN': 'P3' });
    b.schedule('HN', ['EP-1', 'EP-9'], at('08:02'));
    expect(judged(b, 'A26', at('08:02'))).toEqual({});
  });

  test('without a list nobody is a guest', () => {
    const b = desk();
    b.open();
    b.join('EP-1', at('08:00'), 'HN');
    b.schedule('KHAC', [], at('07:00'));
    b.open(at('08:00'), 'KHAC');
    b.join('EP-2', at('08:00'), 'KHAC');
    expect(judged(b, 'A26', at('08:01'))).toEqual({});
  });

  test('a guest that times out is gone', () => {
    const b = desk();
    b.schedule('HN', ['EP-1'], at('06:00'));
    b.open();
    b.beat('EP-9', at('08:00'), 'HN');
    b.beat('EP-1', at('08:01'), 'HN');
    expect(judged(b, 'A26', at('08:01:29.999'))).toEqual({ 'EP-9@HN': 'P3' });
    b.beat('EP-1', at('08:01:30'), 'HN');
    expect(judged(b, 'A26', at('08:01:30'))).toEqual({});
  });
});

describe('A27, two conferences at once', () => {
  test('one alarm for the pair, with how many are invited to both; not when one follows on the other', () => {
    const b = desk();
    b.schedule('SANG', ['EP-1', 'EP-2', 'EP-3'], at('06:00'), at('08:00'), at('10:00'));
    b.schedule('GIUA', ['EP-2', 'EP-3', 'EP-4'], at('06:00'), at('09:59:59'), at('11:00'));
    b.schedule('TRUA', ['EP-1', 'EP-4'], at('06:00'), at('11:00'), at('12:00'));
    b.schedule('RIENG', ['EP-9'], at('06:00'), at('08:00'), at('12:00'));
    expect(judged(b, 'A27', at('06:01'))).toEqual({ 'GIUA+SANG': 'P4' });
    expect(b.one('A27', 'GIUA+SANG').text).toBe(
      'Trùng lịch 09:59–10:00 ngày 23/11: 2 điểm cầu được mời dự cả Hội nghị GIUA và Hội nghị SANG',
    );
    b.schedule('GIUA', ['EP-2', 'EP-3', 'EP-4'], at('06:02'), at('10:00'), at('11:00'));
    expect(judged(b, 'A27', at('06:02'))).toEqual({});
    b.schedule('GIUA', ['EP-4'], at('06:03'), at('09:00'), at('11:30'));
    expect(judged(b, 'A27', at('06:03'))).toEqual({ 'GIUA+TRUA': 'P4' });
  });

  test.each(['conference.closed', 'conference.cancelled'])('over with %s of one', (type) => {
    const b = desk();
    for (const id of ['A', 'B']) b.schedule(id, ['EP-1'], at('06:00'));
    b.open(at('08:00'), 'B');
    expect(judged(b, 'A27', at('08:30'))).toEqual({ 'A+B': 'P4' });
    b.send(type, 'B', at('09:00'), {});
    expect(judged(b, 'A27', at('09:00'))).toEqual({});
  });

  test('a conference that was never opened is over at its end', () => {
    const b = desk();
    b.schedule('A', ['EP-1'], at('06:00'), at('08:00'), at('09:00'));
    b.schedule('B', ['EP-1'], at('06:00'), at('08:00'), at('12:00'));
    expect(judged(b, 'A27', at('08:59:59.999'))).toEqual({ 'A+B': 'P4' });
    expect(judged(b, 'A27', at('09:00'))).toEqual({});
  });

  test('titles as long as they may be still make a text that can be logged', () => {
    const b = desk();
    for (const id of ['A', 'B']) {
      const times = { startsAt: '2026-11-23T08:00:00+07:00', endsAt: '2026-11-23T09:00:00+07:00' };
      b.send('conference.scheduled', id, at('06:00'), { title: '🏛'.repeat(256), ...times, endpoints: ['EP-1'] });
    }
    expect(judged(b, 'A27', at('06:01'))).toEqual({ 'A+B': 'P4' });
    const { text } = b.one('A27', 'A+B');
    expect([text.length < 1_024, text.isWellFormed()]).toEqual([true, true]);
  });
});
