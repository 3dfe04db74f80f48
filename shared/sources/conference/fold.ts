// Folds endpoint and conference events. Heartbeats are the mass (302 endpoints, two a minute): they touch one number.
import { canonicalAgency, type LogEvent } from '../../event.ts';
import { DAY_MS, dayNumber, dayStart, MINUTE_MS, OFFSET_MS } from '../../time.ts';
import { isInPause } from './doubt.ts';
import { foldConference } from './fold-conference.ts';
import { BEAT_TIMEOUT_MS, type ConferenceModel, type Endpoint, type Move, type Session } from './model.ts';
import { expire, prune, put } from './moves.ts';
import { noteQuality } from './quality.ts';
import type { EndpointQuality, EndpointRegistered, EndpointTest, Presence } from './schema.ts';

const NOTHING: Presence = {};

/** Moves before this instant are settled history: yesterday's start, seen from `instant`. */
export const horizonOf = (instant: number): number => dayStart(dayNumber(instant) - 1);

const dayEnded = (event: LogEvent): boolean =>
  event.time < event.foldAt && event.time < event.foldAt - ((event.foldAt + OFFSET_MS) % DAY_MS);

function endpointOf(model: ConferenceModel, event: LogEvent): Endpoint {
  const id = event.subject ?? '';
  let endpoint = model.endpoints.get(id);
  if (endpoint === undefined) {
    endpoint = {
      id,
      name: null,
      tier: null,
      agency: event.agency,
      critical: false,
      registeredAt: -1,
      source: event.source,
      sessions: [],
      since: -1,
      ended: null,
      moves: [],
      tests: [],
      quality: null,
      knownAt: event.foldAt,
      rev: 0,
    };
    model.endpoints.set(id, endpoint);
    model.roster += 1;
    touch(model, endpoint);
  }
  if (endpoint.source !== event.source) {
    // Another feed answers for it from now on: what is shown of it depends on whether that one is silent.
    endpoint.source = event.source;
    touch(model, endpoint);
  }
  endpoint.knownAt = event.foldAt;
  return endpoint;
}

function touch(model: ConferenceModel, endpoint: Endpoint): void {
  model.rev += 1;
  endpoint.rev = model.rev;
  for (const { beatAt } of endpoint.sessions) {
    if (beatAt >= 0) model.nextDeadline = Math.min(model.nextDeadline, beatAt + BEAT_TIMEOUT_MS);
  }
}

function hearFeed(model: ConferenceModel, source: string, at: number): void {
  const feed = model.feeds.get(source);
  if (feed === undefined) {
    model.feeds.set(source, { heardAt: at, quietFrom: -1, resumedAt: -1 });
    model.rev += 1;
  } else if (at > feed.heardAt) {
    if (at - feed.heardAt > MINUTE_MS) {
      feed.quietFrom = feed.heardAt;
      feed.resumedAt = at;
    }
    feed.heardAt = at;
  }
}

function expireBefore(model: ConferenceModel, endpoint: Endpoint, event: LogEvent): void {
  expire(endpoint, event.time, (at) => isInPause(model, endpoint, at, event.foldAt));
}

function foldMove(model: ConferenceModel, event: LogEvent, kind: Move['kind']): boolean {
  const endpoint = endpointOf(model, event);
  const { conference = null, session = null } = (event.data as Presence | null) ?? NOTHING;
  const last = endpoint.moves.at(-1);
  const behind = last !== undefined && event.time < last.at;
  const late = behind || endpoint.sessions.some((one) => event.time < one.beatAt);
  if (behind && event.time < horizonOf(event.foldAt)) return true;
  if (!behind) expireBefore(model, endpoint, event);
  put(endpoint, { at: event.time, kind, session, conference });
  if (endpoint.moves.length % 64 === 0) prune(endpoint, horizonOf(event.foldAt));
  touch(model, endpoint);
  return late || dayEnded(event);
}

/** A heartbeat on a live session. Returns false when it is older than what the session has been through. */
function beat(
  model: ConferenceModel,
  endpoint: Endpoint,
  session: Session,
  event: LogEvent,
  conference: string | null,
): boolean {
  const { beatAt } = session;
  const at = event.time;
  if (at < beatAt || at < session.since) return false;
  if (beatAt >= 0 && at >= beatAt + BEAT_TIMEOUT_MS) {
    expireBefore(model, endpoint, event);
    put(endpoint, { at, kind: 'join', session: session.id, conference: conference ?? session.conference });
    const again = endpoint.sessions.find((one) => one.id === session.id);
    if (again !== undefined) again.beatAt = at;
    touch(model, endpoint);
    return true;
  }
  session.beatAt = at;
  if (beatAt < 0 || session.out) {
    session.out = false;
    touch(model, endpoint);
  }
  if (conference !== null && conference !== session.conference) {
    put(endpoint, { at, kind: 'join', session: session.id, conference });
    touch(model, endpoint);
  }
  return true;
}

/** A heartbeat of a session that is not live: it is now, unless its end is newer. */
function revive(model: ConferenceModel, endpoint: Endpoint, event: LogEvent, data: Presence): boolean {
  const last = endpoint.moves.at(-1);
  const id = data.session ?? last?.session ?? '';
  const ended = endpoint.moves.findLast((one) => one.kind !== 'join' && (one.session === null || one.session === id));
  if (ended !== undefined && event.time < ended.at) return true;
  const behind = last !== undefined && event.time < last.at;
  if (behind && event.time < horizonOf(event.foldAt)) return true;
  if (!behind) expireBefore(model, endpoint, event);
  put(endpoint, { at: event.time, kind: 'join', session: id, conference: data.conference ?? null });
  const session = endpoint.sessions.find((one) => one.id === id);
  if (session !== undefined) session.beatAt = Math.max(session.beatAt, event.time);
  touch(model, endpoint);
  return behind || dayEnded(event);
}

function foldHeartbeat(model: ConferenceModel, event: LogEvent): boolean {
  const endpoint = endpointOf(model, event);
  const data = (event.data as Presence | null) ?? NOTHING;
  const conference = data.conference ?? null;
  const { sessions } = endpoint;
  const id = data.session ?? '';
  let session = sessions[0];
  if (session !== undefined && session.id !== id) session = sessions.find((one) => one.id === id);
  if (session !== undefined) return !beat(model, endpoint, session, event, conference) || dayEnded(event);
  if (data.session !== undefined || sessions.length === 0) return revive(model, endpoint, event, data);
  // Names no session where all have names: a sign of life of the endpoint, so of each.
  let late = true;
  for (const one of sessions.slice()) if (beat(model, endpoint, one, event, conference)) late = false;
  return late || dayEnded(event);
}

function foldRegistered(model: ConferenceModel, event: LogEvent): boolean {
  const endpoint = endpointOf(model, event);
  if (event.time < endpoint.registeredAt) return true;
  const data = event.data as EndpointRegistered;
  endpoint.registeredAt = event.time;
  endpoint.name = data.name;
  endpoint.tier = data.tier;
  endpoint.agency = canonicalAgency(data.agency);
  endpoint.critical = data.critical;
  touch(model, endpoint);
  return dayEnded(event);
}

function foldTest(model: ConferenceModel, event: LogEvent): boolean {
  const endpoint = endpointOf(model, event);
  const { picture, sound } = event.data as EndpointTest;
  const { tests } = endpoint;
  const last = tests.at(-1);
  const behind = last !== undefined && event.time < last.at;
  if (behind && event.time < horizonOf(event.foldAt)) return true;
  const test = { at: event.time, ok: picture === 'ok' && sound === 'ok' };
  tests.splice(tests.findLastIndex((one) => one.at <= event.time) + 1, 0, test);
  if (tests.length % 64 === 0) prune(endpoint, horizonOf(event.foldAt));
  touch(model, endpoint);
  return behind || dayEnded(event);
}

function foldQuality(model: ConferenceModel, event: LogEvent): boolean {
  const endpoint = endpointOf(model, event);
  if (endpoint.quality !== null && event.time < endpoint.quality.at) return true;
  endpoint.quality = noteQuality(endpoint.quality, event.data as EndpointQuality, event.time);
  model.qualityRev += 1;
  return dayEnded(event);
}

/** Folds one event of this source into `model`; true when it came late (source.ts). */
export function foldEvent(model: ConferenceModel, event: LogEvent): boolean {
  if (model.asOf === null || event.receivedAt > model.asOf) model.asOf = event.receivedAt;
  if (event.type.startsWith('conference.')) return foldConference(model, event) || dayEnded(event);
  hearFeed(model, event.source, event.foldAt);
  switch (event.type) {
    case 'endpoint.heartbeat':
      return foldHeartbeat(model, event);
    case 'endpoint.quality':
      return foldQuality(model, event);
    case 'endpoint.joined':
      return foldMove(model, event, 'join');
    case 'endpoint.left':
      return foldMove(model, event, 'left');
    case 'endpoint.dropped':
      return foldMove(model, event, 'drop');
    case 'endpoint.test':
      return foldTest(model, event);
    case 'endpoint.registered':
      return foldRegistered(model, event);
    default:
      return false;
  }
}
