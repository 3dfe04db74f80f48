// A34: a defaced website, ransomware or a data leak, declared as an incident or confirmed by the verdict on an alert.
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { countIn, foundIn, keeper } from './found.ts';
import { GRAVE_NAMES, graveKind, SEVERITY_NAMES } from './grave.ts';
import { guidance } from './guidance.ts';
import { HIGH, type Incident, isClosed, NO_ASSET, type SecurityModel } from './model.ts';
import { clockOfDay, figure } from './words.ts';

const keep = keeper();
const NO_MOODS: readonly number[] = [];

function ofIncident(id: string, incident: Incident, ctx: RuleContext): Finding | null {
  const { grave, graveSeq, system, systemLevel, detectedAt } = incident;
  if (grave === null || ctx.disposedSeq(id) >= graveSeq) return null;
  const where = system === null ? '' : ` trên ${system}${systemLevel === null ? '' : ` (cấp độ ${systemLevel})`}`;
  const text = `Sự cố ${GRAVE_NAMES[grave]} ${id}${where}, phát hiện lúc ${clockOfDay(detectedAt)}`;
  return keep(incident, { subject: id, priority: ctx.level('grave'), text });
}

function ofAlerts(model: SecurityModel, ctx: RuleContext): readonly Finding[] {
  const [least, priority] = [ctx.param('severity') - 1, ctx.level('grave')];
  return foundIn(model, ctx, {
    rule: 'A34',
    settings: `${least} ${priority}`,
    moods: NO_MOODS,
    isWatched: () => false,
    at: (group) => {
      const { subject, category, asset } = group;
      const confirmed = countIn(group, ctx.disposedSeq(subject), (severity) => severity >= least);
      const kind = graveKind(model.categories[category]?.name ?? '');
      if (confirmed === null || kind === null) return null;
      const text = `Đã xác nhận ${GRAVE_NAMES[kind]} trên ${asset ?? 'tài sản chưa rõ'}: ${figure(confirmed.alerts)} cảnh báo là thật, chưa mở sự cố`;
      return { subject, priority, text, count: confirmed.count };
    },
  });
}

export const grave: Rule<SecurityModel> = {
  id: 'A34',
  kind: 'notice',
  name: 'Đổi giao diện, mã độc tống tiền, lộ dữ liệu',
  owner: 'Đội ứng cứu sự cố; lãnh đạo Sở',
  guidance: guidance.A34,
  latching: true,
  levels: { grave: { label: 'đã xác nhận', default: 'P1' } },
  params: {
    severity: {
      label: 'Cảnh báo được xác nhận thì báo từ mức',
      unit: `(1 ${SEVERITY_NAMES.low}, 2 ${SEVERITY_NAMES.medium}, 3 ${SEVERITY_NAMES.high}, 4 ${SEVERITY_NAMES.critical})`,
      default: HIGH + 1,
      min: 1,
      max: 4,
    },
  },
  *judge(model, ctx) {
    const declared = new Set<string>();
    for (const [id, incident] of model.incidents) {
      if (incident.grave === null || isClosed(incident)) continue;
      declared.add(`${incident.grave}@${incident.system ?? NO_ASSET}`);
      const finding = ofIncident(id, incident, ctx);
      if (finding !== null) yield finding;
    }
    // Once there is an incident it speaks for the alerts that led to it.
    for (const finding of ofAlerts(model, ctx)) if (!declared.has(finding.subject)) yield finding;
  },
};
