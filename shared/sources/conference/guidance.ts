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
    time: '5 phút; 2 phút khi dưới 90 %.',
  },
} as const satisfies Readonly<Record<string, Guidance>>;
