// What a duty officer reads beside an alarm of information security: what it means, what usually causes it, what to do, how much time
// there is. A rule without an entry cannot be switched on.
import type { Guidance } from '../../source.ts';

export const guidance = {
  A30: {
    meaning: 'Thiết bị an ninh báo mức nghiêm trọng trên một hệ thống quan trọng.',
    cause: 'Có thể là tấn công thật; cũng có thể là quy tắc phát hiện sai.',
    action:
      'Gọi SOC ca trực xác minh ngay. Nếu thật, SOC mở sự cố và gọi Đội ứng cứu. Khi xong bấm “Kết thúc xử lý” và ghi kết quả.',
    time: '2 phút.',
  },
  A31: {
    meaning: 'Thiết bị an ninh báo mức cao trên một tài sản.',
    cause: 'Dò quét, đăng nhập thử nhiều lần, mã độc bị chặn, hoặc báo nhầm.',
    action: 'Báo SOC kiểm tra tài sản. Từ năm tài sản trở lên cùng loại thì coi như một đợt tấn công.',
    time: '5 phút; 2 phút khi lan ra từ năm tài sản.',
  },
  A33: {
    meaning: 'Số cảnh báo cùng loại tăng vọt: một chiến dịch tấn công hoặc một quy tắc phát hiện hỏng.',
    cause: 'Tấn công từ chối dịch vụ, dò mật khẩu hàng loạt, quét lỗ hổng tự động.',
    action: 'Báo SOC xử lý như một sự việc, không mở từng cảnh báo. Kiểm tra cổng dịch vụ công còn phục vụ được không.',
    time: '2 phút.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
