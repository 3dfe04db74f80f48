// Rule A23: how much of a conference is there. One walk over all comings and goings since the opening gives the onset of
// the shortage and its hysteresis, so that nothing has to be remembered between two judgements.
import type { Finding, RuleContext } from '../../source.ts';
import { SECOND_MS } from '../../time.ts';
import { type Attended, attendedIn, silentFeeds, windowOf } from './derive.ts';
import { isCertain } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState, NEVER } from './model.ts';

// Per cent, compared in whole numbers.
const AT_OPENING = 95;
const OPENING_OVER = 97;
const ANY_TIME = 90;
const ANY_TIME_OVER = 93;
const ON_DELAY_MS = 30 * SECOND_MS;

/** `opening`: short at the opening and not recovered; `lowSince` -1: not below 90 %; `low`: was so for the on-delay. */
type Level = { opening: boolean; lowSince: number; low: boolean };

type Step = { at: number; online: number; invited: number };

/** Comings and goings after `from`, led by one step with everything that held at `from`. */
function stepsOf({ all }: Attended, conference: Conference, from: number, doubtful: ReadonlySet<string>): Step[] {
  const start: Step = { at: from, online: 0, invited: 0 };
  const steps: Step[] = [];
  const add = (at: number, online: number, invited: number) => {
    if (at > from) steps.push({ at, online, invited });
    else {
      start.online += online;
      start.invited += invited;
    }
  };
  for (const { id, attendance } of all) {
    if (doubtful.has(id)) continue;
    const entry = Math.max(from, conference.invited.get(id) ?? from);
    add(entry, 0, 1);
    const { stays } = attendance;
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

function levelOf(steps: readonly Step[], from: number, opening: boolean): Level {
  const level: Level = { opening: false, lowSince: -1, low: false };
  let online = 0;
  let invited = 0;
  for (const [index, step] of steps.entries()) {
    online += step.online;
    invited += step.invited;
    if (steps[index + 1]?.at === step.at) continue;
    if (level.lowSince >= 0 && step.at - level.lowSince >= ON_DELAY_MS) level.low = true;
    if (step.at === from && opening) level.opening = 100 * online < AT_OPENING * invited;
    if (100 * online >= OPENING_OVER * invited) level.opening = false;
    if (100 * online < ANY_TIME * invited) {
      if (level.lowSince < 0) level.lowSince = step.at;
    } else if (!level.low || 100 * online >= ANY_TIME_OVER * invited) {
      level.lowSince = -1;
      level.low = false;
    }
  }
  return level;
}

type Memo = { key: string; level: Level; online: number; invited: number };
const memos = new WeakMap<Conference, Memo>();

/** Null while 97 % and more are certainly there: that ends both conditions, whatever was before. */
function memoOf(model: ConferenceModel, conference: Conference, from: number, ctx: RuleContext): Memo | null {
  const silent = silentFeeds(model, ctx);
  const attended = attendedIn(model, conference, ctx.now);
  const { all, present } = attended;
  if (silent.size === 0 && 100 * present >= OPENING_OVER * all.length) return null;
  const doubtful = new Set<string>();
  let online = 0;
  for (const { id, endpoint, attendance } of all) {
    if (attendance.present && silent.size === 0) online += 1;
    else if (endpoint !== null && !isCertain(model, endpoint, ctx, silent)) doubtful.add(id);
    else if (attendance.present) online += 1;
  }
  const key = `${model.rev} ${from} ${[...doubtful].join('\n')}`;
  const known = memos.get(conference);
  if (known?.key === key) return known;
  const steps = stepsOf(attended, conference, from, doubtful);
  const level = levelOf(steps, from, from === conference.openedAt);
  const memo = { key, level, online, invited: all.length - doubtful.size };
  memos.set(conference, memo);
  return memo;
}

export function* judgeLevel(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open' || conference.invited.size === 0) continue;
    const window = windowOf(conference, ctx.now);
    if (window === null) continue;
    const memo = memoOf(model, conference, window.from, ctx);
    if (memo === null || memo.invited === 0) continue;
    const { level, online, invited } = memo;
    const low = level.low || (level.lowSince >= 0 && ctx.now - level.lowSince >= ON_DELAY_MS);
    if (!low && !level.opening) continue;
    const percent = ((100 * online) / invited).toFixed(1).replace('.', ',');
    const limit = low ? 'dưới 90 %' : 'chưa đủ 95 % khi khai mạc';
    yield {
      subject: conference.id,
      priority: low ? 'P1' : 'P2',
      text: `${conference.title}: ${online}/${invited} điểm cầu trực tuyến (${percent} %), ${limit}`,
    };
  }
}
