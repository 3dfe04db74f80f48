// Pictures of the desk to look at and to test with: calm, fifty alarms, a flood, what is put aside.

import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { guidance as conferenceGuidance } from '../../shared/sources/conference/guidance.ts';
import { guidance as securityGuidance } from '../../shared/sources/security/guidance.ts';
import { instantText, MINUTE_MS, SECOND_MS } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { deskRow } from './desk-rows.ts';
import { DISTRICTS, NOW, normal } from './fixtures.ts';

const ago = (minutes: number): string => instantText(NOW - minutes * MINUTE_MS);
const ahead = (minutes: number): string => instantText(NOW + minutes * MINUTE_MS);
const PEOPLE = ['Nguyễn Thị Phương Lan', 'Trần Quốc Hùng', 'Lê Minh'] as const;

const endpoint = (i: number, change: Partial<DeskRow> = {}): DeskRow => {
  const [code, district] = DISTRICTS[i % DISTRICTS.length]!;
  return deskRow({
    occurrence: `ep-${i}`,
    subject: `EP-${100 + i}`,
    priority: 'P3',
    text: `Điểm cầu xã ${i + 1}, ${district} mất kết nối trong hội nghị Giao ban tháng 11`,
    agency: `${code}.${(i % 9) + 1}`,
    raisedAt: ago(4 + i * 3),
    respondBy: ahead(26 - i * 3),
    ...change,
  });
};
const security = (i: number, change: Partial<DeskRow> = {}): DeskRow =>
  deskRow({
    occurrence: `sec-${i}`,
    rule: 'A31',
    ruleName: 'Cảnh báo an toàn thông tin mức cao',
    kind: 'notice',
    subject: `srv-${i}`,
    responsible: 'Ca trực SOC',
    text: `Mã độc được phát hiện trên máy chủ srv-${i} (cấp độ 3)`,
    raisedAt: ago(2 + i * 2),
    respondBy: ahead(3 - i * 2),
    agency: 'H44',
    ...change,
  });

const acked = (by: string, minutes: number, note: string | null = null): Partial<DeskRow> => ({
  state: 'active_ack',
  by,
  ackedBy: by,
  ackedAt: ago(minutes),
  owner: by,
  ownerId: by,
  note,
  respondBy: null,
});
const shelved = (i: number, minutes: number, note: string): Partial<DeskRow> => ({
  state: 'shelved',
  respondBy: null,
  shelvedUntil: ahead(minutes),
  suppressedBy: PEOPLE[i % 3]!,
  suppressedAt: ago(20 + i * 7),
  note,
});

/** Fifty, of every kind. */
export const fifty: readonly DeskRow[] = [
  security(1, {
    occurrence: 'p1',
    rule: 'A30',
    ruleName: 'Cảnh báo nghiêm trọng trên hệ thống cấp độ 3 trở lên',
    priority: 'P1',
    text: 'Thay đổi giao diện trang dichvucong.phutho.gov.vn, nghi bị tấn công',
    raisedAt: ago(3),
    respondBy: ago(1),
    escalation: 1,
    escalatedTo: 'Trưởng ca',
    latching: true,
    recurrenceOf: 'p1-before',
    count: 12,
  }),
  deskRow({
    occurrence: 'trunk',
    rule: 'A22',
    ruleName: 'Nhiều điểm cầu mất kết nối cùng lúc',
    priority: 'P1',
    text: 'Huyện Yên Lập: 17 điểm cầu mất kết nối cùng lúc',
    symptoms: 17,
    agency: 'H44.07',
    raisedAt: ago(1),
    respondBy: ahead(1),
    ...acked(PEOPLE[1]!, 0.2, 'Đã báo đơn vị'),
    ackUntil: ahead(29),
  }),
  ...[2, 3, 4].map((i) => security(i)),
  security(5, { state: 'rtn_unack', returnedAt: ago(1), respondBy: null }),
  ...Array.from({ length: 8 }, (_, i) => endpoint(i)),
  endpoint(8, { chatterUntil: ahead(2), count: 14, heldUntil: ahead(2) }),
  endpoint(9, { state: 'rtn_unack', returnedAt: ago(9), respondBy: null }),
  endpoint(10, { heldUntil: ahead(1) }),
  ...Array.from({ length: 6 }, (_, i) => endpoint(20 + i, acked(PEOPLE[i % 3]!, 8 + i, 'Đang kiểm tra'))),
  security(8, { ...acked(PEOPLE[0]!, 30), state: 'rtn_latched', latching: true }),
  endpoint(30, { occurrence: 'sh-1', ...shelved(0, 12, 'Đang xử lý, chờ kết quả') }),
  endpoint(31, { occurrence: 'sh-2', ...shelved(1, 0.7, 'Nhiễu, theo dõi thêm') }),
  endpoint(32, { occurrence: 'sh-3', ...shelved(2, 43, 'Đã báo đơn vị, chờ trả lời') }),
  ...Array.from({ length: 17 }, (_, i) =>
    endpoint(40 + i, {
      occurrence: `under-${i}`,
      text: `Điểm cầu xã ${i + 1}, Huyện Yên Lập mất kết nối trong hội nghị Giao ban tháng 11`,
      state: 'suppressed',
      cause: 'trunk',
      suppressedAt: ago(1),
      respondBy: null,
    }),
  ),
  endpoint(60, {
    occurrence: 'sup-1',
    state: 'suppressed',
    suppressedBy: PEOPLE[0]!,
    suppressedAt: ago(70),
    note: 'Báo sai lặp lại',
    respondBy: null,
  }),
  endpoint(61, {
    occurrence: 'oos-1',
    state: 'out_of_service',
    suppressedBy: PEOPLE[1]!,
    suppressedAt: ago(190),
    note: 'Thiết bị đang sửa chữa',
    respondBy: null,
  }),
];

/** A storm after a single first alarm: hundreds of endpoints, three P2, one P1. */
export const flooded: readonly DeskRow[] = [
  deskRow({
    occurrence: 'first',
    rule: 'A36',
    ruleName: 'Mất liên thông với NCSC',
    priority: 'P3',
    text: 'Mất liên thông trục truyền số liệu chuyên dùng',
    raisedAt: ago(4.5),
    respondBy: ahead(26),
  }),
  security(1, {
    occurrence: 'p1',
    priority: 'P1',
    text: 'Mã độc tống tiền trên máy chủ srv-motcua (cấp độ 4)',
    respondBy: ahead(1),
  }),
  ...[2, 3, 4].map((i) => security(i)),
  deskRow({
    occurrence: 'trunk',
    rule: 'A22',
    ruleName: 'Nhiều điểm cầu mất kết nối cùng lúc',
    priority: 'P2',
    text: 'Huyện Yên Lập: 17 điểm cầu mất kết nối cùng lúc',
    symptoms: 17,
    raisedAt: ago(3),
  }),
  ...Array.from({ length: 17 }, (_, i) =>
    endpoint(i, { occurrence: `under-${i}`, state: 'suppressed', cause: 'trunk', raisedAt: ago(3), respondBy: null }),
  ),
  ...Array.from({ length: 120 }, (_, i) =>
    endpoint(i, { occurrence: `storm-${i}`, raisedAt: instantText(NOW - 3 * MINUTE_MS + i * SECOND_MS) }),
  ),
  ...Array.from({ length: 12 }, (_, i) =>
    deskRow({
      occurrence: `due-${i}`,
      rule: 'A11',
      ruleName: 'Đơn vị có nhiều hồ sơ quá hạn',
      priority: 'P4',
      text: `UBND ${DISTRICTS[i]![1]}: ${5 + i} hồ sơ quá hạn`,
      raisedAt: ago(50 + i),
    }),
  ),
];
export const floodOf = (announced: number): View['alarms']['flood'] => ({ since: ago(3.9), announced });

export const viewOfRows = (rows: readonly DeskRow[], flood: View['alarms']['flood'] = null): View => {
  const unacknowledged = { P1: 0, P2: 0, P3: 0, P4: 0 };
  const of = (state: DeskRow['state']): number => rows.filter((row) => row.state === state).length;
  for (const row of rows) if (row.state.endsWith('unack')) unacknowledged[row.priority] += 1;
  const alarms = {
    ...normal.alarms,
    unacknowledged,
    acknowledged: of('active_ack') + of('rtn_latched'),
    shelved: of('shelved'),
    suppressed: of('suppressed'),
    outOfService: of('out_of_service'),
    flood,
  };
  return { ...normal, alarms };
};

/** What the other parts of the server would answer. */
export function answerOf(path: string): unknown {
  const guidance: Record<string, unknown> = { ...conferenceGuidance, ...securityGuidance };
  if (path === '/api/rules')
    return {
      version: 1,
      shifts: { starts: ['07:00', '15:00', '23:00'] },
      rules: ['A11', 'A21', 'A22', 'A30', 'A31', 'A36'].map((id) => ({
        id,
        guidance: guidance[id] ?? null,
        note:
          id === 'A30'
            ? {
                text: 'Trang dichvucong do Viettel Phú Thọ vận hành, trực 24/7. Gọi đầu mối trước khi tắt trang.',
                by: PEOPLE[0],
                at: ago(3_000),
                revision: 3,
              }
            : null,
      })),
    };
  if (path === '/api/people') return { people: PEOPLE.map((name) => ({ username: name, name })) };
  if (path === '/api/alarms/p1-before')
    return {
      alarm: {
        ...fifty[0],
        occurrence: 'p1-before',
        state: 'closed',
        raisedAt: ago(1_500),
        closedAt: ago(1_440),
        closedBy: PEOPLE[0],
        closedCause: 'reset',
        recurrenceOf: null,
      },
      history: [],
    };
  const row = [...fifty, ...flooded].find(({ occurrence }) => path === `/api/alarms/${occurrence}`);
  if (!row) return undefined;
  return {
    alarm: row,
    history: [
      { seq: 1, at: row.raisedAt, type: 'alarm.raised', data: { priority: row.priority, again: false } },
      { seq: 2, at: ago(2), type: 'alarm.repeated', data: { count: row.count } },
      { seq: 3, at: ago(1), type: 'alarm.escalated', data: { step: 1, to: 'Trưởng ca' } },
      {
        seq: 4,
        at: ago(0.5),
        type: 'alarm.commented',
        data: { byName: PEOPLE[1], reason: 'Đã gọi đầu mối, đang kiểm tra nhật ký' },
      },
    ],
  };
}
