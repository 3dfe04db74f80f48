import { describe, expect, it } from 'vitest';
import { byName } from '../../client/desk/by-name.ts';
import {
  clock,
  date,
  dayDate,
  decimal,
  fraction,
  number,
  percent,
  span,
  weekday,
  when,
} from '../../shared/i18n/format.ts';
import { NOW } from './fixtures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('people', () => {
  it('stand by given name, then by the whole; marks and đ in their Vietnamese places', () => {
    const names = [
      'Trần Văn Đức',
      'Lê Thị Dung',
      'Nguyễn Văn Em',
      'Đỗ Thị Dung',
      'Phạm An',
      'Vũ Văn Ấn',
      'Hồ Ân',
      'truc10',
      'truc2',
    ];
    expect(
      names
        .map((name) => ({ name }))
        .sort(byName)
        .map(({ name }) => name),
    ).toEqual([
      'Phạm An',
      'Hồ Ân',
      'Vũ Văn Ấn',
      'Đỗ Thị Dung',
      'Lê Thị Dung',
      'Trần Văn Đức',
      'Nguyễn Văn Em',
      'truc2',
      'truc10',
    ]);
  });
});

describe('as written in Vietnam', () => {
  it('numbers', () => {
    expect([number(0), number(412), number(17_294), number(1_234_567), number(-3)]).toEqual([
      '0',
      '412',
      '17.294',
      '1.234.567',
      '-3',
    ]);
    expect([decimal(22.55), percent({ numerator: 368, denominator: 375 })]).toEqual(['22,6', '98,1 %']);
    expect(fraction({ numerator: 1368, denominator: 2375 })).toBe('1.368 / 2.375');
  });

  it('unknown is a dash and not a zero; nothing to divide by is no percentage', () => {
    expect([number(null), number(undefined), decimal(null), percent(null), fraction(null)]).toEqual([
      '—',
      '—',
      '—',
      '—',
      '—',
    ]);
    expect(percent({ numerator: 0, denominator: 0 })).toBe('—');
    expect(fraction({ numerator: 0, denominator: 0 })).toBe('0 / 0');
    expect(number(0)).not.toBe(number(null));
  });

  it('dates and times are local, UTC+7, on every machine', () => {
    expect([clock(NOW), date(NOW), weekday(NOW)]).toEqual(['10:17:30', '21/11/2026', 'Thứ Bảy']);
    expect(clock(Date.parse('2026-11-20T17:00:00Z'))).toBe('00:00:00');
    expect(date(Date.parse('2026-11-20T17:00:00Z'))).toBe('21/11/2026');
    expect(weekday(Date.parse('2026-11-22T05:00:00Z'))).toBe('Chủ Nhật');
    expect(clock(null)).toBe('--:--:--');
    expect(dayDate('2026-03-04')).toBe('04/03/2026');
    expect(when(NOW - HOUR, NOW)).toBe('09:17');
    expect(when(NOW - 24 * HOUR, NOW)).toBe('10:17 20/11');
  });

  it('spans', () => {
    expect([0, 45_000, 12 * MINUTE, HOUR, 3 * HOUR + 20 * MINUTE, 52 * HOUR, 72 * HOUR, -5].map(span)).toEqual([
      '0 giây',
      '45 giây',
      '12 phút',
      '1 giờ',
      '3 giờ 20',
      '2 ngày 4 giờ',
      '3 ngày',
      '0 giây',
    ]);
  });
});
