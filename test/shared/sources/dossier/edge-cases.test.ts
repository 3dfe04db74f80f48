// The edge cases of domain.md §3.4 that concern dossiers, one test each. The day is Tuesday 2026-03-10.
import { describe, expect, it } from 'vitest';
import { dossierSource } from '../../../../shared/sources/dossier/index.ts';
import { balanceHolds } from '../../../../shared/sources/dossier/view.ts';
import { openOffice, text } from './office.ts';

describe('1: finished on the due date at a later hour', () => {
  it('was overdue by the instant, is on time by the date', () => {
    const office = openOffice();
    office.receive('a', '09 08:00', '10 08:00');
    expect(office.view('10 09:00')).toMatchObject({ overdue: 1, onTime: { numerator: 0, denominator: 1 } });
    office.status('a', '10 16:00', 9);
    expect(office.view('10 16:00')).toMatchObject({ overdue: 0, late: 0, onTime: { numerator: 1, denominator: 1 } });
  });
});

describe('2: the day boundary at +07:00', () => {
  it('23:59:59.999 is yesterday, 00:00:00.000 is today', () => {
    const office = openOffice();
    office.receive('a', '09 23:59:59.999');
    office.receive('b', '10 00:00:00.000');
    const view = office.view('10 00:00:00.000');
    expect(view).toMatchObject({ submitted: 1, received: 1, carriedOver: 1, open: 2 });
    expect(view.hourly[0]).toBe(1);
    expect(balanceHolds(view)).toBe(true);
  });
  it('a finish one millisecond after midnight is late, one before is not', () => {
    const office = openOffice();
    for (const code of ['a', 'b']) office.receive(code, '05 08:00', '09 08:00');
    office.status('a', '09 23:59:59.999', 9);
    office.status('b', '10 00:00:00.000', 9);
    expect(office.view('10 00:00:00.000')).toMatchObject({ resolved: 1, late: 1 });
  });
  it('the UTC date does not matter: 06:59 local is yesterday in UTC and today here', () => {
    const office = openOffice();
    office.receive('a', '10 06:59');
    expect(office.view('10 07:01')).toMatchObject({ received: 1 });
    expect(office.view('11 06:59')).toMatchObject({ received: 0, carriedOver: 1 });
  });
  it('a figure of the day ends with the day, without any event', () => {
    const office = openOffice();
    office.receive('a', '10 08:00', '11 09:00');
    office.status('a', '10 09:00', 9);
    expect(office.view('10 23:59:59.999')).toMatchObject({ received: 1, resolved: 1, onTime: { denominator: 0 } });
    expect(office.view('11 00:00')).toMatchObject({
      received: 0,
      resolved: 0,
      onTime: { numerator: 1, denominator: 1 },
    });
    expect(office.view('12 00:00')).toMatchObject({ onTime: { numerator: 0, denominator: 0 } });
  });
  it('an event dated tomorrow by a fast clock waits for its day', () => {
    const office = openOffice();
    office.receive('a', '11 00:02', undefined, { foldAt: '10 23:58' });
    const today = office.view('10 23:59');
    expect(today).toMatchObject({ submitted: 0, received: 0, open: 0 });
    expect(balanceHolds(today)).toBe(true);
    expect(office.view('11 00:00')).toMatchObject({ submitted: 1, received: 1, open: 1 });
  });
  it('and stands in the closed figures of its day, though nobody looked on that day', () => {
    const office = openOffice();
    office.receive('a', '11 00:02', undefined, { foldAt: '10 23:58' });
    office.receive('b', '11 09:00', undefined, { foldAt: '12 09:00' });
    expect(office.view('12 10:00').corrected['2026-03-11']).toMatchObject({
      first: { received: 1 },
      now: { received: 2 },
    });
  });
});

describe('3: late events correct their own day', () => {
  it('yesterday gets a second version, both values stay, today is unchanged', () => {
    const office = openOffice();
    office.receive('a', '09 08:00', '09 17:00');
    office.view('10 09:00');
    expect(office.view('10 09:00').corrected).toEqual({});
    expect(office.status('a', '09 16:00', 9, { foldAt: '10 10:00' })).toBe(true);
    const view = office.view('10 10:00');
    expect(view).toMatchObject({ resolved: 0, carriedOver: 0, open: 0, overdue: 0 });
    expect(view.corrected).toMatchObject({
      '2026-03-09': {
        version: 2,
        first: { received: 1, resolved: 0, onTime: { numerator: 0, denominator: 1 } },
        now: { received: 1, resolved: 1, onTime: { numerator: 1, denominator: 1 } },
      },
    });
    expect(balanceHolds(view)).toBe(true);
  });
  it('each batch that changes it raises the version; a batch that does not, leaves it', () => {
    const office = openOffice();
    office.receive('a', '09 08:00');
    office.receive('b', '09 08:00', '09 07:00', { foldAt: '10 10:00' });
    office.receive('c', '09 08:00', undefined, { foldAt: '10 10:00' });
    office.status('a', '09 09:00', 4, { foldAt: '10 10:01' });
    expect(office.view('10 11:00').corrected['2026-03-09']?.version).toBe(2);
    office.receive('d', '09 08:00', undefined, { foldAt: '10 11:01' });
    expect(office.view('10 12:00').corrected['2026-03-09']).toMatchObject({
      version: 3,
      first: { received: 1 },
      now: { received: 4 },
    });
  });
  it('shown for seven days, and not for days before the model began', () => {
    const office = openOffice();
    office.receive('old', '05 08:00', undefined, { foldAt: '09 08:00' });
    office.receive('x', '06 08:00', undefined, { foldAt: '10 08:00' });
    office.receive('a', '09 08:00', undefined, { foldAt: '10 08:00' });
    expect(Object.keys(office.view('16 12:00').corrected)).toEqual(['2026-03-09']);
    expect(office.view('17 00:00').corrected).toEqual({});
  });
  it('an older event never moves the state back', () => {
    const office = openOffice();
    office.receive('a', '10 08:00');
    office.status('a', '10 10:00', 9);
    expect(office.status('a', '10 09:00', 4)).toBe(true);
    expect(office.view('10 11:00')).toMatchObject({ resolved: 1, open: 0 });
    expect(office.status('a', '10 12:00', 10)).toBe(false);
  });
  it('what is dated yesterday is late even when its dossier was never heard of', () => {
    const office = openOffice();
    expect(office.submit('a', '09 23:59', {}, { foldAt: '10 00:00' })).toBe(true);
    expect(office.submit('b', '10 00:00', {}, { foldAt: '10 00:00' })).toBe(false);
  });
});

describe('4: reopened 9→4→9', () => {
  it('the day of the first finish drops by one, the last finish counts, judged against the due in force', () => {
    const office = openOffice();
    office.receive('a', '06 08:00', '09 17:00');
    office.status('a', '09 16:00', 9);
    office.status('a', '10 08:00', 4);
    const open = office.view('10 09:00');
    expect(open).toMatchObject({ reopened: 1, open: 1, resolved: 0 });
    expect(open.corrected['2026-03-09']).toMatchObject({ version: 2, first: { resolved: 1 }, now: { resolved: 0 } });
    expect(balanceHolds(open)).toBe(true);
    office.status('a', '10 10:00', 9);
    const view = office.view('10 11:00');
    expect(view).toMatchObject({ reopened: 1, open: 0, resolved: 1, late: 1 });
    expect(balanceHolds(view)).toBe(true);
  });
});

describe('5: withdrawn and rejected', () => {
  it('are out of F1 to F3; F4 includes the withdrawn', () => {
    const office = openOffice();
    for (const [code, status] of [
      ['w', 7],
      ['r', 3],
    ] as const) {
      office.receive(code, '09 08:00', '10 08:00');
      office.status(code, '10 07:00', status);
    }
    const { formulas } = office.view('10 10:00');
    expect(formulas.F1).toEqual({ numerator: 0, denominator: 0 });
    expect(formulas.F2).toEqual({ numerator: 0, denominator: 0 });
    expect(formulas.F4).toEqual({ numerator: 1, denominator: 1 });
  });
  it('withdrawn the day after it was missed: the miss of that day stays', () => {
    const office = openOffice();
    office.receive('a', '06 08:00', '09 08:00');
    expect(office.view('09 17:00').onTime).toMatchObject({ numerator: 0, denominator: 1 });
    office.status('a', '10 08:00', 7);
    expect(office.view('10 09:00').corrected).toEqual({});
  });
});

describe('6: due dates', () => {
  it('none: never overdue, on time in F1', () => {
    const office = openOffice();
    office.receive('a', '10 08:00');
    office.due('a', '10 08:00', null);
    office.receive('b', '10 08:00');
    office.status('b', '10 09:00', 9);
    expect(office.view('20 08:00')).toMatchObject({ overdue: 0, nearlyDue: 0, open: 1 });
    expect(office.view('20 08:00').corrected).toEqual({});
    const other = openOffice();
    other.receive('b', '10 08:00');
    other.status('b', '10 09:00', 9);
    expect(other.view('10 10:00').formulas).toMatchObject({
      F1: { numerator: 1, denominator: 1 },
      F2: { numerator: 0, denominator: 0 },
    });
  });
  it('due before received: overdue at once', () => {
    const office = openOffice();
    office.receive('a', '10 08:00', '10 07:00');
    expect(office.view('10 08:00')).toMatchObject({ overdue: 1, onTime: { numerator: 0, denominator: 1 } });
  });
  it('moved earlier, or later, before it has passed: the new one is in force', () => {
    const office = openOffice();
    office.receive('a', '09 08:00', '12 08:00');
    office.due('a', '10 08:00', '10 09:00', 'reschedule');
    office.receive('b', '09 08:00', '10 09:00');
    office.due('b', '10 08:00', '12 09:00', 'reschedule');
    office.due('b', '10 08:30', '13 09:00', 'reschedule');
    expect(office.view('10 10:00')).toMatchObject({
      overdue: 1,
      rewritten: 0,
      onTime: { numerator: 0, denominator: 1 },
    });
  });
});

describe('whitewash', () => {
  it('a due date rewritten after it passed does not make a late dossier punctual', () => {
    const office = openOffice();
    office.receive('a', '05 08:00', '09 08:00');
    office.due('a', '10 08:00', '12 08:00', 'reset');
    expect(office.view('10 09:00')).toMatchObject({ overdue: 1, rewritten: 1 });
    office.status('a', '10 10:00', 9);
    expect(office.view('10 11:00')).toMatchObject({ resolved: 1, late: 1, rewritten: 1 });
    expect(office.view('11 11:00').rewritten).toBe(0);
  });
  it('nor does removing it, nor a rewrite after the late finish', () => {
    const office = openOffice();
    office.receive('a', '05 08:00', '09 08:00');
    office.due('a', '10 08:00', null, 'reset');
    office.receive('b', '05 08:00', '09 08:00');
    office.status('b', '10 08:00', 9);
    office.due('b', '10 08:30', '10 17:00', 'reset');
    expect(office.view('10 09:00')).toMatchObject({ overdue: 1, late: 1, rewritten: 2 });
  });
  it('the same due date sent again after it passed is no rewriting', () => {
    const office = openOffice();
    office.receive('a', '05 08:00', '09 08:00');
    office.due('a', '10 08:00', '09 08:00', 'initial');
    expect(office.view('10 09:00')).toMatchObject({ overdue: 1, rewritten: 0 });
  });
  it('a finish date rewritten to the due date leaves the finish as it was', () => {
    const office = openOffice();
    office.receive('a', '05 08:00', '09 08:00');
    office.status('a', '10 08:00', 9);
    office.send('dossier.finish_changed', 'a', '10 09:00', {
      finishedAt: text('09 08:00'),
      previousFinishedAt: text('10 08:00'),
    });
    expect(office.view('10 10:00')).toMatchObject({ resolved: 1, late: 1, rewritten: 1 });
  });
  it('a finish date corrected on a punctual dossier does not matter', () => {
    const office = openOffice();
    office.receive('a', '05 08:00', '12 08:00');
    office.status('a', '10 08:00', 9);
    office.send('dossier.finish_changed', 'a', '10 09:00', { finishedAt: text('10 07:50') });
    expect(office.view('10 10:00')).toMatchObject({ resolved: 1, late: 0, rewritten: 0 });
  });
});

describe('7: duplicates and transfers', () => {
  it('transferred on the day of receipt: once in the province, once in each unit', () => {
    const office = openOffice();
    office.receive('a', '10 08:00', undefined, { agency: 'H44.1' });
    office.send('dossier.transferred', 'a', '10 09:00', { toAgency: 'H44.2' });
    office.send('dossier.transferred', 'a', '10 10:00', { toAgency: 'H44.1' });
    office.send('dossier.transferred', 'a', '10 11:00', { toAgency: 'H44.2' });
    const view = office.view('10 12:00');
    expect(view.received).toBe(1);
    expect(view.byAgency).toMatchObject({ 'H44.1': { received: 1, open: 0 }, 'H44.2': { received: 1, open: 1 } });
  });
  it('handed over on a later day counts as received there, not where it came from', () => {
    const office = openOffice();
    office.receive('a', '09 08:00', undefined, { agency: 'H44.1' });
    office.send('dossier.transferred', 'a', '10 09:00', { toAgency: 'H44.2' });
    const view = office.view('10 12:00');
    expect(view.received).toBe(0);
    expect(view.byAgency).toMatchObject({ 'H44.1': { received: 0 }, 'H44.2': { received: 1 } });
    expect(office.view('11 12:00').byAgency['H44.2']?.received).toBe(0);
  });
});

describe('8: the clock stopped', () => {
  it('entering 5 after the due date does not erase lateness', () => {
    const office = openOffice();
    office.receive('a', '05 08:00', '10 08:00');
    office.status('a', '10 09:00', 5);
    office.due('a', '10 09:30', '20 08:00', 'supplement');
    expect(office.view('10 10:00')).toMatchObject({
      overdue: 0,
      paused: 1,
      rewritten: 1,
      onTime: { numerator: 0, denominator: 1 },
    });
    office.status('a', '11 08:00', 4);
    office.status('a', '11 09:00', 9);
    expect(office.view('11 10:00')).toMatchObject({ resolved: 1, late: 1 });
  });
  it('paused before the due instant: the later due date replaces it, also when work goes on first', () => {
    const office = openOffice();
    for (const code of ['a', 'b']) {
      office.receive(code, '05 08:00', '09 08:00');
      office.status(code, '06 08:00', 5);
    }
    office.due('a', '10 08:00', '12 08:00', 'supplement');
    office.status('a', '10 08:00', 4);
    office.status('b', '10 08:00', 4);
    office.due('b', '10 08:01', '12 08:00', 'supplement');
    expect(office.view('10 09:00')).toMatchObject({ overdue: 0, open: 2, rewritten: 0 });
  });
});

describe('9: deleted test dossiers', () => {
  it('are out of everything but submitted, and come back when restored', () => {
    const office = openOffice();
    office.submit('a', '10 08:00', { level: 4, channel: 'online' });
    office.status('a', '10 08:10', 2);
    office.due('a', '10 08:10', '10 08:30');
    const before = office.view('10 10:00');
    office.send('dossier.deleted', 'a', '10 10:00');
    const gone = office.view('10 10:00');
    expect(gone).toMatchObject({
      submitted: 1,
      received: 0,
      open: 0,
      overdue: 0,
      online: { denominator: 0 },
      onTime: { denominator: 0 },
    });
    expect(gone.byAgency['H44.14']).toMatchObject({ received: 0, open: 0, level4Month: 0 });
    expect(balanceHolds(gone)).toBe(true);
    office.send('dossier.restored', 'a', '10 11:00');
    expect(office.view('10 11:00')).toEqual({ ...before, asOf: text('10 11:00'), hourly: expect.anything() });
  });
});

describe('10: merged units', () => {
  it('history stays with the old code, the new one starts at nothing, the province goes on', () => {
    const office = openOffice();
    office.register('H44.1', 'Xã cũ', { validTo: '2026-03-10' });
    office.register('H44.2', 'Xã mới', { validFrom: '2026-03-10' });
    office.receive('a', '09 08:00', undefined, { agency: 'H44.1' });
    expect(office.view('09 09:00').byAgency).toMatchObject({ 'H44.1': { open: 1 } });
    office.receive('b', '10 08:00', undefined, { agency: 'H44.2' });
    const view = office.view('10 09:00');
    expect(view).toMatchObject({ open: 2, coverage: { numerator: 1, denominator: 1 } });
    expect(view.byAgency).toMatchObject({ 'H44.1': { name: 'Xã cũ', open: 1 }, 'H44.2': { name: 'Xã mới', open: 1 } });
    office.status('a', '10 10:00', 9, { agency: 'H44.1' });
    expect(Object.keys(office.view('11 10:00').byAgency)).toEqual(['H44.2']);
  });
});

describe('11: nothing to divide by', () => {
  it('is {0,0}, not 100 %', () => {
    const office = openOffice();
    office.submit('a', '10 08:00');
    const { formulas, online, satisfied } = office.view('10 09:00');
    const nothing = { numerator: 0, denominator: 0 };
    expect({ ...formulas, online, satisfied }).toEqual({
      F1: nothing,
      F2: nothing,
      F3: nothing,
      F4: nothing,
      online: nothing,
      satisfied: nothing,
    });
  });
});

describe('12: a batch command', () => {
  it('500 dossiers finished at one instant', () => {
    const office = openOffice();
    for (let i = 0; i < 500; i++) office.receive(`d${i}`, '09 08:00', i % 2 ? '10 17:00' : '09 17:00');
    expect(office.view('10 15:00')).toMatchObject({ open: 500, overdue: 250 });
    for (let i = 0; i < 500; i++) office.status(`d${i}`, '10 16:00', 9);
    const view = office.view('10 16:00');
    expect(view).toMatchObject({ open: 0, resolved: 500, late: 250, onTime: { numerator: 250, denominator: 250 } });
    expect(balanceHolds(view)).toBe(true);
  });
});

describe('15: finished on a Saturday', () => {
  it('is judged by the date of its finish, not of its receipt', () => {
    const office = openOffice();
    office.receive('a', '12 08:00', '13 17:00');
    office.status('a', '14 09:00', 9);
    expect(office.view('14 10:00')).toMatchObject({ resolved: 1, late: 1 });
  });
});

describe('going live', () => {
  const snapshot = (office: ReturnType<typeof openOffice>, code: string, data: object) =>
    office.send('dossier.snapshot', code, '10 00:10', { submittedAt: text('02 08:00'), ...data });

  it('a snapshot carries its past in', () => {
    const office = openOffice();
    snapshot(office, 'open', {
      status: 4,
      receivedAt: text('02 09:00'),
      dueAt: text('09 08:00'),
      level: 4,
      channel: 'online',
    });
    snapshot(office, 'paused', { status: 5, receivedAt: text('02 09:00') });
    snapshot(office, 'done', {
      status: 10,
      receivedAt: text('02 09:00'),
      dueAt: text('10 08:00'),
      finishedAt: text('06 09:00'),
    });
    snapshot(office, 'waiting', { status: 1 });
    snapshot(office, 'new', { status: 2, submittedAt: text('10 00:05'), receivedAt: text('10 00:06') });
    const view = office.view('10 08:00');
    expect(view).toMatchObject({
      submitted: 1,
      received: 1,
      carriedOver: 2,
      open: 2,
      paused: 1,
      awaitingReceipt: 1,
      overdue: 1,
      resolved: 0,
      onTime: { numerator: 1, denominator: 1 },
    });
    expect(view.byAgency['H44.14']?.level4Month).toBe(1);
    expect(balanceHolds(view)).toBe(true);
    office.due('open', '10 08:00', '20 08:00', 'reset');
    expect(office.view('10 09:00')).toMatchObject({ overdue: 1, rewritten: 1 });
  });
});

describe('forgetting', () => {
  it('drops what is closed and long unheard of; figures and open dossiers stay', () => {
    const office = openOffice();
    for (const code of ['closed', 'recent']) office.receive(code, '2026-02-20 08:00', '06 08:00');
    for (const code of ['month', 'future', 'today'])
      office.receive(code, '05 08:00', code === 'future' ? '20 08:00' : '06 08:00');
    office.receive('open', '05 08:00', '06 08:00');
    for (const code of ['closed', 'month', 'future']) office.status(code, '06 09:00', 9);
    office.status('recent', '09 09:00', 9);
    office.status('today', '10 09:00', 9);
    const before = office.view('10 10:00');
    dossierSource.forget(office.model, Date.parse(text('08 00:00')));
    expect([...office.model.dossiers.keys()].sort()).toEqual(['future', 'month', 'open', 'recent', 'today']);
    expect(office.view('10 10:00')).toEqual(before);
    dossierSource.forget(office.model, Date.parse(text('11 00:00')));
    expect([...office.model.dossiers.keys()].sort()).toEqual(['future', 'month', 'open', 'today']);
    expect(office.view('10 10:00')).toEqual(before);
    expect(office.view('20 10:00').onTime).toMatchObject({ numerator: 1, denominator: 1 });
  });
});
