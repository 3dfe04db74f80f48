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
  A13: {
    meaning: 'Đơn vị có hồ sơ đã quá ngày hẹn trả mà chưa gửi thư xin lỗi và hẹn lại ngày trả kết quả cho người dân.',
    cause: 'Đơn vị chưa làm thư xin lỗi, hoặc đã gửi bằng giấy mà chưa cập nhật trên hệ thống một cửa.',
    action:
      'Gọi đầu mối đơn vị, yêu cầu gửi thư xin lỗi kèm ngày trả mới cho từng hồ sơ và cập nhật trên hệ thống. Ghi tên người đã nhận việc.',
    time: '30 phút để gọi; thư xin lỗi phải gửi trong ngày.',
  },
  A14: {
    meaning:
      'Ngày hẹn trả hoặc ngày kết thúc của hồ sơ bị đổi sau khi đã quá hạn, hoặc hồ sơ bị hẹn lại nhiều lần. Hồ sơ trễ có thể bị ghi thành đúng hạn.',
    cause:
      'Cán bộ dùng chức năng “Đặt lại hồ sơ quá hạn” hoặc “Đặt lại ngày hẹn trả”, sửa nhầm rồi sửa lại, hoặc làm đẹp số liệu.',
    action:
      'Giám sát mở danh sách sự kiện của đơn vị, so ngày cũ với ngày mới, yêu cầu đơn vị giải trình bằng văn bản. Xử lý xong thì kết luận cảnh báo kèm lý do; lần đổi sau sẽ được báo lại.',
    time: '5 phút để xác nhận; giải trình trong 2 ngày làm việc.',
  },
  A15: {
    meaning:
      'Có hồ sơ chờ người dân bổ sung giấy tờ, chờ nộp phí hoặc bị dừng xử lý quá lâu. Thời hạn của hồ sơ đang không tính.',
    cause: 'Người dân chưa biết phải bổ sung hoặc nộp phí, hoặc cán bộ quên chuyển hồ sơ sang bước tiếp theo.',
    action:
      'Nhắc Bộ phận Một cửa của đơn vị gọi cho người nộp, hoặc kết thúc hồ sơ theo quy định khi người nộp không bổ sung.',
    time: 'Trong ca trực; đơn vị rà xong trong tuần.',
  },
  A16: {
    meaning:
      'Gần hết tháng mà có đơn vị chưa có hồ sơ nào thuộc thủ tục mức độ 4 (toàn trình), hoặc chưa gửi số liệu nào trong tháng.',
    cause:
      'Đơn vị chưa tuyên truyền dịch vụ công trực tuyến, vẫn nhận hồ sơ giấy, hoặc hệ thống của đơn vị chưa kết nối.',
    action:
      'Gửi danh sách cho Sở Thông tin và Truyền thông để đôn đốc. Với đơn vị chưa gửi số liệu, hỏi lại xem thật sự không có hồ sơ hay mất kết nối.',
    time: 'Trong ca trực; trước ngày cuối tháng.',
  },
  A17: {
    meaning: 'Trong một giờ vừa qua, số hồ sơ nộp vào cao hơn hẳn mức thường của giờ đó.',
    cause: 'Có chính sách mới, hạn chót của một thủ tục, đơn vị gửi lại dữ liệu cũ, hoặc có máy nộp hồ sơ tự động.',
    action:
      'Xem hồ sơ tăng ở đơn vị và thủ tục nào. Nếu có lý do, báo Bộ phận Một cửa tăng người; nếu không, báo trực kỹ thuật kiểm tra nguồn gửi.',
    time: '30 phút.',
  },
  A18: {
    meaning: 'Đơn vị không tiếp nhận nhiều hồ sơ trực tuyến so với số hồ sơ nộp trong ngày.',
    cause:
      'Người dân nộp thiếu giấy tờ, hướng dẫn trên cổng chưa rõ, hoặc cán bộ từ chối để khỏi bị tính chậm tiếp nhận.',
    action:
      'Báo Văn phòng UBND tỉnh. Đề nghị đơn vị nêu lý do từ chối và xem lại hướng dẫn của thủ tục bị từ chối nhiều.',
    time: 'Trong ca trực.',
  },
  A19: {
    meaning:
      'Số liệu hồ sơ trong ngày không khớp: hồ sơ tồn và tiếp nhận khác với hồ sơ đã xử lý và còn lại. Con số trên màn hình có thể sai.',
    cause:
      'Hệ thống một cửa gửi trạng thái trái trình tự (ví dụ hồ sơ đã tiếp nhận lại trở về mới đăng ký), hoặc gửi thiếu sự kiện.',
    action:
      'Báo trực kỹ thuật đối chiếu với hệ thống một cửa, tìm hồ sơ có trạng thái trái trình tự và gửi lại sự kiện còn thiếu. Khi báo cáo, nói rõ số liệu đang được kiểm tra.',
    time: '30 phút.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
