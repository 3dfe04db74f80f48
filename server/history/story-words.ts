// The story of a day in Vietnamese: one sentence for each thing that people and the monitor did.
import { spoken } from '../../shared/i18n/spoken.ts';
import { type AlarmFacts, ruleName } from './day-before.ts';
import type { Notable } from './day-rows.ts';

type Data = Notable['data'];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const who = (data: Data): string => text(data.byName) || text(data.by) || 'Hệ thống';
const because = (data: Data): string => (text(data.reason) ? `: “${text(data.reason)}”` : '');
const clock = (instant: unknown): string => text(instant).slice(11, 16);

/** The alarm in a sentence: its urgency and its words; where nothing is known of it, its number. */
function named(alarm: AlarmFacts | null, occurrence: string | null): string {
  if (alarm === null) return `cảnh báo ${occurrence ?? ''}`.trim();
  const urgency = spoken.priority[alarm.priority as keyof typeof spoken.priority];
  return `cảnh báo ${urgency ? `${urgency} ` : ''}“${alarm.text || alarm.rule}”`;
}

const ALARM: Readonly<Record<string, (data: Data, alarm: string) => string>> = {
  'alarm.acknowledged': (data, alarm) => `${who(data)} xác nhận ${alarm}${because(data)}`,
  'alarm.unacknowledged': (data, alarm) =>
    data.how === 'expiry'
      ? `Xác nhận ${alarm} đã hết hạn, tình trạng vẫn còn`
      : `${who(data)} bỏ xác nhận ${alarm}${because(data)}`,
  'alarm.escalated': (data, alarm) =>
    text(data.to) ? `Chưa ai xác nhận ${alarm}: báo lên ${text(data.to)}` : `Chưa ai xác nhận ${alarm}: nhắc lại`,
  'alarm.silenced': (data) => `${who(data)} tắt chuông`,
  'alarm.shelved': (data, alarm) => `${who(data)} tạm hoãn ${alarm} đến ${clock(data.until)}${because(data)}`,
  'alarm.unshelved': (data, alarm) =>
    data.how === 'expiry' ? `Hết thời gian tạm hoãn ${alarm}` : `${who(data)} bỏ tạm hoãn ${alarm}${because(data)}`,
  'alarm.suppressed': (data, alarm) => {
    const what = data.mode === 'out_of_service' ? 'bảo trì' : 'chặn';
    return `${who(data)} ${data.on === true ? 'đặt' : 'bỏ'} ${what} ${alarm}${because(data)}`;
  },
  'alarm.assigned': (data, alarm) => `${who(data)} giao ${alarm} cho ${text(data.assigneeName) || text(data.assignee)}`,
  'alarm.commented': (data, alarm) => `${who(data)} ghi chú ${alarm}${because(data)}`,
  'alarm.disposed': (data, alarm) => `${who(data)} kết thúc xử lý ${alarm}${because(data)}`,
  'alarm.reset': (data, alarm) => `${who(data)} đặt lại ${alarm}${because(data)}`,
};

/** `wall`: its name. */
const WALL: Readonly<Record<string, (data: Data, wall: string) => string>> = {
  'wall.joined': (_data, wall) => `Màn hình ${wall} đã kết nối`,
  'wall.silent': (data, wall) =>
    text(data.lastBeatAt)
      ? `Màn hình ${wall} mất kết nối từ ${text(data.lastBeatAt).slice(11, 19)}`
      : `Màn hình ${wall} không kết nối lại`,
  'wall.left': (_data, wall) => `Màn hình ${wall} được gỡ khỏi hệ thống`,
  'wall.showing': (data, wall) => `Màn hình ${wall} chuyển sang “${SCENES[text(data.scene)] ?? text(data.scene)}”`,
  'wall.planned': (data, wall) => `${who(data)} đổi cấu hình màn hình ${wall}`,
  'wall.steered': (data, wall) =>
    [
      `${who(data)} cho màn hình ${wall} ${data.scene === null ? 'luân phiên các cảnh' : `hiện “${SCENES[text(data.scene)] ?? text(data.scene)}”`}`,
      ...(data.mute === true ? ['tắt tiếng'] : []),
      ...(data.dim === true ? ['giảm sáng'] : []),
    ].join(', '),
  'wall.sound': (data, wall) =>
    data.state === 'blocked' ? `Màn hình ${wall} bị trình duyệt chặn tiếng` : `Màn hình ${wall} có tiếng trở lại`,
};

/** What a wall says it shows. */
const SCENES: Readonly<Record<string, string>> = {
  ...spoken.wall.scene,
  content: 'bảng điều hành',
  connecting: 'đang kết nối',
  pairing: 'mã ghép màn hình',
  refused: 'bị máy chủ từ chối',
};

const OTHER: Readonly<Record<string, (data: Data, subject: string) => string>> = {
  'config.rule_changed': (data, rule) => `${who(data)} sửa quy tắc ${rule} “${ruleName(rule)}”${because(data)}`,
  'config.rule_noted': (data, rule) => `${who(data)} ghi chú quy tắc ${rule} “${ruleName(rule)}”`,
  'config.shifts_changed': (data) => `${who(data)} đổi giờ giao ca`,
  'config.feed_scheduled': (data, source) => `${who(data)} đặt lịch gửi của nguồn ${source}`,
  'config.key_created': (data) => `${who(data)} cấp khóa cho nguồn dữ liệu “${text(data.name)}”`,
  'config.key_revoked': (data) => `${who(data)} thu hồi khóa của nguồn dữ liệu “${text(data.name)}”`,
  'calendar.changed': (data) => `${who(data)} sửa lịch làm việc`,
  'audit.server_started': (data) => `Máy chủ khởi động (bản ${text(data.build)})`,
};

/** null: not part of the story. */
export function sentence(row: Notable, alarm: AlarmFacts | null, wall: string): string | null {
  const { type, subject, data } = row;
  return (
    ALARM[type]?.(data, named(alarm, subject)) ?? WALL[type]?.(data, wall) ?? OTHER[type]?.(data, subject ?? '') ?? null
  );
}
