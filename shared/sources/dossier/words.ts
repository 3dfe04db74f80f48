// Words of the one-stop office (domain.md §2.3), by the codes that the model keeps.

export const STATUS_NAMES: readonly string[] = [
  '',
  'Mới đăng ký',
  'Được tiếp nhận',
  'Không được tiếp nhận',
  'Đang xử lý',
  'Yêu cầu bổ sung giấy tờ',
  'Yêu cầu thực hiện nghĩa vụ tài chính',
  'Công dân yêu cầu rút hồ sơ',
  'Dừng xử lý',
  'Đã xử lý xong',
  'Đã trả kết quả',
];

/** By the place of the channel in a history: see history.ts. */
export const CHANNEL_NAMES: readonly string[] = ['', 'trực tiếp', 'trực tuyến', 'bưu chính công ích'];
