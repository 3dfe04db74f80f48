// Alarm rules of security (domain.md §4, A30, A31, A33). They look at groups of open alerts and at bursts, never at single alerts.
import type { Finding, Priority, Rule, RuleContext } from '../../source.ts';
import { instantText, MINUTE_MS } from '../../time.ts';
import { isBurning } from './burst.ts';
import { above } from './groups.ts';
import { guidance } from './guidance.ts';
import type { Category, Group, SecurityModel } from './model.ts';

/** "Five assets in half an hour" looks back this far. */
export const ASSETS_WINDOW_MS = 30 * MINUTE_MS;
const ASSETS_FOR_P1 = 5;

const figure = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

type Judged = { group: Group; rev: number; disposed: number; spread: boolean; finding: Finding | null };
type Memo = { groupsRev: number; A30: Judged[]; A31: Judged[] };
const memos = new WeakMap<SecurityModel, Memo>();

/** The groups of both rules, each with what was last found in it. */
function judgedIn(model: SecurityModel): Memo {
  let memo = memos.get(model);
  if (memo?.groupsRev !== model.groupsRev) {
    memo = { groupsRev: model.groupsRev, A30: [], A31: [] };
    for (const group of model.groups.values()) {
      memo[group.rule].push({ group, rev: -1, disposed: -1, spread: false, finding: null });
    }
    memos.set(model, memo);
  }
  return memo;
}

/** Repeats of the open alerts newer than `disposed`, or null when there is none. */
function countOf({ seqs, repeats }: Group, disposed: number): { alerts: number; count: number } | null {
  const first = above(seqs, disposed);
  if (first >= seqs.length) return null;
  let count = 0;
  for (let i = first; i < repeats.length; i += 1) count += repeats[i] ?? 0;
  return { alerts: seqs.length - first, count };
}

function textOf(group: Group, category: string, alerts: number, spread: boolean): string {
  const where = group.asset ?? 'tài sản chưa rõ';
  const open = `${figure(alerts)} cảnh báo đang mở`;
  if (group.rule === 'A30') return `Cảnh báo nghiêm trọng trên ${group.asset ?? group.subject} (${category}): ${open}`;
  return `Cảnh báo mức cao ${category} trên ${where}: ${open}${spread ? ', từ 5 tài sản trở lên trong 30 phút' : ''}`;
}

function judgeGroup(model: SecurityModel, known: Judged, disposed: number, spread: boolean): Finding | null {
  const { group } = known;
  if (known.rev === group.rev && known.disposed === disposed && known.spread === spread) return known.finding;
  const counted = countOf(group, disposed);
  const priority: Priority = group.rule === 'A30' || spread ? 'P1' : 'P2';
  const category = model.categories[group.category]?.name ?? '';
  known.rev = group.rev;
  known.disposed = disposed;
  known.spread = spread;
  known.finding =
    counted === null
      ? null
      : {
          subject: group.subject,
          priority,
          text: textOf(group, category, counted.alerts, spread),
          count: counted.count,
        };
  return known.finding;
}

function* judgeCritical(model: SecurityModel, ctx: RuleContext): Iterable<Finding> {
  for (const known of judgedIn(model).A30) {
    const finding = judgeGroup(model, known, ctx.disposedSeq(known.group.subject), false);
    if (finding !== null) yield finding;
  }
}

function isSpread({ highAssets }: Category, now: number): boolean {
  if (highAssets.size < ASSETS_FOR_P1) return false;
  let assets = 0;
  for (const at of highAssets.values()) if (at > now - ASSETS_WINDOW_MS) assets += 1;
  return assets >= ASSETS_FOR_P1;
}

function* judgeHigh(model: SecurityModel, ctx: RuleContext): Iterable<Finding> {
  const groups = judgedIn(model).A31;
  if (groups.length === 0) return;
  const spread = model.categories.map((category) => isSpread(category, ctx.now));
  // One campaign alarm speaks for all of its category; what stood before it stays.
  const covered = model.categories.map(({ name, burst }) => isBurning(burst, ctx.now) || ctx.isRuleActive('A33', name));
  for (const known of groups) {
    const { group } = known;
    if (covered[group.category] === true && !ctx.isActive(group.subject)) continue;
    const finding = judgeGroup(model, known, ctx.disposedSeq(group.subject), spread[group.category] === true);
    if (finding !== null) yield finding;
  }
}

function* judgeBursts(model: SecurityModel, ctx: RuleContext): Iterable<Finding> {
  for (const { name, burst } of model.categories) {
    if (!isBurning(burst, ctx.now)) continue;
    const since = instantText(burst.began).slice(11, 19);
    const text = `Chiến dịch ${name}: ${figure(burst.count)} cảnh báo từ ${since}, vượt 200 cảnh báo/phút`;
    yield { subject: name, priority: 'P1', text, count: burst.count };
  }
}

export const securityRules: readonly Rule<SecurityModel>[] = [
  {
    id: 'A30',
    kind: 'notice',
    name: 'Cảnh báo nghiêm trọng',
    owner: 'SOC ca trực; Đội ứng cứu sự cố',
    guidance: guidance.A30,
    levels: { critical: { label: 'trên hệ thống cấp độ 3 trở lên', default: 'P1' } },
    judge: judgeCritical,
  },
  {
    id: 'A31',
    kind: 'notice',
    name: 'Cảnh báo mức cao',
    owner: 'SOC',
    guidance: guidance.A31,
    levels: {
      high: { label: 'một tài sản', default: 'P2' },
      spread: { label: 'lan ra nhiều tài sản', default: 'P1' },
    },
    judge: judgeHigh,
  },
  {
    id: 'A33',
    kind: 'level',
    name: 'Bùng phát cảnh báo',
    owner: 'SOC',
    guidance: guidance.A33,
    levels: { burst: { label: 'bùng phát', default: 'P1' } },
    judge: judgeBursts,
  },
];
