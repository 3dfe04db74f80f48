// Where files are asked for: the right address for each, and for supervisors alone.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { KpiView } from '../../client/desk/kpi/view.tsx';
import { dayBefore, files, shiftAt, shiftBefore } from '../../client/exports/files.ts';
import { Exports } from '../../client/replay/exports.tsx';
import { USUAL_STARTS } from '../../shared/alarm/shifts.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}:00+07:00`);

describe('addresses', () => {
  it('say what is marked how, and what is pinned', () => {
    expect(files.day('2026-11-21', { mode: 'replay', as: 'now', seq: 9 })).toBe(
      '/api/exports/day.pdf?day=2026-11-21&mode=replay&as=now&seq=9',
    );
    expect(files.shift('2026-11-21', 2, { mode: 'extract', as: 'now', seq: 9 })).toBe(
      '/api/exports/shift.pdf?day=2026-11-21&shift=2&mode=extract',
    );
    expect(files.events('2026-11-21', 'ndjson', { mode: 'replay', as: 'then', seq: undefined })).toBe(
      '/api/exports/events?day=2026-11-21&format=ndjson&mode=replay&as=then',
    );
    const until = new URLSearchParams(files.eventsUntil(20_778, at('10:17'), { mode: 'replay' }).split('?')[1]);
    // The instant that is shown is in it: `to` itself is not.
    expect([until.get('from'), until.get('to')]).toEqual([
      '2026-11-21T00:00:00.000+07:00',
      '2026-11-21T10:17:00.001+07:00',
    ]);
    expect(files.month('2026-11', 'xlsx', { mode: 'extract' })).toBe(
      '/api/exports/level4.xlsx?month=2026-11&mode=extract',
    );
  });

  it('name a shift by the day on which it began', () => {
    expect(shiftAt(USUAL_STARTS, at('10:17'))).toEqual({ day: '2026-11-21', shift: 1 });
    expect(shiftAt(USUAL_STARTS, at('07:00'))).toEqual({ day: '2026-11-21', shift: 1 });
    expect(shiftAt(USUAL_STARTS, at('06:59'))).toEqual({ day: '2026-11-20', shift: 3 });
    expect(shiftBefore(USUAL_STARTS, at('10:17'))).toEqual({ day: '2026-11-20', shift: 3 });
    expect(shiftBefore(USUAL_STARTS, at('15:00'))).toEqual({ day: '2026-11-21', shift: 1 });
    expect(dayBefore(at('00:00'))).toBe('2026-11-20');
  });
});

describe('the menu of a replay', () => {
  const html = (as: 'then' | 'now'): string =>
    renderToStaticMarkup(<Exports day="2026-11-21" as={as} at={at('10:17')} seq={12} />);

  it('offers reports, events up to the instant that is shown, and the month', () => {
    for (const word of [
      'Xuất tệp',
      'Báo cáo ngày 21/11/2026 (PDF)',
      'Báo cáo ca 3 (PDF)',
      'Sự kiện cả ngày (CSV)',
      'Sự kiện đến 10:17:00 (CSV)',
      'Dịch vụ công mức độ 4, tháng 11/2026 (Excel)',
    ])
      expect(html('then')).toContain(word);
  });

  it('offers the hash chain in the order of receipt alone', () => {
    expect(html('then')).toContain('chuỗi băm');
    expect(html('now')).not.toContain('chuỗi băm');
  });
});

it('the page of key figures offers reports to whoever may have them', () => {
  const page = (reports: boolean): string =>
    renderToStaticMarkup(<KpiView now={at('10:17')} starts={USUAL_STARTS} reports={reports} onClose={() => {}} />);
  expect(page(true)).toContain('Báo cáo ca trước');
  expect(page(false)).not.toContain('Báo cáo');
});
