// A36: the link to the national centre is down, or more and more waits to be sent over it. Both are raised after the same delay.
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { causesOf } from './campaign.ts';
import { keeper } from './found.ts';
import { guidance } from './guidance.ts';
import type { Link, SecurityModel } from './model.ts';
import { clock, figure } from './words.ts';

const keep = keeper();

function findingOf(id: string, link: Link, ctx: RuleContext): Finding | null {
  const { state, since, pending, rises, risingSince, source } = link;
  const isDown = state === 'down';
  const isRising = rises >= ctx.param('rises');
  if (!isDown && !isRising) return null;
  const causes = causesOf(source, id, ctx);
  if (causes === null) return null;
  const waiting = pending === null ? '' : `, ${figure(pending)} bản ghi chờ gửi`;
  const text = isDown
    ? `Đường truyền ${id} mất từ ${clock(since)}${waiting}`
    : `Đường truyền ${id}: số bản ghi chờ gửi tăng từ ${clock(risingSince)}${waiting}`;
  return {
    subject: id,
    priority: ctx.level(isDown ? 'down' : 'rising'),
    text,
    since: isDown && isRising ? Math.min(since, risingSince) : isDown ? since : risingSince,
    causes,
  };
}

export const link: Rule<SecurityModel> = {
  id: 'A36',
  kind: 'level',
  name: 'Mất liên lạc với trung tâm quốc gia',
  owner: 'SOC',
  guidance: guidance.A36,
  levels: {
    down: { label: 'đường truyền mất', default: 'P2' },
    rising: { label: 'số chờ gửi tăng mãi', default: 'P2' },
  },
  params: {
    rises: { label: 'Coi là tăng mãi khi số chờ gửi tăng', unit: 'lần báo liên tiếp', default: 3, min: 2, max: 50 },
  },
  onDelaySec: 900,
  *judge(model, ctx) {
    for (const [id, one] of model.links) {
      const finding = findingOf(id, one, ctx);
      if (finding !== null) yield keep(one, finding);
    }
  },
};
