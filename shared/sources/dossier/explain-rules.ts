// Each figure of the dossiers in words: what it is called, how it is counted, where that is written down.
import type { AGENCY, COUNTS, RATIOS } from './figures.ts';

type RuleText = Readonly<{ name: string; text: string; source: string }>;
type Named =
  | keyof typeof COUNTS
  | keyof typeof RATIOS
  | `byAgency.*.${keyof typeof AGENCY}`
  | `duration.${'count' | 'meanHours' | 'p90Hours'}`
  | 'hourly.*'
  | 'coverage';

const rule = (name: string, text: string, source: string): RuleText => ({ name, text, source });
const DAY = 'trong ngày (giờ Việt Nam)';
const NOT_DELETED = 'không tính hồ sơ đã xoá';

export const RULES: Readonly<Record<Named, RuleText>> = {
  submitted: rule(
    'Hồ sơ nộp hôm nay',
    `Hồ sơ có ngày nộp ${DAY}, dù sau đó được giải quyết thế nào, kể cả hồ sơ đã xoá.`,
    'interfaces.md §4, submitted',
  ),
  received: rule(
    'Tiếp nhận',
    `Hồ sơ lần đầu chuyển sang trạng thái 2 (được tiếp nhận) ${DAY}, dù sau đó thế nào; ${NOT_DELETED}.`,
    'domain.md §3.1 K1',
  ),
  resolved: rule(
    'Đã giải quyết',
    `Hồ sơ đang ở trạng thái 9 hoặc 10 (đã xử lý xong, đã trả kết quả), lần hoàn thành cuối ${DAY}.`,
    'domain.md §3.1 K4',
  ),
  late: rule(
    'Giải quyết trễ hạn',
    'Hồ sơ đã giải quyết hôm nay, ngày hoàn thành sau ngày hẹn trả. So theo ngày; hồ sơ không có hạn không tính.',
    'domain.md §3.1 K4l',
  ),
  rejected: rule(
    'Không tiếp nhận',
    `Hồ sơ chuyển sang trạng thái 3 (không được tiếp nhận) ${DAY}, đã tiếp nhận trước đó hay chưa.`,
    'domain.md §3.1 K8',
  ),
  withdrawn: rule(
    'Rút hồ sơ',
    `Hồ sơ chuyển sang trạng thái 7 (công dân yêu cầu rút) ${DAY}, đã tiếp nhận trước đó hay chưa.`,
    'domain.md §3.1 K7',
  ),
  'ofReceived.rejected': rule(
    'Đã tiếp nhận rồi bị từ chối',
    'Hồ sơ đã tiếp nhận, hôm nay chuyển sang trạng thái 3 và vẫn ở đó.',
    'domain.md §3.1 K8r',
  ),
  'ofReceived.withdrawn': rule(
    'Đã tiếp nhận rồi rút',
    'Hồ sơ đã tiếp nhận, hôm nay chuyển sang trạng thái 7 và vẫn ở đó.',
    'domain.md §3.1 K7',
  ),
  carriedOver: rule(
    'Tồn kỳ trước',
    'Hồ sơ tiếp nhận trước 0 giờ hôm nay và lúc 0 giờ chưa kết thúc (không ở trạng thái 3, 7, 9, 10).',
    'domain.md §3.1 K2',
  ),
  reopened: rule(
    'Mở lại',
    'Hồ sơ đã kết thúc trước 0 giờ hôm nay, hôm nay được đưa trở lại xử lý.',
    'domain.md §3.4 trường hợp 4',
  ),
  open: rule(
    'Đang xử lý',
    'Hồ sơ đã tiếp nhận, đang ở trạng thái 2 hoặc 4. Hồ sơ tạm dừng (5, 6, 8) không tính.',
    'domain.md §3.1 K5',
  ),
  overdue: rule(
    'Quá hạn',
    'Hồ sơ đang xử lý (trạng thái 2, 4) có thời điểm hẹn trả đã qua. Hạn đã qua rồi mới sửa thì vẫn tính theo hạn cũ.',
    'domain.md §3.1 K5l',
  ),
  nearlyDue: rule(
    'Sắp đến hạn',
    'Hồ sơ đang xử lý, chưa quá hạn, còn không quá 8 giờ làm việc đến thời điểm hẹn trả.',
    'domain.md §3.1 K5n',
  ),
  paused: rule(
    'Tạm dừng',
    'Hồ sơ đã tiếp nhận, đang chờ bổ sung (5), chờ nghĩa vụ tài chính (6) hoặc dừng xử lý (8).',
    'domain.md §3.1 K6',
  ),
  awaitingReceipt: rule(
    'Chờ tiếp nhận',
    'Hồ sơ đang ở trạng thái 1 (mới đăng ký), chưa được tiếp nhận.',
    'domain.md §3.1 K1s',
  ),
  'byLevel.2': rule('Tiếp nhận mức 2', 'Hồ sơ tiếp nhận hôm nay, dịch vụ mức độ 2.', 'domain.md §3.1 K1'),
  'byLevel.3': rule('Tiếp nhận mức 3', 'Hồ sơ tiếp nhận hôm nay, dịch vụ mức độ 3.', 'domain.md §3.1 K1'),
  'byLevel.4': rule('Tiếp nhận mức 4', 'Hồ sơ tiếp nhận hôm nay, dịch vụ mức độ 4.', 'domain.md §3.1 K1'),
  'byLevel.unknown': rule(
    'Tiếp nhận, chưa rõ mức',
    'Hồ sơ tiếp nhận hôm nay mà nguồn không cho biết mức độ và thủ tục chưa đăng ký.',
    'domain.md §3.1 K1',
  ),
  lateReceipt: rule(
    'Quá hạn tiếp nhận',
    'Hồ sơ tiếp nhận hôm nay sau hạn tiếp nhận, hoặc còn chờ tiếp nhận mà hạn đã qua.',
    'domain.md §3.1 K10; Nghị định 45/2020/NĐ-CP Điều 11',
  ),
  rewritten: rule(
    'Sửa hạn sau khi quá hạn',
    'Số lần sửa ngày hẹn trả hoặc ngày hoàn thành trong ngày, khi hạn cũ đã qua. Một hồ sơ có thể tính nhiều lần.',
    'domain.md §4 A14',
  ),
  online: rule(
    'Tiếp nhận trực tuyến',
    'Tử số: hồ sơ tiếp nhận hôm nay, nộp trực tuyến. Mẫu số: hồ sơ tiếp nhận hôm nay.',
    'domain.md §3.1 K9',
  ),
  onTime: rule(
    'Đúng hạn (F2)',
    'Mẫu số: hồ sơ có ngày hẹn trả là hôm nay, đã xong hoặc thời điểm hẹn đã qua. Tử số: trong đó, ngày hoàn thành không sau ngày hẹn trả.',
    'domain.md §3.2 F2; Vĩnh Phúc 9/2021',
  ),
  'formulas.F1': rule(
    'Đúng hạn (F1)',
    'Mẫu số: hồ sơ đã giải quyết hôm nay. Tử số: trong đó, không trễ hạn. Hồ sơ không có hạn tính là đúng hạn.',
    'domain.md §3.2 F1; OpenCPS',
  ),
  'formulas.F2': rule(
    'Đúng hạn (F2)',
    'Mẫu số: hồ sơ có ngày hẹn trả là hôm nay, đã xong hoặc thời điểm hẹn đã qua. Tử số: trong đó, ngày hoàn thành không sau ngày hẹn trả.',
    'domain.md §3.2 F2; Vĩnh Phúc 9/2021',
  ),
  'formulas.F3': rule(
    'Đúng hạn (F3)',
    'Mẫu số: tiếp nhận hôm nay và tồn kỳ trước. Tử số: mẫu số trừ hồ sơ đang quá hạn và hồ sơ giải quyết trễ hạn.',
    'domain.md §3.2 F3; Gia Lai',
  ),
  'formulas.F4': rule(
    'Đúng hạn (F4)',
    'Mẫu số: đã giải quyết, đã rút, đang xử lý và tạm dừng. Tử số: mẫu số trừ hồ sơ giải quyết trễ hạn và hồ sơ đang quá hạn.',
    'domain.md §3.2 F4; XuLyDungHan',
  ),
  satisfied: rule(
    'Hài lòng',
    'Mẫu số: hồ sơ được đánh giá hôm nay. Tử số: trong đó, không phải “không hài lòng”.',
    'domain.md §3.1 K16; Quyết định 766/QĐ-TTg',
  ),
  'byAgency.*.received': rule(
    'Đơn vị tiếp nhận',
    'Hồ sơ đơn vị này tiếp nhận hôm nay, và hồ sơ đã tiếp nhận được chuyển đến đơn vị này hôm nay. Cộng các đơn vị có thể nhiều hơn toàn tỉnh.',
    'domain.md §3.1 K1, §3.4 trường hợp 7',
  ),
  'byAgency.*.resolved': rule(
    'Đơn vị đã giải quyết',
    'Hồ sơ do đơn vị này giữ, đang ở trạng thái 9 hoặc 10, hoàn thành hôm nay.',
    'domain.md §3.1 K4',
  ),
  'byAgency.*.open': rule(
    'Đơn vị đang xử lý',
    'Hồ sơ do đơn vị này giữ, đã tiếp nhận, đang ở trạng thái 2 hoặc 4.',
    'domain.md §3.1 K5',
  ),
  'byAgency.*.overdue': rule(
    'Đơn vị quá hạn',
    'Hồ sơ do đơn vị này giữ, đang xử lý (trạng thái 2, 4), thời điểm hẹn trả đã qua.',
    'domain.md §3.1 K5l',
  ),
  'byAgency.*.level4Month': rule(
    'Mức 4 trong tháng của đơn vị',
    'Hồ sơ mức độ 4 do đơn vị này giữ, tiếp nhận từ đầu tháng đến nay.',
    'domain.md §3.1 K14',
  ),
  'hourly.*': rule('Hồ sơ nộp trong giờ', 'Hồ sơ có giờ nộp trong giờ này của hôm nay.', 'interfaces.md §4, hourly'),
  'duration.count': rule(
    'Hồ sơ có thời gian giải quyết',
    'Hồ sơ đã tiếp nhận và giải quyết xong hôm nay.',
    'domain.md §3.1 K11',
  ),
  'duration.meanHours': rule(
    'Thời gian giải quyết trung bình',
    'Trung bình số giờ làm việc từ lúc tiếp nhận đến lúc xong, trừ thời gian tạm dừng, của hồ sơ giải quyết hôm nay.',
    'domain.md §3.1 K11',
  ),
  'duration.p90Hours': rule(
    'Thời gian giải quyết P90',
    'Chín phần mười hồ sơ giải quyết hôm nay không lâu hơn mức này (giờ làm việc, làm tròn 15 phút).',
    'domain.md §3.1 K11',
  ),
  coverage: rule(
    'Đơn vị có số liệu',
    'Mẫu số: đơn vị đã đăng ký, còn hiệu lực và có thủ tục. Tử số: trong đó, hôm nay đã gửi số liệu. Chưa gửi không phải là 0.',
    'domain.md §3.1 K15',
  ),
};
