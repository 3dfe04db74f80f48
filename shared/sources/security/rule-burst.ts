// A33: far more alerts of a category a minute than anybody can look at: one campaign with a count.
import type { Rule } from '../../source.ts';
import { MINUTE_MS } from '../../time.ts';
import { BURST_BEGINS_ABOVE, isBurning, QUIET_MINUTES } from './burst.ts';
import { causesOf } from './campaign.ts';
import { keeper } from './found.ts';
import { guidance } from './guidance.ts';
import type { SecurityModel } from './model.ts';
import { clock, figure } from './words.ts';

const keep = keeper();

export const burst: Rule<SecurityModel> = {
  id: 'A33',
  kind: 'level',
  name: 'Bùng phát cảnh báo',
  owner: 'SOC',
  guidance: guidance.A33,
  levels: { burst: { label: 'bùng phát', default: 'P1' } },
  params: {
    // The rates are counted in the fold and fixed (burst.ts): more than 200 a minute begin a burst, fewer than 100 end it.
    least: {
      label: 'Trên 200 cảnh báo cùng loại một phút; báo khi cả đợt có từ',
      unit: 'cảnh báo',
      default: BURST_BEGINS_ABOVE + 1,
      min: BURST_BEGINS_ABOVE + 1,
      max: 100_000,
    },
    quiet: {
      label: 'Hết khi dưới 100 cảnh báo một phút suốt',
      unit: 'phút',
      default: QUIET_MINUTES,
      min: 1,
      max: QUIET_MINUTES,
    },
  },
  *judge(model, ctx) {
    const [least, quietMs, priority] = [ctx.param('least'), ctx.param('quiet') * MINUTE_MS, ctx.level('burst')];
    for (const category of model.categories) {
      const { name, burst, source } = category;
      if (burst === null) continue;
      const causes = causesOf(source, name, ctx);
      // Silent: whether it is over nobody knows.
      if (causes === null || (causes.length === 0 && !isBurning(burst, ctx.now, quietMs))) continue;
      if (burst.count < least) continue;
      const text = `Chiến dịch ${name}: ${figure(burst.count)} cảnh báo từ ${clock(burst.began)}, vượt ${BURST_BEGINS_ABOVE} cảnh báo/phút`;
      yield keep(category, { subject: name, priority, text, count: burst.count, causes });
    }
  },
};
