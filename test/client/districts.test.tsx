// The panels of the scenes "districts" and "month": what stands in them, worst first, and that no data is no zero.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Districts, districtRows } from '../../client/panels/districts.tsx';
import { MonthTable, monthRows } from '../../client/panels/month.tsx';
import type { Parts } from '../../client/wall/parts.ts';
import type { View } from '../../shared/view.ts';
import { bad, DISTRICTS, empty, NOW, normal } from './fixtures.ts';

const parts = (view: View): Parts => ({
  ...{ view, mode: 'live', link: 'live', caption: '', muted: false, clock: NOW, coarse: NOW },
  sentence: { text: '', tone: 'well', priority: null },
  fresh: {
    dossier: { state: 'fresh', asOf: null },
    conference: { state: 'fresh', asOf: null },
    security: { state: 'fresh', asOf: null },
  },
});
const textOf = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('districts', () => {
  it('have a row each: endpoints, overdue, open, received today, alarms', () => {
    const rows = districtRows(normal);
    expect(rows.map(({ code }) => code).sort()).toEqual(DISTRICTS.map(([code]) => code));
    const thanhBa = rows.find(({ code }) => code === 'H44.05')!;
    const units = Object.entries(normal.dossier.byAgency).filter(([, { district }]) => district === 'H44.05');
    const sum = (of: 'open' | 'received' | 'overdue') => units.reduce((total, [, row]) => total + (row[of] ?? 0), 0);
    expect(thanhBa).toMatchObject({
      name: 'Thanh Ba',
      open: sum('open'),
      received: sum('received'),
      overdue: sum('overdue'),
    });
    expect(thanhBa.endpoints.denominator).toBe(20);
  });

  it('stand worst first: an alarm, then who is missing, then what is overdue', () => {
    const rows = districtRows(bad);
    expect(rows[0]).toMatchObject({ code: 'H44.07', priority: 'P1' });
    expect(rows[0]!.endpoints).toEqual({ numerator: 0, denominator: 18 });
    const calm = rows.filter(({ priority }) => priority === null);
    expect(calm.map(({ missing }) => missing)).toEqual(calm.map(({ missing }) => missing).toSorted((a, b) => b - a));
  });

  it('of which nobody has ever sent anything show a dash', () => {
    const view = structuredClone(normal) as View;
    for (const row of Object.values(view.dossier.byAgency))
      if (row.district === 'H44.05')
        Object.assign(row, { reporting: 'never', open: null, overdue: null, received: null });
    expect(districtRows(view).find(({ code }) => code === 'H44.05')).toMatchObject({ open: null, overdue: null });
    expect(textOf(renderToStaticMarkup(<Districts {...parts(view)} />))).toMatch(/Thanh Ba [^—]*— — —/);
    expect(textOf(renderToStaticMarkup(<Districts {...parts(empty)} />))).toContain('Không có đơn vị cấp huyện');
  });
});

describe('the month', () => {
  it('is by tier, and in each tier those without figures come first', () => {
    const rows = monthRows(normal.dossier.month!, normal.dossier.byAgency);
    expect(rows.slice(0, 3).map(({ code, received }) => [code, received === null])).toEqual([
      ['H44.33', true],
      ['H44.36', true],
      ['H44.30', false],
    ]);
    expect(rows.find(({ tier }) => tier === 'commune')!.code).toBe('H44.05.3');
  });

  it('says "chưa có số liệu" and no zero of a unit that sent nothing, and the coverage beside', () => {
    const text = textOf(renderToStaticMarkup(<MonthTable {...parts(normal)} />));
    expect(text).toContain('Tháng 11/2026');
    expect(text).toMatch(/Sở Giao thông vận tải \d+ \/ \d+ chưa có số liệu/);
    expect(text).toMatch(/Đơn vị có số liệu: 243 \/ 246 \(98,8 %\)/);
    expect(textOf(renderToStaticMarkup(<MonthTable {...parts(empty)} />))).toContain('Chưa có số liệu');
  });
});
