// A10 and A11 of domain.md §4, one alarm per agency: online dossiers that nobody receives, and dossiers past their due instant.
import type { Finding, Rule, RuleContext } from '../../source.ts';
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
      yield { subject, priority: past > 0 ? 'P3' : 'P4', text: `${nameOf(subject, ctx)}: ${parts.join('; ')}` };
    }
  },
};

const RAISE = { count: 5, share: 0.02 };
const CLEAR = { count: 4, share: 0.015 };
const HIGH_SHARE = 0.1;

export const overdue: Rule<DossierModel> = {
  id: 'A11',
  kind: 'level',
  name: 'Hồ sơ quá hạn',
  *judge(model, ctx): Iterable<Finding> {
    for (let agency = 0; agency < model.agencyCodes.length; agency++) {
      const count = model.counts[agencyKey(agency, A.overdue)] ?? 0;
      if (count === 0) continue;
      const open = model.counts[agencyKey(agency, A.open)] ?? 0;
      const share = count / open;
      const subject = model.agencyCodes[agency] ?? '';
      const limit = ctx.isActive(subject) ? CLEAR : RAISE;
      if (count < limit.count && share < limit.share) continue;
      const far = model.counts[agencyKey(agency, A.far)] ?? 0;
      const figures = `${vi(count)} hồ sơ quá hạn trên ${vi(open)} hồ sơ đang giải quyết (${vi(100 * share)} %)`;
      const worst = far > 0 ? `, ${vi(far)} hồ sơ quá hạn trên 5 ngày làm việc` : '';
      yield {
        subject,
        priority: share >= HIGH_SHARE || far > 0 ? 'P2' : 'P3',
        text: `${nameOf(subject, ctx)}: ${figures}${worst}`,
      };
    }
  },
};
