import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completer, daysTo, shiftDays, sortByTime } from '../../../server/feed/event.ts';

describe('completer', () => {
  it('makes the same ids in every run, and keeps equal events of one run apart', () => {
    const run = (): unknown[] => {
      const complete = completer(null, 'csv');
      return [{ type: 'a' }, { type: 'a' }, { type: 'b' }, { type: 'a', id: 'mine' }].map(
        (event) => complete(event).id,
      );
    };
    const ids = run();
    expect(run()).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
    expect(ids[3]).toBe('mine');
  });

  it('names a source: the forced one, the mapping’s, the format’s', () => {
    expect(completer('/x', 'csv')({ type: 'a', source: '/m' }).source).toBe('/x');
    expect(completer(null, 'csv')({ type: 'a', source: '/m' }).source).toBe('/m');
    expect(completer(null, 'csv')({ type: 'a' }).source).toBe('/feed/csv');
  });
});

describe('sortByTime', () => {
  it('orders by instant, not by text, keeps equals and what has no time in place', () => {
    const events = [
      { type: '3', time: '2020-01-01T10:00:00+07:00' },
      { type: '4', time: '2020-01-01T03:00:00Z' },
      { type: '5' },
      { type: '1', time: '2020-01-01T01:00:00+01:00' },
      { type: '2', time: '2020-01-01T00:00:00Z' },
    ];
    expect(sortByTime(events).map(({ type }) => type)).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('shiftDays', () => {
  it('moves time and the instants in data by whole days, and says so in the id', () => {
    const event = {
      id: 'x',
      type: 'dossier.due',
      time: '2011-03-01T23:30:00.000Z',
      data: { dueAt: '2011-03-05T00:00:00+01:00', reason: 'initial', step: '2011-03-05' },
    };
    expect(shiftDays(event, 1)).toEqual({
      id: 'x/+1d',
      type: 'dossier.due',
      time: '2011-03-03T06:30:00.000+07:00',
      data: { dueAt: '2011-03-06T06:00:00.000+07:00', reason: 'initial', step: '2011-03-05' },
    });
    expect(shiftDays({ type: 'agency.registered', data: { validFrom: '2020-12-31', dueAt: null } }, 2).data).toEqual({
      validFrom: '2021-01-02',
      dueAt: null,
    });
  });

  it('brings the earliest local day to the day asked for', () => {
    const first = Date.parse('2011-03-01T18:00:00Z'); // already the 2nd in Vietnam
    expect(daysTo('2011-03-05', first)).toBe(3);
    expect(daysTo('2011-03-05', Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('keeps every distance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: -5000, max: 5000 }),
        (at, gap, days) => {
          const [time, dueAt] = [new Date(at).toISOString(), new Date(at + gap).toISOString()];
          const shifted = shiftDays({ type: 'dossier.due', time, data: { dueAt } }, days) as {
            time: string;
            data: { dueAt: string };
          };
          expect(Date.parse(shifted.data.dueAt) - Date.parse(shifted.time)).toBe(gap);
          expect(Date.parse(shifted.time) - at).toBe(days * 86_400_000);
        },
      ),
    );
  });
});
