// Events of a dossier in a line each. No code and no free text in it.
import type { Tell } from '../../explain/tell.ts';
import { moment } from '../../explain/words.ts';
import type { dossierTypes } from './schema.ts';
import { CHANNEL_NAMES, STATUS_NAMES } from './words.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  in_person: CHANNEL_NAMES[1] ?? '',
  online: CHANNEL_NAMES[2] ?? '',
  post: CHANNEL_NAMES[3] ?? '',
};
const REASONS: Readonly<Record<string, string>> = {
  initial: 'lần đầu',
  supplement: 'sau bổ sung',
  reschedule: 'hẹn lại',
  reset: 'đặt lại',
};
const RATINGS: Readonly<Record<string, string>> = {
  very_satisfied: 'rất hài lòng',
  satisfied: 'hài lòng',
  unsatisfied: 'không hài lòng',
};

const at = (instant: unknown): string =>
  typeof instant === 'string' ? moment(Date.parse(instant)) : 'không có ngày hẹn trả';
const status = (code: unknown): string => STATUS_NAMES[Number(code)] ?? String(code);

export const tellDossier: Tell<typeof dossierTypes> = {
  'dossier.submitted': ({ channel, level }) =>
    ['Nộp hồ sơ', CHANNELS[String(channel)], level === undefined ? null : `mức ${String(level)}`]
      .filter(Boolean)
      .join(', '),
  'dossier.status': (data) => `Trạng thái ${String(data.status)}: ${status(data.status)}`,
  'dossier.due': ({ dueAt, reason }) => `Hẹn trả: ${at(dueAt)} (${REASONS[String(reason)] ?? String(reason)})`,
  'dossier.finish_changed': ({ finishedAt }) => `Sửa ngày hoàn thành: ${at(finishedAt)}`,
  'dossier.transferred': ({ toAgency }) => `Chuyển đến đơn vị ${String(toAgency)}`,
  'dossier.deleted': () => 'Xoá hồ sơ',
  'dossier.restored': () => 'Khôi phục hồ sơ',
  'dossier.paid': () => 'Nộp phí, lệ phí',
  'dossier.apology': () => 'Gửi thư xin lỗi và hẹn lại',
  'dossier.rated': ({ rating }) => `Đánh giá: ${RATINGS[String(rating)] ?? String(rating)}`,
  'dossier.snapshot': (data) => `Hiện trạng khi vào hệ thống: ${status(data.status)}`,
  'feed.totals': () => 'Số tổng của nguồn',
};
