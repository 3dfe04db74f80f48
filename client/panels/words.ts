// Names that come with the data, as the office says them. What nobody has translated is shown as it came.
import { epochOf, minuteClock, when } from '../../shared/i18n/format.ts';
import { vi } from '../../shared/i18n/vi.ts';
import type { FeedRow } from '../../shared/view.ts';

const CATEGORIES: Readonly<Record<string, string>> = {
  malware: 'Mã độc',
  brute_force: 'Dò mật khẩu',
  web_exploit: 'Tấn công web',
  web_attack: 'Tấn công web',
  botnet_ip: 'Kết nối botnet',
  botnet: 'Kết nối botnet',
  deface: 'Thay đổi giao diện',
  phishing: 'Lừa đảo',
  ddos: 'Từ chối dịch vụ',
  dos: 'Từ chối dịch vụ',
  scan: 'Quét mạng',
  port_scan: 'Quét cổng',
  data_leak: 'Lộ lọt dữ liệu',
  intrusion: 'Xâm nhập',
};

export const categoryName = (category: string): string => CATEGORIES[category.toLowerCase()] ?? category;

const FEEDS: Readonly<Record<string, string>> = { motcua: 'Một cửa', hoinghi: 'Hội nghị', soc: 'An toàn thông tin' };

/** `/phutho/motcua` → "Một cửa"; a name that nobody registered is shown as it is, shortened in the middle. */
export function feedName(source: string): string {
  const last = source.split('/').filter(Boolean).at(-1) ?? source;
  const name = FEEDS[last] ?? source;
  return name.length <= 28 ? name : `${name.slice(0, 12)}…${name.slice(-14)}`;
}

/** "UBND huyện Thanh Ba", "Huyện Thanh Ba" → "Thanh Ba"; "thị xã Phú Thọ" → "TX Phú Thọ", for it shares its name with the province. */
export const districtName = (name: string): string =>
  name
    .replace(/^(UBND|Ủy ban nhân dân) /i, '')
    .replace(/^(huyện|quận|thành phố|tp\.?) /i, '')
    .replace(/^thị xã /i, 'TX ');

/** "nghỉ trưa đến 13:30", "bảo trì đến 22:00 21/11": why nothing is expected of a feed, and until when. */
export function quietText({ reason, until }: NonNullable<FeedRow['quiet']>, now: number | null): string {
  const end = epochOf(until);
  if (end === null) return vi.feed.quiet[reason];
  return vi.feed.quietUntil(vi.feed.quiet[reason], now === null ? minuteClock(end) : when(end, now));
}
