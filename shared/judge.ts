// All rules judged at one instant, in one place: what is true now, against what already stands in the alarm list (I5).
import type { DeskRules } from './alarm/command.ts';
import { alarmQueries, judge as compare, type Policies, type RuleFindings } from './alarm/judge.ts';
import {
  type AlarmPolicy,
  type AlarmSettings,
  policyOf,
  type RuleDefinition,
  settingsOf,
  shiftEnd,
} from './alarm/settings.ts';
import type { RowContext } from './alarm/view.ts';
import type { NewEvent } from './event.ts';
import { feedEmpty } from './feeds/empty.ts';
import { agenciesQuiet, type QuietAgency } from './feeds/quiet-agencies.ts';
import { feedRefused } from './feeds/refused.ts';
import { feedSilent } from './feeds/silent.ts';
import { feedSkewed } from './feeds/skew.ts';
import { contextOf, type Model, settle } from './model.ts';
import { monitorFailing } from './monitor/rules.ts';
import type { Rule, RuleContext } from './source.ts';
import { agencyAbove, quietAgencies } from './sources/dossier/quiet.ts';
import { sourceNames, sources } from './sources/index.ts';

type Judged = { rule: Rule<never>; model: (model: Model) => unknown };

function hasOpenConference({ sources: { conference } }: Model): boolean {
  for (const one of conference.conferences.values())
    if (one.openedAt !== null && one.closedAt === null && one.cancelledAt === null) return true;
  return false;
}

function* quietOf({ sources: { dossier }, registry, at }: Model): Iterable<QuietAgency> {
  const nameOf = (code: string): string => registry.agencies.get(code)?.name ?? code;
  for (const code of quietAgencies(dossier, registry, at)) {
    const above = agencyAbove(registry, code);
    yield { name: nameOf(code), above, aboveName: nameOf(above) };
  }
}

/** Rules of the machinery itself, with the part of the model that each judges over. */
const coreRules: Judged[] = [
  {
    rule: feedSilent as Rule<never>,
    model: (model) => ({ feeds: model.feeds, hasOpenConference: hasOpenConference(model) }),
  },
  { rule: feedEmpty as Rule<never>, model: ({ feeds }) => ({ feeds }) },
  { rule: feedRefused as Rule<never>, model: ({ feeds }) => ({ feeds }) },
  { rule: feedSkewed as Rule<never>, model: ({ feeds }) => ({ feeds }) },
  { rule: agenciesQuiet as Rule<never>, model: (model) => ({ feeds: model.feeds, quiet: () => quietOf(model) }) },
  {
    rule: monitorFailing as Rule<never>,
    model: ({ monitor, feeds }) => ({ monitor, listeningSince: feeds.listeningSince }),
  },
];

const judgedRules: Judged[] = [
  ...coreRules,
  ...sourceNames.flatMap((name) =>
    sources[name].rules.map((rule): Judged => ({ rule: rule as Rule<never>, model: (model) => model.sources[name] })),
  ),
];

/** Every alarm type, for lists, settings and guidance. */
export const allRules: readonly RuleDefinition[] = judgedRules.map(({ rule }) => rule);
const ruleById = new Map(allRules.map((rule) => [rule.id, rule]));
export const ruleOf = (id: string): RuleDefinition | undefined => ruleById.get(id);

const policies = new WeakMap<AlarmSettings, Policies>();

/** How the alarm classes of this model are set, as of its newest change. */
export function policiesOf({ settings }: Pick<Model, 'settings'>): Policies {
  let known = policies.get(settings);
  if (known?.version !== settings.version) {
    const byRule = new Map<string, AlarmPolicy>();
    known = {
      version: settings.version,
      of: (id) => {
        let policy = byRule.get(id);
        if (!policy) {
          policy = policyOf(settings, ruleOf(id), id);
          byRule.set(id, policy);
        }
        return policy;
      },
    };
    policies.set(settings, known);
  }
  return known;
}

/** What rows of a desk are made with. */
export const rowContextOf = (model: Model): RowContext => ({ alarms: model.alarms, policyOf: policiesOf(model).of });

/** What a command at `now` (epoch ms) is judged by. */
export const deskRulesOf = (model: Model, now: number, nameOf: DeskRules['nameOf']): DeskRules => ({
  policyOf: policiesOf(model).of,
  shiftEnd: shiftEnd(model.settings, now),
  nameOf,
});

function setIn<T>(values: Readonly<Record<string, T>>, name: string, rule: string): T {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new Error(`rule ${rule} declares no ${name}`);
  return value;
}

/** What one rule finds at `now` in a settled model, as it is set; nothing where it is off. */
function findingsOf({ rule, model: part }: Judged, model: Model, now: number): RuleFindings {
  const settings = settingsOf(model.settings, rule);
  if (!settings.enabled) return { rule, findings: [] };
  const context = contextOf(model);
  const queries = alarmQueries(model.alarms);
  const ctx: RuleContext = {
    registry: context.registry,
    calendar: context.calendar,
    isFeedSilent: context.isFeedSilent,
    feedHeardAt: context.feedHeardAt,
    now,
    isActive: (subject) => queries.isActive(rule.id, subject),
    isRuleActive: queries.isActive,
    disposedSeq: (subject) => queries.disposedSeq(rule.id, subject),
    disposals: model.alarms.disposals,
    param: (name) => setIn(settings.params, name, rule.id),
    level: (name) => setIn(settings.levels, name, rule.id),
  };
  return { rule, findings: rule.judge(part(model) as never, ctx) };
}

/**
 * What the rules find at `now`, as `alarm.*` events to be appended; none when nothing changed.
 * Must not be called again before these events are folded. `newId` gives a fresh uuid for each event and occurrence.
 */
export function judge(model: Model, now: number, newId: () => string): NewEvent[] {
  settle(model, now);
  const found = judgedRules.map((judged) => findingsOf(judged, model, now));
  return compare(model.alarms, found, now, newId, policiesOf(model));
}

/**
 * The same for one rule alone, for a dry run of its settings: nobody answers there, so nothing is escalated. What the
 * clock does to alarms of other rules may be among the events: the caller has it from the log.
 */
export function judgeRule(model: Model, id: string, now: number, newId: () => string): NewEvent[] {
  settle(model, now);
  const found = judgedRules.filter(({ rule }) => rule.id === id).map((judged) => findingsOf(judged, model, now));
  const { version, of } = policiesOf(model);
  const calm: Policies = { version, of: (rule) => ({ ...of(rule), responseMs: () => null }) };
  return compare(model.alarms, found, now, newId, calm);
}
