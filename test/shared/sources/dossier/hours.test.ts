import { describe, expect, it } from 'vitest';
import { submittedIn } from '../../../../shared/sources/dossier/hours.ts';
import { dayNumber } from '../../../../shared/time.ts';
import { ms, openOffice } from './office.ts';

describe('submitted by the hour', () => {
  const office = () => {
    const opened = openOffice();
    opened.submit('first', '02 08:00');
    opened.submit('a', '03 09:59:59.999');
    opened.submit('b', '03 10:00');
    return opened;
  };
  /** `hour`: day and hour, like `03 09`. */
  const inHour = ({ model }: ReturnType<typeof office>, hour: string) =>
    submittedIn(model, dayNumber(ms(`${hour}:00`)), Number(hour.slice(3)));
  it('is known today, in the window of correction, and after it', () => {
    for (const now of ['03 11:00', '04 00:00', '10 12:00', '11 12:00', '2026-04-14 23:59']) {
      const opened = office();
      opened.view(now);
      expect([inHour(opened, '03 09'), inHour(opened, '03 10'), inHour(opened, '03 11')], now).toEqual([1, 1, 0]);
    }
  });
  it('is unknown of the day on which the monitor began, of a day without data, and of long ago', () => {
    const opened = office();
    opened.view('05 12:00');
    expect(inHour(opened, '02 08')).toBeNull();
    expect(inHour(opened, '04 08')).toBeNull();
    opened.view('2026-04-15 00:00');
    expect(inHour(opened, '03 09')).toBeNull();
  });
  it('a dossier that turns out to be from another hour of a closed day corrects no figure of that day', () => {
    const opened = office();
    opened.view('05 08:00');
    opened.submit('b', '03 08:30', {}, { foldAt: '05 09:00' });
    expect(opened.view('05 10:00').corrected).toEqual({});
    expect([inHour(opened, '03 08'), inHour(opened, '03 10')]).toEqual([1, 0]);
    opened.submit('c', '03 08:30', {}, { foldAt: '05 10:30' });
    expect(Object.keys(opened.view('05 11:00').corrected)).toEqual(['2026-03-03']);
  });
});
