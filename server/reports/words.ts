// Every word of the exported files.
export const words = {
  mode: { extract: 'TRÍCH XUẤT', replay: 'PHÁT LẠI' },
  exercise: 'DIỄN TẬP',
  // biome-ignore lint/suspicious/noThenProperty: the name of the truth in the address, never awaited
  truth: { then: 'như đã biết lúc đó', now: 'như biết bây giờ' },
  upToSeq: (seq: string) => `đến sự kiện số ${seq}`,
  author: (name: string) => `người lập: ${name}`,
  madeAt: (at: string) => `lập lúc ${at}`,
  file: {
    mode: { extract: 'TRICH-XUAT', replay: 'PHAT-LAI' },
    exercise: 'DIEN-TAP',
    // biome-ignore lint/suspicious/noThenProperty: the name of the truth in the address, never awaited
    truth: { then: 'luc-do', now: 'bay-gio' },
    events: 'su-kien',
    day: 'bao-cao-ngay',
    shift: (shift: number) => `bao-cao-ca-${shift}`,
    level4: 'dich-vu-cong-muc-4',
  },
  centre: 'Trung tâm Điều hành thông minh',
  noProvince: 'Tỉnh (chưa đăng ký)',
  page: (page: string, of: string) => `Trang ${page} / ${of}`,
  noData: 'chưa có số liệu',
  noDataToday: 'chưa có số liệu hôm nay',
  refused: {
    busy: 'Một tệp khác đang được lập; hãy đợi xong rồi thử lại.',
    future: 'Ngày này chưa đến.',
    noShift: (count: string) => `Ngày này có ${count} ca, đánh số từ 1.`,
    shiftFuture: 'Ca này chưa bắt đầu.',
    beyond: (last: string) => `Sổ sự kiện mới đến số ${last}.`,
  },
  tier: { province: 'Tỉnh', department: 'Sở, ngành', district: 'Huyện', commune: 'Xã' },
} as const;
