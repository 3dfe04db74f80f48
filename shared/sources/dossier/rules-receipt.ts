// A10 (domain.md §4): online dossiers that nobody receives, one alarm per agency.
import type { Rule } from '../../source.ts';
import { HOUR_MS } from '../../time.ts';
import { guidance } from './guidance.ts';
import { type DossierModel, W, waitList } from './model.ts';
import { judgeAgencies, nameOf, perInstant, vi } from './rules-of-agencies.ts';
import { countBefore } from './waits.ts';

export const unreceived: Rule<DossierModel> = {
  id: 'A10',
  kind: 'level',
  name: 'Hồ sơ trực tuyến chưa tiếp nhận',
  owner: 'Bộ phận Một cửa đơn vị',
  guidance: guidance.A10,
  levels: {
    soon: { label: 'sắp đến hạn tiếp nhận', default: 'P4' },
    past: { label: 'quá hạn tiếp nhận', default: 'P3' },
  },
  params: {
    soonHours: { label: 'Sắp đến hạn khi còn', unit: 'giờ làm việc', default: 2, min: 0.5, max: 40 },
  },
  judge(model, ctx) {
    const hours = ctx.param('soonHours');
    const soonUntil = perInstant((at) => ctx.calendar.add(at, hours * HOUR_MS));
    return judgeAgencies(model, ctx, 'soon', (agency, subject, at) => {
      const waiting = model.waits[waitList(agency, W.receipt)] ?? [];
      if (waiting.length === 0) return null;
      const past = countBefore(waiting, at);
      const soon = countBefore(waiting, soonUntil(at) + 1) - past;
      if (past === 0 && soon === 0) return null;
      const parts = [
        ...(past > 0 ? [`${vi(past)} hồ sơ trực tuyến quá hạn tiếp nhận`] : []),
        ...(soon > 0 ? [`${vi(soon)} hồ sơ trực tuyến chưa tiếp nhận, còn dưới ${vi(hours)} giờ làm việc`] : []),
      ];
      return { priority: ctx.level(past > 0 ? 'past' : 'soon'), text: `${nameOf(subject, ctx)}: ${parts.join('; ')}` };
    });
  },
};
