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
    action:
      'Báo SOC kiểm tra tài sản, xong thì bấm “Kết thúc xử lý” và ghi kết quả. Khi lan ra nhiều tài sản cùng loại thì báo trưởng ca, coi như một đợt tấn công.',
    time: '5 phút; 2 phút khi lan ra nhiều tài sản.',
  },
  A32: {
    meaning:
      'Nhiều cảnh báo mức trung bình cùng loại đang chờ xử lý, hoặc cảnh báo mức thấp trong giờ tăng vọt so với bình thường.',
    cause:
      'Một máy nhiễm mã độc báo nhiều lần, có người dò quét, thiết bị vừa đổi quy tắc phát hiện, hoặc SOC chưa kịp xử lý.',
    action:
      'Báo SOC xem chung cả loại, không mở từng cảnh báo. SOC xử lý hoặc đóng cảnh báo; nếu đã rõ là không nguy hiểm thì bấm “Kết thúc xử lý” và ghi lý do.',
    time: '30 phút; cảnh báo mức thấp: trong ca.',
  },
  A33: {
    meaning:
      'Số cảnh báo cùng loại tăng vọt: một chiến dịch tấn công hoặc một quy tắc phát hiện hỏng. Cảnh báo khác cùng loại được gộp vào đây cho đến khi hết đợt.',
    cause: 'Tấn công từ chối dịch vụ, dò mật khẩu hàng loạt, quét lỗ hổng tự động.',
    action: 'Báo SOC xử lý như một sự việc, không mở từng cảnh báo. Kiểm tra cổng dịch vụ công còn phục vụ được không.',
    time: '2 phút.',
  },
  A34: {
    meaning: 'Đã xác nhận trang thông tin bị thay đổi giao diện, máy bị mã độc tống tiền, hoặc dữ liệu bị lộ.',
    cause: 'Tài khoản quản trị bị chiếm, phần mềm chưa vá lỗ hổng, hoặc người dùng mở tệp độc hại.',
    action:
      'Gọi Đội ứng cứu sự cố và báo lãnh đạo Sở ngay. Không tự tắt máy, không xoá gì trên máy bị hại. SOC mở sự cố nếu chưa có và chuẩn bị báo cáo. Khi xong, trưởng ca đặt lại cảnh báo.',
    time: '2 phút.',
  },
  A35: {
    meaning:
      'Một sự cố sắp đến hạn hoặc đã quá hạn báo cáo. Luật định phải báo cáo trong 5 ngày từ khi phát hiện, báo cáo ngay khi vượt khả năng xử lý (QĐ 05/2017/QĐ-TTg).',
    cause: 'Đơn vị vận hành đang mải khắc phục, hoặc chưa phân công ai viết báo cáo.',
    action:
      'Gọi đơn vị vận hành hệ thống hỏi báo cáo đã gửi chưa. Đã gửi thì bấm “Kết thúc xử lý” và ghi số văn bản; chưa gửi thì báo lãnh đạo Sở.',
    time: '5 phút; 2 phút khi còn dưới nửa ngày, quá hạn hoặc vượt khả năng xử lý.',
  },
  A36: {
    meaning:
      'Trung tâm giám sát quốc gia không nhận được dữ liệu của tỉnh: đường truyền mất, hoặc số bản ghi chờ gửi tăng mãi.',
    cause: 'Mất mạng, chứng thư của kết nối hết hạn, hoặc phần mềm chuyển tiếp bị treo.',
    action: 'Báo SOC kiểm tra đường truyền và phần mềm chuyển tiếp. Không khôi phục được thì gọi trung tâm quốc gia.',
    time: '5 phút.',
  },
  A37: {
    meaning:
      'SOC chưa kết luận cảnh báo nghiêm trọng hoặc mức cao trong thời gian quy định, hoặc một loại cảnh báo bị kết luận là báo nhầm quá nhiều.',
    cause: 'Thiếu người trực, cảnh báo bị bỏ sót; quy tắc phát hiện quá nhạy.',
    action:
      'Hỏi trưởng ca SOC ai đang xử lý các cảnh báo này. Với loại báo nhầm nhiều, đề nghị SOC chỉnh lại quy tắc phát hiện.',
    time: '30 phút; báo nhầm nhiều: trong ca.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
