// Rule A25: microphones left open by endpoints that are not speaking. One alarm for a conference: the operator of the
// switchboard goes through them in one go.
import type { Finding, RuleContext } from '../../source.ts';
import { SECOND_MS } from '../../time.ts';
import { attendedIn, silentFeeds } from './derive.ts';
import { beliefIn, causedBy, sameCauses } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint, NEVER } from './model.ts';
import { nameOf, titleOf } from './words.ts';

/** So many are named, the others counted. */
const NAMED = 3;

type Open = { endpoint: Endpoint; present: boolean; since: number };
type Memo = { key: string; open: Open[] };
const memos = new WeakMap<Conference, Memo>();

/** By how long they have been open. */
function openIn(model: ConferenceModel, conference: Conference, now: number): Open[] {
  const found: Open[] = [];
  for (const { id, endpoint, attendance } of attendedIn(model, conference, now).all) {
    const quality = endpoint?.quality ?? null;
    if (endpoint === null || quality === null || quality.openSince < 0 || id === conference.chair) continue;
    if (quality.conference !== null && quality.conference !== conference.id) continue;
    const cameAt = attendance.stays.at(-2) ?? NEVER;
    if (quality.at < cameAt) continue;
    const since = Math.max(quality.openSince, cameAt, conference.openedAt ?? NEVER);
    found.push({ endpoint, present: attendance.present, since });
  }
  return found.sort((a, b) => a.since - b.since || (a.endpoint.id < b.endpoint.id ? -1 : 1));
}

function textOf(endpoints: readonly Endpoint[], conference: Conference): string {
  const named = endpoints.slice(0, NAMED).map((endpoint) => nameOf(endpoint, endpoint.id));
  const more = endpoints.length - named.length;
  const names = more > 0 ? `${named.join(', ')} và ${more} điểm cầu khác` : named.join(', ');
  return `${endpoints.length} điểm cầu mở micro khi không phát biểu: ${names} (${titleOf(conference)})`;
}

const findings = new WeakMap<Conference, Finding>();

function findingOf(
  conference: Conference,
  open: readonly Endpoint[],
  feeds: ReadonlySet<string>,
  ctx: RuleContext,
): Finding {
  const priority = ctx.level('open');
  const text = textOf(open, conference);
  const finding: Finding = { subject: conference.id, priority, ...causedBy(feeds), text };
  const last = findings.get(conference);
  if (last?.text === text && last.priority === priority && sameCauses(last.causes, finding.causes)) return last;
  findings.set(conference, finding);
  return finding;
}

/** A25. Level open; param openSec. */
export function* judgeMicrophones(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const silent = silentFeeds(model, ctx);
  const until = ctx.now - ctx.param('openSec') * SECOND_MS;
  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open') continue;
    const key = JSON.stringify([model.rev, model.qualityRev, model.day]);
    let memo = memos.get(conference);
    if (memo?.key !== key) {
      memo = { key, open: openIn(model, conference, ctx.now) };
      memos.set(conference, memo);
    }
    const certain: Endpoint[] = [];
    const unsure: Endpoint[] = [];
    for (const { endpoint, present, since } of memo.open) {
      if (since > until) break;
      const belief = beliefIn(model, endpoint, conference, ctx, silent);
      if (belief !== 'certain') unsure.push(endpoint);
      else if (present) certain.push(endpoint);
    }
    if (certain.length > 0) yield findingOf(conference, certain, new Set(), ctx);
    else if (unsure.length > 0 && ctx.isActive(conference.id)) {
      const feeds = new Set(unsure.map(({ source }) => source).filter((source) => silent.has(source)));
      yield findingOf(conference, unsure, feeds, ctx);
    }
  }
}
