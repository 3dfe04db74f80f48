import { describe, expect, it } from 'vitest';
import { atLeastNone, f1, f2, f3, f4 } from '../../../../shared/sources/dossier/formulas.ts';
import { balanceHolds } from '../../../../shared/sources/dossier/view.ts';
import { openOffice } from './office.ts';

describe('the formulas by name', () => {
  it('F1 is of results, F2 of what was due', () => {
    expect(f1({ resolved: 10, late: 3 })).toEqual({ numerator: 7, denominator: 10 });
    expect(f2({ due: 4169, onTime: 4157 })).toEqual({ numerator: 4157, denominator: 4169 });
  });
  it('F3 takes late work and late results from all there was to do', () => {
    expect(f3({ received: 10, carriedOver: 20, overdue: 2, late: 3 })).toEqual({ numerator: 25, denominator: 30 });
    const none = f3({ received: 0, carriedOver: 1, overdue: 1, late: 1 });
    expect(atLeastNone(none)).toEqual({ numerator: 0, denominator: 1 });
  });
  it('F4 counts what is in time, withdrawn or paused as good', () => {
    expect(f4({ resolved: 10, late: 3, withdrawn: 1, open: 20, overdue: 2, paused: 4 })).toEqual({
      numerator: 30,
      denominator: 35,
    });
  });
});

describe('in a view', () => {
  it('a unit that hides late work looks perfect under F1 and bad under F2 and F3', () => {
    const office = openOffice();
    for (let i = 0; i < 10; i++) {
      office.receive(`d${i}`, '06 08:00', '10 09:00');
      if (i < 2) office.status(`d${i}`, '10 08:30', 9);
    }
    const { formulas } = office.view('10 10:00');
    expect(formulas.F1).toEqual({ numerator: 2, denominator: 2 });
    expect(formulas.F2).toEqual({ numerator: 2, denominator: 10 });
    expect(formulas.F3).toEqual({ numerator: 2, denominator: 10 });
  });
  it('F2 grows with the clock: what is due later today is not yet counted, unless finished', () => {
    const office = openOffice();
    office.receive('open', '06 08:00', '10 15:00');
    office.receive('done', '06 08:00', '10 16:00');
    office.receive('early', '05 08:00', '10 17:00');
    office.status('early', '06 09:00', 9);
    office.status('done', '10 08:30', 9);
    expect(office.view('10 14:59:59.999').onTime).toEqual({ formula: 'F2', numerator: 2, denominator: 2 });
    expect(office.view('10 15:00').onTime).toEqual({ formula: 'F2', numerator: 2, denominator: 3 });
  });
  it('finished today but due yesterday is late in F1, and no matter of the F2 of today', () => {
    const office = openOffice();
    office.receive('a', '06 08:00', '09 15:00');
    office.status('a', '10 08:30', 9);
    expect(office.view('10 09:00').formulas).toMatchObject({
      F1: { numerator: 0, denominator: 1 },
      F2: { numerator: 0, denominator: 0 },
      F3: { numerator: 0, denominator: 1 },
      F4: { numerator: 0, denominator: 1 },
    });
  });
});

describe('balance', () => {
  it('breaks, and says so, when a result comes out of nothing', () => {
    const office = openOffice();
    office.status('a', '10 08:00', 9);
    expect(balanceHolds(office.view('10 09:00'))).toBe(false);
    office.status('a', '10 07:00', 2);
    expect(balanceHolds(office.view('10 10:00'))).toBe(true);
  });
});
