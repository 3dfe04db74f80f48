// When a missing heartbeat may be believed. A feed that stops lets all its endpoints time out minutes before it counts as
// silent: that is one broken feed, not 302 broken endpoints.
import type { Cause, Finding, RuleContext } from '../../source.ts';
import { BEAT_TIMEOUT_MS, type Conference, type ConferenceModel, type Endpoint } from './model.ts';

function isOnlyBeating(model: ConferenceModel, endpoint: Endpoint): boolean {
  for (const other of model.endpoints.values()) {
    if (other === endpoint || other.source !== endpoint.source) continue;
    if (other.sessions.some((one) => one.beatAt >= 0)) return false;
  }
  return true;
}

/**
 * Did the time-out at `at` fall into a pause of the endpoint's feed that ended less than one time-out before `now`? Then the
 * endpoint has so long to be heard again.
 */
export function isInPause(model: ConferenceModel, endpoint: Endpoint, at: number, now: number): boolean {
  const feed = model.feeds.get(endpoint.source);
  if (feed === undefined || at <= feed.quietFrom) return false;
  const back = feed.resumedAt;
  return at - BEAT_TIMEOUT_MS < back && now < back + BEAT_TIMEOUT_MS && !isOnlyBeating(model, endpoint);
}

/**
 * Has it timed out without the feed having been heard since, or in a pause of it? What its own alarm stands for was certain
 * once and stays so.
 */
export function isDoubtful(
  model: ConferenceModel,
  endpoint: Endpoint,
  conference: Conference,
  ctx: RuleContext,
): boolean {
  const { sessions } = endpoint;
  if (sessions.length === 0 || sessions.some((one) => !one.out)) return false;
  const timedOutAt = Math.max(...sessions.map((one) => one.beatAt)) + BEAT_TIMEOUT_MS;
  const heardAt = ctx.feedHeardAt(endpoint.source);
  const heard = heardAt !== null && heardAt >= timedOutAt;
  const doubt = heard ? isInPause(model, endpoint, timedOutAt, ctx.now) : !isOnlyBeating(model, endpoint);
  return doubt && !ctx.isRuleActive('A21', `${endpoint.id}@${conference.id}`);
}

/** `unknown`: its feed is silent. In both of the other cases nothing new is found, and what stands stays. */
export type Belief = 'certain' | 'doubtful' | 'unknown';

/** How far what we last heard of an endpoint may be believed at `ctx.now`. */
export function beliefIn(
  model: ConferenceModel,
  endpoint: Endpoint,
  conference: Conference,
  ctx: RuleContext,
  silent: ReadonlySet<string>,
): Belief {
  if (silent.has(endpoint.source)) return 'unknown';
  return isDoubtful(model, endpoint, conference, ctx) ? 'doubtful' : 'certain';
}

/** What explains that nobody knows: the alarm of the silent feed. */
export const silenceOf = (source: string): Cause => ({ rule: 'A01', subject: source });

/** The part of a finding that says which silent feeds it comes from. */
export function causedBy(silentFeeds: Iterable<string>): Pick<Finding, 'causes'> {
  const causes = Array.from(silentFeeds, silenceOf);
  return causes.length > 0 ? { causes } : {};
}

export const sameCauses = (a: readonly Cause[] | undefined, b: readonly Cause[] | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
