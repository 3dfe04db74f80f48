// What the silence of a feed and a standing campaign (A33) do to other findings.
import type { Cause, RuleContext } from '../../source.ts';
import { isBurning } from './burst.ts';
import type { Category, SecurityModel } from './model.ts';

const NOT_EXPLAINED: readonly Cause[] = [];

/**
 * Causes of a finding that is only known as long as its feed runs; null: the feed is silent and nothing stands, so that
 * nothing can be said. Never left out: an alarm comes out from under a cause only by a finding that names its causes.
 */
export function causesOf(source: string | null, subject: string, ctx: RuleContext): readonly Cause[] | null {
  if (source === null || !ctx.isFeedSilent(source)) return NOT_EXPLAINED;
  return ctx.isActive(subject) ? [{ rule: 'A01', subject: source }] : null;
}

/** Does one campaign alarm speak for all of this category? While it does, nothing new of the category is raised. */
export const isCovered = ({ name, burst, source }: Category, ctx: RuleContext): boolean =>
  ctx.isRuleActive('A33', name) && (isBurning(burst, ctx.now) || (source !== null && ctx.isFeedSilent(source)));

/** The campaign under which alarms of a category are put that stood before it. */
export const campaignOf = (model: SecurityModel, category: number): readonly Cause[] => [
  { rule: 'A33', subject: model.categories[category]?.name ?? '' },
];
