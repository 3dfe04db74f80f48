// What is kept of endpoints and conferences: plain data, so that it can be written to a snapshot as it is.
import type { Tier } from '../../view-parts.ts';

/** An instant that never comes (the largest a Date can hold): JSON has no Infinity. */
export const NEVER = 8_640_000_000_000_000;

/** A session that has sent heartbeats is dropped this long after the last one (domain.md §2.4). */
export const BEAT_TIMEOUT_MS = 90_000;

/**
 * `session` null: the event named none. A `timeout` is a drop that we inferred; a `silence` is one that we do not believe
 * any more: its feed had paused, and it was there as soon as the feed was.
 */
export type Move = {
  at: number;
  kind: 'join' | 'left' | 'drop' | 'timeout' | 'silence';
  session: string | null;
  conference: string | null;
};

/** A live session. `beatAt` -1: no heartbeat yet. `out`: its time-out has come, as of the last settle. */
export type Session = { id: string; conference: string | null; since: number; beatAt: number; out: boolean };

/** Where an endpoint stands after its moves. `since`: start of the present state, -1 when it was never heard. */
export type Track = { sessions: Session[]; since: number; ended: 'left' | 'dropped' | null };

/** Figures that an endpoint sent of its line; `next`: when the sample after it was taken, NEVER for the newest. */
export type Sample = { at: number; next: number; lossPct: number; rttMs: number };

/** What an endpoint last said of its line and its microphone (null: never said). */
export type Quality = {
  at: number;
  conference: string | null;
  micMuted: boolean | null;
  speaking: boolean | null;
  /** From when the microphone has been open without a break while nobody speaks; -1: it is not so. */
  openSince: number;
  lossPct: number | null;
  rttMs: number | null;
  /** By instant, only those that no later one equals or betters in both figures: enough to tell since when it is bad. */
  samples: Sample[];
  /** Instant of the first figures, as far as they are kept; -1: none yet. */
  sampledFrom: number;
};

export type Endpoint = Track & {
  id: string;
  name: string | null;
  tier: Tier | null;
  agency: string | null;
  critical: boolean;
  /** `time` of the registration in force, -1 for an endpoint that was only heard. */
  registeredAt: number;
  /** Feed of the newest event. */
  source: string;
  /** Everything but heartbeats since yesterday, by instant; older ones only as far as the present state needs them. */
  moves: Move[];
  tests: { at: number; ok: boolean }[];
  quality: Quality | null;
  /** `foldAt` of the newest event. */
  knownAt: number;
  rev: number;
};

export type Conference = {
  id: string;
  /** `time` of the schedule in force, -1 when none was seen. */
  scheduledAt: number;
  title: string;
  startsAt: number;
  endsAt: number;
  chair: string | null;
  /** Invited endpoint → `time` of the schedule that first named it. */
  invited: Map<string, number>;
  openedAt: number | null;
  closedAt: number | null;
  cancelledAt: number | null;
  lastAt: number;
  knownAt: number;
  rev: number;
};

/** When we heard a feed's endpoints, and from when to when its last pause of more than a minute was (all `foldAt`; -1: none). */
export type Feed = { heardAt: number; quietFrom: number; resumedAt: number };

export type ConferenceModel = {
  asOf: number | null;
  /** Rises with every change that a screen or a rule could see, so that what is derived knows when to renew. */
  rev: number;
  /** Rises when an endpoint says something of its line or microphone: that is every few seconds, so it has its own. */
  qualityRev: number;
  /** Rises when an endpoint is added or forgotten. */
  roster: number;
  day: number;
  /** No session times out before this instant. */
  nextDeadline: number;
  endpoints: Map<string, Endpoint>;
  conferences: Map<string, Conference>;
  feeds: Map<string, Feed>;
};

export const emptyConferences = (): ConferenceModel => ({
  asOf: null,
  rev: 0,
  qualityRev: 0,
  roster: 0,
  day: 0,
  nextDeadline: NEVER,
  endpoints: new Map(),
  conferences: new Map(),
  feeds: new Map(),
});

export type ConferenceState = 'scheduled' | 'open' | 'closed' | 'cancelled';

export function conferenceState(conference: Conference): ConferenceState {
  if (conference.cancelledAt !== null) return 'cancelled';
  if (conference.closedAt !== null) return 'closed';
  return conference.openedAt === null ? 'scheduled' : 'open';
}
