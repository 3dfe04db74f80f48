// The page of key figures: its periods, its lines, and what is marked.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { groupsOf, type Line } from '../../client/desk/kpi/figures.ts';
import { PERIODS, rangeOf } from '../../client/desk/kpi/periods.ts';
import { KpiView } from '../../client/desk/kpi/view.tsx';
import { figure, responseTarget, SPLIT, share, TARGETS } from '../../shared/alarm/kpi-figures.ts';
import type { Kpi } from '../../shared/alarm/kpi-schema.ts';
import { USUAL_STARTS } from '../../shared/alarm/shifts.ts';
import { instantText } from '../../shared/time.ts';

const at = (time: string, day = '2026-11-21'): number => Date.parse(`${day}T${time}+07:00`);

describe('periods', () => {
  it('are of local days and shifts; what runs ends with the day', () => {
    const now = at('10:17:30');
    const shown = PERIODS.map((period) => {
      const { from, to } = rangeOf(period, now, USUAL_STARTS);
      return [period, instantText(from).slice(0, 16), instantText(to).slice(0, 16)];
    });
    expect(shown).toEqual([
      ['shift', '2026-11-21T07:00', '2026-11-22T00:00'],
      ['today', '2026-11-21T00:00', '2026-11-22T00:00'],
      ['yesterday', '2026-11-20T00:00', '2026-11-21T00:00'],
      ['week', '2026-11-14T10:17', '2026-11-22T00:00'],
      ['month', '2026-10-22T10:17', '2026-11-22T00:00'],
    ]);
  });
});

const acks = (count: number, p50: number | null, p95: number | null, target: ReturnType<typeof responseTarget>) => ({
  count,
  p50: figure(p50, null),
  p95: figure(p95, target),
});

const kpi = (announced: number): Kpi => ({
  announced,
  perTenMinutes: figure(announced / 144, TARGETS.perTenMinutes),
  busyPeriods: share(3, 144, TARGETS.busyPeriods),
  flood: share(570, 86_400, TARGETS.flood),
  topTen: share(announced === 0 ? 0 : 13, announced, TARGETS.topTen),
  chattering: figure(1, TARGETS.chattering),
  standing: figure(4, TARGETS.standing),
  standingWorstDay: figure(5, TARGETS.standing),
  priorities: {
    P1: share(0, announced, SPLIT.P1),
    P2: share(1, announced, SPLIT.P2),
    P3: share(3, announced, SPLIT.P3),
    P4: share(announced - 4, announced, SPLIT.P4),
  },
  toAcknowledge: {
    all: acks(3, 45, 312, null),
    P1: acks(0, null, null, responseTarget('P1')),
    P2: acks(1, 312, 312, responseTarget('P2')),
    P3: acks(2, 40, 45, responseTarget('P3')),
    P4: acks(0, null, null, responseTarget('P4')),
  },
  overdue: figure(0, TARGETS.overdue),
  shelved: { count: 2, seconds: 2_700, atEnd: 1 },
  suppressed: { byRule: 37, byPerson: 0, outOfService: 1 },
  escalations: { steps: [2, 1, 0], reminders: 4 },
  refused: { count: 7, byCode: { ALREADY_ACKED: 2, NOT_FOUND: 1, UNTIL_REQUIRED: 1 }, unlogged: 3 },
  top: [],
  chatterers: [],
});

const lineOf = (from: Kpi, name: string): Line => {
  const line = groupsOf(from)
    .flatMap(({ lines }) => lines)
    .find((one) => one.name === name);
  if (!line) throw new Error(`no line ${name}`);
  return line;
};
const shown = (from: Kpi, name: string): unknown[] => {
  const { value, beside, target, missed } = lineOf(from, name);
  return [value, beside, target, missed];
};

describe('a line', () => {
  it('has a value with its company, its target, and is marked only when that is missed', () => {
    const some = kpi(20);
    expect(shown(some, 'Quãng 10 phút có hơn 10 cảnh báo')).toEqual(['2,1 %', '3 / 144', '< 1 %', true]);
    expect(shown(some, 'Trung bình mỗi 10 phút').slice(0, 1)).toEqual(['0,1']);
    expect(shown(some, 'Thời gian dồn dập')[1]).toContain('9 phút');
    expect(shown(some, '10 nguồn phát nhiều nhất chiếm')).toEqual(['65,0 %', '13 / 20', '≤ 5 %', true]);
    expect(shown(some, 'Cảnh báo chập chờn').slice(2)).toEqual(['0', true]);
    expect(shown(some, 'Kéo dài quá 24 giờ, lúc cuối kỳ')).toEqual(['4', '', '< 5', false]);
    expect(lineOf(some, 'Kéo dài quá 24 giờ, ngày nhiều nhất').missed).toBe(true);
    expect(shown(some, 'Mức P4 (thấp)')).toEqual(['80,0 %', '16 / 20', '≥ 80 %', false]);
    expect(shown(some, '95 % mức P2 nhanh hơn')).toEqual(['5 phút', '1 lần xác nhận', '≤ 5 phút', true]);
    expect(shown(some, 'Không xác nhận kịp thời hạn')).toEqual(['0', '', '0', false]);
    expect(shown(some, 'Báo lên cấp trên')).toEqual([
      '7',
      'bậc 1: 2, bậc 2: 1, bậc 3: 0, nhắc lại: 4',
      'không đặt',
      false,
    ]);
    expect(shown(some, 'Tạm hoãn').slice(0, 2)).toEqual(['2', 'tổng thời gian 45 phút, cuối kỳ còn 1']);
    expect(shown(some, 'Lệnh bị từ chối').slice(0, 2)).toEqual(['7', 'đã có người xác nhận: 2, lý do khác: 5']);
  });

  it('of nothing is a dash, and nothing is marked for it', () => {
    const none = kpi(0);
    expect(shown(none, '10 nguồn phát nhiều nhất chiếm')).toEqual(['—', '0 / 0', '≤ 5 %', false]);
    expect(shown(none, '95 % mức P1 nhanh hơn')).toEqual(['—', '0 lần xác nhận', '≤ 2 phút', false]);
    expect(lineOf(none, 'Mức P4 (thấp)').value).toBe('—');
  });

  it('has a name of its own', () => {
    const names = groupsOf(kpi(1)).flatMap(({ lines }) => lines.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });
});

it('the page offers every period and says that it is working until there is an answer', () => {
  const html = renderToStaticMarkup(
    <KpiView now={at('10:17:30')} starts={USUAL_STARTS} reports={true} onClose={() => {}} />,
  );
  for (const word of ['Ca này', 'Hôm nay', 'Hôm qua', '7 ngày', '30 ngày', 'In', 'Đang tính…'])
    expect(html).toContain(word);
});
