import { describe, expect, it } from 'vitest';
import { CAUSES, openOffice } from './office.ts';

/** An office with `open` dossiers, the first `late` of them due on Tuesday 10 at 09:00. */
function officeWith(open: number, late: number, agency = 'H44.14') {
  const office = openOffice();
  office.register('H44.14', 'Huyện Tam Nông');
  for (let i = 0; i < open; i++) office.receive(`d${i}`, '06 08:00', i < late ? '10 09:00' : '31 09:00', { agency });
  return office;
}

describe('A11 overdue', () => {
  it.each([
    [300, 4, null],
    [300, 5, 'P3'],
    [100, 1, null],
    [100, 2, 'P3'],
    [50, 1, 'P3'],
    [50, 5, 'P2'],
    [1, 1, 'P2'],
  ] as const)('%d open, %d overdue → %s', (open, late, priority) => {
    expect(officeWith(open, late).judge('A11', '10 09:00')).toEqual([]);
    expect(
      officeWith(open, late)
        .judge('A11', '10 10:00')
        .map((finding) => finding.priority),
    ).toEqual(priority ? [priority] : []);
  });
  it.each([
    [300, 4, true],
    [300, 3, false],
    [65, 1, true],
    [67, 1, false],
  ])('once active, %d open and %d overdue stays: %s', (open, late, stays) => {
    expect(officeWith(open, late).judge('A11', '10 10:00')).toEqual([]);
    expect(officeWith(open, late).judge('A11', '10 10:00', { active: ['H44.14'] })).toHaveLength(stays ? 1 : 0);
  });
  it('one dossier more than five working days late makes it P2', () => {
    const office = officeWith(100, 6);
    expect(office.judge('A11', '17 09:00')[0]?.priority).toBe('P3');
    const [finding] = office.judge('A11', '17 09:00:00.001');
    expect(finding).toMatchObject({ subject: 'H44.14', agency: 'H44.14', priority: 'P2' });
    expect(finding?.text).toBe(
      'Huyện Tam Nông: 6 hồ sơ quá hạn trên 100 hồ sơ đang giải quyết (6 %), 6 hồ sơ quá hạn trên 5 ngày làm việc',
    );
  });
  it('says figures in Vietnamese and a code where no name is registered', () => {
    const [finding] = officeWith(1234, 30, 'X1').judge('A11', '10 10:00');
    expect(finding?.text).toBe('X1: 30 hồ sơ quá hạn trên 1.234 hồ sơ đang giải quyết (2,4 %)');
  });
  it('returns when the work is done or paused', () => {
    const office = officeWith(1, 1);
    expect(office.judge('A11', '10 10:00')).toHaveLength(1);
    office.status('d0', '10 10:30', 5);
    expect(office.judge('A11', '10 11:00', { active: ['H44.14'] })).toEqual([]);
  });
});

describe('A11 thresholds as set', () => {
  it('takes the number of days from its settings', () => {
    const office = officeWith(100, 6);
    const params = { farDays: 1 };
    expect(office.judge('A11', '11 09:00', { params })[0]?.priority).toBe('P3');
    expect(office.judge('A11', '11 09:00:00.001', { params })[0]?.text).toContain(
      '6 hồ sơ quá hạn trên 1 ngày làm việc',
    );
  });
});

describe('A13 overdue without an apology', () => {
  it('counts from one working day after the due instant on', () => {
    const office = officeWith(100, 3);
    expect(office.judge('A13', '11 09:00')).toEqual([]);
    expect(office.judge('A13', '11 09:00:00.001')).toEqual([
      {
        subject: 'H44.14',
        agency: 'H44.14',
        priority: 'P3',
        text: 'Huyện Tam Nông: 3 hồ sơ quá hạn chưa có thư xin lỗi và hẹn lại ngày trả kết quả',
        causes: CAUSES,
      },
    ]);
  });
  it.each([
    [2, false, false],
    [2, true, true],
    [1, true, false],
    [3, false, true],
  ])('%d dossiers, standing %s: found %s', (late, stands, isFound) => {
    const active = stands ? ['H44.14'] : [];
    expect(officeWith(100, late).judge('A13', '12 09:00', { active })).toHaveLength(isFound ? 1 : 0);
  });
  it('as set: one dossier, without a working day of grace', () => {
    const office = officeWith(100, 1);
    const params = { count: 1, graceHours: 0 };
    expect(office.judge('A13', '10 09:00', { params })).toEqual([]);
    expect(office.judge('A13', '10 09:00:00.001', { params })).toHaveLength(1);
  });
  it.each([
    ['an apology, whenever it was sent', 'dossier.apology', {}],
    ['the result', 'dossier.status', { status: 9 }],
    ['a pause', 'dossier.status', { status: 5 }],
    ['a deletion', 'dossier.deleted', {}],
    ['another agency', 'dossier.transferred', { toAgency: 'H44.15' }],
  ])('%s takes a dossier out of it', (_what, type, data) => {
    const office = officeWith(100, 3);
    expect(office.judge('A13', '11 10:00')).toHaveLength(1);
    office.send(type, 'd0', '11 10:30', data);
    expect(office.judge('A13', '11 11:00')).toEqual([]);
    const early = officeWith(100, 3);
    early.send(type, 'd0', '09 10:30', data);
    expect(early.judge('A13', '11 11:00')).toEqual([]);
  });
  it('an apology does not make it punctual', () => {
    const office = officeWith(1, 1);
    office.send('dossier.apology', 'd0', '10 10:00');
    expect(office.judge('A11', '18 10:00')[0]?.text).toContain('1 hồ sơ quá hạn trên 5 ngày làm việc');
  });
});
