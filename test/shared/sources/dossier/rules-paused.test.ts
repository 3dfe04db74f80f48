import { describe, expect, it } from 'vitest';
import { CAUSES, openOffice } from './office.ts';

/** One dossier that enters `statuses` on Monday 2 at 09:00, 10:00, …; ten working days later it is Monday 16, 09:00. */
function pausedIn(...statuses: readonly number[]) {
  const office = openOffice();
  office.register('H44.14', 'Huyện Tam Nông');
  office.receive('d', '02 08:00', '31 09:00');
  for (const [i, status] of statuses.entries()) office.status('d', `02 ${String(9 + i).padStart(2, '0')}:00`, status);
  return office;
}

describe('A15 paused too long', () => {
  it.each([
    [5, '1 hồ sơ chờ bổ sung giấy tờ quá 10 ngày làm việc'],
    [6, '1 hồ sơ chờ nộp phí hoặc dừng xử lý quá 10 ngày làm việc'],
    [8, '1 hồ sơ chờ nộp phí hoặc dừng xử lý quá 10 ngày làm việc'],
  ])('in %d for more than ten working days', (status, words) => {
    const office = pausedIn(status);
    expect(office.judge('A15', '16 09:00')).toEqual([]);
    expect(office.judge('A15', '16 09:00:00.001')).toEqual([
      { subject: 'H44.14', agency: 'H44.14', priority: 'P4', text: `Huyện Tam Nông: ${words}`, causes: CAUSES },
    ]);
    office.status('d', '16 10:00', 4);
    expect(office.judge('A15', '16 10:00', { active: ['H44.14'] })).toEqual([]);
  });
  it.each([
    ['from 6 to 8 it goes on', [6, 8], '16 09:00:00.001'],
    ['from 5 to 8 it begins anew', [5, 8], '16 10:00:00.001'],
    ['from 8 to 5 it begins anew', [8, 5], '16 10:00:00.001'],
    ['worked on between, it begins anew', [8, 4, 8], '16 11:00:00.001'],
    ['said twice, it goes on', [5, 5], '16 09:00:00.001'],
  ] as const)('%s', (_what, statuses, from) => {
    const office = pausedIn(...statuses);
    expect(office.judge('A15', from.slice(0, 8))).toEqual([]);
    expect(office.judge('A15', from)).toHaveLength(1);
  });
  it('has a limit of its own for each', () => {
    const office = pausedIn(5);
    office.submit('never received', '02 08:00');
    office.status('never received', '02 09:00', 5);
    const params = { supplementDays: 2, stoppedDays: 1 };
    expect(office.judge('A15', '04 09:00', { params })).toEqual([]);
    expect(office.judge('A15', '04 09:00:00.001', { params })[0]?.text).toContain('2 hồ sơ chờ bổ sung');
    const stopped = pausedIn(8);
    expect(stopped.judge('A15', '03 09:00', { params })).toEqual([]);
    expect(stopped.judge('A15', '03 09:00:00.001', { params })).toHaveLength(1);
  });
  it('a holiday does not count', () => {
    const office = openOffice();
    office.receive('d', '2026-04-27 08:00');
    office.status('d', '2026-04-28 09:00', 5);
    const params = { supplementDays: 2 };
    // 30 April and 1 May are days off, 2 and 3 May a weekend.
    expect(office.judge('A15', '2026-05-04 09:00', { params })).toEqual([]);
    expect(office.judge('A15', '2026-05-04 09:00:00.001', { params })).toHaveLength(1);
  });
});
