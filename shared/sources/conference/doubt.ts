// When a missing heartbeat may be believed. A feed that stops lets all its endpoints time out minutes before it counts as
// silent: that is one broken feed, not 302 broken endpoints.
import type { RuleContext } from '../../source.ts';
import { BEAT_TIMEOUT_MS, type ConferenceModel, type Endpoint } from './model.ts';

function isOnlyBeating(model: ConferenceModel, endpoint: Endpoint): boolean {
  for (const other of model.endpoints.values()) {
    if (other === endpoint || other.source !== endpoint.source) continue;
    if (other.sessions.some((one) => one.beatAt >= 0)) return false;
  }
  return true;
}

/**
 * Is what we know of the endpoint certain at `now`? Not of a silent feed; and a time-out only if the feed was heard after
 * it, and not just came back itself (then the endpoint has one time-out's time to be heard again).
 */
export function isCertain(
  model: ConferenceModel,
  endpoint: Endpoint,
  ctx: RuleContext,
  silent: ReadonlySet<string>,
): boolean {
  if (silent.has(endpoint.source)) return false;
  const { sessions } = endpoint;
  if (sessions.length === 0 || sessions.some((one) => !one.out)) return true;
  const beatAt = Math.max(...sessions.map((one) => one.beatAt));
  const heardAt = ctx.feedHeardAt(endpoint.source);
  const feed = model.feeds.get(endpoint.source);
  const heard = heardAt !== null && heardAt >= beatAt + BEAT_TIMEOUT_MS;
  const justBack = feed !== undefined && feed.resumedAt > beatAt && ctx.now < feed.resumedAt + BEAT_TIMEOUT_MS;
  return (heard && !justBack) || isOnlyBeating(model, endpoint);
}
