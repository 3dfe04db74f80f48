// The alerts behind A30, A31, A32 and A34, by what an alarm stands for, so that judging never walks all alerts.
import { noteChange } from './changes.ts';
import { graveKind } from './grave.ts';
import { CRITICAL, type Group, type GroupRule, HIGH, MEDIUM, NO_ASSET, type SecurityModel } from './model.ts';

/** An alert as its group knows it. */
export type Member = Readonly<{
  seq: number;
  time: number;
  repeats: number;
  grade: number;
  category: number;
  asset: string | null;
}>;

/** Index of the first seq greater than `seq`. */
export function above(seqs: readonly number[], seq: number): number {
  let [low, high] = [0, seqs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((seqs[middle] ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

const RULE_LENGTH = 'A30 '.length;
const ruleOfKey = (key: string): GroupRule => key.slice(0, RULE_LENGTH - 1) as GroupRule;

/** Key of the group an open alert belongs to; null when no rule looks at it. */
export function openKey(id: string, severity: number, category: string, asset: string | null): string | null {
  if (severity === CRITICAL) return `A30 ${asset ?? id}`;
  if (severity === HIGH) return `A31 ${category}@${asset ?? NO_ASSET}`;
  return severity === MEDIUM ? `A32 ${category}` : null;
}

/** Key of the group of confirmed alerts of a grave category; null for any other. */
export function confirmedKey(category: string, asset: string | null): string | null {
  const kind = graveKind(category);
  return kind === null ? null : `A34 ${kind}@${asset ?? NO_ASSET}`;
}

const MEMBERS = ['seqs', 'repeats', 'times', 'grades'] as const;

export function enter(model: SecurityModel, key: string, member: Member): void {
  const { seq, repeats, time, grade, category, asset } = member;
  let group = model.groups.get(key);
  if (group === undefined) {
    const [rule, subject] = [ruleOfKey(key), key.slice(RULE_LENGTH)];
    group = { rule, subject, category, asset, seqs: [], repeats: [], times: [], grades: [], size: 0 };
    model.groups.set(key, group);
  }
  const last = group.seqs.at(-1);
  const index = last === undefined || seq > last ? group.seqs.length : above(group.seqs, seq);
  if (index === group.seqs.length) {
    group.seqs.push(seq);
    group.repeats.push(repeats);
    group.times.push(time);
    group.grades.push(grade);
  } else {
    group.seqs.splice(index, 0, seq);
    group.repeats.splice(index, 0, repeats);
    group.times.splice(index, 0, time);
    group.grades.splice(index, 0, grade);
  }
  group.size += 1;
  noteChange(model, group.rule, key);
}

/** The index of `seq` in the group, -1 when it is not there or has left. */
function indexOf(group: Group, seq: number): number {
  const index = above(group.seqs, seq) - 1;
  return group.seqs[index] === seq && group.repeats[index] !== 0 ? index : -1;
}

/** Takes those who left out of the arrays. */
function tidy(group: Group): void {
  const { repeats } = group;
  for (const name of MEMBERS) group[name] = group[name].filter((_value, index) => repeats[index] !== 0);
}

export function leave(model: SecurityModel, key: string, seq: number): void {
  const group = model.groups.get(key);
  const index = group === undefined ? -1 : indexOf(group, seq);
  if (group === undefined || index < 0) return;
  group.repeats[index] = 0;
  group.size -= 1;
  if (group.size === 0) model.groups.delete(key);
  else if (group.size * 2 < group.seqs.length) tidy(group);
  noteChange(model, group.rule, key);
}

/** The device says that it has seen the same alert again. */
export function repeat(model: SecurityModel, key: string, seq: number, repeats: number, grade: number): void {
  const group = model.groups.get(key);
  const index = group === undefined ? -1 : indexOf(group, seq);
  if (group === undefined || index < 0) return;
  group.repeats[index] = repeats;
  group.grades[index] = grade;
  noteChange(model, group.rule, key);
}

/** The whole group is over. Its alerts still name it; leaving what is not there changes nothing. */
export function dissolve(model: SecurityModel, key: string): void {
  if (model.groups.delete(key)) noteChange(model, ruleOfKey(key), key);
}
