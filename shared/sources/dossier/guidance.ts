// What a duty officer reads beside an alarm of dossiers: what it means, what usually causes it, what to do, how much time
// there is. A rule without an entry cannot be switched on.
import type { Guidance } from '../../source.ts';

export const guidance = {
  A10: {
    meaning: 'Có hồ sơ nộp trực tuyến chưa được Bộ phận Một cửa tiếp nhận.',
    cause: 'Cán bộ một cửa chưa mở danh sách hồ sơ mới, hoặc vắng mặt.',
    action: 'Gọi Bộ phận Một cửa của đơn vị, nhắc tiếp nhận hoặc từ chối có lý do. Ghi tên đơn vị đã gọi.',
    time: '30 phút; phải xong trước hạn tiếp nhận 8 giờ làm việc.',
  },
  A11: {
    meaning: 'Đơn vị có nhiều hồ sơ đã quá ngày hẹn trả mà chưa giải quyết xong.',
    cause: 'Hồ sơ dồn, thiếu người, chờ ý kiến phối hợp, hoặc đã xong mà chưa cập nhật trên hệ thống.',
    action:
      'Gọi thủ trưởng đơn vị hoặc đầu mối, yêu cầu rà danh sách quá hạn và gửi thư xin lỗi. Báo Trung tâm Phục vụ hành chính công.',
    time: '30 phút; 5 phút khi quá 10 % hồ sơ hoặc có hồ sơ quá hạn trên 5 ngày làm việc.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
