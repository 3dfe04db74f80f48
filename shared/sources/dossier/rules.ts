// A10 and A11 of domain.md §4, one alarm per agency: online dossiers that nobody receives, and dossiers past their due instant.
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { guidance } from './guidance.ts';
import { A, agencyKey, type DossierModel } from './model.ts';

/** 1234.5 → "1.234,5": vi-VN, at most one decimal. Not Intl, which differs between machines. */
function vi(value: number): string {
  const [whole = '0', decimal] = (Math.round(value * 10) / 10).toString().split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return decimal === undefined ? grouped : `${grouped},${decimal}`;
}

const nameOf = (code: string, ctx: RuleContext): string => ctx.registry.agencies.get(code)?.name ?? code;

export const unreceived: Rule<DossierModel> = {
  id: 'A10',
  kind: 'level',
  name: 'Hồ sơ trực tuyến chưa tiếp nhận',
  owner: 'Bộ phận Một cửa đơn vị',
  guidance: guidance.A10,
  levels: {
    soon: { label: 'còn dưới 2 giờ làm việc', default: 'P4' },
    past: { label: 'quá hạn tiếp nhận', default: 'P3' },
  },
  *judge(model, ctx): Iterable<Finding> {
    for (let agency = 0; agency < model.agencyCodes.length; agency++) {
      const past = model.counts[agencyKey(agency, A.receiptPast)] ?? 0;
      const soon = model.counts[agencyKey(agency, A.receiptSoon)] ?? 0;
      if (past === 0 && soon === 0) continue;
      const subject = model.agencyCodes[agency] ?? '';
      const parts = [
        ...(past > 0 ? [`${vi(past)} hồ sơ trực tuyến quá hạn tiếp nhận`] : []),
        ...(soon > 0 ? [`${vi(soon)} hồ sơ trực tuyến chưa tiếp nhận, còn dưới 2 giờ làm việc`] : []),
      ];
      yield {
        subject,
        agency: subject,
        priority: ctx.level(past > 0 ? 'past' : 'soon'),
        text: `${nameOf(subject, ctx)}: ${parts.join('; ')}`,
      };
    }
  },
};

export const overdue: Rule<DossierModel> = {
  id: 'A11',
  kind: 'level',
  name: 'Hồ sơ quá hạn',
  owner: 'Thủ trưởng đơn vị; Trung tâm Phục vụ hành chính công theo dõi',
  guidance: guidance.A11,
  levels: {
    some: { label: 'từ ngưỡng trở lên', default: 'P3' },
    severe: { label: 'vượt tỷ lệ nghiêm trọng, hoặc có hồ sơ quá hạn trên 5 ngày làm việc', default: 'P2' },
  },
  params: {
    count: { label: 'Số hồ sơ quá hạn', unit: 'hồ sơ', default: 5, min: 1, max: 10_000 },
    share: { label: 'Tỷ lệ quá hạn trên hồ sơ đang giải quyết', unit: '%', default: 2, min: 0.1, max: 100 },
    severeShare: { label: 'Tỷ lệ nghiêm trọng', unit: '%', default: 10, min: 0.1, max: 100 },
  },
  *judge(model, ctx): Iterable<Finding> {
    for (let agency = 0; agency < model.agencyCodes.length; agency++) {
      const count = model.counts[agencyKey(agency, A.overdue)] ?? 0;
      if (count === 0) continue;
      const open = model.counts[agencyKey(agency, A.open)] ?? 0;
      const share = (100 * count) / open;
      const subject = model.agencyCodes[agency] ?? '';
      // Hysteresis: what stands goes only clearly below its limit.
      const clear = ctx.isActive(subject) ? 1 : 0;
      if (count < ctx.param('count') - clear && share < ctx.param('share') * (1 - clear / 4)) continue;
      const far = model.counts[agencyKey(agency, A.far)] ?? 0;
      const figures = `${vi(count)} hồ sơ quá hạn trên ${vi(open)} hồ sơ đang giải quyết (${vi(share)} %)`;
      const worst = far > 0 ? `, ${vi(far)} hồ sơ quá hạn trên 5 ngày làm việc` : '';
      yield {
        subject,
        agency: subject,
        priority: ctx.level(share >= ctx.param('severeShare') || far > 0 ? 'severe' : 'some'),
        text: `${nameOf(subject, ctx)}: ${figures}${worst}`,
      };
    }
  },
};
