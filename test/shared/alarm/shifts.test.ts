import { describe, expect, it } from 'vitest';
import { endOfShift, startOfShift, USUAL_STARTS } from '../../../shared/alarm/shifts.ts';

const at = (time: string, day = '2026-11-21'): number => Date.parse(`${day}T${time}+07:00`);

describe('the shift that runs', () => {
  it.each([
    ['07:00:00', '2026-11-21T07:00', '2026-11-21T15:00'],
    ['14:59:59', '2026-11-21T07:00', '2026-11-21T15:00'],
    ['06:59:59', '2026-11-20T23:00', '2026-11-21T07:00'],
    ['23:30:00', '2026-11-21T23:00', '2026-11-22T07:00'],
  ])('at %s began at %s and ends at %s', (time, from, to) => {
    expect(startOfShift(USUAL_STARTS, at(time))).toBe(Date.parse(`${from}:00+07:00`));
    expect(endOfShift(USUAL_STARTS, at(time))).toBe(Date.parse(`${to}:00+07:00`));
  });

  it('of one shift a day is from start to start', () => {
    expect(startOfShift([480], at('07:59:00'))).toBe(at('08:00:00', '2026-11-20'));
    expect(endOfShift([480], at('07:59:00'))).toBe(at('08:00:00'));
  });
});
