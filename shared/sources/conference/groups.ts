// Rule A22: many endpoints lost within a minute are one cause (a trunk, a switchboard) and one alarm.
import type { Finding, RuleContext } from '../../source.ts';
import { SECOND_MS } from '../../time.ts';
import { type Attended, attendedIn, districtOf, silentFeeds } from './derive.ts';
import { causedBy, isDoubtful } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState } from './model.ts';
import { titleOf } from './words.ts';

/** Subject of a group that is not one district's. */
export const EVERYWHERE = '*';

/** Fewer still away: the group is over. */
const STILL_AWAY = 2;

type Limits = Readonly<{ windowMs: number; least: number; sharePct: number }>;
/** `away`: it has not come back since. `feed`: what is silent and brought it. */
type Drop = Readonly<{ id: string; at: number; district: string | null; away: boolean; feed: string | null }>;
/** `lost`: who dropped in the group's window; `away`: of those, who has not come back since; `feeds`: silent ones of them. */
export type Group = Readonly<{ lost: Set<string>; away: Set<string>; feeds: Set<string> }>;
/** `leastOfAll`: how many make a group that is nobody's in particular. */
type Groups = Readonly<{ byDistrict: ReadonlyMap<string, Group>; everywhere: Group | null; leastOfAll: number }>;

/** All drops by instant, without those that are doubtful. */
function dropsOf(
  model: ConferenceModel,
  { all }: Attended,
  ctx: RuleContext,
  doubtful: ReadonlySet<string>,
  silent: ReadonlySet<string>,
): Drop[] {
  const found: Drop[] = [];
  for (const { id, endpoint, attendance } of all) {
    const { drops, dropAt } = attendance;
    if (drops.length === 0 || endpoint === null) continue;
    const district = districtOf(model, endpoint, ctx.registry);
    const feed = silent.has(endpoint.source) ? endpoint.source : null;
    for (const at of drops) {
      const away = at === dropAt;
      if (!away || !doubtful.has(id)) found.push({ id, at, district, away, feed: away ? feed : null });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

const emptyGroup = (): Group => ({ lost: new Set(), away: new Set(), feeds: new Set() });

function addTo(group: Group, drops: readonly Drop[]): void {
  for (const { id, away, feed } of drops) {
    group.lost.add(id);
    if (away) group.away.add(id);
    if (feed !== null) group.feeds.add(feed);
  }
}

/** Incidents, each a run of windows in which at least `least` different endpoints dropped: [from, to] in `drops`. */
function incidentsIn(drops: readonly Drop[], least: number, windowMs: number): [number, number][] {
  const incidents: [number, number][] = [];
  const inside = new Map<string, number>();
  let first = 0;
  for (const [last, drop] of drops.entries()) {
    inside.set(drop.id, (inside.get(drop.id) ?? 0) + 1);
    for (let old = drops[first]; old !== undefined && drop.at - old.at > windowMs; old = drops[first]) {
      const left = (inside.get(old.id) ?? 0) - 1;
      if (left > 0) inside.set(old.id, left);
      else inside.delete(old.id);
      first += 1;
    }
    if (inside.size < least) continue;
    const before = incidents.at(-1);
    if (before !== undefined && first <= before[1]) before[1] = last;
    else incidents.push([first, last]);
  }
  return incidents;
}

/** Everyone of the incidents that are not over. */
function groupOf(drops: readonly Drop[], least: number, windowMs: number): Group | null {
  const group = emptyGroup();
  for (const [from, to] of incidentsIn(drops, least, windowMs)) {
    const incident = drops.slice(from, to + 1);
    if (new Set(incident.filter(({ away }) => away).map(({ id }) => id)).size >= STILL_AWAY) addTo(group, incident);
  }
  return group.lost.size === 0 ? null : group;
}

function groupsOf(drops: readonly Drop[], invited: number, { windowMs, least, sharePct }: Limits): Groups {
  const leastOfAll = Math.max(least, Math.ceil((invited * sharePct) / 100));
  const inDistrict = new Map<string, Drop[]>();
  for (const drop of drops) {
    if (drop.district === null) continue;
    const some = inDistrict.get(drop.district);
    if (some === undefined) inDistrict.set(drop.district, [drop]);
    else some.push(drop);
  }
  const byDistrict = new Map<string, Group>();
  for (const [district, some] of inDistrict) {
    const group = groupOf(some, least, windowMs);
    if (group !== null) byDistrict.set(district, group);
  }
  return { byDistrict, everywhere: groupOf(drops, leastOfAll, windowMs), leastOfAll };
}

/** What certainly is so, and what was so as far as silent feeds were last heard. */
type Memo = { key: string; certain: Groups; known: Groups };
const memos = new WeakMap<Conference, Memo>();

function groupsIn(model: ConferenceModel, conference: Conference, ctx: RuleContext, limits: Limits): Memo | null {
  const attended = attendedIn(model, conference, ctx.now);
  if (attended.away.length < STILL_AWAY) return null;
  const silent = silentFeeds(model, ctx);
  const doubtful = new Set<string>();
  for (const { id, endpoint } of attended.away)
    if (endpoint !== null && isDoubtful(model, endpoint, conference, ctx)) doubtful.add(id);
  const key = JSON.stringify([model.rev, model.day, ctx.registry.version, limits, ...silent, ...doubtful]);
  let memo = memos.get(conference);
  if (memo?.key !== key) {
    const drops = dropsOf(model, attended, ctx, doubtful, silent);
    const heard = drops.filter((drop) => drop.feed === null);
    const known = groupsOf(drops, conference.invited.size, limits);
    const certain = heard.length === drops.length ? known : groupsOf(heard, conference.invited.size, limits);
    memo = { key, certain, known };
    memos.set(conference, memo);
  }
  return memo;
}

/** Which of the groups get an alarm: those of districts, or one for everywhere in their place. */
function* chosen({ byDistrict, everywhere, leastOfAll }: Groups, ctx: RuleContext): Iterable<[string, Group]> {
  let largest: ReadonlySet<string> = new Set();
  for (const { lost } of byDistrict.values()) if (lost.size > largest.size) largest = lost;
  // One district that is large enough to be 5 % of all is still that district.
  const elsewhere = Array.from(everywhere?.lost ?? []).filter((id) => !largest.has(id)).length;
  const isOneDistrict = largest.size > 0 && elsewhere < leastOfAll;
  const all = everywhere !== null && (!isOneDistrict || ctx.isActive(EVERYWHERE)) ? everywhere : null;
  for (const [district, group] of byDistrict) if (all === null || ctx.isActive(district)) yield [district, group];
  if (all !== null) yield [EVERYWHERE, all];
}

/** What certainly is so; and of what only silent feeds know, what stands already. */
function standing({ certain, known }: Memo, ctx: RuleContext): Map<string, Group> {
  const found = new Map(chosen(certain, ctx));
  if (known === certain) return found;
  for (const [subject, group] of [...known.byDistrict, [EVERYWHERE, known.everywhere] as const])
    if (group !== null && !found.has(subject) && ctx.isActive(subject)) found.set(subject, group);
  return found;
}

const NONE: ReadonlyMap<string, Group> = new Map();
const judged = new WeakMap<ConferenceModel, { now: number; groups: ReadonlyMap<string, Group> }>();

/** The groups that A22 has found at this very instant, by subject: it is judged before A21. */
export function groupsFound(model: ConferenceModel, now: number): ReadonlyMap<string, Group> {
  const last = judged.get(model);
  return last?.now === now ? last.groups : NONE;
}

const findings = new WeakMap<Group, Finding>();

function findingOf(subject: string, group: Group, conference: Conference, ctx: RuleContext): Finding {
  const { lost, away, feeds } = group;
  const priority = ctx.level('group');
  const known = findings.get(group);
  if (known?.priority === priority) return known;
  const where = subject === EVERYWHERE ? 'nhiều địa bàn' : (ctx.registry.agencies.get(subject)?.name ?? subject);
  const text = `Mất kết nối đồng loạt tại ${where}: ${lost.size} điểm cầu trong ${ctx.param('windowSec')} giây, còn ${away.size} chưa vào lại (${titleOf(conference)})`;
  const finding: Finding = {
    subject,
    priority,
    agency: subject === EVERYWHERE ? null : subject,
    ...causedBy(feeds),
    text,
  };
  findings.set(group, finding);
  return finding;
}

/** A22. Level group; params least, sharePct, windowSec. */
export function* judgeGroups(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const limits: Limits = {
    windowMs: ctx.param('windowSec') * SECOND_MS,
    least: ctx.param('least'),
    sharePct: ctx.param('sharePct'),
  };
  const found = new Map<string, Group>();
  const where = new Map<string, Conference>();
  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open') continue;
    const memo = groupsIn(model, conference, ctx, limits);
    if (memo === null) continue;
    for (const [subject, group] of standing(memo, ctx)) {
      if ((found.get(subject)?.lost.size ?? 0) >= group.lost.size) continue;
      found.set(subject, group);
      where.set(subject, conference);
    }
  }
  judged.set(model, { now: ctx.now, groups: found });
  for (const [subject, group] of found) {
    const conference = where.get(subject);
    if (conference !== undefined) yield findingOf(subject, group, conference, ctx);
  }
}
