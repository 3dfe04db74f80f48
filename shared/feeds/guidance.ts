// What a duty officer reads beside an alarm of the feeds: what it means, what usually causes it, what to do, how much time
// there is. A rule without an entry cannot be switched on.
import type { Guidance } from '../source.ts';

export const guidance = {
  A01: {
    meaning:
      'Nguồn dữ liệu đã ngừng gửi tin. Số liệu của nguồn này trên màn hình là số cũ, không phải là “không có việc”.',
    cause: 'Phần mềm nguồn dừng, mất mạng giữa đơn vị và trung tâm, hoặc khoá gửi dữ liệu bị thu hồi.',
    action:
      'Gọi đầu mối quản trị nguồn để kiểm tra phần mềm và đường truyền. Báo lãnh đạo ca rằng số liệu của nguồn đang chưa xác định.',
    time: '5 phút; 2 phút khi nhiều nguồn cùng im lặng hoặc đang có hội nghị.',
  },
  A02: {
    meaning:
      'Nguồn vẫn báo là đang hoạt động nhưng không gửi sự kiện nào, trong khi vào giờ này các tuần trước luôn có nhiều sự kiện.',
    cause: 'Phần mềm nguồn chạy nhưng bộ phận đẩy dữ liệu bị treo, hoặc nguồn mất kết nối với cơ sở dữ liệu của nó.',
    action:
      'Gọi đầu mối quản trị nguồn, hỏi trên phần mềm của họ có phát sinh việc mới không. Nếu có thì yêu cầu khởi động lại bộ phận đẩy dữ liệu.',
    time: '30 phút.',
  },
  A03: {
    meaning: 'Nhiều sự kiện của nguồn này không đúng mẫu và bị giữ lại ở khu cách ly, nên số liệu đang bị thiếu.',
    cause: 'Phần mềm nguồn vừa nâng cấp, gửi mã trạng thái lạ, hoặc sai định dạng ngày giờ.',
    action:
      'Mở trang Khu cách ly, xem lý do nhiều nhất. Gửi lý do và một ví dụ cho đầu mối quản trị nguồn; sau khi sửa, đề nghị quản trị gửi lại từ khu cách ly.',
    time: '30 phút.',
  },
  A04: {
    meaning: 'Đồng hồ của máy nguồn lệch so với đồng hồ trung tâm, nên thời điểm của các sự kiện không còn đúng.',
    cause: 'Máy nguồn không đồng bộ giờ (NTP), hoặc nhầm giờ UTC với giờ Việt Nam (lệch 7 giờ).',
    action: 'Yêu cầu đầu mối quản trị nguồn đồng bộ lại giờ và kiểm tra múi giờ. Ghi lại thời gian bị lệch.',
    time: '30 phút.',
  },
  A05: {
    meaning:
      'Có đơn vị không gửi số liệu hồ sơ nào trong cả ngày làm việc. Đây là chưa có số liệu, không phải là không có hồ sơ.',
    cause: 'Cán bộ nghỉ hoặc chưa cập nhật phần mềm, đơn vị mất mạng, hoặc phần mềm một cửa của đơn vị bị lỗi.',
    action: 'Gọi đầu mối các đơn vị được nêu tên, nhắc cập nhật trong ngày. Ghi tên đơn vị đã gọi và lý do.',
    time: '30 phút; trước khi chốt số liệu ngày.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
