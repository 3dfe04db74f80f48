// Days as the server tells them: one with nothing in it, and one with everything that a strip can show.
import type { DayTold, Proof, Story } from '../../../client/replay/told.ts';
import { instantText, MINUTE_MS } from '../../../shared/time.ts';

export const DAY = '2026-11-21';
export const at = (clock: string): number => Date.parse(`${DAY}T${clock}+07:00`);
const text = (clock: string): string => `${DAY}T${clock.length === 5 ? `${clock}:00` : clock}.000+07:00`;

const none = (): number[] => new Array<number>(1440).fill(0);

export const emptyDay: DayTold = {
  day: DAY,
  as: 'then',
  minutes: { dossier: none(), conference: none(), security: none(), alarm: none(), other: none() },
  markers: [],
  late: { count: 0, minutes: none(), list: [] },
  gaps: [],
  silences: [],
  outages: [],
  snapshots: [],
  total: 0,
};

/** Something between 0 and 1 that looks like chance and is none. */
const chance = (n: number): number => {
  const x = Math.sin(n * 12.9898 + 78.233) * 43758.5453;
  return x - Math.floor(x);
};

const isGap = (minute: number): boolean => minute >= 262 && minute < 281;
const minutesOf = (per: (hour: number) => number, seed: number): number[] =>
  Array.from({ length: 1440 }, (_, minute) =>
    isGap(minute) ? 0 : Math.floor(per(minute / 60) * (0.4 + chance(minute * 7 + seed))),
  );
const office = (hour: number): number => (hour > 7.2 && hour < 11.6 ? 22 : hour > 13.2 && hour < 16.9 ? 18 : 0.9);

let seq = 1000;
const mark = (
  clock: string,
  type: string,
  more: Partial<DayTold['markers'][number]> = {},
): DayTold['markers'][number] => ({
  at: text(clock),
  seq: seq++,
  type,
  subject: null,
  occurrence: null,
  rule: null,
  priority: null,
  by: null,
  text: '',
  ...more,
});
const raised = (clock: string, occurrence: string, priority: string, what: string) =>
  mark(clock, 'alarm.raised', { occurrence, priority, text: what });
const acked = (clock: string, occurrence: string, by: string) =>
  mark(clock, 'alarm.acknowledged', { occurrence, by, text: '' });

const storm = Array.from({ length: 40 }, (_, i) =>
  raised(
    `14:${String(20 + Math.floor(i / 8)).padStart(2, '0')}:${String((i % 8) * 7).padStart(2, '0')}`,
    `st-${i}`,
    i % 9 === 0 ? 'P2' : 'P3',
    `Điểm cầu xã ${i + 1} mất kết nối`,
  ),
);

export const fullDay: DayTold = {
  day: DAY,
  as: 'then',
  minutes: {
    dossier: minutesOf(office, 1),
    conference: minutesOf((hour) => (hour > 8.8 && hour < 11.2 ? 30 : 4), 2),
    security: minutesOf((hour) => (hour > 1 && hour < 2 ? 14 : 1.4), 3),
    alarm: minutesOf((hour) => (hour > 14.3 && hour < 14.6 ? 9 : 0.05), 4),
    other: minutesOf(() => 5, 5),
  },
  markers: [
    mark('00:12:04', 'audit.server_started', { text: 'bản 1.4.0' }),
    raised('03:42:10', 'a-1', 'P1', 'Máy chủ một cửa nhiễm mã độc (srv-motcua)'),
    acked('03:44:31', 'a-1', 'Nguyễn Thị Phương Loan'),
    raised('07:31:00', 'a-2', 'P3', 'Nguồn Một cửa im lặng'),
    raised('09:02:40', 'a-3', 'P2', 'Điểm cầu Cẩm Khê mất kết nối'),
    mark('09:07:40', 'alarm.escalated', { occurrence: 'a-3', text: 'trưởng ca' }),
    acked('09:09:12', 'a-3', 'Lê Minh'),
    raised('10:55:00', 'a-4', 'P4', 'Sáu đơn vị chưa gửi số liệu hôm nay'),
    mark('12:00:30', 'audit.server_started', { text: 'bản 1.4.1' }),
    ...storm,
    acked('14:31:00', 'st-0', 'Lê Minh'),
  ],
  late: {
    count: 37,
    minutes: Array.from({ length: 1440 }, (_, minute) =>
      minute > 480 && minute < 520 && chance(minute) > 0.3 ? 2 : 0,
    ),
    list: [
      {
        seq: 901,
        type: 'dossier.status',
        subject: '…0417',
        source: '/phutho/motcua',
        time: text('08:04:10'),
        receivedAt: text('10:01:22'),
        lagMs: 117 * MINUTE_MS,
      },
      {
        seq: 902,
        type: 'dossier.submitted',
        subject: '…0512',
        source: '/phutho/motcua',
        time: text('08:21:45'),
        receivedAt: text('10:01:22'),
        lagMs: 99 * MINUTE_MS,
      },
      {
        seq: 903,
        type: 'endpoint.dropped',
        subject: 'EP-17',
        source: '/phutho/hoinghi',
        time: text('09:40:00'),
        receivedAt: text('09:46:00'),
        lagMs: 6 * MINUTE_MS,
      },
    ],
  },
  gaps: [{ from: text('04:22'), to: text('04:41') }],
  silences: [
    { source: '/phutho/motcua', from: text('07:16'), to: text('08:02') },
    { source: '/phutho/soc', from: text('18:10'), to: text('18:35') },
  ],
  outages: [
    { wall: 'w1', name: 'Phòng họp lớn', from: text('03:40'), to: text('03:44') },
    { wall: 'w2', name: 'Trực ban', from: text('16:05'), to: text('16:32') },
  ],
  snapshots: Array.from({ length: 288 }, (_, i) => instantText(at('00:00:00') + i * 5 * MINUTE_MS)),
  total: 41_236,
};

const told = (clock: string, kind: Story['items'][number]['kind'], who: string | null, what: string) => ({
  at: text(clock),
  seq: seq++,
  kind,
  who,
  occurrence: null,
  text: what,
});
export const story: Story = {
  items: [
    told('00:12:04', 'server', null, 'Máy chủ khởi động, bản 1.4.0'),
    told('03:40:00', 'wall', null, 'Màn hình Phòng họp lớn mất kết nối'),
    told('03:44:00', 'wall', null, 'Màn hình Phòng họp lớn kết nối lại'),
    told(
      '03:44:31',
      'act',
      'Nguyễn Thị Phương Loan',
      'Nguyễn Thị Phương Loan xác nhận: Máy chủ một cửa nhiễm mã độc (srv-motcua): “đã cách ly máy”',
    ),
    told('07:00:00', 'rule', 'Quản trị', 'Quản trị đổi ngưỡng quy tắc A10 từ 20 thành 25'),
    told('08:00:12', 'scene', 'Lê Minh', 'Lê Minh đổi bố cục màn hình Trực ban sang Hội nghị'),
    told('09:07:40', 'escalation', null, 'Chưa ai xác nhận: báo lên trưởng ca: Điểm cầu Cẩm Khê mất kết nối'),
    told('09:09:12', 'act', 'Lê Minh', 'Lê Minh xác nhận: Điểm cầu Cẩm Khê mất kết nối'),
    told('10:02:00', 'act', 'Lê Minh', 'Lê Minh ghi chú: “đã gọi Cẩm Khê, mất điện khu vực”'),
    told('12:00:30', 'server', null, 'Máy chủ khởi động, bản 1.4.1'),
    told('14:31:00', 'act', 'Lê Minh', 'Lê Minh xác nhận: Điểm cầu xã 1 mất kết nối'),
    told('16:05:00', 'wall', null, 'Màn hình Trực ban mất kết nối'),
    told('16:32:00', 'wall', null, 'Màn hình Trực ban kết nối lại'),
  ],
  more: false,
};

export const proof: Proof = {
  day: DAY,
  checkedAt: '2026-11-22T00:10:00.000+07:00',
  compared: 1441,
  mismatches: 0,
  first: null,
  fingerprints: 1441,
};
