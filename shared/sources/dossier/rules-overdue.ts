// A11 and A13 (domain.md §4), one alarm per agency: dossiers past their due instant, and those of them for which nobody
// has apologised.
import type { Rule } from '../../source.ts';
import { HOUR_MS } from '../../time.ts';
import { guidance } from './guidance.ts';
import { A, agencyKey, type DossierModel, W, waitList } from './model.ts';
import { judgeAgencies, longBefore, nameOf, perInstant, vi, WORKDAY_MS } from './rules-of-agencies.ts';
import { countBefore } from './waits.ts';

export const overdue: Rule<DossierModel> = {
  id: 'A11',
  kind: 'level',
  name: 'Hồ sơ quá hạn',
  owner: 'Thủ trưởng đơn vị; Trung tâm Phục vụ hành chính công theo dõi',
  guidance: guidance.A11,
  levels: {
    some: { label: 'từ ngưỡng trở lên', default: 'P3' },
    severe: { label: 'vượt tỷ lệ nghiêm trọng, hoặc có hồ sơ quá hạn nhiều ngày', default: 'P2' },
  },
  params: {
    count: { label: 'Số hồ sơ quá hạn', unit: 'hồ sơ', default: 5, min: 1, max: 10_000 },
    share: { label: 'Tỷ lệ quá hạn trên hồ sơ đang giải quyết', unit: '%', default: 2, min: 0.1, max: 100 },
    severeShare: { label: 'Tỷ lệ nghiêm trọng', unit: '%', default: 10, min: 0.1, max: 100 },
    farDays: { label: 'Quá hạn nhiều ngày là trên', unit: 'ngày làm việc', default: 5, min: 1, max: 250 },
  },
  judge(model, ctx) {
    const far = perInstant((at) => longBefore(ctx.calendar, at, ctx.param('farDays') * WORKDAY_MS));
    return judgeAgencies(model, ctx, 'some', (agency, subject, at) => {
      if (model.counts[agencyKey(agency, A.overdue)] === 0) return null;
      const lists = [model.waits[waitList(agency, W.late)] ?? [], model.waits[waitList(agency, W.unapologised)] ?? []];
      const before = (instant: number): number => lists.reduce((sum, list) => sum + countBefore(list, instant), 0);
      const count = before(at);
      if (count === 0) return null;
      const open = model.counts[agencyKey(agency, A.open)] ?? 0;
      const share = (100 * count) / open;
      // Hysteresis: what stands goes only clearly below its limit.
      const clear = ctx.isActive(subject) ? 1 : 0;
      if (count < ctx.param('count') - clear && share < ctx.param('share') * (1 - clear / 4)) return null;
      const farOff = before(far(at));
      const figures = `${vi(count)} hồ sơ quá hạn trên ${vi(open)} hồ sơ đang giải quyết (${vi(share)} %)`;
      const worst = farOff > 0 ? `, ${vi(farOff)} hồ sơ quá hạn trên ${vi(ctx.param('farDays'))} ngày làm việc` : '';
      return {
        priority: ctx.level(share >= ctx.param('severeShare') || farOff > 0 ? 'severe' : 'some'),
        text: `${nameOf(subject, ctx)}: ${figures}${worst}`,
      };
    });
  },
};

export const unapologised: Rule<DossierModel> = {
  id: 'A13',
  kind: 'level',
  name: 'Hồ sơ quá hạn chưa có thư xin lỗi',
  owner: 'Cơ quan giải quyết hồ sơ',
  guidance: guidance.A13,
  levels: { some: { label: 'từ ngưỡng trở lên', default: 'P3' } },
  params: {
    count: { label: 'Số hồ sơ chưa có thư xin lỗi', unit: 'hồ sơ', default: 3, min: 1, max: 10_000 },
    graceHours: { label: 'Tính từ khi quá hạn trên', unit: 'giờ làm việc', default: 8, min: 0, max: 400 },
  },
  judge(model, ctx) {
    const grace = perInstant((at) => longBefore(ctx.calendar, at, ctx.param('graceHours') * HOUR_MS));
    return judgeAgencies(model, ctx, 'some', (agency, subject, at) => {
      const list = model.waits[waitList(agency, W.unapologised)] ?? [];
      if (list.length === 0) return null;
      const count = countBefore(list, grace(at));
      const clear = ctx.isActive(subject) ? 1 : 0;
      if (count === 0 || count < ctx.param('count') - clear) return null;
      return {
        priority: ctx.level('some'),
        text: `${nameOf(subject, ctx)}: ${vi(count)} hồ sơ quá hạn chưa có thư xin lỗi và hẹn lại ngày trả kết quả`,
      };
    });
  },
};
