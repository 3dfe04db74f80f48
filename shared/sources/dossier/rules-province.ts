// A17 and A19 (domain.md §4), about the province as a whole: far more submitted than is usual for the hour, and figures
// that do not add up.
import type { Finding, Rule, RuleContext } from '../../source.ts';
import { dayNumber, HOUR_MS, localHour } from '../../time.ts';
import { guidance } from './guidance.ts';
import { HOURS_KEPT_DAYS, likeDay, sameHour, submittedIn } from './hours.ts';
import type { DossierModel } from './model.ts';
import { type Judged, judgeSubject, silenceOfAll, vi } from './rules-of-agencies.ts';
import { balanceFigures, balanceSides } from './view.ts';

const SUBMITTED = { subject: 'submitted', name: 'Hồ sơ nộp' } as const;
/** The usual of an hour is the median of so many days of the same weekday. */
const LIKE_WEEKDAYS = 4;
/** Its scatter is that of the same hour on the days of four weeks that were worked, or not, like this one. */
const SCATTER_DAYS = 28;
const LEAST_SCATTER_DAYS = 10;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Mean and standard deviation; a count scatters by its root at least, however even the few days were. */
function scatterOf(values: readonly number[]): { mean: number; sigma: number } {
  const mean = values.reduce((sum, n) => sum + n, 0) / values.length;
  const variance = values.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (values.length - 1);
  return { mean, sigma: Math.sqrt(Math.max(variance, mean)) };
}

function judgeHour(model: DossierModel, ctx: RuleContext): Judged | null {
  const [day, hour] = [dayNumber(ctx.now - HOUR_MS), localHour(ctx.now - HOUR_MS)];
  // Hysteresis: what stands goes only clearly below its limit.
  const clear = ctx.isActive(SUBMITTED.subject) ? 0.8 : 1;
  const count = submittedIn(model, day, hour);
  if (count === null || count <= clear * ctx.param('least')) return null;
  const isLike = likeDay(ctx.calendar, day);
  const hours = { day, hour };
  const weekdays = sameHour(
    model,
    { ...hours, within: HOURS_KEPT_DAYS, count: LIKE_WEEKDAYS },
    (other) => (day - other) % 7 === 0 && isLike(other),
  );
  const usual = weekdays.length < LIKE_WEEKDAYS ? null : medianOf(weekdays);
  const days = sameHour(model, { ...hours, within: SCATTER_DAYS, count: SCATTER_DAYS }, isLike);
  const scatter = days.length < LEAST_SCATTER_DAYS ? null : scatterOf(days);
  const isManifold = usual !== null && count > clear * ctx.param('times') * usual;
  const isFarOut = scatter !== null && count > clear * (scatter.mean + ctx.param('sigmas') * scatter.sigma);
  if (!isManifold && !isFarOut) return null;
  const normal = vi(Math.round(usual ?? scatter?.mean ?? 0));
  const text = `${vi(count)} hồ sơ nộp từ ${hour} giờ đến ${hour + 1} giờ, bình thường khoảng ${normal} hồ sơ`;
  return { priority: ctx.level('spike'), text };
}

export const spike: Rule<DossierModel> = {
  id: 'A17',
  kind: 'level',
  name: 'Hồ sơ nộp tăng đột biến',
  owner: 'Trực IOC',
  guidance: guidance.A17,
  levels: { spike: { label: 'tăng đột biến', default: 'P3' } },
  params: {
    times: { label: 'Gấp mức thường của giờ này', unit: 'lần', default: 3, min: 1.1, max: 100 },
    sigmas: { label: 'Hoặc vượt trung bình', unit: 'độ lệch chuẩn', default: 4, min: 1, max: 20 },
    least: { label: 'Chỉ xét khi trong giờ có trên', unit: 'hồ sơ', default: 30, min: 0, max: 100_000 },
  },
  judge: (model, ctx) => judgeSubject(silenceOfAll(model, ctx), ctx, SUBMITTED, 'spike', () => judgeHour(model, ctx)),
};

export const unbalanced: Rule<DossierModel> = {
  id: 'A19',
  kind: 'level',
  name: 'Số liệu hồ sơ không cân đối',
  owner: 'Trực kỹ thuật IOC',
  guidance: guidance.A19,
  levels: { broken: { label: 'không cân đối', default: 'P3' } },
  *judge(model, ctx): Iterable<Finding> {
    const sides = model.asOf === null ? null : balanceSides(balanceFigures(model));
    if (sides === null || sides.came === sides.is) return;
    const difference = vi(Math.abs(sides.came - sides.is));
    const text = `Tồn đầu ngày và tiếp nhận ${vi(sides.came)} hồ sơ, đã xử lý và còn lại ${vi(sides.is)} hồ sơ, lệch ${difference}`;
    yield { subject: 'balance', priority: ctx.level('broken'), text };
  },
};
