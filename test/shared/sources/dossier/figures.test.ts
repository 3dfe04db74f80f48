// Every figure of the dossier view, by its meaning in interfaces.md §4 and domain.md §3.1. The day is Tuesday 2026-03-10.
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../../shared/calendar.ts';
import { calendarData } from '../../../../shared/calendar-data.ts';
import { balanceHolds } from '../../../../shared/sources/dossier/view.ts';
import { dossierView } from '../../../../shared/sources/dossier/view-schema.ts';
import { openOffice, text } from './office.ts';

describe('before the first event', () => {
  it('every number is null: unknown is not zero', () => {
    const office = openOffice();
    office.register('H44.14', 'Huyện Tam Nông');
    const view = office.view('10 09:00');
    expect(dossierView.parse(view)).toEqual(view);
    const { byAgency, corrected, ...rest } = view;
    const leaves: unknown[] = [];
    JSON.stringify(rest, (_key, value) => {
      if (typeof value !== 'object' || value === null) leaves.push(value);
      return value;
    });
    expect(new Set(leaves)).toEqual(new Set([null]));
    expect(corrected).toEqual({});
    expect(byAgency['H44.14']).toMatchObject({ received: null, open: null, reporting: 'never', level4Month: null });
    expect(balanceHolds(view)).toBeNull();
  });
  it('a zero report makes emptiness known', () => {
    const office = openOffice();
    office.send('feed.totals', '/phutho/motcua', '10 08:00', {
      day: '2026-03-10',
      submitted: 0,
      received: 0,
      resolved: 0,
      open: 0,
    });
    const view = office.view('10 09:00');
    expect(view).toMatchObject({ asOf: text('10 08:00'), received: 0, onTime: { numerator: 0, denominator: 0 } });
    expect(view.byAgency['H44.14']).toMatchObject({ reporting: 'reported', received: 0 });
    expect(balanceHolds(view)).toBe(true);
  });
});

describe('what came in', () => {
  it('submitted counts the first submission, by hour; the hours to come are null', () => {
    const office = openOffice();
    office.submit('a', '10 07:59:59.999');
    office.submit('b', '10 08:00');
    office.submit('b', '10 08:30');
    const view = office.view('10 09:59');
    expect(view).toMatchObject({ submitted: 2, received: 0, awaitingReceipt: 2 });
    expect(view.hourly.slice(7, 11)).toEqual([1, 1, 0, null]);
  });
  it('received is the first entry into 2, whatever became of it', () => {
    const office = openOffice();
    office.receive('yesterday', '09 09:00');
    office.receive('a', '10 08:00');
    office.status('a', '10 09:00', 4);
    office.receive('b', '10 08:00');
    office.status('b', '10 09:00', 5);
    office.status('b', '10 09:10', 2);
    office.status('yesterday', '10 09:00', 2);
    expect(office.view('10 10:00')).toMatchObject({ received: 2, carriedOver: 1, open: 3 });
  });
  it('online and level are of what was received today; what was not said is unknown', () => {
    const office = openOffice();
    for (const [code, data] of Object.entries({
      a: { level: 4, channel: 'online' },
      b: { level: 4, channel: 'in_person' },
      c: { level: 3, channel: 'online' },
      d: {},
    })) {
      office.submit(code, '10 08:00', data);
      office.status(code, '10 08:05', 2);
    }
    office.submit('waiting', '10 08:00', { level: 2, channel: 'online' });
    expect(office.view('10 09:00')).toMatchObject({
      online: { numerator: 2, denominator: 4 },
      byLevel: { '2': 0, '3': 1, '4': 2, unknown: 1 },
    });
  });
  it('K10: received, or still waiting, after the instant it should have been received by', () => {
    const office = openOffice();
    for (const code of ['early', 'exact', 'late', 'waiting'])
      office.submit(code, '10 08:00', { channel: 'online', receiveBy: text('10 10:00') });
    office.status('early', '10 09:00', 2);
    office.status('exact', '10 10:00', 2);
    expect(office.view('10 10:00').lateReceipt).toBe(0);
    expect(office.view('10 10:00:00.001').lateReceipt).toBe(2);
    office.status('late', '10 10:30', 2);
    expect(office.view('10 11:00').lateReceipt).toBe(2);
    expect(office.view('11 11:00').lateReceipt).toBe(1);
  });
});

describe('what went out', () => {
  it('resolved is the last finish; being handed out later does not move it', () => {
    const office = openOffice();
    office.receive('a', '09 08:00', '12 08:00');
    office.status('a', '09 16:00', 9);
    office.status('a', '10 09:00', 10);
    office.receive('b', '09 08:00', '12 08:00');
    office.status('b', '10 09:00', 10);
    expect(office.view('10 10:00')).toMatchObject({ resolved: 1, late: 0, carriedOver: 1 });
  });
  it('late is by date, not by hour; without a due date nothing is late', () => {
    const office = openOffice();
    office.receive('hour', '09 08:00', '10 08:00');
    office.receive('day', '05 08:00', '09 16:00');
    office.receive('none', '09 08:00');
    for (const code of ['hour', 'day', 'none']) office.status(code, '10 09:00', 9);
    expect(office.view('10 10:00')).toMatchObject({ resolved: 3, late: 1 });
  });
  it('rejected and withdrawn count all that entered 3 and 7; ofReceived those that had been received and are still there', () => {
    const office = openOffice();
    office.submit('r1', '10 08:00');
    office.status('r1', '10 08:10', 3);
    office.receive('r2', '10 08:00');
    office.status('r2', '10 08:10', 5);
    office.status('r2', '10 09:00', 3);
    office.submit('w1', '10 08:00');
    office.status('w1', '10 08:10', 7);
    office.receive('w2', '10 08:00');
    office.status('w2', '10 09:00', 7);
    office.receive('w3', '10 08:00');
    office.status('w3', '10 09:00', 7);
    office.status('w3', '10 09:30', 4);
    const view = office.view('10 10:00');
    expect(view).toMatchObject({ rejected: 2, withdrawn: 3, ofReceived: { rejected: 1, withdrawn: 1 }, open: 1 });
    expect(balanceHolds(view)).toBe(true);
  });
  it('reopened: closed as the day began, in process again since', () => {
    const office = openOffice();
    for (const code of ['a', 'b', 'c', 'd']) {
      office.receive(code, '09 08:00', '12 08:00');
      office.status(code, '09 16:00', 9);
    }
    office.receive('e', '09 08:00');
    office.status('e', '09 16:00', 7);
    office.status('a', '10 08:00', 4);
    office.status('b', '10 08:00', 4);
    office.status('b', '10 08:30', 9);
    office.status('c', '10 08:00', 10);
    office.status('e', '10 08:00', 4);
    const view = office.view('10 09:00');
    expect(view).toMatchObject({ reopened: 3, resolved: 1, open: 2, carriedOver: 0 });
    expect(balanceHolds(view)).toBe(true);
  });
  it('K11 is working time without the pauses', () => {
    const office = openOffice();
    office.receive('a', '09 16:00'); // one hour that day
    office.status('a', '10 08:00', 6); // one hour, then paused
    office.status('a', '10 09:00', 4);
    office.status('a', '10 14:00', 9); // 2:30 in the morning, half an hour in the afternoon
    office.receive('b', '10 09:00');
    office.status('b', '10 10:00', 9);
    expect(office.view('10 15:00').duration).toEqual({ count: 2, meanHours: 3, p90Hours: 5 });
    expect(office.view('11 15:00').duration).toBeNull();
  });
  it('K16: ratings of today that are not "unsatisfied"', () => {
    const office = openOffice();
    office.receive('a', '09 08:00');
    office.send('dossier.rated', 'a', '09 09:00', { rating: 'unsatisfied' });
    for (const [code, rating] of Object.entries({ b: 'very_satisfied', c: 'satisfied', d: 'unsatisfied' }))
      office.send('dossier.rated', code, '10 09:00', { rating });
    expect(office.view('10 10:00').satisfied).toEqual({ numerator: 2, denominator: 3 });
  });
});

describe('what is there now', () => {
  it('open, paused and awaiting are disjoint', () => {
    const office = openOffice();
    office.submit('1', '10 08:00');
    for (const status of [2, 4, 5, 6, 8, 9, 10, 3, 7]) {
      office.receive(`s${status}`, '10 08:00');
      office.status(`s${status}`, '10 09:00', status);
    }
    const view = office.view('10 10:00');
    expect(view).toMatchObject({ awaitingReceipt: 1, open: 2, paused: 3, received: 9 });
    expect(balanceHolds(view)).toBe(true);
  });
  it('nearly due from eight working hours before up to the due instant, overdue from the next millisecond', () => {
    const office = openOffice();
    office.receive('a', '06 08:00', '10 09:00');
    expect(office.view('09 08:59:59.999')).toMatchObject({ nearlyDue: 0, overdue: 0 });
    expect(office.view('09 09:00')).toMatchObject({ nearlyDue: 1, overdue: 0 });
    expect(office.view('10 09:00')).toMatchObject({ nearlyDue: 1, overdue: 0 });
    expect(office.view('10 09:00:00.001')).toMatchObject({ nearlyDue: 0, overdue: 1, open: 1 });
  });
  it('nearly due reaches over a week-end and over changed holidays, without a restart', () => {
    const office = openOffice();
    office.receive('a', '11 08:00', '16 08:00');
    expect(office.view('13 07:59').nearlyDue).toBe(0);
    expect(office.view('13 08:00').nearlyDue).toBe(1);
    const more = openOffice();
    more.receive('a', '11 08:00', '16 08:00');
    expect(more.view('12 09:00').nearlyDue).toBe(0);
    more.state.calendar = createCalendar({
      ...calendarData,
      version: 1,
      holidays: [...calendarData.holidays, '2026-03-13'],
    });
    expect(more.view('12 09:00').nearlyDue).toBe(1);
  });
  it('what is paused is not overdue', () => {
    const office = openOffice();
    office.receive('a', '06 08:00', '10 09:00');
    office.status('a', '10 09:30', 5);
    expect(office.view('10 10:00')).toMatchObject({ overdue: 0, paused: 1 });
    office.status('a', '10 11:00', 4);
    expect(office.view('10 11:00')).toMatchObject({ overdue: 1, paused: 0 });
  });
});

describe('by agency', () => {
  it('all registered and valid ones, and unregistered ones that were seen', () => {
    const office = openOffice();
    office.register('H44.1', 'Sở Một', { tier: 'department' });
    office.register('H44.2', 'Đã giải thể', { validTo: '2026-03-01' });
    office.register('H44.3', 'Chưa lập', { validFrom: '2026-04-01' });
    office.register('H44.14', 'Huyện Mười Bốn');
    office.receive('a', '10 08:00', '10 09:00');
    office.receive('b', '10 08:00', undefined, { agency: '__proto__' });
    office.receive('c', '10 08:00', undefined, { agency: null });
    const { byAgency } = office.view('10 10:00');
    expect(Object.keys(byAgency).sort()).toEqual(['H44.1', 'H44.14', '__proto__']);
    expect(byAgency['H44.1']).toMatchObject({ name: 'Sở Một', tier: 'department', received: null, reporting: 'never' });
    expect(byAgency['H44.14']).toMatchObject({
      name: 'Huyện Mười Bốn',
      received: 1,
      open: 1,
      overdue: 1,
      reporting: 'reported',
    });
    expect(Object.entries(byAgency).find(([code]) => code === '__proto__')?.[1]).toMatchObject({
      name: 'chưa đăng ký',
      tier: null,
      received: 1,
    });
  });
  it('reported today, silent today, never; coverage counts registered agencies that deal with dossiers', () => {
    const office = openOffice();
    for (const code of ['H44.1', 'H44.2', 'H44.3', 'H44.4']) office.register(code, code);
    office.registry.procedures.set('1.000', {
      name: null,
      level: 4,
      agencies: ['H44.1', 'H44.3'],
      validFrom: null,
      validTo: null,
      at: 0,
    });
    office.receive('a', '09 08:00', undefined, { agency: 'H44.1' });
    office.receive('b', '09 08:00', undefined, { agency: 'H44.2' });
    office.receive('c', '09 08:00', undefined, { agency: 'X99' });
    office.status('a', '10 08:00', 4, { agency: 'H44.1' });
    const view = office.view('10 09:00');
    expect(view.byAgency['H44.1']?.reporting).toBe('reported');
    expect(view.byAgency['H44.2']).toMatchObject({ reporting: 'silent', open: 1, received: 0 });
    expect(view.byAgency['H44.3']).toMatchObject({ reporting: 'never', open: null });
    expect(view.coverage).toEqual({ numerator: 1, denominator: 3 });
  });
  it('a dossier belongs to the agency of its first event until it is transferred', () => {
    const office = openOffice();
    office.status('a', '10 09:00', 2, { agency: 'H44.2' });
    office.submit('a', '10 08:00', {}, { agency: 'H44.1' });
    expect(office.view('10 10:00').byAgency).toMatchObject({
      'H44.1': { open: 1, received: 1 },
      'H44.2': { open: 0, received: 0 },
    });
    office.send('dossier.transferred', 'a', '10 11:00', { toAgency: 'H44.3' }, { agency: 'H44.1' });
    office.status('a', '10 12:00', 4, { agency: 'H44.9' });
    expect(office.view('10 13:00').byAgency).toMatchObject({
      'H44.1': { open: 0 },
      'H44.3': { open: 1 },
      'H44.9': { open: 0 },
    });
  });
  it('K14: level-4 dossiers received this month, until the month ends', () => {
    const office = openOffice();
    for (const [code, when] of [
      ['a', '2026-02-27 09:00'],
      ['b', '02 09:00'],
      ['c', '10 09:00'],
    ] as const) {
      office.submit(code, when, { level: 4 });
      office.status(code, when, 2);
      office.status(code, when, 9);
    }
    expect(office.view('10 10:00').byAgency['H44.14']?.level4Month).toBe(2);
    expect(office.view('31 23:59').byAgency['H44.14']?.level4Month).toBe(2);
    expect(office.view('2026-04-01 00:00').byAgency['H44.14']?.level4Month).toBe(0);
  });
});

describe('asOf, references, schema', () => {
  it('asOf moves with events, never with the clock, and not back', () => {
    const office = openOffice();
    office.submit('a', '10 08:00', {}, { foldAt: '10 08:01' });
    expect(office.view('10 12:00').asOf).toBe(text('10 08:01'));
    office.submit('b', '09 08:00');
    expect(office.view('10 12:00').asOf).toBe(text('10 08:01'));
  });
  it('parts that did not change are the same objects', () => {
    const office = openOffice();
    office.register('H44.1', 'Một');
    office.receive('a', '10 08:00');
    const one = office.view('10 09:00');
    const two = office.view('10 09:01');
    for (const part of ['byAgency', 'hourly', 'formulas', 'onTime', 'online', 'byLevel', 'corrected'] as const)
      expect(two[part], part).toBe(one[part]);
    office.receive('b', '10 09:02', undefined, { agency: 'H44.1' });
    const three = office.view('10 09:03');
    expect(three.byAgency).not.toBe(one.byAgency);
    expect(three.byAgency['H44.14']).toBe(one.byAgency['H44.14']);
    expect(three.byAgency['H44.1']).not.toBe(one.byAgency['H44.1']);
  });
  it('the view is what its schema says', () => {
    const office = openOffice();
    office.receive('a', '10 08:00', '10 09:00');
    office.status('a', '10 09:00', 9);
    expect(dossierView.parse(office.view('10 10:00'))).toEqual(office.view('10 10:00'));
  });
});
