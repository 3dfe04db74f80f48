// A30: a critical alert on an important system. One alarm an asset, until all its alerts are closed or it is disposed of.
import type { Rule } from '../../source.ts';
import { countIn, foundIn } from './found.ts';
import { guidance } from './guidance.ts';
import type { SecurityModel } from './model.ts';
import { figure } from './words.ts';

const UNKNOWN = 0;
const NO_MOODS: readonly number[] = [];

export const critical: Rule<SecurityModel> = {
  id: 'A30',
  kind: 'notice',
  name: 'Cảnh báo nghiêm trọng',
  owner: 'SOC ca trực; Đội ứng cứu sự cố',
  guidance: guidance.A30,
  levels: { critical: { label: 'trên hệ thống quan trọng', default: 'P1' } },
  params: {
    assetLevel: { label: 'Hệ thống quan trọng là từ cấp độ', unit: '(1 đến 5)', default: 3, min: 1, max: 5 },
  },
  judge(model, ctx) {
    const [least, priority] = [ctx.param('assetLevel'), ctx.level('critical')];
    // A level that nobody gave is unknown, not low.
    const isImportant = (level: number): boolean => level === UNKNOWN || level >= least;
    return foundIn(model, ctx, {
      rule: 'A30',
      settings: `${least} ${priority}`,
      moods: NO_MOODS,
      isWatched: () => false,
      at: (group) => {
        const open = countIn(group, ctx.disposedSeq(group.subject), isImportant);
        if (open === null) return null;
        const category = model.categories[group.category]?.name ?? '';
        const text = `Cảnh báo nghiêm trọng trên ${group.subject} (${category}): ${figure(open.alerts)} cảnh báo đang mở`;
        return { subject: group.subject, priority, text, count: open.count };
      },
    });
  },
};
