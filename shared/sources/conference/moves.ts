// The moves of an endpoint and what follows from them. Moves are kept by instant, so a late one finds its place and
// corrects the seconds of its conference without moving the state backwards.
import { BEAT_TIMEOUT_MS, type Endpoint, type Move, NEVER, type Session, type Track } from './model.ts';

/** A time in which one session was live in one conference (null: the sender named none). `to` NEVER: still is. */
export type Span = { conference: string | null; from: number; to: number; how: Move['kind'] | 'moved' };

type Closed = (session: { conference: string | null; since: number }, at: number, how: Span['how']) => void;

function join(track: Track, move: Move, closed?: Closed): void {
  const id = move.session ?? '';
  const session = track.sessions.find((one) => one.id === id);
  if (session === undefined) {
    if (track.sessions.length === 0) track.since = move.at;
    track.sessions.push({ id, conference: move.conference, since: move.at, beatAt: -1, out: false });
  } else if (move.conference !== null && move.conference !== session.conference) {
    closed?.(session, move.at, 'moved');
    session.conference = move.conference;
    session.since = move.at;
  }
}

/** An end that names no session, where all sessions have names, is about the endpoint as a whole. */
function ending(track: Track, move: Move): Session[] {
  const named = track.sessions.filter((one) => one.id === (move.session ?? ''));
  const meant = named.length === 0 && move.session === null ? track.sessions : named;
  return meant.filter(
    (one) => move.conference === null || one.conference === null || one.conference === move.conference,
  );
}

function end(track: Track, move: Move, closed?: Closed): void {
  const how = move.kind === 'left' ? 'left' : 'dropped';
  if (track.sessions.length === 0) {
    // A switchboard that reports the hang-up after a farewell does not turn it into a drop.
    if (track.ended === 'left' || track.ended === how) return;
    closed?.({ conference: move.conference, since: move.at }, move.at, move.kind);
    track.ended = how;
    track.since = move.at;
    return;
  }
  for (const session of ending(track, move)) {
    closed?.(session, move.at, move.kind);
    track.sessions.splice(track.sessions.indexOf(session), 1);
    if (track.sessions.length > 0) continue;
    track.ended = how;
    track.since = move.at;
  }
}

export function apply(track: Track, move: Move, closed?: Closed): void {
  if (move.kind === 'join') join(track, move, closed);
  else end(track, move, closed);
}

/** Sessions keep their heartbeats across a correction; one that went on beating after its end is live again. */
function carryBeats(endpoint: Endpoint, before: readonly Session[], at: number): void {
  for (const old of before) {
    if (old.beatAt < 0) continue;
    let session = endpoint.sessions.find((one) => one.id === old.id);
    if (session === old) continue;
    if (session === undefined && old.beatAt > at) {
      put(endpoint, { at: old.beatAt, kind: 'join', session: old.id, conference: old.conference });
      session = endpoint.sessions.find((one) => one.id === old.id);
    }
    if (session === undefined || old.beatAt < session.since) continue;
    session.beatAt = old.beatAt;
    session.out = old.out;
  }
}

/** Puts a move in its place and brings the endpoint's state up to it. */
export function put(endpoint: Endpoint, move: Move): void {
  const { moves } = endpoint;
  const last = moves.at(-1);
  const before = endpoint.sessions.slice();
  if (last === undefined || move.at >= last.at) {
    moves.push(move);
    apply(endpoint, move);
  } else {
    moves.splice(moves.findLastIndex((one) => one.at <= move.at) + 1, 0, move);
    endpoint.sessions = [];
    endpoint.since = -1;
    endpoint.ended = null;
    for (const one of moves) apply(endpoint, one);
  }
  carryBeats(endpoint, before, move.at);
}

/**
 * Writes down the time-outs that had come by `instant`, before something newer happens to the endpoint. `isPause`: did its
 * feed say nothing at that moment?
 */
export function expire(endpoint: Endpoint, instant: number, isPause: (at: number) => boolean): void {
  const gone = endpoint.sessions.filter((one) => one.beatAt >= 0 && one.beatAt + BEAT_TIMEOUT_MS <= instant);
  if (gone.length === 0) return;
  const timeouts = gone.map((one) => ({ at: one.beatAt + BEAT_TIMEOUT_MS, session: one.id }));
  timeouts.sort((a, b) => a.at - b.at);
  for (const { at, session } of timeouts)
    put(endpoint, { at, kind: isPause(at) ? 'silence' : 'timeout', session, conference: null });
}

/**
 * Drops moves before `horizon` that the state and the seconds since then do not need. What remains tells the same about
 * every instant from `horizon` on, so it does not matter when, or whether, this is called.
 */
export function prune(endpoint: Endpoint, horizon: number): void {
  const { moves, tests } = endpoint;
  const first = moves[0];
  if (first !== undefined && first.at < horizon) {
    const track: Track = { sessions: [], since: -1, ended: null };
    let cut = 0;
    for (const [index, move] of moves.entries()) {
      if (move.at >= horizon) break;
      const { since, ended } = track;
      const live = track.sessions.length > 0;
      apply(track, move);
      if (track.sessions.length === 0 && (live || since !== track.since || ended !== track.ended)) cut = index;
    }
    if (cut > 0) moves.splice(0, cut);
  }
  const test = tests.findLastIndex((one) => one.at < horizon);
  if (test > 0) tests.splice(0, test);
}

/** Every stretch that a session of the endpoint was live, by start; `out` sessions end at their time-out. */
export function spansOf(endpoint: Endpoint): Span[] {
  const spans: Span[] = [];
  const track: Track = { sessions: [], since: -1, ended: null };
  for (const move of endpoint.moves) {
    apply(track, move, (session, at, how) => {
      spans.push({ conference: session.conference, from: session.since, to: at, how });
    });
  }
  for (const { conference, since, beatAt, out } of endpoint.sessions) {
    spans.push({ conference, from: since, to: out ? beatAt + BEAT_TIMEOUT_MS : NEVER, how: out ? 'timeout' : 'join' });
  }
  return spans.sort((a, b) => a.from - b.from || a.to - b.to);
}

export type Standing = { state: 'online' | 'dropped' | 'left' | 'unknown'; since: number | null };

/** State of an endpoint as of the last settle, whatever its feed is doing. */
export function standing(endpoint: Endpoint): Standing {
  const { sessions, ended } = endpoint;
  if (sessions.some((one) => !one.out)) return { state: 'online', since: endpoint.since };
  if (sessions.length > 0) {
    return { state: 'dropped', since: Math.max(...sessions.map((one) => one.beatAt)) + BEAT_TIMEOUT_MS };
  }
  return ended === null ? { state: 'unknown', since: null } : { state: ended, since: endpoint.since };
}
