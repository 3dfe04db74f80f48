// The reports as definitions, in which every word can be read, and drawn: that the bytes are a PDF of so many pages.
import { describe, expect, it } from 'vitest';
import { alarmsByHour, attentionOf, type DayReport, dayDocument } from '../../../server/reports/pdf/day.ts';
import { draw } from '../../../server/reports/pdf/draw.ts';
import { type ShiftReport, shiftDocument } from '../../../server/reports/pdf/shift.ts';
import type { Period } from '../../../server/reports/period.ts';
import type { Stamp } from '../../../server/reports/protocol.ts';
import { emptyAlarms } from '../../../shared/alarm/fold.ts';
import { createPeriod, type PeriodAlarm } from '../../../shared/alarm/period.ts';
import type { LogEvent } from '../../../shared/event.ts';
import { emptyModel, step } from '../../../shared/model.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { viewOf } from '../../../shared/view-of.ts';

const FROM = Date.parse('2026-11-21T00:00:00+07:00');
const at = (clock: string): number => Date.parse(`2026-11-21T${clock}+07:00`);
const stamp: Stamp = {
  ...{ mode: 'extract', as: 'then', seq: 12_345, by: 'giam.sat' },
  ...{ madeAt: at('22:30:00'), exercise: true },
};

/** A day with dossiers of one unit, another that never reported, alerts, and a code where nobody may read one. */
function view() {
  const model = emptyModel(true);
  let seq = 0;
  const put = (type: string, subject: string, time: number, data: object, agency: string | null = null): void => {
    seq += 1;
    step(model, {
      ...{ seq, id: `${seq}`, source: '/phutho/motcua', type, subject, time, receivedAt: time, foldAt: time },
      ...{ agency, data },
    } satisfies LogEvent);
  };
  for (const [code, name] of [
    ['H44.14', 'UBND huyện Đoan Hùng'],
    ['H44.15', 'UBND huyện Hạ Hoà'],
  ])
    put('agency.registered', code ?? '', FROM, { name, tier: 'district' });
  for (let i = 0; i < 1_234; i++) {
    const code = `H44.14-261121-${String(1_000 + i)}`;
    put('dossier.submitted', code, at('08:00:00') + i, { level: 4, channel: 'online' }, 'H44.14');
    put('dossier.status', code, at('08:00:00') + i, { status: 2 }, 'H44.14');
    if (i < 3)
      put('dossier.due', code, at('08:00:00') + i, { dueAt: '2026-11-21T09:00:00+07:00', reason: 'initial' }, 'H44.14');
    if (i > 1_000) put('dossier.status', code, at('16:00:00') + i, { status: 9 }, 'H44.14');
  }
  put('security.alert', 'a', at('17:00:00'), { severity: 'high', category: 'malware', sensor: 's', asset: 'srv' });
  return viewOf(model, FROM + DAY_MS - 1);
}

const alarm = (rule: string, clock: string, more: Partial<PeriodAlarm> = {}): PeriodAlarm => ({
  ...{ occurrence: `${rule}${clock}`, rule, ruleName: `tên ${rule}`, subject: 's', agency: null, priority: 'P3' },
  ...{ text: `chuyện ${rule}`, raisedAt: at(clock), inherited: false, ack: null, escalations: 0, asides: 0 },
  ...{ returnedAt: null, state: 'active_unack', notes: [] },
  ...more,
});

const period = (alarms: readonly PeriodAlarm[], more: Partial<Period> = {}): Period => ({
  ...{
    from: FROM,
    to: FROM + DAY_MS,
    kpi: createPeriod(emptyAlarms(), FROM).result(FROM + DAY_MS, (rule) => rule).kpi,
  },
  ...{ people: [], outages: [], starts: [], late: { count: 0, sources: [], longest: [] } },
  alarms,
  ...more,
});

const full = period(
  [
    alarm('A30', '09:15:00', {
      ...{ priority: 'P1', state: 'closed', escalations: 1, text: 'Cảnh báo ở hồ sơ H44.14-261121-0417' },
      ack: { at: at('09:17:05'), by: 'Lê Thị Hường', waitedMs: 125_000 },
      notes: [{ at: at('09:20:00'), by: 'Lê Thị Hường', what: 'note', text: 'đã gọi về hồ sơ H44.14-261121-0417' }],
    }),
    alarm('A01', '10:00:00', { subject: '/phutho/soc', returnedAt: at('10:12:00'), state: 'closed' }),
    alarm('A21', '21:00:00', { inherited: true, raisedAt: FROM - 60_000 }),
  ],
  {
    people: [{ name: 'Lê Thị Hường', first: at('07:01:00'), last: at('14:59:00'), acks: 1, acts: 2 }],
    outages: [{ wall: 'w', name: 'Màn hình sảnh', from: at('03:40:00'), to: at('03:44:00') }],
    starts: [at('05:00:00')],
    late: {
      count: 7,
      sources: [{ source: '/phutho/motcua', count: 7, medianMs: 120_000, longestMs: 7_200_000 }],
      longest: [
        {
          seq: 9,
          type: 'dossier.status',
          subject: '…0417',
          source: '/phutho/motcua',
          time: at('08:00:00'),
          lagMs: 7_200_000,
        },
      ],
    },
  },
);
const day: DayReport = { stamp, province: 'UBND tỉnh Phú Thọ', view: view(), period: full };
const shift: ShiftReport = {
  stamp,
  province: 'UBND tỉnh Phú Thọ',
  shift: 1,
  ends: at('15:00:00'),
  period: { ...full, from: at('07:00:00'), to: at('15:00:00') },
};

type Node = Readonly<Record<string, unknown>>;

/** Every text of a definition, in reading order. */
function textsOf(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { text, stack, columns, ul, table, content } = node as Node;
  const body = (table as { body?: unknown } | undefined)?.body;
  return [text, stack, columns, ul, body, content].flatMap(textsOf);
}
const svgsOf = (node: unknown): string[] =>
  Array.isArray(node)
    ? node.flatMap(svgsOf)
    : typeof node === 'object' && node !== null
      ? [
          ...(typeof (node as Node).svg === 'string' ? [(node as Node).svg as string] : []),
          ...svgsOf((node as Node).stack),
        ]
      : [];

describe('every page', () => {
  it.each([
    ['day', dayDocument(day)],
    ['shift', shiftDocument(shift)],
  ])('of a %s says what it is: mode, exercise, truth, seq, author, made at', (_what, definition) => {
    const line =
      'TRÍCH XUẤT · DIỄN TẬP · như đã biết lúc đó · đến sự kiện số 12.345 · người lập: giam.sat · lập lúc 22:30:00 21/11/2026';
    expect(definition.watermark.text).toBe(line);
    expect(textsOf(definition.footer(3, 1_004))).toEqual([line, 'Trang 3 / 1.004']);
    expect(textsOf(definition.header)).toEqual([
      'UBND tỉnh Phú Thọ · Trung tâm Điều hành thông minh',
      ' DIỄN TẬP ',
      'TRÍCH XUẤT',
    ]);
    expect(definition.info).toMatchObject({ author: 'giam.sat', subject: line });
  });

  it('out of a replay says so, and no real day is called an exercise', () => {
    const real = dayDocument({ ...day, stamp: { ...stamp, mode: 'replay', as: 'now', exercise: false } });
    expect(textsOf(real.header)).toEqual(['UBND tỉnh Phú Thọ · Trung tâm Điều hành thông minh', 'PHÁT LẠI']);
    expect(real.watermark.text).toContain('PHÁT LẠI · như biết bây giờ');
    expect(JSON.stringify(textsOf(real.content))).not.toContain('DIỄN TẬP');
  });
});

describe('the report of a day', () => {
  const texts = textsOf(dayDocument(day).content);
  const row = (name: string): string[] => texts.slice(texts.indexOf(name), texts.indexOf(name) + 3);

  it('begins with what needs a person', () => {
    expect(attentionOf(day)).toEqual([
      '3 hồ sơ quá hạn trên 1.001 hồ sơ đang giải quyết.',
      '1 cảnh báo chưa được xác nhận lúc cuối kỳ.',
      '1 lần cảnh báo phải báo lên cấp trên.',
      '1 trên 2 đơn vị chưa có số liệu trong ngày.',
      '1 lần nguồn dữ liệu im lặng.',
      '1 lần màn hình tường mất kết nối.',
      '7 tin đến muộn quá 60 giây.',
    ]);
    const [calm] = attentionOf({
      ...day,
      view: { ...day.view, dossier: { ...day.view.dossier, overdue: 0, byAgency: {} } },
      period: period([]),
    });
    expect(calm).toBe('Không có điều gì cần chú ý.');
  });

  it('gives figures with numerator and denominator, as they are written in Vietnam', () => {
    expect(row('Tiếp nhận trong ngày')).toEqual(['Tiếp nhận trong ngày', '1.234', '']);
    expect(row('Tiếp nhận trực tuyến')).toEqual(['Tiếp nhận trực tuyến', '100,0 %', '1.234 / 1.234']);
    expect(row('Tỷ lệ đúng hạn, công thức F2')[2]).toBe('0 / 3');
    expect(row('Hài lòng')).toEqual(['Hài lòng', '—', '0 / 0']);
  });

  it('has words and no zero for a unit that sent nothing', () => {
    const unit = texts.indexOf('UBND huyện Hạ Hoà');
    expect(texts.slice(unit + 1, unit + 5)).toEqual(Array(4).fill('chưa có số liệu'));
    const other = texts.indexOf('UBND huyện Đoan Hùng');
    expect(texts.slice(other + 1, other + 5)).toEqual(['1.234', '233', '1.001', '3']);
  });

  it('lists alarms with who saw them and after how long, silent feeds, dark walls, restarts, what came late', () => {
    for (const text of [
      'Lê Thị Hường lúc 09:17:05, sau 2 phút',
      'P1 Khẩn cấp',
      '23:59 20/11/2026', // raised the day before
      '/phutho/soc',
      'Màn hình sảnh',
      'Máy chủ khởi động lúc: 05:00:00.',
      '2 giờ',
      'Muộn nhất: dossier.status …0417 của 08:00:00 muộn 2 giờ.',
    ])
      expect(texts).toContain(text);
  });

  it('shows no dossier but by its last four digits', () => {
    const all = [...texts, ...textsOf(shiftDocument(shift).content)].join('\n');
    expect(all).toContain('hồ sơ …0417');
    expect(all).not.toMatch(/261121/);
  });

  it('draws the hours of the day with their unit, and says where nothing is known', () => {
    const [submitted, raised] = svgsOf(dayDocument(day).content);
    expect(submitted).toContain('>hồ sơ<');
    expect(submitted).toContain('>1.234<');
    expect(raised).toContain('>P1 Khẩn cấp<');
    expect(alarmsByHour(full, 'P1')[9]).toBe(1);
    expect(alarmsByHour(full, 'P3').reduce((sum, count) => sum + count)).toBe(1); // not the one taken over
    const unknown = dayDocument({ ...day, view: viewOf(emptyModel(true), FROM + 1) });
    expect(svgsOf(unknown.content)).toHaveLength(1);
    expect(textsOf(unknown.content)).toContain('Dịch vụ công: chưa có số liệu.');
  });

  it('says how far a day has come that is not over', () => {
    const running = textsOf(dayDocument({ ...day, period: { ...full, to: at('10:17:30') } }).content);
    expect(running[1]).toBe('Thứ Bảy 21/11/2026, ngày chưa kết thúc: số liệu đến 10:17:30');
    expect(texts[1]).toBe('Thứ Bảy 21/11/2026, từ 00:00 đến 24:00');
  });

  it('cuts a flood off at what can be read, the most urgent first', () => {
    const many = Array.from({ length: 320 }, (_, index) =>
      alarm(`B${index}`, '11:00:00', { priority: index === 319 ? 'P1' : 'P4' }),
    );
    const flood = textsOf(dayDocument({ ...day, period: period(many) }).content);
    expect(flood).toContain('Hiện 300 trên 320 cảnh báo, mức cao trước.');
    expect(flood).toContain('chuyện B319 (tên B319)');
    expect(flood).not.toContain('chuyện B318 (tên B318)');
  });
});

describe('the report of a shift', () => {
  const texts = textsOf(shiftDocument(shift).content);

  it('hands over first, and names who was on and what they noted', () => {
    const order = [
      'Điều cần chú ý',
      'Bàn giao: cảnh báo còn mở lúc cuối ca',
      'Trực cảnh báo',
      'Người có mặt, theo thao tác trong sổ sự kiện',
      'Cảnh báo',
      'Ghi chú xử lý',
      'Tin đến muộn',
      'Nguồn dữ liệu im lặng',
      'Màn hình tường mất kết nối',
    ];
    expect([...new Set(texts)].filter((text) => order.includes(text))).toEqual(order);
    expect(texts.slice(0, 2)).toEqual(['Báo cáo ca trực 1, 21/11/2026', 'Từ 07:00 21/11/2026 đến 15:00 21/11/2026']);
    expect(texts).toContain('đã gọi về hồ sơ …0417');
    expect(texts).toContain('07:01:00');
  });

  it('says how far a shift has come that still runs', () => {
    const running = textsOf(shiftDocument({ ...shift, period: { ...shift.period, to: at('12:00:00') } }).content);
    expect(running[1]).toBe('Từ 07:00 21/11/2026 đến 15:00 21/11/2026, ca chưa kết thúc: số liệu đến 12:00 21/11/2026');
  });
});

describe('drawing', () => {
  it.each([
    ['day', dayDocument(day)],
    ['shift', shiftDocument(shift)],
  ])('a %s makes a PDF that carries its own face', async (_what, definition) => {
    const { bytes, pages } = await draw(definition);
    const file = Buffer.from(bytes).toString('latin1');
    expect(file.slice(0, 5)).toBe('%PDF-');
    expect(file.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(file.match(/\/Type \/Page\b/g)).toHaveLength(pages);
    expect(pages).toBeGreaterThanOrEqual(2);
    expect(file).toMatch(/\/FontFile2/);
    expect(file).toMatch(/BeVietnamPro-Regular/);
    expect(file).not.toMatch(/Helvetica|Roboto/);
  });
});
