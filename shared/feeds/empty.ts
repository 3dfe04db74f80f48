// A02: a feed that lives and brings nothing, in hours in which it has always brought much.
import type { Calendar } from '../calendar.ts';
import { defineCoreRule, type Finding, type RuleContext } from '../source.ts';
import { dayNumber, dayStart, HOUR_MS, localHour, MINUTE_MS } from '../time.ts';
import { guidance } from './guidance.ts';
import { type Feed, type Feeds, HISTORY_DAYS } from './model.ts';
import { isExpected, isFeedSilent } from './state.ts';
import { clockText, figure } from './words.ts';

/** Events that the local hour of `now` usually brings: the median over the working days of four weeks; null: too few days are known. */
export function usualNow(feed: Feed, now: number, calendar: Calendar, leastDays: number): number | null {
  const [today, hour] = [dayNumber(now), localHour(now)];
  const days = [...feed.past, { day: feed.day, hours: feed.hours }].filter(
    ({ day }) => day < today && day >= today - HISTORY_DAYS && calendar.isWorkingDay(day),
  );
  if (days.length < leastDays) return null;
  const counts = days.map(({ hours }) => hours[hour] ?? 0).sort((a, b) => a - b);
  const middle = counts.length >> 1;
  const upper = counts[middle] ?? 0;
  return counts.length % 2 === 1 ? upper : ((counts[middle - 1] ?? 0) + upper) / 2;
}

/** Beginning of the busy hours that `now` lies in (epoch ms); null: it lies in none. */
function busySince({ now, param, calendar }: RuleContext): number | null {
  const day = dayNumber(now);
  if (!calendar.isWorkingDay(day)) return null;
  const midnight = dayStart(day);
  for (const half of ['morning', 'afternoon']) {
    const from = midnight + param(`${half}From`) * HOUR_MS;
    if (now >= from && now < midnight + param(`${half}To`) * HOUR_MS) return from;
  }
  return null;
}

const hours = (label: string, at: number) => ({ label, unit: 'giờ', default: at, min: 0, max: 24 });

export const feedEmpty = defineCoreRule({
  id: 'A02',
  kind: 'level',
  name: 'Nguồn kết nối nhưng không có sự kiện',
  owner: 'Trực kỹ thuật IOC; quản trị nguồn',
  guidance: guidance.A02,
  levels: { empty: { label: 'không có sự kiện', default: 'P3' } },
  params: {
    quietMin: { label: 'Không có sự kiện trong', unit: 'phút', default: 30, min: 5, max: 180 },
    usual: { label: 'Khi giờ này thường có hơn', unit: 'sự kiện', default: 10, min: 0, max: 100_000 },
    leastDays: { label: 'Tính mức thường khi đã biết ít nhất', unit: 'ngày làm việc', default: 3, min: 1, max: 20 },
    morningFrom: hours('Buổi sáng từ', 8),
    morningTo: hours('Buổi sáng đến', 11),
    afternoonFrom: hours('Buổi chiều từ', 14),
    afternoonTo: hours('Buổi chiều đến', 16.5),
  },
  *judge({ feeds }: { feeds: Feeds }, ctx): Iterable<Finding> {
    const busy = busySince(ctx);
    if (busy === null) return;
    const quietMs = ctx.param('quietMin') * MINUTE_MS;
    for (const [subject, feed] of feeds.bySource) {
      if (feed.broughtAt === null || !isExpected(feed, ctx.now, ctx.calendar)) continue;
      // What a silent feed brings nobody knows: what was found stays under its A01.
      const isSilent = isFeedSilent(feed, ctx.now, ctx.calendar);
      if (isSilent && !ctx.isActive(subject)) continue;
      if (ctx.now - Math.max(feed.broughtAt, busy, feeds.listeningSince) < quietMs && !isSilent) continue;
      const usual = usualNow(feed, ctx.now, ctx.calendar, ctx.param('leastDays'));
      if (usual === null || usual <= ctx.param('usual')) continue;
      const text = `Nguồn ${subject} vẫn kết nối nhưng không có sự kiện từ ${clockText(feed.broughtAt)}; giờ này thường có ${figure(usual)} sự kiện`;
      const causes = isSilent ? { causes: [{ rule: 'A01', subject }] } : {};
      yield { subject, priority: ctx.level('empty'), text, ...causes };
    }
  },
});
