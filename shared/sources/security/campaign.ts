// What the silence of a feed and a standing campaign (A33) do to other findings.
import type { Cause, RuleContext } from '../../source.ts';
import { isBurning } from './burst.ts';
import type { Category, SecurityModel } from './model.ts';

const NOT_EXPLAINED: readonly Cause[] = [];

/**
 * Causes of a finding that is only known as long as its feed runs; null: the feed is silent and nothing stands, so that
 * nothing can be said.
 */
export function causesOf(source: string | null, subject: string, ctx: RuleContext): readonly Cause[] | null {
  if (source === null || !ctx.isFeedSilent(source)) return NOT_EXPLAINED;
  return ctx.isActive(subject) ? [{ rule: 'A01', subject: source }] : null;
}

/** As bits: a burst runs that explains what stands in its category; its alarm stands and speaks for the whole category. */
export const [CAMPAIGN, COVERED] = [1, 2] as const;

/**
 * What a campaign does to a category. Covered, nothing new of it is raised; but only once the alarm of the campaign stands,
 * or a rule that is switched off would hide what it does not tell.
 */
export function campaignIn({ name, burst, source }: Category, ctx: RuleContext): number {
  const isRunning = isBurning(burst, ctx.now);
  if (!isRunning && (source === null || !ctx.isFeedSilent(source))) return 0;
  if (ctx.isRuleActive('A33', name)) return CAMPAIGN | COVERED;
  return isRunning ? CAMPAIGN : 0;
}

/** The campaign under which an alarm of a category goes. */
export const campaignOf = (model: SecurityModel, category: number): readonly Cause[] => [
  { rule: 'A33', subject: model.categories[category]?.name ?? '' },
];
