import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayStart, dayText, instantText, parseDay, parseInstant } from '../../shared/time.ts';

describe('instants', () => {
  it('reads what it writes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2199, 11) }), (instant) => {
        expect(parseInstant(instantText(instant))).toBe(instant);
      }),
    );
  });

  it('agrees with Date.parse wherever a date exists, in any offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(0, 0), max: Date.UTC(9999, 0) }),
        fc.integer({ min: -1439, max: 1439 }),
        (instant, minutes) => {
          const local = new Date(instant + minutes * 60_000).toISOString();
          const sign = minutes < 0 ? '-' : '+';
          const [h, m] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
          const text = `${local.slice(0, 23)}${sign}${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
          fc.pre(local.length === 24);
          expect(parseInstant(text)).toBe(Date.parse(text));
        },
      ),
    );
  });

  it.each([
    '2021-02-29T00:00:00Z',
    '2021-04-31T00:00:00Z',
    '2021-01-01T24:00:00Z',
    '2021-01-01T00:60:00Z',
    '2021-01-01T00:00:00',
    '2021-01-01T00:00Z',
    '2021-01-01 00:00:00Z',
    '2021-01-01T00:00:00+7:00',
    '2021-01-01T00:00:00+07',
    '2021-01-01T00:00:00+24:00',
    '2021-01-01T00:00:00.Z',
    '2021-01-01T00:00:00Zx',
    '21-01-01T00:00:00Z',
    'lunchtime',
    '',
  ])('refuses %s', (text) => {
    expect(parseInstant(text)).toBeNaN();
  });

  it('cuts what is finer than a millisecond and takes a leap second as the next second', () => {
    expect(parseInstant('2018-04-05T17:31:00.123999Z')).toBe(Date.UTC(2018, 3, 5, 17, 31, 0, 123));
    expect(parseInstant('2016-12-31T23:59:60Z')).toBe(Date.UTC(2017, 0, 1));
  });
});

describe('the local day', () => {
  it('begins at 17:00 UTC of the day before', () => {
    const midnight = Date.UTC(2026, 10, 20, 17);
    expect(dayText(dayNumber(midnight))).toBe('2026-11-21');
    expect(dayText(dayNumber(midnight - 1))).toBe('2026-11-20');
    expect(dayStart(parseDay('2026-11-21'))).toBe(midnight);
  });

  it('is no day when the text is none', () => {
    for (const text of ['2026-02-30', '2026-2-3', 'x', '']) expect(parseDay(text)).toBeNaN();
  });
});
