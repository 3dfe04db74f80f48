// Events of endpoints and conferences in a line each.
import type { Tell } from '../../explain/tell.ts';
import type { conferenceTypes } from './schema.ts';

const into = ({ conference }: Readonly<Record<string, unknown>>): string =>
  typeof conference === 'string' ? ` ${conference}` : '';
const verdict = (value: unknown): string => (value === 'ok' ? 'đạt' : 'không đạt');

export const tellConference: Tell<typeof conferenceTypes> = {
  'endpoint.registered': () => 'Đăng ký điểm cầu',
  'endpoint.joined': (data) => `Vào phòng họp${into(data)}`,
  'endpoint.left': (data) => `Rời phòng họp${into(data)}`,
  'endpoint.dropped': (data) => `Mất kết nối${into(data)}`,
  'endpoint.heartbeat': () => 'Nhịp của điểm cầu',
  'endpoint.quality': () => 'Báo chất lượng đường truyền',
  'endpoint.test': ({ picture, sound }) => `Thử hình ${verdict(picture)}, tiếng ${verdict(sound)}`,
  'conference.scheduled': () => 'Lên lịch hội nghị',
  'conference.opened': () => 'Khai mạc',
  'conference.closed': () => 'Kết thúc hội nghị',
  'conference.cancelled': () => 'Hủy hội nghị',
};
