// Names that come with the data, as the office says them. What nobody has translated is shown as it came.
import { epochOf, minuteClock, when } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { FeedRow } from '../../shared/view.ts';

const named = (names: Readonly<Record<string, string>>, name: string): string | null =>
  Object.hasOwn(names, name) ? (names[name] ?? null) : null;

export const categoryName = (category: string): string =>
  named(spoken.security.category, category.toLowerCase()) ?? category;

/** `/phutho/motcua` → "Một cửa"; a name that nobody registered is shown as it is, shortened in the middle. */
export function feedName(source: string): string {
  const last = source.split('/').filter(Boolean).at(-1) ?? source;
  const name = named(spoken.feed.name, last) ?? source;
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
  if (end === null) return spoken.feed.quiet[reason];
  return spoken.feed.quietUntil(spoken.feed.quiet[reason], now === null ? minuteClock(end) : when(end, now));
}
