import { describe, expect, it } from 'vitest';
import { openOffice, text } from './office.ts';

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
    expect(officeWith(open, late).judge('A11', '10 10:00', [])).toEqual([]);
    expect(officeWith(open, late).judge('A11', '10 10:00', ['H44.14'])).toHaveLength(stays ? 1 : 0);
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
    expect(office.judge('A11', '10 11:00', ['H44.14'])).toEqual([]);
  });
});

describe('A10 unreceived online dossiers', () => {
  const waiting = () => {
    const office = openOffice();
    office.register('H44.14', 'Huyện Tam Nông');
    office.submit('a', '09 15:00', { channel: 'online', receiveBy: text('10 15:00') });
    office.submit('desk', '09 15:00', { channel: 'in_person', receiveBy: text('10 15:00') });
    return office;
  };
  it('two working hours before: P4; past: P3; received: nothing', () => {
    const office = waiting();
    expect(office.judge('A10', '10 10:59:59.999')).toEqual([]);
    expect(office.judge('A10', '10 11:00')).toEqual([
      {
        subject: 'H44.14',
        agency: 'H44.14',
        priority: 'P4',
        text: 'Huyện Tam Nông: 1 hồ sơ trực tuyến chưa tiếp nhận, còn dưới 2 giờ làm việc',
      },
    ]);
    expect(office.judge('A10', '10 15:00')[0]?.priority).toBe('P4');
    expect(office.judge('A10', '10 15:00:00.001')).toEqual([
      {
        subject: 'H44.14',
        agency: 'H44.14',
        priority: 'P3',
        text: 'Huyện Tam Nông: 1 hồ sơ trực tuyến quá hạn tiếp nhận',
      },
    ]);
    office.status('a', '10 15:30', 2);
    expect(office.judge('A10', '10 15:30', ['H44.14'])).toEqual([]);
  });
  it('a deleted one is not waited for', () => {
    const office = waiting();
    office.send('dossier.deleted', 'a', '10 12:00');
    expect(office.judge('A10', '10 16:00')).toEqual([]);
  });
});
