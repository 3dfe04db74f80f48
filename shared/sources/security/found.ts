// What a rule over groups finds, kept from one judging to the next: only what changed is looked at again, findings that did
// not change are the same objects, and when nothing changed the list is the same array. Follows from (model, now) alone.
import type { Cause, Finding, RuleContext } from '../../source.ts';
import { takeChanges } from './changes.ts';
import { above } from './groups.ts';
import type { Group, GroupRule, SecurityModel } from './model.ts';

export type Look = Readonly<{
  rule: GroupRule;
  /** All that a finding depends on beside its group, its disposal and the mood of its category: when it changes, all are looked at. */
  settings: string;
  /** By category index: a number for the state of the category as far as a finding depends on it. */
  moods: readonly number[];
  /** In this mood a finding that has no alarm any more is looked at again: it was found because its alarm stood. */
  isWatched: (mood: number) => boolean;
  at: (group: Group, mood: number) => Finding | null;
}>;

type Kept = {
  settings: string;
  disposals: number | undefined;
  moods: readonly number[];
  found: Map<string, Finding>;
  list: readonly Finding[];
};

const memos = new WeakMap<SecurityModel, Map<GroupRule, Kept>>();

function keptOf(model: SecurityModel, rule: GroupRule): Kept {
  let ofModel = memos.get(model);
  if (!ofModel) {
    ofModel = new Map();
    memos.set(model, ofModel);
  }
  let kept = ofModel.get(rule);
  if (!kept) {
    kept = { settings: '', disposals: undefined, moods: [], found: new Map(), list: [] };
    ofModel.set(rule, kept);
  }
  return kept;
}

const sameCauses = (a: readonly Cause[] = [], b: readonly Cause[] = []): boolean =>
  a.length === b.length &&
  a.every(({ rule, subject }, index) => rule === b[index]?.rule && subject === b[index].subject);

const isSame = (a: Finding, b: Finding): boolean =>
  a.subject === b.subject &&
  a.text === b.text &&
  a.count === b.count &&
  a.priority === b.priority &&
  a.since === b.since &&
  sameCauses(a.causes, b.causes);

/** Gives the finding of before for one that says the same of the same thing. */
export function keeper(): (of: object, finding: Finding) => Finding {
  const last = new WeakMap<object, Finding>();
  return (of, finding) => {
    const before = last.get(of);
    if (before !== undefined && isSame(before, finding)) return before;
    last.set(of, finding);
    return finding;
  };
}

/** Everything found in the groups of a rule at `ctx.now`. */
export function foundIn(model: SecurityModel, ctx: RuleContext, look: Look): readonly Finding[] {
  const kept = keptOf(model, look.rule);
  const { found } = kept;
  let moved = false;
  const lookAt = (key: string, group: Group | undefined): void => {
    const before = found.get(key);
    const now = group === undefined ? null : look.at(group, look.moods[group.category] ?? 0);
    if (now === null) moved = found.delete(key) || moved;
    else if (before === undefined || !isSame(before, now)) {
      found.set(key, now);
      moved = true;
    }
  };
  const changed = takeChanges(model, look.rule);
  const { disposals } = ctx;
  if (changed === null || kept.settings !== look.settings || disposals === undefined || kept.disposals !== disposals) {
    for (const key of found.keys()) if (!model.groups.has(key)) lookAt(key, undefined);
    for (const [key, group] of model.groups) if (group.rule === look.rule) lookAt(key, group);
  } else {
    for (const key of changed) lookAt(key, model.groups.get(key));
    if (look.moods.some((mood, index) => mood !== (kept.moods[index] ?? 0)))
      for (const [key, group] of model.groups)
        if (group.rule === look.rule && look.moods[group.category] !== (kept.moods[group.category] ?? 0))
          lookAt(key, group);
    if (look.moods.some(look.isWatched))
      for (const key of found.keys()) {
        const group = model.groups.get(key);
        if (group !== undefined && look.isWatched(look.moods[group.category] ?? 0) && !ctx.isActive(group.subject))
          lookAt(key, group);
      }
  }
  Object.assign(kept, { settings: look.settings, disposals, moods: look.moods });
  if (moved) kept.list = [...found.values()];
  return kept.list;
}

/**
 * Alerts of the group newer than `disposed` whose grade counts, and their repeats; null when there is none. `since`: when the
 * `least`-th of them happened (epoch ms), the newest when there are fewer.
 */
export function countIn(
  { seqs, repeats, grades, times }: Group,
  disposed: number,
  isCounted: (grade: number) => boolean,
  least = 1,
): { alerts: number; count: number; since: number } | null {
  let [alerts, count, since] = [0, 0, 0];
  for (let i = above(seqs, disposed); i < seqs.length; i += 1) {
    const more = repeats[i] ?? 0;
    if (more === 0 || !isCounted(grades[i] ?? 0)) continue;
    alerts += 1;
    count += more;
    if (alerts <= least) since = times[i] ?? 0;
  }
  return alerts === 0 ? null : { alerts, count, since };
}
