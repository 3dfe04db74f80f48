// What the clock alone does to an alarm: the end of a shelf, of an acknowledgement, of an off-delay, and the next step up.
// Due instants follow from the model; the heap over them is kept beside it and can be made anew at any time.
import type { Priority } from '../source.ts';
import { instantText } from '../time.ts';
import { popTimer, pushTimer, type Timers } from '../timers.ts';
import type { AlarmEvent } from './events.ts';
import type { Alarms } from './fold.ts';
import { type Occurrence, shownPriority, stateOf } from './occurrence.ts';
import { type AlarmPolicy, ESCALATION_STEPS, REMIND_MS } from './settings.ts';
import { type Watch, watchAlarms } from './watch.ts';

const STEPS: Readonly<Record<Priority, number>> = { P1: 3, P2: 2, P3: 2, P4: 0 };
/** Shelves that end together come back this far apart, the most urgent first (features.md 3#25). */
const SHELF_SPREAD_MS = 20_000;

/** When nobody's acknowledgement sends it a step up, or reminds again; null: never. */
export function escalatesAt(o: Occurrence, policy: AlarmPolicy): number | null {
  if (stateOf(o) !== 'active_unack') return null;
  const priority = shownPriority(o);
  const responseMs = policy.responseMs(priority);
  if (responseMs === null) return null;
  if (o.escalation < STEPS[priority]) return o.escalateFrom + (o.escalation + 1) * responseMs;
  return priority === 'P1' ? (o.escalatedAt ?? o.escalateFrom) + REMIND_MS : null;
}

/** Until when it should have been acknowledged; null: no limit, or nobody has to. */
export function respondBy(o: Occurrence, policy: AlarmPolicy): number | null {
  if (stateOf(o) !== 'active_unack') return null;
  const responseMs = policy.responseMs(shownPriority(o));
  return responseMs === null ? null : o.escalateFrom + responseMs;
}

const ackEndsAt = (o: Occurrence): number | null => (stateOf(o) === 'active_ack' ? o.ackUntil : null);

/** The next instant at which the clock does something to it; null: none. Held ones are the judge's. */
function dueOf(o: Occurrence, policy: AlarmPolicy): number | null {
  if (!o.open) return null;
  if (o.supp === 'SHELVED') return o.shelveUntil;
  return ackEndsAt(o) ?? escalatesAt(o, policy);
}

type Kept = { heap: Timers; due: Map<string, number>; watch: Watch; version: number };
const caches = new WeakMap<Alarms, Kept>();

function put(kept: Kept, o: Occurrence, policyOf: (rule: string) => AlarmPolicy): void {
  const due = dueOf(o, policyOf(o.rule));
  if (due === (kept.due.get(o.occurrence) ?? null)) return;
  if (due === null) kept.due.delete(o.occurrence);
  else {
    kept.due.set(o.occurrence, due);
    pushTimer(kept.heap, due, o.occurrence);
  }
}

function keptOf(alarms: Alarms, policyOf: (rule: string) => AlarmPolicy, version: number): Kept {
  let kept = caches.get(alarms);
  if (kept === undefined || kept.version !== version) {
    kept = { heap: { at: [], code: [] }, due: new Map(), watch: kept?.watch ?? watchAlarms(alarms), version };
    kept.watch.take();
    caches.set(alarms, kept);
    for (const o of alarms.open.values()) put(kept, o, policyOf);
    return kept;
  }
  for (const occurrence of kept.watch.take()) {
    const o = alarms.open.get(occurrence);
    if (o) put(kept, o, policyOf);
    else kept.due.delete(occurrence);
  }
  return kept;
}

/**
 * The occurrences whose time has come at `now` (epoch ms), the most urgent first, at most `most`: the rest is still due the
 * next time. `version` is that of the settings behind `policyOf`.
 */
export function dueAt(
  alarms: Alarms,
  policyOf: (rule: string) => AlarmPolicy,
  version: number,
  now: number,
  most: number,
): Occurrence[] {
  const kept = keptOf(alarms, policyOf, version);
  const due: Occurrence[] = [];
  for (let id = popTimer(kept.heap, now); id !== null; id = popTimer(kept.heap, now)) {
    const at = kept.due.get(id);
    const o = alarms.open.get(id);
    if (at !== undefined && o !== undefined && at <= now && !due.includes(o)) due.push(o);
    if (due.length >= most) break;
  }
  // They stay due until what they did is folded: a batch that is lost must find them again.
  for (const o of due) pushTimer(kept.heap, kept.due.get(o.occurrence) ?? now, o.occurrence);
  return due.sort((a, b) => (shownPriority(a) < shownPriority(b) ? -1 : shownPriority(a) > shownPriority(b) ? 1 : 0));
}

const system = { by: null, byName: null, role: null, commandId: null, seen: null, reason: null } as const;

/** What the clock does to an occurrence at `now`; null: nothing is due, or it has to wait for those before it. */
export function timerEvent(alarms: Alarms, o: Occurrence, policy: AlarmPolicy, now: number): AlarmEvent | null {
  if (o.supp === 'SHELVED') {
    if (o.shelveUntil === null || o.shelveUntil > now) return null;
    const sounds = o.cond === 'ACTIVE';
    if (sounds && now - alarms.shelfEndedAt < SHELF_SPREAD_MS) return null;
    return { type: 'alarm.unshelved', data: { ...system, version: o.version + 1, how: 'expiry' } };
  }
  const ackEnds = ackEndsAt(o);
  if (ackEnds !== null && ackEnds <= now)
    return { type: 'alarm.unacknowledged', data: { ...system, version: o.version + 1, how: 'expiry' } };
  const next = escalatesAt(o, policy);
  if (next === null || next > now) return null;
  const step = o.escalation + 1;
  return { type: 'alarm.escalated', data: { step, to: ESCALATION_STEPS[step - 1] ?? null } };
}

/** `2026-11-21T10:17:30.000+07:00` of an instant, null of null. */
export const orNull = (instant: number | null): string | null => (instant === null ? null : instantText(instant));
