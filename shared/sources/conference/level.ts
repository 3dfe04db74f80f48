// Rule A23: how much of a conference is there. One walk over all comings and goings since the opening tells since when it is
// short, so that nothing has to be remembered between two judgements.
import type { Finding, RuleContext } from '../../source.ts';
import { SECOND_MS } from '../../time.ts';
import { type Attended, type Attendee, attendedIn, silentFeeds, windowOf } from './derive.ts';
import { causedBy, isDoubtful, sameCauses } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState, NEVER } from './model.ts';
import { titleOf } from './words.ts';

/** Per cent of the invited; `lowMs`: how long it must be below `low` to count as more than a dip. */
type Limits = Readonly<{ opening: number; openingOver: number; low: number; lowOver: number; lowMs: number }>;

/**
 * `opening`: short at the opening and not recovered. `lowSince`: below `low` now, from then on; -1: it is not. `lastedSince`:
 * start of a shortage that was no dip and from which it has not recovered; -1: none.
 */
type Level = { opening: boolean; lowSince: number; lastedSince: number };

type Step = { at: number; online: number; invited: number };
/** From when to when an endpoint is taken to be there: pairs in one flat list, as in an `Attendance`. */
type StaysOf = (attendee: Attendee) => readonly number[];

/** Comings and goings after `from`, led by one step with everything that held at `from`. */
function stepsOf({ all }: Attended, conference: Conference, from: number, staysOf: StaysOf): Step[] {
  const start: Step = { at: from, online: 0, invited: 0 };
  const steps: Step[] = [];
  const add = (at: number, online: number, invited: number) => {
    if (at > from) steps.push({ at, online, invited });
    else {
      start.online += online;
      start.invited += invited;
    }
  };
  for (const attendee of all) {
    const entry = Math.max(from, conference.invited.get(attendee.id) ?? from);
    add(entry, 0, 1);
    const stays = staysOf(attendee);
    for (let i = 0; i < stays.length; i += 2) {
      const [come = NEVER, go = NEVER] = [stays[i], stays[i + 1]];
      if (go <= entry || go === come) continue;
      add(Math.max(come, entry), 1, 0);
      if (go !== NEVER) add(go, -1, 0);
    }
  }
  steps.sort((a, b) => a.at - b.at);
  return [start, ...steps];
}

function levelOf(steps: readonly Step[], from: number, isOpening: boolean, limits: Limits): Level {
  const level: Level = { opening: false, lowSince: -1, lastedSince: -1 };
  let online = 0;
  let invited = 0;
  for (const [index, step] of steps.entries()) {
    online += step.online;
    invited += step.invited;
    if (steps[index + 1]?.at === step.at) continue;
    const { lowSince } = level;
    if (lowSince >= 0 && level.lastedSince < 0 && step.at - lowSince >= limits.lowMs) level.lastedSince = lowSince;
    if (step.at === from && isOpening) level.opening = 100 * online < limits.opening * invited;
    if (100 * online >= limits.openingOver * invited) level.opening = false;
    if (100 * online < limits.low * invited) {
      if (level.lowSince < 0) level.lowSince = step.at;
    } else level.lowSince = -1;
    if (100 * online >= limits.lowOver * invited) level.lastedSince = -1;
  }
  return level;
}

/**
 * `known`, `online`: as it was when everyone was last heard; `certain`: whatever those are whose feed is silent. `unsure`:
 * how many they are, `feeds`: why.
 */
type Memo = { key: string; certain: Level; known: Level; online: number; unsure: number; feeds: string[] };
const memos = new WeakMap<Conference, Memo>();

function measure(
  attended: Attended,
  conference: Conference,
  from: number,
  limits: Limits,
  doubtful: ReadonlySet<string>,
  silent: ReadonlySet<string>,
): Omit<Memo, 'key'> {
  const unsure = attended.all.filter(({ endpoint }) => endpoint !== null && silent.has(endpoint.source));
  const isUnsure = new Set(unsure);
  // A time-out that may be the feed's own is no going.
  const knownStays: StaysOf = ({ id, attendance }) =>
    doubtful.has(id) ? attendance.stays.with(-1, NEVER) : attendance.stays;
  const bestStays: StaysOf = (attendee) => (isUnsure.has(attendee) ? [from, NEVER] : knownStays(attendee));
  const levelBy = (stays: StaysOf): Level =>
    levelOf(stepsOf(attended, conference, from, stays), from, from === conference.openedAt, limits);
  const feeds = new Set(unsure.map(({ endpoint }) => endpoint?.source ?? ''));
  const known = levelBy(knownStays);
  return {
    known,
    certain: unsure.length > 0 ? levelBy(bestStays) : known,
    online: attended.present + doubtful.size,
    unsure: unsure.length,
    feeds: [...feeds],
  };
}

/** Null while so many are certainly there that both conditions are over, whatever was before. */
function memoOf(
  model: ConferenceModel,
  conference: Conference,
  from: number,
  limits: Limits,
  ctx: RuleContext,
): Memo | null {
  const silent = silentFeeds(model, ctx);
  const attended = attendedIn(model, conference, ctx.now);
  const enough = Math.max(limits.openingOver, limits.lowOver, limits.low);
  if (silent.size === 0 && 100 * attended.present >= enough * attended.all.length) return null;
  const doubtful = new Set<string>();
  for (const { id, endpoint } of attended.away)
    if (endpoint !== null && isDoubtful(model, endpoint, conference, ctx)) doubtful.add(id);
  const key = JSON.stringify([model.rev, from, limits, ...silent, ...doubtful]);
  const last = memos.get(conference);
  if (last?.key === key) return last;
  const memo = { key, ...measure(attended, conference, from, limits, doubtful, silent) };
  memos.set(conference, memo);
  return memo;
}

/** What stands at `now`; `active`: an alarm does, so that it is over only once enough have come back. */
function shortageOf({ opening, lowSince, lastedSince }: Level, limits: Limits, now: number, active: boolean) {
  const lasting = lowSince >= 0 && now - lowSince >= limits.lowMs;
  // A dip does not raise what stands since the opening.
  if (lasting || (lowSince >= 0 && !opening)) return { level: 'low', since: lowSince };
  if (active && lastedSince >= 0) return { level: 'low', since: lastedSince };
  return opening ? { level: 'opening', since: null } : null;
}

const findings = new WeakMap<Conference, Finding>();

/** The same object as the last time if it says the same. */
function kept(conference: Conference, next: Finding): Finding {
  const last = findings.get(conference);
  const same =
    last?.text === next.text &&
    last.priority === next.priority &&
    last.since === next.since &&
    sameCauses(last.causes, next.causes);
  if (same) return last;
  findings.set(conference, next);
  return next;
}

/** A23. Levels opening, low; params openingPct, openingOverPct, lowPct, lowOverPct, lowSec. */
export function* judgeLevel(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const limits: Limits = {
    opening: ctx.param('openingPct'),
    openingOver: ctx.param('openingOverPct'),
    low: ctx.param('lowPct'),
    lowOver: ctx.param('lowOverPct'),
    lowMs: ctx.param('lowSec') * SECOND_MS,
  };
  for (const conference of model.conferences.values()) {
    const invited = conference.invited.size;
    if (conferenceState(conference) !== 'open' || invited === 0) continue;
    const window = windowOf(conference, ctx.now);
    if (window === null) continue;
    const memo = memoOf(model, conference, window.from, limits, ctx);
    if (memo === null) continue;
    const active = ctx.isActive(conference.id);
    const certain = shortageOf(memo.certain, limits, ctx.now, active);
    const shortage = certain ?? (active ? shortageOf(memo.known, limits, ctx.now, active) : null);
    if (shortage === null) continue;
    const { level, since } = shortage;
    const percent = ((100 * memo.online) / invited).toFixed(1).replace('.', ',');
    const limit = level === 'low' ? `dưới ${limits.low} %` : `chưa đủ ${limits.opening} % khi khai mạc`;
    const doubt = memo.unsure === 0 ? '' : `, ${memo.unsure} chưa rõ vì nguồn im lặng`;
    yield kept(conference, {
      subject: conference.id,
      priority: ctx.level(level),
      since: since ?? window.from,
      ...causedBy(certain === null ? memo.feeds : []),
      text: `${titleOf(conference)}: ${memo.online}/${invited} điểm cầu trực tuyến (${percent} %)${doubt}, ${limit}`,
    });
  }
}
