// Which groups changed since a rule last looked, so that a judging costs what changed and not what is open. Kept beside the
// model and never in it: a model read back from disk has no notes, and its first judging looks at everything.
import type { GroupRule, SecurityModel } from './model.ts';

/** `null`: too many to note, look at everything. */
type Notes = { keys: Set<string> | null };

/** A rule that was switched off takes no notes away: beyond this many they cost more than looking at everything. */
const NOTED = 50_000;

const notes = new WeakMap<SecurityModel, Map<GroupRule, Notes>>();

export function noteChange(model: SecurityModel, rule: GroupRule, key: string): void {
  const noted = notes.get(model)?.get(rule);
  if (!noted?.keys) return;
  if (noted.keys.size < NOTED) noted.keys.add(key);
  else noted.keys = null;
}

const NONE: ReadonlySet<string> = new Set();

/** Keys of the groups of `rule` that changed since it last asked; null: it has to look at all. */
export function takeChanges(model: SecurityModel, rule: GroupRule): ReadonlySet<string> | null {
  let ofModel = notes.get(model);
  if (!ofModel) {
    ofModel = new Map();
    notes.set(model, ofModel);
  }
  const noted = ofModel.get(rule);
  if (!noted) {
    ofModel.set(rule, { keys: new Set() });
    return null;
  }
  const { keys } = noted;
  if (keys?.size === 0) return NONE;
  noted.keys = new Set();
  return keys;
}
