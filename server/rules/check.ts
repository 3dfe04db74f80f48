// Settings of a rule as an administrator sends them: what may be set, or the field and why not, in words.
import type { z } from 'zod';
import { type RuleDefinition, type RuleSettings, ruleSettings, settingsProblem } from '../../shared/alarm/settings.ts';

export type Checked = Readonly<{ ok: true; settings: RuleSettings }> | Readonly<Problem & { ok: false }>;
type Problem = Readonly<{ where: string; message: string }>;

const FIELDS: Readonly<Record<string, string>> = {
  enabled: 'Bật quy tắc',
  name: 'Tên cảnh báo',
  owner: 'Đơn vị xử lý',
  onDelaySec: 'Chờ trước khi báo',
  offDelaySec: 'Giữ sau khi hết',
  responseMin: 'Thời gian xác nhận',
};

const figure = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 });

/** Checks `given` against the rule: `where` is a path such as `params.count`. */
export function checkSettings(rule: RuleDefinition, given: unknown): Checked {
  const parsed = ruleSettings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return refused(rule, where, issue ? whyOf(issue) : 'sai mẫu');
  }
  const { name, owner, ...rest } = parsed.data;
  const settings = { ...rest, name: name.normalize('NFC'), owner: owner.normalize('NFC') };
  const problem = settingsProblem(rule, settings);
  return problem ? refused(rule, problem.where, unfit(rule, problem.where, settings)) : { ok: true, settings };
}

function refused(rule: RuleDefinition, where: string, why: string): Checked {
  const [group = '', name = ''] = where.split('.');
  const label =
    group === 'params'
      ? (rule.params?.[name]?.label ?? name)
      : group === 'levels'
        ? `Mức “${rule.levels[name]?.label ?? name}”`
        : FIELDS[group];
  return {
    ok: false,
    where: where || 'settings',
    message: label === undefined ? `Cài đặt ${why}.` : `${label}: ${why}.`,
  };
}

function whyOf(issue: z.core.$ZodIssue): string {
  const isText = /^(name|owner)$/.test(String(issue.path[0]));
  switch (issue.code) {
    case 'too_small':
      return isText ? 'không được để trống' : `không được nhỏ hơn ${figure.format(Number(issue.minimum))}`;
    case 'too_big':
      return isText
        ? `dài nhất ${figure.format(Number(issue.maximum))} ký tự`
        : `không được lớn hơn ${figure.format(Number(issue.maximum))}`;
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'phải là số nguyên'
        : issue.expected === 'number'
          ? 'hãy nhập một số'
          : 'bị thiếu';
    case 'invalid_value':
      return 'hãy chọn P1, P2, P3 hoặc P4';
    default:
      return 'có ký tự không dùng được';
  }
}

/** Why settings of the right form do not fit this rule, by the field that `settingsProblem` names. */
function unfit(rule: RuleDefinition, where: string, settings: RuleSettings): string {
  const [group = '', name = ''] = where.split('.');
  if (group === 'enabled') return 'quy tắc này chưa có hướng dẫn xử lý nên chưa bật được';
  if (group === 'onDelaySec')
    return settings.onDelaySec === null ? 'hãy nhập số giây' : 'quy tắc này không có thời gian chờ';
  const spec = group === 'params' ? rule.params?.[name] : undefined;
  if (spec && settings.params[name] !== undefined)
    return `từ ${figure.format(spec.min)} đến ${figure.format(spec.max)} ${spec.unit}`;
  const known = group === 'params' ? spec !== undefined : Object.hasOwn(rule.levels, name);
  return known ? 'bị thiếu' : 'quy tắc này không có mục đó';
}
