// Rule A22: many endpoints lost within a minute are one cause (a trunk, a switchboard) and one alarm.
import type { Finding, RuleContext } from '../../source.ts';
import { MINUTE_MS } from '../../time.ts';
import { attendedIn, districtOf, silentFeeds } from './derive.ts';
import { isCertain } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState } from './model.ts';

/** Subject of a group that is not one district's. */
export const EVERYWHERE = '*';

const WINDOW_MS = MINUTE_MS;
const LEAST = 5;
const SHARE_OF_INVITED = 0.05;
/** Fewer still away: the group is over. */
const STILL_AWAY = 2;

type Drop = { id: string; at: number; district: string | null; away: boolean };
/** `lost`: who dropped in the group's window; `away`: of those, who has not come back since. */
type Group = { lost: Set<string>; away: Set<string> };

/** All drops of the conference by instant, without those we cannot be certain of; none while fewer than two are away. */
function dropsOf(
  model: ConferenceModel,
  conference: Conference,
  ctx: RuleContext,
  silent: ReadonlySet<string>,
): Drop[] {
  const { all, away } = attendedIn(model, conference, ctx.now);
  if (away.length < STILL_AWAY) return [];
  const drops: Drop[] = [];
  for (const { id, endpoint, attendance } of all) {
    const { drops: instants, dropAt } = attendance;
    if (instants.length === 0 || endpoint === null) continue;
    const certain = dropAt < 0 || isCertain(model, endpoint, ctx, silent);
    const district = districtOf(model, endpoint, ctx.registry);
    for (const at of instants) if (at !== dropAt || certain) drops.push({ id, at, district, away: at === dropAt });
  }
  return drops.sort((a, b) => a.at - b.at);
}

/** Everyone in a window of a minute in which at least `least` different endpoints dropped. */
function groupOf(drops: readonly Drop[], least: number): Group | null {
  const group: Group = { lost: new Set(), away: new Set() };
  const inside = new Map<string, number>();
  let first = 0;
  for (const [last, drop] of drops.entries()) {
    inside.set(drop.id, (inside.get(drop.id) ?? 0) + 1);
    for (let old = drops[first]; old !== undefined && drop.at - old.at > WINDOW_MS; old = drops[first]) {
      const left = (inside.get(old.id) ?? 0) - 1;
      if (left > 0) inside.set(old.id, left);
      else inside.delete(old.id);
      first += 1;
    }
    if (inside.size < least) continue;
    for (const { id, away } of drops.slice(first, last + 1)) {
      group.lost.add(id);
      if (away) group.away.add(id);
    }
  }
  return group.away.size < STILL_AWAY ? null : group;
}

function groupsOf(model: ConferenceModel, conference: Conference, ctx: RuleContext): Map<string, Group> {
  const groups = new Map<string, Group>();
  const drops = dropsOf(model, conference, ctx, silentFeeds(model, ctx));
  if (drops.length < LEAST) return groups;
  const byDistrict = new Map<string, Drop[]>();
  for (const drop of drops) {
    if (drop.district === null) continue;
    const some = byDistrict.get(drop.district);
    if (some === undefined) byDistrict.set(drop.district, [drop]);
    else some.push(drop);
  }
  let largest: Group | null = null;
  for (const [district, some] of byDistrict) {
    const group = groupOf(some, LEAST);
    if (group === null) continue;
    groups.set(district, group);
    if (largest === null || group.lost.size > largest.lost.size) largest = group;
  }
  const least = Math.max(LEAST, Math.ceil(conference.invited.size * SHARE_OF_INVITED));
  const all = groupOf(drops, least);
  if (all === null) return groups;
  // One district that is large enough to be 5 % of all is still that district.
  const elsewhere = all.lost.size - (largest?.lost.size ?? 0);
  if (largest !== null && elsewhere < least && !ctx.isRuleActive('A22', EVERYWHERE)) return groups;
  for (const district of groups.keys()) if (!ctx.isRuleActive('A22', district)) groups.delete(district);
  return groups.set(EVERYWHERE, all);
}

type Groups = Map<string, Group & { conference: string }>;

/** The groups that stand at `ctx.now` in any open conference, by subject. */
export function groupsAt(model: ConferenceModel, ctx: RuleContext): Groups {
  const found: Groups = new Map();
  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open') continue;
    for (const [subject, group] of groupsOf(model, conference, ctx)) {
      const known = found.get(subject);
      if (known === undefined || known.lost.size < group.lost.size)
        found.set(subject, { ...group, conference: conference.id });
    }
  }
  return found;
}

/** Is this endpoint's drop the symptom of a group that stands, or is an alarm of it active? */
export function isPartOfGroup(
  model: ConferenceModel,
  id: string,
  ctx: RuleContext,
  groups: ReadonlyMap<string, Group>,
): boolean {
  const endpoint = model.endpoints.get(id);
  const district = endpoint === undefined ? null : districtOf(model, endpoint, ctx.registry);
  if (ctx.isRuleActive('A22', EVERYWHERE) || groups.get(EVERYWHERE)?.away.has(id)) return true;
  return district !== null && (ctx.isRuleActive('A22', district) || groups.get(district)?.away.has(id) === true);
}

export function* judgeGroups(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  for (const [subject, { lost, away, conference }] of groupsAt(model, ctx)) {
    const where = subject === EVERYWHERE ? 'nhiều địa bàn' : (ctx.registry.agencies.get(subject)?.name ?? subject);
    const title = model.conferences.get(conference)?.title ?? conference;
    yield {
      subject,
      priority: 'P1',
      text: `Mất kết nối đồng loạt tại ${where}: ${lost.size} điểm cầu trong 60 giây, còn ${away.size} chưa vào lại (${title})`,
    };
  }
}
