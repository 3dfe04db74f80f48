// A03: much of what a feed sends is refused at the door. It stays in quarantine, so the figures lack it.
import { defineCoreRule, type Finding } from '../source.ts';
import { HOUR_MS } from '../time.ts';
import { guidance } from './guidance.ts';
import { sumMinutes } from './last-hour.ts';
import type { Feeds } from './model.ts';
import { figure } from './words.ts';

/** What stands goes only clearly below its limit. */
const CLEAR = 0.75;

export const feedRefused = defineCoreRule({
  id: 'A03',
  kind: 'level',
  name: 'Nhiều sự kiện bị cách ly',
  owner: 'Trực kỹ thuật IOC',
  guidance: guidance.A03,
  levels: { refused: { label: 'nhiều sự kiện bị cách ly', default: 'P3' } },
  params: {
    share: { label: 'Tỷ lệ bị cách ly trong một giờ, trên', unit: '%', default: 1, min: 0.1, max: 100 },
    least: { label: 'Tính tỷ lệ khi một giờ có ít nhất', unit: 'sự kiện', default: 100, min: 1, max: 1_000_000 },
    burst: { label: 'Số bị cách ly trong 10 phút, trên', unit: 'sự kiện', default: 50, min: 1, max: 1_000_000 },
  },
  *judge({ feeds }: { feeds: Feeds }, ctx): Iterable<Finding> {
    for (const [subject, { lastHour }] of feeds.bySource) {
      const { quarantinedAt } = lastHour;
      if (quarantinedAt === null || ctx.now - quarantinedAt > HOUR_MS) continue;
      const hour = sumMinutes(lastHour, ctx.now, 60);
      const burst = sumMinutes(lastHour, ctx.now, 10).quarantined;
      const all = hour.accepted + hour.quarantined;
      const share = all === 0 ? 0 : (100 * hour.quarantined) / all;
      const clear = ctx.isActive(subject) ? CLEAR : 1;
      const isMuch = all >= ctx.param('least') && share > ctx.param('share') * clear;
      if (!isMuch && burst <= ctx.param('burst') * clear) continue;
      const text = `Nguồn ${subject}: ${figure(hour.quarantined)} trên ${figure(all)} sự kiện trong một giờ bị cách ly (${figure(share)} %)`;
      yield { subject, priority: ctx.level('refused'), text };
    }
  },
});
