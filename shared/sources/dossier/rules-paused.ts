// A15 (domain.md §4), one alarm per agency: dossiers whose clock has been stopped for too long.
import type { Rule } from '../../source.ts';
import { guidance } from './guidance.ts';
import { type DossierModel, W, waitList } from './model.ts';
import { judgeAgencies, longBefore, nameOf, perInstant, vi, WORKDAY_MS } from './rules-of-agencies.ts';
import { countBefore } from './waits.ts';

export const paused: Rule<DossierModel> = {
  id: 'A15',
  kind: 'level',
  name: 'Hồ sơ chờ bổ sung hoặc tạm dừng quá lâu',
  owner: 'Bộ phận Một cửa đơn vị',
  guidance: guidance.A15,
  levels: { long: { label: 'quá thời gian cho phép', default: 'P4' } },
  params: {
    supplementDays: { label: 'Chờ bổ sung giấy tờ quá', unit: 'ngày làm việc', default: 10, min: 1, max: 250 },
    stoppedDays: { label: 'Chờ nộp phí hoặc dừng xử lý quá', unit: 'ngày làm việc', default: 10, min: 1, max: 250 },
  },
  judge(model, ctx) {
    const limits = perInstant((at) => ({
      supplement: longBefore(ctx.calendar, at, ctx.param('supplementDays') * WORKDAY_MS),
      stopped: longBefore(ctx.calendar, at, ctx.param('stoppedDays') * WORKDAY_MS),
    }));
    return judgeAgencies(model, ctx, 'long', (agency, subject, at) => {
      const supplements = model.waits[waitList(agency, W.supplement)] ?? [];
      const stops = model.waits[waitList(agency, W.stopped)] ?? [];
      if (supplements.length === 0 && stops.length === 0) return null;
      const supplement = countBefore(supplements, limits(at).supplement);
      const stopped = countBefore(stops, limits(at).stopped);
      if (supplement === 0 && stopped === 0) return null;
      const days = (name: string): string => `quá ${vi(ctx.param(name))} ngày làm việc`;
      const parts = [
        ...(supplement > 0 ? [`${vi(supplement)} hồ sơ chờ bổ sung giấy tờ ${days('supplementDays')}`] : []),
        ...(stopped > 0 ? [`${vi(stopped)} hồ sơ chờ nộp phí hoặc dừng xử lý ${days('stoppedDays')}`] : []),
      ];
      return { priority: ctx.level('long'), text: `${nameOf(subject, ctx)}: ${parts.join('; ')}` };
    });
  },
};
