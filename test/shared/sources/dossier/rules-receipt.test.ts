import { describe, expect, it } from 'vitest';
import { CAUSES, openOffice, text } from './office.ts';

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
        causes: CAUSES,
      },
    ]);
    expect(office.judge('A10', '10 15:00')[0]?.priority).toBe('P4');
    expect(office.judge('A10', '10 15:00:00.001')).toEqual([
      {
        subject: 'H44.14',
        agency: 'H44.14',
        priority: 'P3',
        text: 'Huyện Tam Nông: 1 hồ sơ trực tuyến quá hạn tiếp nhận',
        causes: CAUSES,
      },
    ]);
    office.status('a', '10 15:30', 2);
    expect(office.judge('A10', '10 15:30', { active: ['H44.14'] })).toEqual([]);
  });
  it('a deleted one is not waited for', () => {
    const office = waiting();
    office.send('dossier.deleted', 'a', '10 12:00');
    expect(office.judge('A10', '10 16:00')).toEqual([]);
  });
});

describe('A10 as set', () => {
  it('four working hours before', () => {
    const office = openOffice();
    office.submit('a', '09 15:00', { channel: 'online', receiveBy: text('10 15:00') });
    const params = { soonHours: 4 };
    expect(office.judge('A10', '10 08:59:59.999', { params })).toEqual([]);
    expect(office.judge('A10', '10 09:00', { params })[0]?.text).toBe(
      'H44.14: 1 hồ sơ trực tuyến chưa tiếp nhận, còn dưới 4 giờ làm việc',
    );
  });
  it('counts both sorts, many of each', () => {
    const office = openOffice();
    for (let i = 0; i < 30; i++) {
      const receiveBy = text(`10 ${i % 3 === 0 ? '09' : '11'}:${10 + i}`);
      office.submit(`a${i}`, '09 15:00', { channel: 'online', receiveBy });
    }
    expect(office.judge('A10', '10 10:30')[0]?.text).toBe(
      'H44.14: 10 hồ sơ trực tuyến quá hạn tiếp nhận; 20 hồ sơ trực tuyến chưa tiếp nhận, còn dưới 2 giờ làm việc',
    );
    for (let i = 0; i < 30; i += 3) office.status(`a${i}`, '10 10:35', 2);
    expect(office.judge('A10', '10 10:40')[0]?.text).toBe(
      'H44.14: 20 hồ sơ trực tuyến chưa tiếp nhận, còn dưới 2 giờ làm việc',
    );
  });
});
