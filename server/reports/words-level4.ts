// Every word of the month's table.
const sent = (word: string) => (reported: boolean) => (reported ? word : 'chưa có số liệu');

export const level4Words = {
  title: 'Dịch vụ công trực tuyến mức độ 4 theo đơn vị',
  /** `11/2026` */
  month: (month: string) => `tháng ${month}`,
  running: 'tháng chưa kết thúc',
  sheet: 'Mức độ 4',
  notesSheet: 'Ghi chú',
  province: 'TOÀN TỈNH',
  noShare: '—',
  columns: [
    'STT',
    'Mã đơn vị',
    'Đơn vị',
    'Cấp',
    'Thủ tục cung cấp',
    'Thủ tục mức độ 4',
    'K12: tỷ lệ cung cấp mức độ 4',
    'Thủ tục mức độ 4 có hồ sơ trực tuyến',
    'K13: tỷ lệ thủ tục mức độ 4 có phát sinh hồ sơ',
    'Hồ sơ tiếp nhận trong tháng',
    'K14: hồ sơ mức độ 4 trong tháng',
    'Tình trạng số liệu',
  ],
  widths: [6, 16, 44, 12, 12, 12, 14, 16, 18, 16, 16, 30],
  standing: {
    valid: sent('có số liệu'),
    expired: sent('có số liệu; đơn vị đã hết hiệu lực'),
    unregistered: sent('có số liệu; đơn vị chưa đăng ký'),
  },
  coverage: (percent: string, parts: string) => `K15: độ phủ số liệu ${percent} (${parts} đơn vị phải có số liệu)`,
  notes: [
    'Đơn vị, tên và thủ tục theo danh mục có hiệu lực lúc cuối tháng. Hồ sơ tính theo thời điểm của chính nó, kể cả tin đến muộn.',
    'K12 = thủ tục mức độ 4 / tất cả thủ tục của đơn vị, theo danh mục. "—": danh mục không giao thủ tục nào cho đơn vị.',
    'K13 = thủ tục mức độ 4 có ít nhất một hồ sơ nộp trực tuyến trong tháng / thủ tục mức độ 4.',
    'K14 = hồ sơ mức độ 4 được tiếp nhận lần đầu trong tháng, tính cho đơn vị đang giữ hồ sơ lúc cuối tháng.',
    '"Chưa có số liệu": đơn vị không gửi tin nào trong tháng. Không phải là 0.',
    'Dòng toàn tỉnh tính mỗi hồ sơ, mỗi thủ tục một lần, kể cả hồ sơ chưa rõ đơn vị; không phải là tổng các dòng.',
  ],
} as const;
