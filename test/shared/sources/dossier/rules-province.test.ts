import { describe, expect, it } from 'vitest';
import { type Calendar, defaultCalendar } from '../../../../shared/calendar.ts';
import { dayNumber, dayText } from '../../../../shared/time.ts';
import { ms, openOffice } from './office.ts';

const TODAY = '2026-03-31'; // a Tuesday
let made = 0;

type Office = ReturnType<typeof openOffice>;
function submit(office: Office, day: string, clock: string, count: number): void {
  for (let i = 0; i < count; i++) office.submit(`d${made++}`, `${day} ${clock}`);
}

/** So many dossiers at 09:30 of each of the `days` days before TODAY; of a day with 0 nothing was heard. */
function officeWith(usual: number | ((day: string) => number), days = 35, calendar?: Calendar) {
  const office = openOffice(calendar);
  const today = dayNumber(ms(`${TODAY} 00:00`));
  for (let back = days; back > 0; back--) {
    const day = dayText(today - back);
    submit(office, day, '09:30', typeof usual === 'number' ? usual : usual(day));
  }
  return office;
}
/** The one criterion without the other. */
const TIMES_ONLY = { params: { sigmas: 20 } };
const SIGMAS_ONLY = { params: { times: 100 } };

describe('A17 more submitted than is usual for the hour', () => {
  it.each([
    [20, 60, false],
    [20, 61, true],
    [5, 30, false],
    [5, 31, true],
  ])('usually %d, now %d: more than three times, and than 30: %s', (usual, now, isFound) => {
    const office = officeWith(usual);
    submit(office, TODAY, '09:30', now);
    expect(office.judge('A17', `${TODAY} 10:00`, TIMES_ONLY)).toHaveLength(isFound ? 1 : 0);
  });
  it.each([
    [48, true, false],
    [49, true, true],
    [60, false, false],
  ])('what stands, goes below four fifths of its limit: %d, standing %s: %s', (now, stands, isFound) => {
    const office = officeWith(20);
    submit(office, TODAY, '09:30', now);
    const active = stands ? ['submitted'] : [];
    expect(office.judge('A17', `${TODAY} 10:00`, { ...TIMES_ONLY, active })).toHaveLength(isFound ? 1 : 0);
  });
  it('looks at the last full hour', () => {
    const office = officeWith(20);
    submit(office, TODAY, '09:00', 1);
    submit(office, TODAY, '09:59:59.999', 69);
    expect(office.judge('A17', `${TODAY} 09:59:59.999`)).toEqual([]);
    const finding = {
      subject: 'submitted',
      priority: 'P3',
      text: '70 hồ sơ nộp từ 9 giờ đến 10 giờ, bình thường khoảng 20 hồ sơ',
      causes: [],
    };
    expect(office.judge('A17', `${TODAY} 10:00`)).toEqual([finding]);
    expect(office.judge('A17', `${TODAY} 10:59:59.999`)).toEqual([finding]);
    expect(office.judge('A17', `${TODAY} 11:00`)).toEqual([]);
  });
  it('the hour before midnight is still yesterday’s', () => {
    const office = officeWith(20);
    submit(office, TODAY, '23:30', 31);
    expect(office.judge('A17', '2026-04-01 00:59:59.999')).toHaveLength(1);
    expect(office.judge('A17', '2026-04-01 01:00')).toEqual([]);
  });
  it('or more than four standard deviations, at least those of chance', () => {
    // 20 each day: the root of 20 is 4.47, the limit 37.9.
    for (const [now, isFound] of [
      [37, false],
      [38, true],
    ] as const) {
      const office = officeWith(20);
      submit(office, TODAY, '09:30', now);
      expect(office.judge('A17', `${TODAY} 10:00`, SIGMAS_ONLY)).toHaveLength(isFound ? 1 : 0);
    }
  });
  it('on days that differ much, much is usual', () => {
    const office = officeWith((day) => (Number(day.slice(8)) % 2 === 0 ? 60 : 20));
    submit(office, TODAY, '09:30', 100);
    expect(office.judge('A17', `${TODAY} 10:00`, SIGMAS_ONLY)).toEqual([]);
  });
  it('is silent as long as nobody knows what is usual', () => {
    for (const [days, isFound] of [
      [28, false], // the day on which it began does not count
      [29, true],
    ] as const) {
      const office = officeWith(20, days);
      submit(office, TODAY, '09:30', 100);
      expect(office.judge('A17', `${TODAY} 10:00`, TIMES_ONLY)).toHaveLength(isFound ? 1 : 0);
    }
    const young = officeWith(20, 10);
    submit(young, TODAY, '09:30', 500);
    expect(young.judge('A17', `${TODAY} 10:00`)).toEqual([]);
  });
  it('passes over a weekday without data, and one that was a holiday', () => {
    const isHeard = (day: string): number => (day === '2026-03-24' ? 0 : 20);
    for (const [days, isFound] of [
      [35, false],
      [36, true],
    ] as const) {
      const office = officeWith(isHeard, days);
      submit(office, TODAY, '09:30', 100);
      expect(office.judge('A17', `${TODAY} 10:00`, TIMES_ONLY)).toHaveLength(isFound ? 1 : 0);
    }
    const holiday: Calendar = {
      ...defaultCalendar,
      isWorkingDay: (day) => dayText(day) !== '2026-03-24' && defaultCalendar.isWorkingDay(day),
    };
    const office = officeWith(20, 35, holiday);
    submit(office, TODAY, '09:30', 100);
    expect(office.judge('A17', `${TODAY} 10:00`, TIMES_ONLY)).toEqual([]);
  });
  it('what arrives late counts in its own hour and day, up to a week back', () => {
    const office = officeWith((day) => (day === '2026-03-24' ? 0 : 20), 35);
    submit(office, TODAY, '09:30', 80);
    for (let i = 0; i < 30; i++) office.submit(`z${i}`, `${TODAY} 08:30`, {}, { foldAt: `${TODAY} 09:45` });
    const params = { sigmas: 20, times: 3.9 };
    expect(office.judge('A17', `${TODAY} 10:00`, { params })).toEqual([]);
    for (let i = 0; i < 20; i++) office.submit(`y${i}`, '2026-03-24 09:30', {}, { foldAt: `${TODAY} 09:50` });
    expect(office.judge('A17', `${TODAY} 10:00`, { params })[0]?.text).toBe(
      '80 hồ sơ nộp từ 9 giờ đến 10 giờ, bình thường khoảng 20 hồ sơ',
    );
  });
  it('keeps the hours of six weeks', () => {
    const office = officeWith(1, 60);
    office.view(`${TODAY} 10:00`);
    expect([...office.model.submittedByHour.keys()].map((day) => dayText(day)).sort()[0]).toBe('2026-02-17');
    expect(office.model.submittedByHour.size).toBe(35);
  });
});

describe('A19 the balance', () => {
  it('breaks when a received dossier is new again, and is whole when that is put right', () => {
    const office = openOffice();
    for (let i = 0; i < 5; i++) office.receive(`d${i}`, '10 08:00');
    expect(office.judge('A19', '10 09:00')).toEqual([]);
    office.status('d0', '10 09:30', 1);
    office.status('d1', '10 09:30', 1);
    expect(office.judge('A19', '10 10:00')).toEqual([
      {
        subject: 'balance',
        priority: 'P3',
        text: 'Tồn đầu ngày và tiếp nhận 5 hồ sơ, đã xử lý và còn lại 3 hồ sơ, lệch 2',
      },
    ]);
    office.status('d0', '10 10:30', 4);
    office.status('d1', '10 10:30', 9);
    expect(office.judge('A19', '10 11:00', { active: ['balance'] })).toEqual([]);
  });
  it('says nothing before the first dossier', () => {
    expect(openOffice().judge('A19', '10 09:00')).toEqual([]);
  });
});
