// A05: agencies of which nothing came on the whole working day, one alarm for each district (or the province).
import { defineCoreRule, type Finding } from '../source.ts';
import { dayNumber, dayStart, HOUR_MS } from '../time.ts';
import { guidance } from './guidance.ts';
import type { Feeds } from './model.ts';
import { isFeedSilent } from './state.ts';
import { figure } from './words.ts';

/** Named in the text; of the others the number is given. */
const NAMED = 5;

export type QuietAgency = Readonly<{ name: string; above: string; aboveName: string }>;

function namesOf(agencies: readonly QuietAgency[]): string {
  const names = agencies
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join(', ');
  const others = agencies.length - NAMED;
  return others > 0 ? `${names} và ${figure(others)} đơn vị khác` : names;
}

export const agenciesQuiet = defineCoreRule({
  id: 'A05',
  kind: 'level',
  name: 'Đơn vị không gửi số liệu cả ngày',
  owner: 'Đầu mối đơn vị',
  guidance: guidance.A05,
  levels: { quiet: { label: 'cả ngày làm việc không có số liệu', default: 'P3' } },
  params: {
    fromHour: { label: 'Xét từ', unit: 'giờ, đến nửa đêm', default: 17, min: 12, max: 23.5 },
  },
  /** `quiet`: agencies that have ever reported, and have not today. */
  *judge(model: { feeds: Feeds; quiet: () => Iterable<QuietAgency> }, ctx): Iterable<Finding> {
    const day = dayNumber(ctx.now);
    if (ctx.now < dayStart(day) + ctx.param('fromHour') * HOUR_MS || !ctx.calendar.isWorkingDay(day)) return;
    // While a feed of dossiers is silent, of its agencies nobody knows: nothing new, and what stands is explained by it.
    const causes = [...model.feeds.bySource]
      .filter(([, feed]) => feed.subjects.includes('dossier') && isFeedSilent(feed, ctx.now, ctx.calendar))
      .map(([subject]) => ({ rule: 'A01', subject }));
    const byAbove = new Map<string, QuietAgency[]>();
    for (const agency of model.quiet()) {
      const others = byAbove.get(agency.above);
      if (others) others.push(agency);
      else byAbove.set(agency.above, [agency]);
    }
    for (const [subject, agencies] of byAbove) {
      if (causes.length > 0 && !ctx.isActive(subject)) continue;
      const text = `${agencies[0]?.aboveName ?? subject}: ${figure(agencies.length)} đơn vị không gửi số liệu cả ngày (${namesOf(agencies)})`;
      yield {
        subject,
        agency: subject,
        priority: ctx.level('quiet'),
        text,
        ...(causes.length > 0 ? { causes } : {}),
      };
    }
  },
});
