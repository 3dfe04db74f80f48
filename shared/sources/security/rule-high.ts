// A31: a high alert. One alarm a category and asset; worse when the category spreads. A campaign (A33) speaks for its whole
// category: what stood before goes under it, nothing new is raised, and what is still open when it is over is raised then.
import type { Rule, RuleContext } from '../../source.ts';
import { MINUTE_MS } from '../../time.ts';
import { campaignOf, isCovered } from './campaign.ts';
import { countIn, foundIn } from './found.ts';
import { guidance } from './guidance.ts';
import type { Category, SecurityModel } from './model.ts';
import { HIGH_ASSETS_KEPT_MS } from './settle.ts';
import { figure } from './words.ts';

const [PLAIN, SPREAD, COVERED] = [0, 1, 2];

function moodOf(category: Category, ctx: RuleContext): number {
  if (isCovered(category, ctx)) return COVERED;
  const least = ctx.param('assets');
  if (category.highAssets.size < least) return PLAIN;
  const from = ctx.now - ctx.param('window') * MINUTE_MS;
  let assets = 0;
  for (const at of category.highAssets.values()) {
    if (at > from) assets += 1;
    if (assets >= least) return SPREAD;
  }
  return PLAIN;
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
  // A campaign shows itself within this time, and then no single asset has been raised.
  onDelaySec: 30,
  judge(model, ctx) {
    const [assets, window] = [ctx.param('assets'), ctx.param('window')];
    const [single, spread] = [ctx.level('high'), ctx.level('spread')];
    return foundIn(model, ctx, {
      rule: 'A31',
      settings: `${single} ${spread} ${assets} ${window}`,
      moods: model.categories.map((category) => moodOf(category, ctx)),
      isWatched: (mood) => mood === COVERED,
      at: (group, mood) => {
        const { subject, asset, category } = group;
        if (mood === COVERED && !ctx.isActive(subject)) return null;
        const open = countIn(group, ctx.disposedSeq(subject), () => true);
        if (open === null) return null;
        const where = `${model.categories[category]?.name ?? ''} trên ${asset ?? 'tài sản chưa rõ'}`;
        const wide =
          mood === SPREAD ? `, lan ra từ ${figure(assets)} tài sản trở lên trong ${figure(window)} phút` : '';
        return {
          subject,
          priority: mood === SPREAD ? spread : single,
          text: `Cảnh báo mức cao ${where}: ${figure(open.alerts)} cảnh báo đang mở${wide}`,
          count: open.count,
          since: open.since,
          causes: campaignOf(model, category),
        };
      },
    });
  },
};
