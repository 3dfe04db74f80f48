// Rule A20: invited and not ready. Before the conference it asks for a passed test, from ten minutes before for presence.
import type { Finding, RuleContext } from '../../source.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Attendance } from './attendance.ts';
import { testPassed } from './conference-row.ts';
import { attendedIn, silentFeeds } from './derive.ts';
import { causedBy, isDoubtful } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint, NEVER } from './model.ts';
import { clock, isCritical, nameOf, titleOf } from './words.ts';

type Stage = 'test' | 'pressing' | 'join' | 'opened';
/** Minutes before the start. */
type Limits = Readonly<Record<'test' | 'pressing' | 'join', number>>;

function stageOf(conference: Conference, at: number, limits: Limits): Stage | null {
  const state = conferenceState(conference);
  if (conference.scheduledAt < 0 || state === 'closed' || state === 'cancelled') return null;
  if (conference.openedAt !== null && conference.openedAt <= at) return 'opened';
  const left = conference.startsAt - at;
  if (left > limits.test * MINUTE_MS || at >= conference.endsAt) return null;
  if (left > limits.pressing * MINUTE_MS) return 'test';
  return left > limits.join * MINUTE_MS ? 'pressing' : 'join';
}

/** Was it there at any time since the opening? Then its absence is a drop or a farewell, not a no-show. */
function attendedSince({ stays }: Attendance, openedAt: number): boolean {
  for (let i = 0; i < stays.length; i += 2) {
    const [start = NEVER, stop = NEVER] = [stays[i], stays[i + 1]];
    if (stop >= openedAt && (stop > start || start >= openedAt)) return true;
  }
  return false;
}

/** `presence`: it rests on an absence that may be doubtful. `unknown`: its feed is silent. */
type NotReady = { endpoint: Endpoint | null; presence: boolean; unknown: boolean; finding: Finding };

type Question = Readonly<{
  conference: Conference;
  /** By feed, for the silent ones; and of all others. */
  stages: ReadonlyMap<string, Stage | null>;
  stage: Stage | null;
  limits: Limits;
  level: RuleContext['level'];
}>;

function textOf({ conference, limits }: Question, stage: Stage, name: string): string {
  const [title, start] = [titleOf(conference), clock(conference.startsAt).slice(0, 5)];
  if (stage === 'test' || stage === 'pressing')
    return `${name} chưa chạy thử đạt, còn dưới ${limits[stage]} phút đến ${title} (${start})`;
  if (stage === 'join') return `${name} chưa vào phòng họp, còn dưới ${limits.join} phút đến ${title} (${start})`;
  return `${name} chưa vào phòng họp, ${title} đã khai mạc`;
}

function notReady(model: ConferenceModel, question: Question, now: number): NotReady[] {
  const { conference, stages, level } = question;
  const found: NotReady[] = [];
  for (const { id, endpoint, attendance } of attendedIn(model, conference, now).all) {
    const source = endpoint?.source ?? '';
    // What stands for an endpoint of a silent feed is what was so when the feed was last heard.
    const unknown = stages.has(source);
    const stage = (unknown ? stages.get(source) : question.stage) ?? null;
    if (stage === null) continue;
    const presence = stage === 'join' || stage === 'opened';
    if (!presence && testPassed(endpoint, conference, NEVER)) continue;
    const { openedAt } = conference;
    if (presence && (attendance.present || (openedAt !== null && attendedSince(attendance, openedAt)))) continue;
    const urgent = isCritical(conference, id, endpoint) ? 'critical' : 'join';
    const finding: Finding = {
      subject: `${id}@${conference.id}`,
      priority: level(presence ? urgent : stage),
      agency: endpoint?.agency ?? null,
      ...causedBy(unknown ? [source] : []),
      text: textOf(question, stage, nameOf(endpoint, id)),
    };
    found.push({ endpoint, presence, unknown, finding });
  }
  return found;
}

type Memo = { key: string; found: NotReady[] };
const memos = new WeakMap<Conference, Memo>();

/** A20. Levels test, pressing, join, critical; params testMin, pressingMin, joinMin. */
export function* judgeReadiness(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const { level, param } = ctx;
  const limits: Limits = { test: param('testMin'), pressing: param('pressingMin'), join: param('joinMin') };
  const levels = [level('test'), level('pressing'), level('join'), level('critical')];
  const silent = [...silentFeeds(model, ctx)];
  for (const conference of model.conferences.values()) {
    const stage = stageOf(conference, ctx.now, limits);
    if (stage === null) continue;
    const stages = new Map(silent.map((feed) => [feed, stageOf(conference, ctx.feedHeardAt(feed) ?? ctx.now, limits)]));
    const key = JSON.stringify([model.rev, model.day, stage, ...stages, limits, levels]);
    let memo = memos.get(conference);
    if (memo?.key !== key) {
      memo = { key, found: notReady(model, { conference, stages, stage, limits, level }, ctx.now) };
      memos.set(conference, memo);
    }
    for (const { endpoint, presence, unknown, finding } of memo.found) {
      const sure = !unknown && !(presence && endpoint !== null && isDoubtful(model, endpoint, conference, ctx));
      if (sure || ctx.isActive(finding.subject)) yield finding;
    }
  }
}
