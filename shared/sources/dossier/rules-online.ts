// A16 and A18 (domain.md §4): agencies without dossiers on their level-4 procedures this month, one alarm per parent; and
// an agency that turns away much of what is submitted online.
import { isValidAt, type Registry } from '../../registry.ts';
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { dayNumber, dayText } from '../../time.ts';
import { guidance } from './guidance.ts';
import { A, agencyKey, type DossierModel } from './model.ts';
import { type Judged, judgeAgencies, judgeSubject, nameOf, silenceOfAll, vi } from './rules-of-agencies.ts';

const NAMES_SHOWN = 5;

type Dealing = { code: string; hasLevel4: boolean };
type Groups = { version: number; byParent: Map<string, Dealing[]> };
const groups = new WeakMap<Registry, Groups>();

/** The agencies that registered procedures name, by parent; one without a parent stands for itself. */
function dealingByParent(registry: Registry): Groups['byParent'] {
  const known = groups.get(registry);
  if (known?.version === registry.version) return known.byParent;
  const hasLevel4 = new Map<string, boolean>();
  for (const { level, agencies } of registry.procedures.values())
    for (const code of agencies) hasLevel4.set(code, level === 4 || hasLevel4.get(code) === true);
  const byParent: Groups['byParent'] = new Map();
  for (const [code, level4] of hasLevel4) {
    const parent = registry.agencies.get(code)?.parent ?? code;
    const siblings = byParent.get(parent) ?? [];
    siblings.push({ code, hasLevel4: level4 });
    byParent.set(parent, siblings);
  }
  groups.set(registry, { version: registry.version, byParent });
  return byParent;
}

/** The first names in words, and how many there are. */
function listed(codes: readonly string[], ctx: RuleContext): string {
  const names = codes
    .slice(0, NAMES_SHOWN)
    .map((code) => nameOf(code, ctx))
    .join(', ');
  return codes.length > NAMES_SHOWN ? `${names} và ${vi(codes.length - NAMES_SHOWN)} đơn vị khác` : names;
}

function judgeMonth(
  model: DossierModel,
  ctx: RuleContext,
  parent: string,
  children: readonly Dealing[],
): Judged | null {
  const firstDay = dayNumber(model.monthStart);
  const silent: string[] = [];
  const without: string[] = [];
  for (const { code, hasLevel4 } of children) {
    const agency = ctx.registry.agencies.get(code);
    if (agency && !isValidAt(agency, ctx.now)) continue;
    const index = model.agencyIndex.get(code);
    if (index === undefined || (model.knownDay[index] ?? 0) < firstDay) silent.push(code);
    else if (hasLevel4 && (model.counts[agencyKey(index, A.level4)] ?? 0) === 0) without.push(code);
  }
  if (silent.length === 0 && without.length === 0) return null;
  const parts = [
    ...(without.length > 0 ? [`${vi(without.length)} đơn vị không có hồ sơ mức độ 4: ${listed(without, ctx)}`] : []),
    ...(silent.length > 0 ? [`${vi(silent.length)} đơn vị chưa gửi số liệu: ${listed(silent, ctx)}`] : []),
  ];
  const month = dayText(model.day).slice(5, 7);
  return { priority: ctx.level('without'), text: `${nameOf(parent, ctx)}, tháng ${month}: ${parts.join('; ')}` };
}

export const withoutLevel4: Rule<DossierModel> = {
  id: 'A16',
  kind: 'level',
  name: 'Đơn vị không phát sinh hồ sơ mức độ 4 trong tháng',
  owner: 'Sở Thông tin và Truyền thông',
  guidance: guidance.A16,
  levels: { without: { label: 'có đơn vị', default: 'P4' } },
  params: { fromDay: { label: 'Xét từ ngày trong tháng', unit: '(ngày)', default: 20, min: 1, max: 28 } },
  *judge(model, ctx): Iterable<Finding> {
    // Of a month that was not heard from its first day on, nobody knows.
    const firstDay = dayNumber(model.monthStart);
    if (model.began >= firstDay || model.asOf === null) return;
    if (model.day < firstDay + ctx.param('fromDay') - 1) return;
    const causes = silenceOfAll(model, ctx);
    for (const [parent, children] of dealingByParent(ctx.registry)) {
      const about = { subject: parent, name: nameOf(parent, ctx) };
      yield* judgeSubject(causes, ctx, about, 'without', () => judgeMonth(model, ctx, parent, children));
    }
  },
};

export const rejecting: Rule<DossierModel> = {
  id: 'A18',
  kind: 'level',
  name: 'Tỷ lệ từ chối hồ sơ trực tuyến cao',
  owner: 'Văn phòng UBND tỉnh',
  guidance: guidance.A18,
  levels: { high: { label: 'vượt tỷ lệ', default: 'P4' } },
  params: {
    share: { label: 'Tỷ lệ từ chối trên hồ sơ trực tuyến trong ngày', unit: '%', default: 20, min: 1, max: 100 },
    least: { label: 'Chỉ xét khi trong ngày có từ', unit: 'hồ sơ trực tuyến', default: 10, min: 1, max: 10_000 },
  },
  judge(model, ctx) {
    return judgeAgencies(model, ctx, 'high', (agency, subject) => {
      const rejected = model.counts[agencyKey(agency, A.onlineRejected)] ?? 0;
      const submitted = model.counts[agencyKey(agency, A.onlineSubmitted)] ?? 0;
      if (rejected === 0 || submitted < ctx.param('least')) return null;
      const share = (100 * rejected) / submitted;
      const clear = ctx.isActive(subject) ? 1 : 0;
      if (share <= ctx.param('share') * (1 - clear / 4)) return null;
      const figures = `${vi(rejected)} hồ sơ trực tuyến không được tiếp nhận, ${vi(submitted)} hồ sơ nộp trong ngày`;
      return { priority: ctx.level('high'), text: `${nameOf(subject, ctx)}: ${figures} (${vi(share)} %)` };
    });
  },
};
