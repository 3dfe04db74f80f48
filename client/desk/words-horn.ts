// Every word of the desk's horn.
import type { Tone } from './horn/tones.ts';

export const hornWords = {
  usualRoom: 'Phòng trực',
  blocked: 'ÂM THANH BỊ CHẶN – bấm vào đây để bật',
  silence: 'Tắt chuông',
  silenceOne: 'Tắt riêng',
  silenceOneTitle: 'Tắt chuông của cảnh báo đang chọn, đến khi có cảnh báo KHẨN CẤP mới',
  /** Instants as `10:17:30`. */
  silenced: (who: string, upTo: string) =>
    `${who} đã tắt chuông cho các cảnh báo đến ${upTo}. Tắt chuông không phải là xác nhận.`,
  alone: (count: string) => `Đang tắt riêng chuông của ${count} cảnh báo, đến khi có cảnh báo KHẨN CẤP mới.`,
  someone: 'Có người',
  /** In a flood: how many wait beside those whose tone was played. */
  rest: (count: string) => `Chuông kêu cho cảnh báo gấp nhất, còn ${count} cảnh báo chờ xác nhận.`,
  sending: 'đang tắt chuông…',
  unanswered: 'Chưa tắt được chuông: máy chủ chưa trả lời sau 3 giây. Chuông kêu tiếp.',
  notSent: 'Chưa tắt được chuông: đang mất kết nối. Chuông kêu tiếp.',
  refused: (message: string) => `Chưa tắt được chuông: ${message}`,
  dismiss: 'Đã đọc',
  here: 'máy này kêu',
  elsewhere: 'máy khác kêu',
  of: (who: string) => `máy của ${who} kêu`,
  nowhere: 'không máy nào kêu',
  stale: 'theo hình ảnh cũ',
  room: 'Phòng',
  roomTitle: 'Chuông của phòng',
  roomHint: 'Các máy cùng tên phòng chỉ kêu ở một máy. Tên phòng được nhớ trên máy này.',
  save: 'Lưu',
  cancel: 'Thôi (Esc)',
  test: 'Thử âm thanh',
  testDue: 'Đầu ca: hãy thử âm thanh của máy này.',
  testing: (tone: Tone) => `Đang thử: ${toneNames[tone]}`,
  ask: 'Có nghe rõ không?',
  yes: 'Nghe rõ',
  no: 'Không nghe',
  unheard:
    'Hãy kiểm tra loa, dây cắm, âm lượng của máy và của trình duyệt, rồi thử lại. Trong lúc đó hãy nhìn màn hình.',
  unlogged: 'Máy chủ chưa ghi nhận lần thử này.',
} as const;

const toneNames: Readonly<Record<Tone, string>> = {
  P1: 'khẩn cấp (ba tiếng nhanh)',
  P2: 'cao (hai tiếng)',
  P3: 'trung bình (một tiếng)',
  back: 'đã hết (một tiếng ngắn)',
  lost: 'mất kết nối (một tiếng trầm)',
};
