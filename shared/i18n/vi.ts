// Every word that a screen of the wall and the replay shows. Typed: a missing key does not compile.
export const vi = {
  page: {
    loading: 'Đang tải…',
    unknown: 'Không có trang này.',
    failed: 'Màn hình gặp lỗi',
    reloading: (seconds: number) => `Tự tải lại sau ${seconds} giây.`,
  },
  request: {
    failed: 'Máy chủ từ chối yêu cầu.',
    network: 'Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại.',
  },
  priority: { P1: 'KHẨN CẤP', P2: 'CAO', P3: 'TRUNG BÌNH', P4: 'THẤP' },
} as const;
