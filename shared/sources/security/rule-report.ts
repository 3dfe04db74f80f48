// A35: the legal clock of an incident. It is reported within five days of its detection, at once when it is beyond one's
// own capacity (QĐ 05/2017/QĐ-TTg). Nothing tells us that the report was sent: the operator does, by disposing of the alarm.
import type { Finding, Priority, Rule, RuleContext } from '../../source.ts';
import { HOUR_MS } from '../../time.ts';
import { keeper } from './found.ts';
import { guidance } from './guidance.ts';
import { type Incident, isClosed, REPORT_WITHIN_MS, type SecurityModel } from './model.ts';
import { clockOfDay, hoursInWords } from './words.ts';

const LAW = 'QĐ 05/2017/QĐ-TTg';
const REPORT_WITHIN_HOURS = REPORT_WITHIN_MS / HOUR_MS;
const keep = keeper();

/** How far the clock has run, with the words for it; null: not far enough. */
function stageOf({ detectedAt }: Incident, ctx: RuleContext): { priority: Priority; words: string } | null {
  const hours = (ctx.now - detectedAt) / HOUR_MS;
  if (hours >= REPORT_WITHIN_HOURS) return { priority: ctx.level('last'), words: 'đã quá hạn báo cáo' };
  for (const stage of ['last', 'second', 'first'] as const) {
    const limit = ctx.param(stage);
    if (hours >= limit) return { priority: ctx.level(stage), words: `đã qua ${hoursInWords(limit)}` };
  }
  return null;
}

function findingOf(id: string, incident: Incident, ctx: RuleContext): Finding | null {
  const disposed = ctx.disposedSeq(id);
  const { beyondSeq, openedSeq, detectedAt, category } = incident;
  const stage = openedSeq > disposed ? stageOf(incident, ctx) : null;
  const detected = `Sự cố ${id} (${category}) phát hiện lúc ${clockOfDay(detectedAt)}`;
  const due = `hạn báo cáo ${clockOfDay(detectedAt + REPORT_WITHIN_MS)} (5 ngày, ${LAW})`;
  if (beyondSeq > disposed)
    return {
      subject: id,
      priority: ctx.level('beyond'),
      text: `${detected}: vượt khả năng xử lý, phải báo cáo ngay (${LAW})`,
    };
  if (stage === null) return null;
  return { subject: id, priority: stage.priority, text: `${detected}: ${stage.words}, ${due}` };
}

const hours = (label: string, hours: number) => ({
  label,
  unit: 'giờ sau khi phát hiện',
  default: hours,
  min: 1,
  max: REPORT_WITHIN_HOURS - 1,
});

export const report: Rule<SecurityModel> = {
  id: 'A35',
  kind: 'notice',
  name: 'Hạn báo cáo sự cố',
  owner: 'Đơn vị vận hành; Sở TT&TT',
  guidance: guidance.A35,
  levels: {
    first: { label: 'nhắc lần một', default: 'P2' },
    second: { label: 'nhắc lần hai', default: 'P2' },
    last: { label: 'sắp hết hạn hoặc quá hạn', default: 'P1' },
    beyond: { label: 'vượt khả năng xử lý', default: 'P1' },
  },
  params: {
    first: hours('Nhắc lần một sau', 72),
    second: hours('Nhắc lần hai sau', 96),
    last: hours('Nhắc lần cuối sau', 108),
  },
  *judge(model, ctx) {
    for (const [id, incident] of model.incidents) {
      if (isClosed(incident)) continue;
      const finding = findingOf(id, incident, ctx);
      if (finding !== null) yield keep(incident, finding);
    }
  },
};
