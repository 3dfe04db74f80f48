// A31: a high alert. One alarm a category and asset; worse when the category spreads. A campaign (A33) speaks for its whole
// category: what stood before goes under it, nothing new is raised, and what is still open when it is over is raised then.
import type { Rule, RuleContext } from '../../source.ts';
import { MINUTE_MS } from '../../time.ts';
import { CAMPAIGN, COVERED, campaignIn, campaignOf } from './campaign.ts';
import { countIn, foundIn } from './found.ts';
import { guidance } from './guidance.ts';
import type { Category, SecurityModel } from './model.ts';
import { HIGH_ASSETS_KEPT_MS } from './settle.ts';
import { figure } from './words.ts';

/** One more bit in the mood of a category. */
const SPREAD = 4;

function isSpread({ highAssets }: Category, ctx: RuleContext): boolean {
  const least = ctx.param('assets');
  if (highAssets.size < least) return false;
  const from = ctx.now - ctx.param('window') * MINUTE_MS;
  let assets = 0;
  for (const at of highAssets.values()) {
    if (at > from) assets += 1;
    if (assets >= least) return true;
  }
  return false;
}

function moodOf(category: Category, ctx: RuleContext): number {
  const campaign = campaignIn(category, ctx);
  // That it spreads is what the alarm of a campaign says itself.
  return campaign | ((campaign & COVERED) === 0 && isSpread(category, ctx) ? SPREAD : 0);
}

export const high: Rule<SecurityModel> = {
  id: 'A31',
  kind: 'notice',
  name: 'Cảnh báo mức cao',
  owner: 'SOC',
  guidance: guidance.A31,
  levels: {
    high: { label: 'một tài sản', default: 'P2' },
    spread: { label: 'lan ra nhiều tài sản', default: 'P1' },
  },
  params: {
    assets: { label: 'Coi là lan rộng từ', unit: 'tài sản', default: 5, min: 2, max: 100 },
    window: {
      label: 'Đếm tài sản trong',
      unit: 'phút gần nhất',
      default: 30,
      min: 5,
      max: HIGH_ASSETS_KEPT_MS / MINUTE_MS,
    },
  },
  // A campaign of a hundred alerts a second shows itself within this time: then no single asset has been raised.
  onDelaySec: 5,
  judge(model, ctx) {
    const [assets, window] = [ctx.param('assets'), ctx.param('window')];
    const [single, spread] = [ctx.level('high'), ctx.level('spread')];
    return foundIn(model, ctx, {
      rule: 'A31',
      settings: `${single} ${spread} ${assets} ${window}`,
      moods: model.categories.map((category) => moodOf(category, ctx)),
      isWatched: (mood) => (mood & COVERED) > 0,
      at: (group, mood) => {
        const { subject, asset, category } = group;
        if ((mood & COVERED) > 0 && !ctx.isActive(subject)) return null;
        const open = countIn(group, ctx.disposedSeq(subject), () => true);
        if (open === null) return null;
        const where = `${model.categories[category]?.name ?? ''} trên ${asset ?? 'tài sản chưa rõ'}`;
        const isWide = (mood & SPREAD) > 0;
        const wide = isWide ? `, lan ra từ ${figure(assets)} tài sản trở lên trong ${figure(window)} phút` : '';
        return {
          subject,
          priority: isWide ? spread : single,
          text: `Cảnh báo mức cao ${where}: ${figure(open.alerts)} cảnh báo đang mở${wide}`,
          count: open.count,
          since: open.since,
          ...((mood & CAMPAIGN) > 0 ? { causes: campaignOf(model, category) } : {}),
        };
      },
    });
  },
};
