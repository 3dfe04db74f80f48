// A04: a feed whose clock does not agree with ours, as its heartbeats say.
import { defineCoreRule, type Finding } from '../source.ts';
import { MINUTE_MS, SECOND_MS } from '../time.ts';
import { guidance } from './guidance.ts';
import type { Feeds } from './model.ts';
import { isFeedSilent } from './state.ts';
import { figure } from './words.ts';

/** What stands goes only clearly below its limit. */
const CLEAR = 0.75;

/** `75 giây`, `7 phút`: of a difference that moves a little with each heartbeat no more is said than stays. */
const roughly = (ms: number): string =>
  ms < 2 * MINUTE_MS ? `${Math.round(ms / SECOND_MS)} giây` : `${figure(Math.round(ms / MINUTE_MS))} phút`;

export const feedSkewed = defineCoreRule({
  id: 'A04',
  kind: 'level',
  name: 'Đồng hồ của nguồn sai lệch',
  owner: 'Quản trị nguồn',
  guidance: guidance.A04,
  levels: { skewed: { label: 'lệch quá mức', default: 'P3' } },
  params: {
    skewSec: { label: 'Đồng hồ lệch trên', unit: 'giây', default: 60, min: 1, max: 86_400 },
  },
  *judge({ feeds }: { feeds: Feeds }, ctx): Iterable<Finding> {
    const limit = ctx.param('skewSec') * SECOND_MS;
    for (const [subject, feed] of feeds.bySource) {
      const offset = feed.clockOffsetMs ?? 0;
      const off = Math.abs(offset);
      const stands = off > CLEAR * limit && ctx.isActive(subject);
      if (off <= limit && !stands) continue;
      const isSilent = isFeedSilent(feed, ctx.now, ctx.calendar);
      if (isSilent && !stands) continue;
      const text = `Đồng hồ của nguồn ${subject} ${offset > 0 ? 'nhanh' : 'chậm'} ${roughly(off)}`;
      const causes = isSilent ? { causes: [{ rule: 'A01', subject }] } : {};
      yield { subject, priority: ctx.level('skewed'), text, ...causes };
    }
  },
});
