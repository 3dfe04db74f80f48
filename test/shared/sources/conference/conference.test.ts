import { describe, expect, test } from 'vitest';
import { conferenceSource } from '../../../../shared/sources/conference/index.ts';
import { conferenceView } from '../../../../shared/sources/conference/view-schema.ts';
import { at, bench, names } from './kit.ts';

const open = (b: ReturnType<typeof bench>, id = 'HN', time = at('08:00')) => b.send('conference.opened', id, time);

describe('a conference on the wall', () => {
  test('302 invited, 297 join, two late, three never: 297/302, five named, availability to the second', () => {
    const b = bench();
    const all = names(302);
    for (const id of all) b.register(id, 'H44.14.3');
    b.schedule('HN', all, at('06:00'));
    for (const id of all.slice(0, 297)) b.join(id, at('07:50'), 'HN');
    open(b);
    const row = b.view(at('08:00')).conferences.HN!;
    expect([row.online, row.invited, row.missing]).toEqual([297, 302, all.slice(297)]);
    b.join(all[297]!, at('08:01:40'), 'HN');
    b.join(all[298]!, at('08:03:20'), 'HN');
    const later = b.view(at('08:10')).conferences.HN!;
    expect(later.missing).toEqual(all.slice(299));
    expect(later.availability).toEqual({ numerator: 297 * 600 + 500 + 400, denominator: 302 * 600 });
    expect(b.view(at('08:10')).availability).toEqual(later.availability);
  });

  test('time before the opening and after the closing does not count', () => {
    const b = bench();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    b.join('EP-1', at('07:30'), 'HN');
    open(b);
    b.join('EP-2', at('08:30'), 'HN');
    b.send('conference.closed', 'HN', at('09:00'));
    b.left('EP-1', at('09:30'), 'HN');
    const row = b.view(at('10:00')).conferences.HN!;
    expect(row.availability).toEqual({ numerator: 3600 + 1800, denominator: 7200 });
    expect([row.state, row.online, row.missing]).toEqual(['closed', 2, []]);
  });

  test('invited while it runs: counts from its first join, and not before', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'));
    b.join('EP-1', at('07:55'), 'HN');
    open(b);
    b.schedule('HN', ['EP-1', 'EP-2', 'EP-3'], at('08:10'));
    expect(b.view(at('08:20')).conferences.HN!.availability).toEqual({ numerator: 1200, denominator: 1200 });
    b.join('EP-2', at('08:30'), 'HN');
    b.drop('EP-2', at('08:40'), 'HN');
    const row = b.view(at('09:00')).conferences.HN!;
    expect(row.availability).toEqual({ numerator: 3600 + 600, denominator: 3600 + 1800 });
    expect([row.invited, row.missing]).toEqual([3, ['EP-2', 'EP-3']]);
  });

  test('an older list that comes late does not replace the newer one', () => {
    const b = bench();
    b.schedule('HN', ['EP-1', 'EP-2'], at('08:10'));
    expect(b.schedule('HN', ['EP-1', 'EP-9'], at('06:00'))).toBe(true);
    open(b);
    b.join('EP-2', at('08:30'), 'HN');
    const row = b.view(at('09:00')).conferences.HN!;
    expect(row.missing).toEqual(['EP-1']);
    // EP-1 was on the list before the opening, EP-2 only since 08:10.
    expect(row.availability).toEqual({ numerator: 1800, denominator: 3600 + 1800 });
  });

  test('two sessions that overlap count once, and the drop of one is no drop', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'));
    open(b);
    b.join('EP-1', at('08:00'), 'HN', 'a');
    b.join('EP-1', at('08:10'), 'HN', 'b');
    b.drop('EP-1', at('08:20'), 'HN', 'a');
    b.left('EP-1', at('08:30'), 'HN', 'b');
    const row = b.view(at('09:00')).conferences.HN!;
    expect(row.availability).toEqual({ numerator: 1800, denominator: 3600 });
    expect(row.drops).toEqual({ numerator: 0, denominator: 1 });
  });

  test('a late join and a late drop correct the seconds of their conference', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'));
    open(b);
    b.left('EP-1', at('08:50'), 'HN');
    expect(b.view(at('09:00')).conferences.HN!.availability?.numerator).toBe(0);
    expect(b.join('EP-1', at('08:00'), 'HN')).toBe(true);
    expect(b.view(at('09:00')).conferences.HN!.availability?.numerator).toBe(3000);
    b.drop('EP-1', at('08:10'), 'HN');
    b.join('EP-1', at('08:20'), 'HN');
    const row = b.view(at('09:00')).conferences.HN!;
    expect(row.availability?.numerator).toBe(2400);
    expect([row.drops?.numerator, row.medianRejoinSec]).toEqual([1, 600]);
  });

  test('a session that names another conference does not count; one that names none does', () => {
    const b = bench();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    open(b);
    b.join('EP-1', at('08:00'), 'KHAC');
    b.join('EP-2', at('08:00'));
    const row = b.view(at('08:10')).conferences.HN!;
    expect([row.online, row.missing]).toEqual([1, ['EP-1']]);
    expect(row.availability).toEqual({ numerator: 600, denominator: 1200 });
  });

  test('who is not invited is listed, not counted', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'));
    open(b);
    b.join('EP-1', at('08:00'), 'HN');
    b.join('EP-9', at('08:00'), 'HN');
    const row = b.view(at('08:10')).conferences.HN!;
    expect([row.online, row.invited, row.uninvited]).toEqual([1, 1, ['EP-9']]);
  });

  test('ready is frozen ten minutes before the start: online then, and the last test until then passed', () => {
    const b = bench();
    const ids = ['EP-1', 'EP-2', 'EP-3', 'EP-4'];
    b.schedule('HN', ids, at('06:00'));
    for (const id of ids.slice(0, 3)) b.join(id, at('07:40'), 'HN');
    b.send('endpoint.test', 'EP-1', at('07:30'), { picture: 'ok', sound: 'ok' });
    b.send('endpoint.test', 'EP-2', at('07:30'), { picture: 'ok', sound: 'bad' });
    b.send('endpoint.test', 'EP-4', at('07:30'), { picture: 'ok', sound: 'ok' });
    expect(b.view(at('07:45')).conferences.HN!.ready).toEqual({ numerator: 1, denominator: 4 });
    b.send('endpoint.test', 'EP-2', at('07:55'), { picture: 'ok', sound: 'ok' });
    b.join('EP-4', at('07:56'), 'HN');
    b.left('EP-1', at('07:57'), 'HN');
    expect(b.view(at('08:30')).conferences.HN!.ready).toEqual({ numerator: 1, denominator: 4 });
    // A test of that time that was reported late corrects it.
    b.send('endpoint.test', 'EP-3', at('07:44'), { picture: 'ok', sound: 'ok' }, { receivedAt: at('08:31') });
    expect(b.view(at('08:32')).conferences.HN!.ready).toEqual({ numerator: 2, denominator: 4 });
  });

  test('shown on its day, while open, and on the day it closes', () => {
    const b = bench();
    b.schedule('DEM', ['EP-1'], at('06:00'), at('22:00'), at('23:00'));
    open(b, 'DEM', at('22:00'));
    const next = (clock: string) => at(clock, '2026-11-24');
    expect(Object.keys(b.view(next('00:30')).conferences)).toEqual(['DEM']);
    b.send('conference.closed', 'DEM', next('01:00'));
    expect(Object.keys(b.view(next('20:00')).conferences)).toEqual(['DEM']);
    expect(Object.keys(b.view(at('00:00', '2026-11-25')).conferences)).toEqual([]);
  });

  test('cancelled, and the same name for another sitting', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'));
    b.send('conference.cancelled', 'HN', at('07:00'));
    expect(b.view(at('07:01')).conferences.HN!.state).toBe('cancelled');
    b.schedule('HN', ['EP-1'], at('07:30'), at('09:00'));
    expect(b.view(at('07:31')).conferences.HN!.state).toBe('scheduled');
    open(b, 'HN', at('09:00'));
    b.send('conference.closed', 'HN', at('10:00'));
    b.schedule('HN', ['EP-1'], at('10:30'), at('14:00'), at('15:00'));
    expect(b.view(at('10:31')).conferences.HN).toMatchObject({ state: 'scheduled', openedAt: null, closedAt: null });
  });

  test('closed heard before opened is closed', () => {
    const b = bench();
    b.schedule('HN', ['EP-1'], at('06:00'));
    b.send('conference.closed', 'HN', at('09:00'));
    expect(open(b)).toBe(true);
    expect(b.view(at('09:01')).conferences.HN!.state).toBe('closed');
  });

  test('what did not change is the same object; the view fits its schema', () => {
    const b = bench();
    b.schedule('HN', ['EP-1', 'EP-2'], at('06:00'));
    b.schedule('CHIEU', ['EP-1', 'EP-2'], at('06:00'), at('14:00'), at('15:00'));
    open(b);
    b.join('EP-1', at('08:00'));
    b.join('EP-2', at('08:00'), 'HN');
    const first = b.view(at('08:10'));
    expect(conferenceView.parse(first)).toEqual(first);
    expect(b.view(at('08:10'))).toBe(first);
    const second = b.view(at('08:10:01'));
    expect(second.grid).toBe(first.grid);
    expect(second.conferences.CHIEU).toBe(first.conferences.CHIEU);
    expect(second.conferences.HN).not.toBe(first.conferences.HN);
    expect(second.conferences.HN!.missing).toBe(first.conferences.HN!.missing);
    b.drop('EP-2', at('08:10:02'), 'HN');
    const third = b.view(at('08:10:02'));
    expect(third.grid['EP-1']).toBe(first.grid['EP-1']);
    expect(third.grid['EP-2']).not.toBe(first.grid['EP-2']);
  });

  test('forgets conferences that are over and endpoints only heard, not those registered or to come', () => {
    const b = bench();
    b.register('EP-1', 'H44.14.3');
    b.join('EP-9', at('06:00'));
    b.schedule('CU', ['EP-1'], at('06:00'), at('06:30'), at('07:00'));
    b.send('conference.closed', 'CU', at('07:00'));
    b.schedule('MOI', ['EP-1'], at('06:00'), at('08:00', '2027-11-23'), at('09:00', '2027-11-23'));
    conferenceSource.forget(b.model, at('08:00', '2026-11-25'));
    expect([...b.model.endpoints.keys(), ...b.model.conferences.keys()]).toEqual(['EP-1', 'MOI']);
  });
});
