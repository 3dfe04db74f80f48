// A37: how alerts are dealt with: those nobody has closed in time, and detection rules that are mostly wrong.
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { dayNumber, MINUTE_MS } from '../../time.ts';
import { campaignOf, causesOf } from './campaign.ts';
import { keeper } from './found.ts';
import { SEVERITY_NAMES } from './grave.ts';
import { guidance } from './guidance.ts';
import type { SecurityModel } from './model.ts';
import { VERDICT_DAYS } from './settle.ts';
import { figure, minutesInWords } from './words.ts';

/** The share is told in steps, so that not every verdict is another text. */
const STEP_PERCENT = 5;

/** Open alerts of minutes that ended more than `limit` minutes before `now`: never told of too early, at most a minute late. */
function lateOf(since: ReadonlyMap<number, number>, limit: number, now: number): number {
  const last = Math.floor(now / MINUTE_MS) - limit - 1;
  let late = 0;
  for (const [minute, count] of since) if (minute <= last) late += count;
  return late;
}

type Late = { key: string; critical: number; high: number };
const lates = new WeakMap<SecurityModel, Late>();

function lateIn(model: SecurityModel, ctx: RuleContext): Late {
  const [critical, high] = [ctx.param('critical'), ctx.param('high')];
  const key = `${model.openRev} ${Math.floor(ctx.now / MINUTE_MS)} ${critical} ${high}`;
  let late = lates.get(model);
  if (late?.key !== key) {
    const { openSince } = model;
    late = {
      key,
      critical: lateOf(openSince.critical, critical, ctx.now),
      high: lateOf(openSince.high, high, ctx.now),
    };
    lates.set(model, late);
  }
  return late;
}

const keepers = { critical: keeper(), high: keeper() };

function slow(model: SecurityModel, severity: 'critical' | 'high', ctx: RuleContext): Finding | null {
  const subject = `open:${severity}`;
  const count = lateIn(model, ctx)[severity];
  if (count === 0) return null;
  const causes = causesOf(model.source, subject, ctx);
  if (causes === null) return null;
  const text = `${figure(count)} cảnh báo mức ${SEVERITY_NAMES[severity]} quá ${minutesInWords(ctx.param(severity))} chưa có kết luận`;
  return keepers[severity](model, { subject, priority: ctx.level('slow'), text, count, causes });
}

const keepWrong = keeper();

function* wrong(model: SecurityModel, ctx: RuleContext): Iterable<Finding> {
  const today = dayNumber(ctx.now);
  const days = [...model.verdicts].filter(([day]) => day > today - VERDICT_DAYS && day <= today);
  if (days.length === 0) return;
  for (const [index, category] of model.categories.entries()) {
    let [given, isWrong] = [0, 0];
    for (const [, count] of days) {
      given += count.given[index] ?? 0;
      isWrong += count.wrong[index] ?? 0;
    }
    const subject = `fp:${category.name}`;
    const stands = ctx.isActive(subject);
    // Hysteresis: what stands goes only clearly below its limits.
    if (given === 0 || given < ctx.param('least') * (stands ? 0.5 : 1)) continue;
    const percent = (100 * isWrong) / given;
    const limit = ctx.param('share');
    if (stands ? percent < limit - STEP_PERCENT : percent <= limit) continue;
    const silent = causesOf(model.source, subject, ctx);
    if (silent === null) continue;
    // In a campaign nobody tunes a rule.
    const causes = [...silent, ...campaignOf(model, index)];
    const about = Math.floor(percent / STEP_PERCENT) * STEP_PERCENT;
    const text = `Quy tắc phát hiện ${category.name}: từ ${about} % số cảnh báo có kết luận trong ${VERDICT_DAYS} ngày là báo nhầm`;
    yield keepWrong(category, { subject, priority: ctx.level('wrong'), text, causes });
  }
}

export const triage: Rule<SecurityModel> = {
  id: 'A37',
  kind: 'level',
  name: 'Cảnh báo chưa được xử lý hoặc báo nhầm nhiều',
  owner: 'Trưởng ca SOC',
  guidance: guidance.A37,
  levels: {
    slow: { label: 'quá giờ chưa có kết luận', default: 'P3' },
    wrong: { label: 'báo nhầm nhiều', default: 'P4' },
  },
  params: {
    critical: { label: 'Cảnh báo nghiêm trọng phải có kết luận trong', unit: 'phút', default: 30, min: 1, max: 1_440 },
    high: { label: 'Cảnh báo mức cao phải có kết luận trong', unit: 'phút', default: 240, min: 1, max: 10_080 },
    share: { label: 'Tỷ lệ báo nhầm của một loại vượt', unit: '%', default: 30, min: 10, max: 100 },
    least: { label: 'khi có từ', unit: 'cảnh báo có kết luận trong 7 ngày', default: 20, min: 5, max: 10_000 },
  },
  *judge(model, ctx) {
    for (const severity of ['critical', 'high'] as const) {
      const finding = slow(model, severity, ctx);
      if (finding !== null) yield finding;
    }
    yield* wrong(model, ctx);
  },
};
