// How alarm rules are set: defaults from the rules themselves, changes from the log (`config.*`), so that a replay of last
// month judges nothing but shows last month's names. Also the shifts of the desk, and its standing notes.
import { z } from 'zod';
import type { LogEvent } from '../event.ts';
import type { Priority, Rule } from '../source.ts';
import { MINUTE_MS, SECOND_MS } from '../time.ts';
import { endOfShift, USUAL_STARTS } from './shifts.ts';
import { priority } from './view-schema.ts';

const words = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'NUL or lone surrogate');

/** Everything about a rule that an administrator may set. Whole: a change carries all of it. */
export const ruleSettings = z.object({
  enabled: z.boolean(),
  name: words(120),
  owner: words(200),
  levels: z.record(z.string(), priority).describe('priority of each level of the rule'),
  params: z.record(z.string(), z.number()).describe('its thresholds'),
  onDelaySec: z.number().int().min(0).max(3_600).nullable().describe('null: this rule has none'),
  offDelaySec: z.number().int().min(0).max(3_600),
  responseMin: z
    .number()
    .int()
    .min(1)
    .max(1_440)
    .nullable()
    .describe('minutes in which to acknowledge; null: by priority (P1 2, P2 5, P3 30)'),
});
export type RuleSettings = z.infer<typeof ruleSettings>;

const person = { by: z.string(), byName: z.string() };

/** Written by the server when an administrator changes something (interfaces.md §3, `config.*`). Subject: the rule's id. */
export const configTypes = {
  'config.rule_changed': z.object({ ...person, settings: ruleSettings, reason: z.string().nullable() }),
  /** A standing note on an alarm type, shown beside each of its alarms. Each edit is a revision of its own. */
  'config.rule_noted': z.object({ ...person, note: z.string() }),
  /** Minutes of the local day at which a shift begins, ascending. Subject: null. */
  'config.shifts_changed': z.object({ ...person, starts: z.array(z.number().int().min(0).max(1_439)).min(1).max(12) }),
} as const;

export type RuleNote = { text: string; by: string; at: number; revision: number };

/** Plain data, part of the model. */
export type AlarmSettings = {
  /** Only what was ever changed. */
  rules: Map<string, RuleSettings>;
  notes: Map<string, RuleNote>;
  shiftStarts: number[];
  /** Rises with each change, so that what is derived knows when to renew. */
  version: number;
};

export const emptySettings = (): AlarmSettings => ({
  rules: new Map(),
  notes: new Map(),
  shiftStarts: [...USUAL_STARTS],
  version: 0,
});

/** Folds config.rule_changed, config.rule_noted and config.shifts_changed. */
export function foldSettings(model: AlarmSettings, { type, subject, data, time }: LogEvent): void {
  model.version += 1;
  if (type === 'config.shifts_changed') {
    model.shiftStarts = configTypes[type].parse(data).starts.toSorted((a, b) => a - b);
  } else if (subject === null) return;
  else if (type === 'config.rule_changed') model.rules.set(subject, configTypes[type].parse(data).settings);
  else if (type === 'config.rule_noted') {
    const { note, byName } = configTypes[type].parse(data);
    model.notes.set(subject, {
      text: note,
      by: byName,
      at: time,
      revision: (model.notes.get(subject)?.revision ?? 0) + 1,
    });
  }
}

/** A rule without its judgement: what its settings, its page and its guidance are made of. */
export type RuleDefinition = Omit<Rule<never>, 'judge'>;

export function defaultSettings(rule: RuleDefinition): RuleSettings {
  const of = <S, V>(specs: Readonly<Record<string, S>> | undefined, pick: (spec: S) => V): Record<string, V> =>
    Object.fromEntries(Object.entries(specs ?? {}).map(([name, spec]) => [name, pick(spec)]));
  return {
    enabled: rule.enabled !== false && rule.guidance !== undefined,
    name: rule.name,
    owner: rule.owner,
    levels: of(rule.levels, (spec) => spec.default),
    params: of(rule.params, (spec) => spec.default),
    onDelaySec: rule.onDelaySec ?? null,
    offDelaySec: rule.offDelaySec ?? 0,
    responseMin: null,
  };
}

const effective = new WeakMap<AlarmSettings, { version: number; of: Map<string, RuleSettings> }>();

/** The settings in force: the default, with what was set over it. The same object until something changes. */
export function settingsOf(model: AlarmSettings, rule: RuleDefinition): RuleSettings {
  let known = effective.get(model);
  if (known?.version !== model.version) {
    known = { version: model.version, of: new Map() };
    effective.set(model, known);
  }
  let settings = known.of.get(rule.id);
  if (!settings) {
    const set = model.rules.get(rule.id);
    const usual = defaultSettings(rule);
    // A rule that has learnt a new threshold since it was set keeps the default of that one.
    settings = set
      ? { ...set, levels: { ...usual.levels, ...set.levels }, params: { ...usual.params, ...set.params } }
      : usual;
    if (rule.guidance === undefined) settings = { ...settings, enabled: false };
    known.of.set(rule.id, settings);
  }
  return settings;
}

/** What is wrong with settings for this rule, as a path and an English reason; null when they may be set. */
export function settingsProblem(rule: RuleDefinition, settings: RuleSettings): { where: string; why: string } | null {
  for (const name of Object.keys(settings.levels))
    if (!Object.hasOwn(rule.levels, name)) return { where: `levels.${name}`, why: 'unknown level' };
  for (const name of Object.keys(rule.levels))
    if (!Object.hasOwn(settings.levels, name)) return { where: `levels.${name}`, why: 'missing' };
  const specs = rule.params ?? {};
  for (const name of Object.keys(settings.params))
    if (!Object.hasOwn(specs, name)) return { where: `params.${name}`, why: 'unknown threshold' };
  for (const [name, { min, max }] of Object.entries(specs)) {
    const value = settings.params[name];
    if (value === undefined) return { where: `params.${name}`, why: 'missing' };
    if (value < min || value > max) return { where: `params.${name}`, why: `must be from ${min} to ${max}` };
  }
  if ((rule.onDelaySec === undefined) !== (settings.onDelaySec === null))
    return { where: 'onDelaySec', why: rule.onDelaySec === undefined ? 'this rule has none' : 'missing' };
  if (settings.enabled && rule.guidance === undefined)
    return { where: 'enabled', why: 'there is no guidance for this rule' };
  return null;
}

/** Minutes in which to acknowledge (domain.md §4); null: within the shift, no escalation. */
const RESPONSE_MIN: Readonly<Record<Priority, number | null>> = { P1: 2, P2: 5, P3: 30, P4: null };
/** An acknowledgement of a P1 ends after so long if the condition is still true (features.md 3#17). */
const ACK_ENDS_MS: Readonly<Record<Priority, number | null>> = { P1: 30 * MINUTE_MS, P2: null, P3: null, P4: null };
/** Whom an alarm goes up to, step by step (domain.md §4). The third step is of P1 only. */
export const ESCALATION_STEPS = [
  'Trưởng ca',
  'Lãnh đạo Trung tâm Điều hành thông minh',
  'Phó Chủ tịch UBND tỉnh phụ trách',
] as const;
/** After its last step a P1 that nobody acknowledges sounds again this often (features.md 3#34). */
export const REMIND_MS = 15 * MINUTE_MS;

/** What the machinery asks of an alarm's class. Instants and durations in ms. */
export type AlarmPolicy = Readonly<{
  /** as set at this moment; the id of a rule that no longer exists */
  name: string;
  owner: string;
  responseMs: (priority: Priority) => number | null;
  ackEndsMs: (priority: Priority) => number | null;
  onDelayMs: number;
  offDelayMs: number;
}>;

export function policyOf(model: AlarmSettings, rule: RuleDefinition | undefined, id: string): AlarmPolicy {
  const set = rule === undefined ? null : settingsOf(model, rule);
  const byRule = set?.responseMin ?? null;
  return {
    name: set?.name ?? id,
    owner: set?.owner ?? '',
    responseMs: (priority) => {
      const minutes = byRule ?? RESPONSE_MIN[priority];
      return minutes === null ? null : minutes * MINUTE_MS;
    },
    ackEndsMs: (priority) => ACK_ENDS_MS[priority],
    onDelayMs: (set?.onDelaySec ?? 0) * SECOND_MS,
    offDelayMs: (set?.offDelaySec ?? 0) * SECOND_MS,
  };
}

/** End of the shift that runs at `now` (epoch ms, local day). */
export const shiftEnd = ({ shiftStarts }: AlarmSettings, now: number): number => endOfShift(shiftStarts, now);
