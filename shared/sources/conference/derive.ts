// What follows from the model and is asked for again and again: remembered outside it, renewed where `rev` says so.
// Nothing here is state: a restored model starts without it and comes to the same.
import type { Registry } from '../../registry.ts';
import type { Context } from '../../source.ts';
import { dayNumber } from '../../time.ts';
import { ABSENT, type Attendance, attend } from './attendance.ts';
import { horizonOf } from './fold.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint, NEVER } from './model.ts';
import { type Span, spansOf } from './moves.ts';

/** One invited endpoint (null: never heard) and its attendance. */
export type Attendee = { readonly id: string; endpoint: Endpoint | null; rev: number; attendance: Attendance };

/** All invited of a conference. `away`: dropped and not back. */
export type Attended = Readonly<{ all: readonly Attendee[]; away: readonly Attendee[]; present: number }>;

type Kept = {
  modelRev: number;
  conferenceRev: number;
  roster: number;
  from: number;
  all: Attendee[];
  away: Attendee[];
  present: number;
};

type Cache = {
  spans: Map<string, { rev: number; spans: Span[] }>;
  attended: Map<string, Kept>;
  districts: { version: number; by: Map<string, { rev: number; code: string | null }> };
};

const caches = new WeakMap<ConferenceModel, Cache>();

function cacheOf(model: ConferenceModel): Cache {
  let cache = caches.get(model);
  if (cache === undefined) {
    cache = { spans: new Map(), attended: new Map(), districts: { version: -1, by: new Map() } };
    caches.set(model, cache);
  }
  return cache;
}

/** Spans of an endpoint's sessions, renewed after its moves. */
export function spansFor(model: ConferenceModel, endpoint: Endpoint): readonly Span[] {
  const { spans } = cacheOf(model);
  const known = spans.get(endpoint.id);
  if (known !== undefined && known.rev === endpoint.rev) return known.spans;
  const fresh = { rev: endpoint.rev, spans: spansOf(endpoint) };
  spans.set(endpoint.id, fresh);
  return fresh.spans;
}

/** The counted time of a conference at `now`; null before it opens. One open for days counts from yesterday's start. */
export function windowOf(conference: Conference, now: number): { from: number; end: number } | null {
  if (conference.openedAt === null) return null;
  const end = Math.min(conference.closedAt ?? now, conference.cancelledAt ?? now);
  return { from: Math.max(conference.openedAt, horizonOf(now)), end };
}

/** Attendance of every invited endpoint; only what changed since the last call is worked out again. */
export function attendedIn(model: ConferenceModel, conference: Conference, now: number): Attended {
  const { attended } = cacheOf(model);
  const from = windowOf(conference, now)?.from ?? NEVER;
  let kept = attended.get(conference.id);
  if (
    kept === undefined ||
    kept.conferenceRev !== conference.rev ||
    kept.roster !== model.roster ||
    kept.from !== from
  ) {
    const all = Array.from(conference.invited.keys(), (id): Attendee => {
      return { id, endpoint: model.endpoints.get(id) ?? null, rev: -1, attendance: ABSENT };
    });
    kept = { modelRev: -1, conferenceRev: conference.rev, roster: model.roster, from, all, away: [], present: 0 };
    attended.set(conference.id, kept);
  }
  if (kept.modelRev === model.rev) return kept;
  kept.modelRev = model.rev;
  const end = Math.min(conference.closedAt ?? NEVER, conference.cancelledAt ?? NEVER);
  let changed = false;
  for (const one of kept.all) {
    const { endpoint } = one;
    if (endpoint === null || endpoint.rev === one.rev) continue;
    one.rev = endpoint.rev;
    one.attendance = attend(spansFor(model, endpoint), conference, from, end);
    changed = true;
  }
  if (!changed) return kept;
  kept.away = kept.all.filter((one) => one.attendance.dropAt >= 0);
  kept.present = kept.all.reduce((sum, one) => sum + (one.attendance.present ? 1 : 0), 0);
  return kept;
}

function districtIn(registry: Registry, { tier, agency }: Endpoint): string | null {
  if (agency === null || tier === 'province' || tier === 'department') return null;
  let code: string | null = agency;
  // A parent that points back at its child must not hang us.
  for (let steps = 0; code !== null && steps < 8; steps += 1) {
    const known = registry.agencies.get(code);
    if (known?.tier === 'district') return code;
    code = known?.parent ?? null;
  }
  const groups = agency.split('.');
  if (groups.length >= 3) return groups.slice(0, 2).join('.');
  return tier === 'district' ? agency : null;
}

/** Agency code of the endpoint's district by the registry's parents, else by the code's first two groups; null for provincial points. */
export function districtOf(model: ConferenceModel, endpoint: Endpoint, registry: Registry): string | null {
  const { districts } = cacheOf(model);
  if (districts.version !== registry.version) {
    districts.version = registry.version;
    districts.by.clear();
  }
  const known = districts.by.get(endpoint.id);
  if (known !== undefined && known.rev === endpoint.rev) return known.code;
  const code = districtIn(registry, endpoint);
  districts.by.set(endpoint.id, { rev: endpoint.rev, code });
  return code;
}

/** The feeds of endpoints that are silent at this moment: what they last said is unknown, not calm. */
export function silentFeeds(model: ConferenceModel, ctx: Context): ReadonlySet<string> {
  const silent = new Set<string>();
  for (const source of model.feeds.keys()) if (ctx.isFeedSilent(source)) silent.add(source);
  return silent;
}

/** Conferences of the local day of `now`: those that start on it, are open, or were closed on it. */
export function conferencesOf(model: ConferenceModel, now: number): Conference[] {
  const day = dayNumber(now);
  const shown: Conference[] = [];
  for (const conference of model.conferences.values()) {
    const closed = conference.closedAt;
    const today = dayNumber(conference.startsAt) === day || (closed !== null && dayNumber(closed) === day);
    if (today || conferenceState(conference) === 'open') shown.push(conference);
  }
  return shown;
}
