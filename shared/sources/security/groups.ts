// The open alerts behind A30 and A31, by what an alarm stands for, so that judging never walks all open alerts.
import { CRITICAL, type Group, HIGH, type SecurityModel } from './model.ts';

const LEAST_ASSET_LEVEL = 3;
/** Subject of high alerts that name no asset. */
export const NO_ASSET = '?';

export type Membership = {
  id: string;
  severity: number;
  category: number;
  asset: string | null;
  assetLevel: number | null;
};

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

/** Key of the group an open alert belongs to; null when no rule looks at it. */
export function groupKey(
  model: SecurityModel,
  { id, severity, category, asset, assetLevel }: Membership,
): string | null {
  // A level nobody gave is unknown, not low.
  if (severity === CRITICAL)
    return (assetLevel ?? LEAST_ASSET_LEVEL) >= LEAST_ASSET_LEVEL ? `A30 ${asset ?? id}` : null;
  if (severity !== HIGH) return null;
  return `A31 ${model.categories[category]?.name ?? ''}@${asset ?? NO_ASSET}`;
}

export function enter(model: SecurityModel, key: string, member: Membership, seq: number, repeats: number): void {
  let group = model.groups.get(key);
  if (group === undefined) {
    const rule = key.startsWith('A30') ? 'A30' : 'A31';
    group = {
      rule,
      subject: key.slice(4),
      category: member.category,
      asset: member.asset,
      seqs: [],
      repeats: [],
      rev: 0,
    };
    model.groups.set(key, group);
    model.groupsRev += 1;
  }
  group.rev += 1;
  const last = group.seqs.at(-1);
  if (last === undefined || seq > last) {
    group.seqs.push(seq);
    group.repeats.push(repeats);
    return;
  }
  const index = above(group.seqs, seq);
  group.seqs.splice(index, 0, seq);
  group.repeats.splice(index, 0, repeats);
}

/** The index of `seq` in the group, -1 when it is not there. */
function indexOf(group: Group, seq: number): number {
  const index = above(group.seqs, seq) - 1;
  return group.seqs[index] === seq ? index : -1;
}

export function leave(model: SecurityModel, key: string, seq: number): void {
  const group = model.groups.get(key);
  const index = group === undefined ? -1 : indexOf(group, seq);
  if (group === undefined || index < 0) return;
  group.rev += 1;
  group.seqs.splice(index, 1);
  group.repeats.splice(index, 1);
  if (group.seqs.length > 0) return;
  model.groups.delete(key);
  model.groupsRev += 1;
}

/** The device says that it has seen the same alert again. */
export function repeat(model: SecurityModel, key: string, seq: number, repeats: number): void {
  const group = model.groups.get(key);
  const index = group === undefined ? -1 : indexOf(group, seq);
  if (group === undefined || index < 0) return;
  group.rev += 1;
  group.repeats[index] = repeats;
}
