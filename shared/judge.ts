// All rules judged at one instant, in one place: what is true now, against what already stands in the alarm list (I5).
import { alarmQueries, judge as compare } from './alarm/judge.ts';
import type { NewEvent } from './event.ts';
import { feedSilent } from './feeds.ts';
import { contextOf, type Model, settle } from './model.ts';
import type { Finding, Rule, RuleContext } from './source.ts';
import { sourceNames, sources } from './sources/index.ts';

type Judged = { rule: Rule<never>; model: (model: Model) => unknown };

function hasOpenConference({ sources: { conference } }: Model): boolean {
  for (const one of conference.conferences.values())
    if (one.openedAt !== null && one.closedAt === null && one.cancelledAt === null) return true;
  return false;
}

const coreRules: Judged[] = [
  {
    rule: feedSilent as Rule<never>,
    model: (model) => ({
      feeds: model.feeds,
      hasOpenConference: hasOpenConference(model),
    }),
  },
];

const judgedRules: Judged[] = [
  ...coreRules,
  ...sourceNames.flatMap((name) =>
    sources[name].rules.map((rule): Judged => ({ rule: rule as Rule<never>, model: (model) => model.sources[name] })),
  ),
];

/** Every alarm type, for lists and guidance. */
export const allRules: readonly Readonly<{ id: string; kind: string; name: string }>[] = judgedRules.map(
  ({ rule }) => rule,
);

/**
 * What the rules find at `now`, as `alarm.*` events to be appended; none when nothing changed.
 * Must not be called again before these events are folded. `newId` gives a fresh uuid for each event and occurrence.
 */
export function judge(model: Model, now: number, newId: () => string): NewEvent[] {
  settle(model, now);
  const context = contextOf(model);
  const queries = alarmQueries(model.alarms);
  const found = judgedRules.map(({ rule, model: part }) => {
    const ctx: RuleContext = {
      registry: context.registry,
      calendar: context.calendar,
      isFeedSilent: context.isFeedSilent,
      feedHeardAt: context.feedHeardAt,
      now,
      isActive: (subject) => queries.isActive(rule.id, subject),
      isRuleActive: queries.isActive,
      disposedSeq: (subject) => queries.disposedSeq(rule.id, subject),
    };
    const findings: Finding[] = [...rule.judge(part(model) as never, ctx)];
    return { rule, findings };
  });
  return compare(model.alarms, found, now, newId);
}
