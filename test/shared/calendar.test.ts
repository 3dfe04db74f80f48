import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyCalendarChange,
  defaultCalendar as calendar,
  calendarChanged,
  createCalendar,
} from '../../shared/calendar.ts';
import { calendarData } from '../../shared/calendar-data.ts';
import { DAY_MS, HOUR_MS, instantText, parseDay, parseInstant } from '../../shared/time.ts';

const at = (text: string): number => parseInstant(`${text.replace(' ', 'T')}:00+07:00`);
const text = (instant: number): string => instantText(instant).slice(0, 16).replace('T', ' ');

describe('golden vectors (domain.md §3.3)', () => {
  it.each([
    ['2021-03-15 08:00', 8, '2021-03-16 08:00'],
    ['2021-03-15 11:30', 1, '2021-03-15 14:30'],
    ['2021-03-15 12:10', 4, '2021-03-16 07:30'],
    ['2021-03-15 17:00', 8, '2021-03-16 17:00'],
    ['2021-03-15 23:59', 8, '2021-03-16 17:00'],
    ['2021-03-19 16:00', 8, '2021-03-22 16:00'],
    ['2021-03-20 09:00', 8, '2021-03-22 17:00'],
    ['2021-02-09 15:00', 16, '2021-02-18 15:00'],
    ['2021-04-20 10:00', 24, '2021-04-26 10:00'],
    ['2021-04-29 16:00', 8, '2021-05-04 16:00'],
    ['2021-09-01 14:00', 40, '2021-09-10 14:00'],
    ['2019-04-26 16:00', 8, '2019-05-02 16:00'],
    ['2019-05-03 16:00', 8, '2019-05-04 16:00'],
    ['2021-12-31 16:00', 8, '2022-01-04 16:00'],
  ])('add(%s, %d h) = %s', (start, hours, end) => {
    expect(text(calendar.add(at(start), hours * HOUR_MS))).toBe(end);
  });

  it.each([
    ['2021-02-09 15:00', '2021-02-17 09:00', 4],
    ['2021-03-15 11:00', '2021-03-15 14:00', 1],
  ])('between(%s, %s) = %d h', (a, b, hours) => {
    expect(calendar.between(at(a), at(b))).toBe(hours * HOUR_MS);
    expect(calendar.between(at(b), at(a))).toBe(-hours * HOUR_MS);
  });
});

describe('properties', () => {
  const instant = fc.integer({ min: at('2019-01-01 00:00'), max: at('2027-12-31 00:00') });
  const span = fc.integer({ min: 0, max: 400 * HOUR_MS });

  it('between undoes add', () => {
    fc.assert(fc.property(instant, span, (s, ms) => calendar.between(s, calendar.add(s, ms)) === ms));
  });
  it('add never goes back, and rises with start and with span', () => {
    fc.assert(
      fc.property(instant, instant, span, span, (a, b, m, n) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const [short, long] = [Math.min(m, n), Math.max(m, n)];
        expect(calendar.add(early, m)).toBeGreaterThanOrEqual(early);
        expect(calendar.add(early, m)).toBeLessThanOrEqual(calendar.add(late, m));
        expect(calendar.add(a, short)).toBeLessThanOrEqual(calendar.add(a, long));
      }),
    );
  });
  it('add is the first such instant: a millisecond less has less working time', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100 * HOUR_MS }), (s, ms) => {
        expect(calendar.between(s, calendar.add(s, ms) - 1)).toBe(ms - 1);
      }),
    );
  });
  it('reaching is the first instant from which add comes to due', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100 * HOUR_MS }), (due, ms) => {
        const first = calendar.reaching(due, ms);
        expect(calendar.add(first, ms)).toBeGreaterThanOrEqual(due);
        expect(calendar.add(first - 1, ms)).toBeLessThan(due);
      }),
    );
  });
  it('between is additive and never more than the clock', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(calendar.between(a, b) + calendar.between(b, c)).toBe(calendar.between(a, c));
        expect(Math.abs(calendar.between(a, b))).toBeLessThanOrEqual(Math.abs(b - a));
      }),
    );
  });
});

describe('working days and hours', () => {
  it('knows week-ends, days off and worked Saturdays', () => {
    const worked = (day: string) => calendar.isWorkingDay(parseDay(day));
    expect(worked('2021-03-15')).toBe(true);
    expect(worked('2021-03-20')).toBe(false);
    expect(worked('2021-04-21')).toBe(false);
    expect(worked('2019-05-04')).toBe(true);
    expect(worked('1969-12-31')).toBe(true);
  });
  it('a shift begins with its first instant and has ended at its last', () => {
    expect(calendar.isWorking(at('2021-03-15 07:00'))).toBe(true);
    expect(calendar.isWorking(at('2021-03-15 11:30'))).toBe(false);
    expect(calendar.isWorking(at('2021-03-15 06:59'))).toBe(false);
    expect(calendar.isWorking(at('2021-03-20 09:00'))).toBe(false);
  });
  it('a day off that falls on a week-end is not listed, a worked day is never also off', () => {
    for (const day of calendarData.holidays) {
      const weekday = new Date(parseDay(day) * DAY_MS).getUTCDay();
      expect([day, weekday]).not.toEqual([day, 0]);
      expect([day, weekday]).not.toEqual([day, 6]);
      expect(calendarData.workdays).not.toContain(day);
    }
    for (const day of calendarData.workdays)
      expect([day, new Date(parseDay(day) * DAY_MS).getUTCDay()]).toEqual([day, 6]);
  });
  it('instants out of all reason neither hang nor throw', () => {
    const far = at('9999-12-31 00:00');
    expect(calendar.add(far, HOUR_MS)).toBe(far);
    expect(calendar.reaching(far, HOUR_MS)).toBeLessThan(far);
    expect(calendar.between(at('0001-01-01 00:00'), at('1970-01-01 00:00'))).toBe(0);
  });
});

describe('calendar.changed', () => {
  const changed = (data: unknown) => createCalendar(applyCalendarChange(calendarData, calendarChanged.parse(data)));

  it('a day off, a worked day, and back to the week again', () => {
    const off = changed({ holidays: ['2021-03-15'], workdays: ['2021-03-20'], ordinary: ['2021-04-21'] });
    expect(off.isWorkingDay(parseDay('2021-03-15'))).toBe(false);
    expect(off.isWorkingDay(parseDay('2021-03-20'))).toBe(true);
    expect(off.isWorkingDay(parseDay('2021-04-21'))).toBe(true);
    expect(off.version).toBe(calendar.version + 1);
    expect(calendar.isWorkingDay(parseDay('2021-03-15'))).toBe(true);
  });
  it('winter hours hold from their day on', () => {
    const spans = [
      { start: '07:30', end: '12:00' },
      { start: '13:30', end: '17:00' },
    ];
    const winter = changed({ shifts: [{ from: '2021-10-16', spans }] });
    expect(text(winter.add(at('2021-10-15 06:00'), HOUR_MS))).toBe('2021-10-15 08:00');
    expect(text(winter.add(at('2021-10-18 06:00'), HOUR_MS))).toBe('2021-10-18 08:30');
  });
  it('refuses days that do not exist and spans that overlap', () => {
    expect(calendarChanged.safeParse({ holidays: ['2021-02-30'] }).success).toBe(false);
    const spans = [
      { start: '07:30', end: '12:00' },
      { start: '11:00', end: '17:00' },
    ];
    expect(calendarChanged.safeParse({ shifts: [{ from: '2021-10-16', spans }] }).success).toBe(false);
  });
});
