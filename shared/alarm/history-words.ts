// The history of an occurrence in words: one line an event, who and what; the time stands beside it.

export type HistoryEntry = Readonly<{ seq: number; at: string; type: string; data: Readonly<Record<string, unknown>> }>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const who = (data: HistoryEntry['data']): string => text(data.byName) || text(data.by) || 'Hệ thống';
const because = (data: HistoryEntry['data']): string => (text(data.reason) ? `: “${text(data.reason)}”` : '');

const REFUSED: Readonly<Record<string, string>> = {
  ack: 'xác nhận',
  comment: 'ghi chú',
  unack: 'bỏ xác nhận',
  dispose: 'kết thúc xử lý',
  reset: 'đặt lại',
  shelve: 'tạm hoãn',
  assign: 'giao việc',
  unshelve: 'bỏ tạm hoãn',
  suppress: 'chặn',
  unsuppress: 'bỏ chặn',
  out_of_service: 'đưa vào bảo trì',
  in_service: 'kết thúc bảo trì',
};

/** A rise that broke a shelf or a suppression says whose. */
function broken(data: HistoryEntry['data']): string {
  const broke = data.broke as { supp?: unknown; by?: unknown } | null | undefined;
  if (!broke) return '';
  const what = broke.supp === 'SHELVED' ? 'tạm hoãn' : 'chặn';
  return text(broke.by) ? `, phá ${what} của ${text(broke.by)}` : `, phá ${what}`;
}

const WORDS: Readonly<Record<string, (data: HistoryEntry['data']) => string>> = {
  'alarm.raised': (data) => (data.again === true ? 'Xuất hiện lại' : `Bắt đầu, mức ${text(data.priority)}`),
  'alarm.repeated': (data) => `Lặp lại, tổng ${Number(data.count ?? 0)} lần`,
  'alarm.rose': (data) => `Tăng mức từ ${text(data.from)} lên ${text(data.priority)}${broken(data)}`,
  'alarm.returned': (data) => (text(data.heldUntil) ? 'Tình trạng tạm hết, đang theo dõi thêm' : 'Tình trạng đã hết'),
  'alarm.acknowledged': (data) => `${who(data)} xác nhận${because(data)}`,
  'alarm.unacknowledged': (data) =>
    data.how === 'expiry' ? 'Xác nhận đã hết hạn, tình trạng vẫn còn' : `${who(data)} bỏ xác nhận${because(data)}`,
  'alarm.escalated': (data) =>
    text(data.to) ? `Chưa ai xác nhận: báo lên ${text(data.to)}` : 'Chưa ai xác nhận: nhắc lại',
  'alarm.silenced': (data) => `${who(data)} tắt chuông`,
  'alarm.commented': (data) => `${who(data)} ghi chú${because(data)}`,
  'alarm.shelved': (data) => `${who(data)} tạm hoãn${because(data)}`,
  'alarm.unshelved': (data) =>
    data.how === 'expiry' ? 'Hết thời gian tạm hoãn' : `${who(data)} bỏ tạm hoãn${because(data)}`,
  'alarm.suppressed': (data) => {
    const what = data.mode === 'out_of_service' ? 'bảo trì' : 'chặn';
    return `${who(data)} ${data.on === true ? 'đặt' : 'bỏ'} ${what}${because(data)}`;
  },
  'alarm.assigned': (data) => `${who(data)} giao cho ${text(data.assigneeName) || text(data.assignee)}`,
  'alarm.disposed': (data) => `${who(data)} kết thúc xử lý${because(data)}`,
  'alarm.reset': (data) => `${who(data)} đặt lại${because(data)}`,
  'alarm.closed': () => 'Đóng cảnh báo',
  'alarm.refused': (data) => {
    const action = REFUSED[text(data.action)] ?? text(data.action);
    const answer = data.answer as { message?: unknown } | undefined;
    return `${who(data)} muốn ${action}, bị từ chối: ${text(answer?.message)}`;
  },
};

/** Vietnamese, one line. A type that is not known here is shown by its name, never left out. */
export const historyText = (entry: HistoryEntry): string => WORDS[entry.type]?.(entry.data) ?? entry.type;
