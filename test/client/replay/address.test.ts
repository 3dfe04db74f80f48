import { describe, expect, it } from 'vitest';
import { addressOf, momentOf, msOfDay, placeOf, rangeOf, shiftDay, timeText } from '../../../client/replay/address.ts';
import { typedDay, typedTime } from '../../../client/replay/typed.ts';
import { instantText } from '../../../shared/time.ts';

describe('typed time', () => {
  it.each([
    ['0342', '03:42:00'],
    ['342', '03:42:00'],
    ['034210', '03:42:10'],
    ['34210', '03:42:10'],
    [' 03:42 ', '03:42:00'],
    ['3:42:10', '03:42:10'],
    ['03:42:10.5', '03:42:10.500'],
    ['03:42:10,123', '03:42:10.123'],
    ['0000', '00:00:00'],
    ['235959', '23:59:59'],
  ])('%j', (typed, time) => expect(timeText(typedTime(typed)!)).toBe(time));

  it.each([
    '',
    'abc',
    '24:00',
    '1260',
    '12:60',
    '12:00:60',
    '1',
    '12',
    '-300',
    '3.42',
    '0342107',
    '3:42.5',
    '3:42:10.',
  ])('refuses %j', (typed) => expect(typedTime(typed)).toBeNull());
});

describe('typed day', () => {
  it.each([
    ['4/3/2026', '2026-03-04'],
    ['04-03-2026', '2026-03-04'],
    ['31/02/2026', null],
    ['2026-03-04', null],
    ['', null],
  ])('%j', (typed, day) => expect(typedDay(typed)).toBe(day));
});

describe('places', () => {
  const day = '2026-03-04';
  it.each([
    `/replay/${day}?t=03:42:10&as=now`,
    `/replay/${day}?t=03:42:10.123&as=then&s=17`,
    `/replay/${day}?t=00:00:00&as=then&focus=a%26b`,
  ])('are read from the address and written back: %s', (address) => {
    const { pathname, search } = new URL(address, 'http://ioc');
    const place = placeOf(pathname, search);
    expect(addressOf({ ...place, day: place.day! })).toBe(address);
  });
  it('without anything are the start of an unnamed day, as known then', () => {
    expect(placeOf('/replay', '')).toEqual({ day: null, ms: 0, as: 'then', seq: null, focus: null });
    expect(placeOf('/replay/2026-02-31', '?s=-1&t=x').day).toBeNull();
    expect(placeOf('/replay/2026-02-31', '?s=-1').seq).toBeNull();
  });

  it('a day is the whole local day to its last millisecond', () => {
    const range = rangeOf({ day, ms: 13_330_123, as: 'then', seq: null, focus: null });
    expect([range.from, range.to, range.at].map(instantText)).toEqual([
      '2026-03-04T00:00:00.000+07:00',
      '2026-03-04T23:59:59.999+07:00',
      '2026-03-04T03:42:10.123+07:00',
    ]);
    expect(msOfDay(range.at)).toBe(13_330_123);
    expect(shiftDay('2026-03-01', -1)).toBe('2026-02-28');
  });
  it('a pin holds as known now alone: as known then it would stop the day there', () => {
    const place = { day, ms: 0, seq: 17, focus: null };
    expect(rangeOf({ ...place, as: 'now' }).seq).toBe(17);
    expect(rangeOf({ ...place, as: 'then' }).seq).toBeNull();
  });

  it('the moment of an alarm is half a minute before, to the millisecond, also across midnight', () => {
    expect(momentOf('o-1', Date.parse('2026-03-04T03:42:10.123+07:00'))).toBe(
      '/replay/2026-03-04?t=03:41:40.123&as=then&focus=o-1',
    );
    expect(momentOf('o-1', Date.parse('2026-03-04T00:00:10.000+07:00'))).toBe(
      '/replay/2026-03-03?t=23:59:40&as=then&focus=o-1',
    );
  });
});
