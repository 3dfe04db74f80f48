// A32: medium alerts come together in one alarm a category, low ones are only counted: an hour far beyond the usual is told of.
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { HOUR_MS, localHour } from '../../time.ts';
import { CAMPAIGN, COVERED, campaignIn, campaignOf, causesOf } from './campaign.ts';
import { countIn, foundIn, keeper } from './found.ts';
import { guidance } from './guidance.ts';
import type { SecurityModel } from './model.ts';
import { HOURS_COMPARED } from './settle.ts';
import { figure } from './words.ts';

export const LOW_SUBJECT = '*low';
/** With less known than a day, by night and by day, nobody can say what is usual. */
const LEAST_HOURS_KNOWN = 24;
const STEP = 100;

function mediumOf(model: SecurityModel, ctx: RuleContext): readonly Finding[] {
  const [least, priority] = [ctx.param('medium'), ctx.level('medium')];
  return foundIn(model, ctx, {
    rule: 'A32',
    settings: `${least} ${priority}`,
    moods: model.categories.map((category) => campaignIn(category, ctx)),
    isWatched: () => true,
    at: (group, mood) => {
      const { subject, category } = group;
      const stands = ctx.isActive(subject);
      if ((mood & COVERED) > 0 && !stands) return null;
      const open = countIn(group, ctx.disposedSeq(subject), () => true, least);
      // Hysteresis: what stands goes only when fewer than half are left.
      if (open === null || open.alerts < (stands ? least / 2 : least)) return null;
      const text = `Cảnh báo mức trung bình ${subject}: ${figure(open.alerts)} cảnh báo đang mở`;
      const { alerts: count, since } = open;
      const causes = (mood & CAMPAIGN) > 0 ? { causes: campaignOf(model, category) } : {};
      return { subject, priority, text, count, since, ...causes };
    },
  });
}

/** Mean of the low alerts an hour in the seven days before the running hour; null: too little is known. */
function usualIn({ lowHours }: SecurityModel, running: number): number | null {
  let [first, sum] = [running, 0];
  for (const [hour, { count }] of lowHours) {
    if (hour >= running || hour < running - HOURS_COMPARED) continue;
    first = Math.min(first, hour);
    sum += count;
  }
  const known = running - first;
  return known < LEAST_HOURS_KNOWN ? null : sum / known;
}

const keep = keeper();

function lowOf(model: SecurityModel, ctx: RuleContext): Finding | null {
  const running = Math.floor(ctx.now / HOUR_MS);
  const causes = causesOf(model.source, LOW_SUBJECT, ctx);
  if (causes === null) return null;
  const priority = ctx.level('low');
  const subject = LOW_SUBJECT;
  if (causes.length > 0) {
    const text = 'Cảnh báo mức thấp tăng vọt; nay chưa rõ vì nguồn im lặng';
    return keep(model, { subject, priority, text, since: running * HOUR_MS, causes });
  }
  const usual = usualIn(model, running);
  if (usual === null) return null;
  const limit = Math.max(ctx.param('lowLeast'), ctx.param('lowTimes') * usual);
  const disposed = ctx.disposedSeq(LOW_SUBJECT);
  // Disposed of within an hour: that hour is dealt with.
  const beyondIn = (hour: number): number | null => {
    const known = model.lowHours.get(hour);
    return known !== undefined && known.seq > disposed && known.count > limit ? known.count : null;
  };
  // Hysteresis: at the turn of the hour the count begins anew; it is over after a whole hour that was as usual.
  const hour = beyondIn(running) === null && ctx.isActive(LOW_SUBJECT) ? running - 1 : running;
  const count = beyondIn(hour);
  if (count === null) return null;
  const text = `Cảnh báo mức thấp tăng vọt: hơn ${figure(Math.floor(count / STEP) * STEP)} trong giờ ${localHour(hour * HOUR_MS)}, bình thường ${figure(Math.round(usual))} mỗi giờ`;
  return keep(model, { subject, priority, text, since: hour * HOUR_MS, causes });
}

export const medium: Rule<SecurityModel> = {
  id: 'A32',
  kind: 'notice',
  name: 'Cảnh báo mức trung bình và thấp',
  owner: 'SOC',
  guidance: guidance.A32,
  levels: {
    medium: { label: 'nhiều cảnh báo trung bình cùng loại', default: 'P3' },
    low: { label: 'cảnh báo thấp tăng vọt', default: 'P4' },
  },
  params: {
    medium: { label: 'Cảnh báo trung bình đang mở cùng loại, từ', unit: 'cảnh báo', default: 5, min: 1, max: 1_000 },
    lowTimes: {
      label: 'Cảnh báo thấp trong giờ vượt',
      unit: 'lần bình quân giờ của 7 ngày',
      default: 3,
      min: 1.5,
      max: 100,
    },
    lowLeast: { label: 'và vượt', unit: 'cảnh báo trong giờ', default: 100, min: 1, max: 100_000 },
  },
  // Time for a campaign to show itself, and for a device to close what it has already dealt with.
  onDelaySec: 120,
  *judge(model, ctx) {
    yield* mediumOf(model, ctx);
    const low = lowOf(model, ctx);
    if (low !== null) yield low;
  },
};
