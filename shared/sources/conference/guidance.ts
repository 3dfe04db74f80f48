// What a duty officer reads beside an alarm of conferences: what it means, what usually causes it, what to do, how much time
// there is. A rule without an entry cannot be switched on.
import type { Guidance } from '../../source.ts';

export const guidance = {
  A20: {
    meaning: 'Điểm cầu được mời chưa chạy thử đạt hoặc chưa vào phòng họp trước giờ khai mạc.',
    cause: 'Kỹ thuật viên chưa tới, thiết bị chưa bật, đường truyền hoặc tài khoản lỗi.',
    action: 'Gọi kỹ thuật điểm cầu theo danh bạ, cho chạy thử hình và tiếng. Không được thì báo Trung tâm CNTT&TT.',
    time: 'Trước khai mạc 60 phút: trong ca; 30 phút: ngay; 10 phút: không chậm trễ.',
  },
  A21: {
    meaning: 'Điểm cầu đang họp thì mất kết nối.',
    cause: 'Mất điện, đứt đường truyền, thiết bị treo.',
    action: 'Gọi kỹ thuật điểm cầu cho vào lại bằng đường dự phòng. Rớt nhiều lần thì báo nhà mạng.',
    time: '30 phút; 2 phút đối với điểm cầu chủ trì hoặc trọng yếu.',
  },
  A22: {
    meaning: 'Nhiều điểm cầu cùng mất kết nối trong một phút: gần như chắc chắn là một nguyên nhân chung.',
    cause: 'Đứt tuyến truyền dẫn của huyện, hỏng thiết bị gom, hoặc hệ thống MCU lỗi.',
    action: 'Gọi nhà mạng và điều phối MCU ngay, không gọi từng điểm cầu. Báo chủ trì hội nghị.',
    time: '2 phút.',
  },
  A23: {
    meaning: 'Hội nghị thiếu quá nhiều điểm cầu so với danh sách mời.',
    cause: 'Nhiều điểm cầu vào muộn, hoặc đang có sự cố đường truyền diện rộng.',
    action: 'Xem tên các điểm cầu vắng, chia nhau gọi. Hỏi ý kiến chủ trì về việc lùi giờ khai mạc.',
    time: '5 phút; 2 phút khi đang họp mà thiếu nhiều.',
  },
  A24: {
    meaning:
      'Đường truyền của điểm cầu đang họp mất gói nhiều hoặc trễ lớn: hình vỡ, tiếng ngắt quãng, có thể sắp mất kết nối.',
    cause: 'Đường truyền quá tải hoặc chập chờn, dùng Wi-Fi, máy khác trong đơn vị đang tải nặng.',
    action:
      'Báo kỹ thuật điểm cầu cắm dây mạng, tắt máy tải nặng, hạ chất lượng hình. Nhiều điểm cầu cùng kém thì gọi nhà mạng.',
    time: 'Trong ca; 30 phút đối với điểm cầu chủ trì hoặc trọng yếu.',
  },
  A25: {
    meaning:
      'Có điểm cầu để micro mở khi không phát biểu: tiếng ồn lọt vào hội nghị, lời nói riêng cả hội nghị nghe được.',
    cause: 'Quên tắt micro sau khi phát biểu hoặc khi vào phòng họp.',
    action: 'Tắt micro của các điểm cầu đó trên MCU, nhắc kỹ thuật điểm cầu giữ micro tắt.',
    time: 'Trong ca.',
  },
  A26: {
    meaning: 'Một điểm cầu không có trong danh sách mời đã vào hội nghị đang họp.',
    cause: 'Danh sách mời thiếu, vào nhầm phòng họp, hoặc lộ đường dẫn phòng họp.',
    action:
      'Gọi điểm cầu xác minh. Đúng thành phần thì bổ sung danh sách mời; không đúng thì mời ra khỏi phòng trên MCU và báo trưởng ca.',
    time: '30 phút.',
  },
  A27: {
    meaning: 'Có điểm cầu được mời dự hai hội nghị cùng giờ, không thể dự cả hai.',
    cause: 'Hai đơn vị lên lịch riêng, hoặc một hội nghị đổi giờ.',
    action: 'Báo Sở TT&TT để hai đơn vị tổ chức thống nhất đổi giờ hoặc bố trí thêm phòng họp.',
    time: 'Trong ca, trước giờ họp.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
