import { describe, expect, it } from 'vitest';
import { CAUSES, openOffice } from './office.ts';

const LEVEL4 = { level: 4, channel: 'online' };

/** A province heard since February: two communes and their district, and a department, with procedures of level 4 and 3. */
function province() {
  const office = openOffice();
  office.submit('old', '2026-02-20 08:00', {}, { agency: 'H44.14.1' });
  office.register('H44.14', 'Huyện Tam Nông');
  office.register('H44.14.1', 'Xã Hiền Quan', { parent: 'H44.14', tier: 'commune' });
  office.register('H44.14.2', 'Xã Dị Nậu', { parent: 'H44.14', tier: 'commune' });
  office.register('H44.03', 'Sở Tư pháp', { parent: 'H44', tier: 'department' });
  office.registerProcedure('1.004', 4, ['H44.14.1', 'H44.14.2']);
  office.registerProcedure('1.003', 3, ['H44.14.1', 'H44.03']);
  const receive = (code: string, agency: string, level: number) => {
    office.submit(code, '05 08:00', { level }, { agency });
    office.status(code, '05 08:00', 2, { agency });
  };
  return { ...office, receive };
}

describe('A16 no dossier on a level-4 procedure this month', () => {
  it('from the 20th on, one alarm for each parent', () => {
    const office = province();
    office.receive('a', 'H44.14.1', 3);
    expect(office.judge('A16', '19 23:59:59.999')).toEqual([]);
    expect(office.judge('A16', '20 00:00')).toEqual([
      {
        subject: 'H44.14',
        priority: 'P4',
        text: 'Huyện Tam Nông, tháng 03: 1 đơn vị không có hồ sơ mức độ 4: Xã Hiền Quan; 1 đơn vị chưa gửi số liệu: Xã Dị Nậu',
        causes: [],
      },
      { subject: 'H44', priority: 'P4', text: 'H44, tháng 03: 1 đơn vị chưa gửi số liệu: Sở Tư pháp', causes: [] },
    ]);
    expect(office.judge('A16', '2026-04-01 00:00')).toEqual([]);
  });
  it('returns when they have one, and when they speak', () => {
    const office = province();
    office.receive('a', 'H44.14.1', 4);
    office.receive('b', 'H44.14.2', 4);
    expect(office.judge('A16', '20 08:00').map(({ subject }) => subject)).toEqual(['H44']);
    office.receive('c', 'H44.03', 3); // no level-4 procedure is theirs
    expect(office.judge('A16', '20 09:00')).toEqual([]);
  });
  it('as set: from another day on', () => {
    const office = province();
    const params = { fromDay: 10 };
    expect(office.judge('A16', '09 23:59:59.999', { params })).toEqual([]);
    expect(office.judge('A16', '10 00:00', { params })).toHaveLength(2);
  });
  it('says nothing of a month that it did not hear from the beginning, nor where no procedure names an agency', () => {
    const late = openOffice();
    late.submit('first', '02 08:00');
    late.registerProcedure('1.004', 4, ['H44.14.1']);
    expect(late.judge('A16', '25 08:00')).toEqual([]);
    expect(late.judge('A16', '2026-04-25 08:00')).toHaveLength(1);
    const bare = openOffice();
    bare.submit('first', '2026-02-02 08:00');
    bare.registerProcedure('1.004', 4, []);
    expect(bare.judge('A16', '25 08:00')).toEqual([]);
    expect(openOffice().judge('A16', '25 08:00')).toEqual([]);
  });
  it('leaves out who is no longer valid, and names five', () => {
    const office = province();
    office.register('H44.03', 'Sở Tư pháp', { parent: 'H44', tier: 'department', validTo: '2026-03-15' });
    const codes = Array.from({ length: 7 }, (_, i) => `H44.20.${i}`);
    for (const code of codes) office.register(code, `Xã ${code.at(-1)}`, { parent: 'H44.20', tier: 'commune' });
    office.registerProcedure('1.005', 4, codes);
    const found = office.judge('A16', '20 08:00');
    expect(found.map(({ subject }) => subject)).toEqual(['H44.14', 'H44.20']);
    expect(found[1]?.text).toBe(
      'H44.20, tháng 03: 7 đơn vị chưa gửi số liệu: Xã 0, Xã 1, Xã 2, Xã 3, Xã 4 và 2 đơn vị khác',
    );
  });
});

describe('A18 rejections of online dossiers', () => {
  function officeWith(submitted: number, rejected: number, channel = 'online') {
    const office = openOffice();
    office.register('H44.14', 'Huyện Tam Nông');
    for (let i = 0; i < submitted; i++) office.submit(`d${i}`, '10 08:00', { channel });
    for (let i = 0; i < rejected; i++) office.status(`d${i}`, '10 09:00', 3);
    return office;
  }
  it.each([
    [10, 2, false, false],
    [10, 3, false, true],
    [9, 9, false, false],
    [100, 20, false, false],
    [100, 21, false, true],
    [100, 16, true, true],
    [100, 15, true, false],
  ])('%d submitted, %d rejected, standing %s: %s', (submitted, rejected, stands, isFound) => {
    const active = stands ? ['H44.14'] : [];
    expect(officeWith(submitted, rejected).judge('A18', '10 10:00', { active })).toHaveLength(isFound ? 1 : 0);
  });
  it('says the figures, and is over with the day', () => {
    const office = officeWith(12, 3);
    const finding = {
      subject: 'H44.14',
      agency: 'H44.14',
      priority: 'P4',
      text: 'Huyện Tam Nông: 3 hồ sơ trực tuyến không được tiếp nhận, 12 hồ sơ nộp trong ngày (25 %)',
      causes: CAUSES,
    };
    expect(office.judge('A18', '10 23:59:59.999')).toEqual([finding]);
    expect(office.judge('A18', '11 00:00')).toEqual([]);
  });
  it('as set', () => {
    expect(officeWith(4, 1).judge('A18', '10 10:00', { params: { least: 4, share: 24 } })).toHaveLength(1);
    expect(officeWith(4, 1).judge('A18', '10 10:00', { params: { least: 5, share: 24 } })).toEqual([]);
    expect(officeWith(4, 1).judge('A18', '10 10:00', { params: { least: 4, share: 25 } })).toEqual([]);
  });
  it('neither at the desk, nor taken back, nor deleted', () => {
    expect(officeWith(20, 10, 'in_person').judge('A18', '10 10:00')).toEqual([]);
    const office = officeWith(12, 3);
    office.status('d0', '10 09:30', 2);
    expect(office.judge('A18', '10 10:00')).toEqual([]);
    const deleted = officeWith(12, 3);
    for (const code of ['d0', 'd11']) deleted.send('dossier.deleted', code, '10 09:30');
    expect(deleted.judge('A18', '10 10:00')).toEqual([]);
  });
  it('of yesterday’s submissions what is rejected today counts today', () => {
    const office = officeWith(12, 0);
    for (let i = 0; i < 10; i++) office.submit(`e${i}`, '11 08:00', LEVEL4);
    for (let i = 0; i < 3; i++) office.status(`d${i}`, '11 09:00', 3);
    expect(office.judge('A18', '11 10:00')[0]?.text).toContain('3 hồ sơ trực tuyến không được tiếp nhận, 10 hồ sơ');
  });
});
