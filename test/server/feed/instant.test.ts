import { describe, expect, it } from 'vitest';
import { instantOf, isZone, nearestBefore, readInstant } from '../../../server/feed/instant.ts';

const iso = (instant: number): string => new Date(instant).toISOString();
const US = 'MM/dd/yyyy hh:mm:ss a';

describe('readInstant', () => {
  it.each([
    ['2011-10-11 13:45:40.276000+02:00', '2011-10-11T11:45:40.276Z'],
    ['2018-03-24T14:37:19.037299-0600', '2018-03-24T20:37:19.037Z'],
    ['2018-10-03T14:42:44+0000', '2018-10-03T14:42:44.000Z'],
    ['2020-01-01T00:00:00+07', '2019-12-31T17:00:00.000Z'],
    ['2020-01-01 00:30', '2019-12-31T17:30:00.000Z'],
    ['2020-01-01', '2019-12-31T17:00:00.000Z'],
    ['2026-01-20T21:28:38Z', '2026-01-20T21:28:38.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(readInstant(text))).toBe(expected);
  });

  it('takes seconds and milliseconds since 1970, as number and as text', () => {
    expect(iso(readInstant(1498861543))).toBe('2017-06-30T22:25:43.000Z');
    expect(iso(readInstant('1684352000922'))).toBe('2023-05-17T19:33:20.922Z');
    expect(iso(readInstant(1521911720.6))).toBe('2018-03-24T17:15:20.600Z');
  });

  it.each(['', 'soon', '2011-02-30T00:00:00Z', '2011-13-01 00:00', '2011-01-01T24:00:00Z', null, {}])(
    '%j is no instant',
    (value) => {
      expect(readInstant(value)).toBeNaN();
    },
  );

  it('reads 12-hour times of a zone with the offset of their day', () => {
    const read = (text: string): string => iso(readInstant(text, US, 'America/New_York'));
    expect(read('03/01/2011 02:27:57 PM')).toBe('2011-03-01T19:27:57.000Z');
    expect(read('07/01/2011 12:00:00 AM')).toBe('2011-07-01T04:00:00.000Z');
    expect(read('07/01/2011 12:00:00 PM')).toBe('2011-07-01T16:00:00.000Z');
    expect(readInstant('07/01/2011 13:00:00 PM', US, 'America/New_York')).toBeNaN();
    expect(readInstant('7/1/2011', US, 'America/New_York')).toBeNaN();
  });

  it('takes a repeated hour the first time and moves a skipped one forward', () => {
    const read = (text: string): string => iso(readInstant(text, US, 'America/New_York'));
    expect(read('11/06/2011 01:30:00 AM')).toBe('2011-11-06T05:30:00.000Z');
    expect(read('03/13/2011 02:30:00 AM')).toBe('2011-03-13T07:30:00.000Z');
  });
});

describe('times without a year', () => {
  const wall = { year: null, month: 12, day: 31, hour: 23, minute: 0, second: 0, ms: 0 };
  it('belong to the latest year not more than a day after the reference', () => {
    expect(iso(nearestBefore(wall, '+07:00', Date.parse('2024-01-02T00:00:00Z')))).toBe('2023-12-31T16:00:00.000Z');
    expect(iso(nearestBefore(wall, '+07:00', Date.parse('2024-12-31T00:00:00Z')))).toBe('2024-12-31T16:00:00.000Z');
    expect(iso(nearestBefore({ ...wall, month: 2, day: 29 }, '+07:00', Date.parse('2026-06-01T00:00:00Z')))).toBe(
      '2024-02-29T16:00:00.000Z',
    );
  });
  it('a day that does not exist is none', () => {
    expect(instantOf({ ...wall, month: 4 }, 2024, '+07:00')).toBeNaN();
  });
});

it('knows zones', () => {
  expect([isZone('+07:00'), isZone('Asia/Ho_Chi_Minh'), isZone('Mars/Phobos'), isZone('UTC')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
