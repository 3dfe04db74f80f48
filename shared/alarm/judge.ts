// What is true now against what already stands: the difference becomes alarm.* events (I5). Judges once; a replay never does.
import type { NewEvent } from '../event.ts';
import type { Cause, Finding, RuleKind } from '../source.ts';
import { instantText, SECOND_MS } from '../time.ts';
import { isAbove } from './act.ts';
import { applyEvent } from './apply.ts';
import { type AlarmEvent, alarmEvent } from './events.ts';
import { isFound, type Memory, memoryOf, type RuleMemory, takeFindings } from './findings.ts';
import { type Alarms, disposedSeq, isActive, keyOf, openOf } from './fold.ts';
import { CHATTER_QUIET_MS, isChattering, type Occurrence, shownPriority } from './occurrence.ts';
import type { AlarmPolicy } from './settings.ts';
import { dueAt, timerEvent } from './timers.ts';

/** `latching`: its return must be reset by a supervisor (security class). Default false. */
export type JudgedRule = Readonly<{ id: string; kind: RuleKind; latching?: boolean }>;

export type RuleFindings = Readonly<{ rule: JudgedRule; findings: Iterable<Finding> }>;

/** How the rules are set; `version` rises with each change. */
export type Policies = Readonly<{ of: (rule: string) => AlarmPolicy; version: number }>;

/** A standing alarm's count, text or fall in priority is logged at most this often. */
const REPEAT_EVERY_MS = SECOND_MS;
/** A text that changes by itself, with the same count and priority, is logged at most this often. */
const TEXT_EVERY_MS = 60_000;
/** Timers carried out in one judging: a flood of escalations must not hold up what is new. */
const TIMERS_AT_ONCE = 500;

type Judging = Readonly<{
  alarms: Alarms;
  policies: Policies;
  now: number;
  events: NewEvent[];
  newId: () => string;
  /** The occurrence as it is after what this judging did to it. */
  drafts: Map<string, Occurrence>;
  /** key → occurrence that this judging began */
  begun: Map<string, string>;
  memory: Memory;
  /** rules that were asked */
  asked: Set<string>;
}>;

/**
 * The events that bring the alarm list up to what the rules found at `now` (epoch ms), and the timers that are due.
 * Only the rules in `found` are judged: leave out one that could not be asked, and pass one that is off or no longer exists
 * with no findings, so that its alarms return. Two findings of one rule on one subject count once, the more urgent one.
 * The caller folds the events before it calls again; then the same findings give none. `newId` gives a fresh uuid.
 */
export function judge(
  alarms: Alarms,
  found: Iterable<RuleFindings>,
  now: number,
  newId: () => string,
  policies: Policies,
): NewEvent[] {
  const rules = [...found];
  const memory = memoryOf(alarms);
  const asked = new Set(rules.map(({ rule }) => rule.id));
  const own = { events: [], drafts: new Map(), begun: new Map() };
  const j: Judging = { alarms, policies, now, newId, memory, asked, ...own };
  const taken = rules.map(({ rule, findings }) => ({
    rule,
    found: takeFindings(memory, alarms, rule.id, findings),
  }));
  // Causes before what they explain.
  for (const { rule, found } of taken) meetFindings(j, rule, found, false);
  for (const { rule, found } of taken) meetFindings(j, rule, found, true);
  for (const { rule, found } of taken) missFindings(j, rule, found);
  for (const o of dueAt(alarms, policies.of, policies.version, now, TIMERS_AT_ONCE)) {
    const draft = j.drafts.get(o.occurrence) ?? o;
    const event = draft.open ? timerEvent(alarms, draft, policies.of(o.rule), now) : null;
    if (event === null) continue;
    emit(j, o, event);
    if (event.type === 'alarm.unshelved' && draft.cond === 'ACTIVE') break; // the next shelf ends a little later
  }
  return j.events;
}

function put({ events, newId, now }: Judging, o: Pick<Occurrence, 'occurrence' | 'agency'>, event: AlarmEvent): void {
  events.push(alarmEvent({ id: newId(), occurrence: o.occurrence, time: now, agency: o.agency }, event));
}

/** Later inputs of this instant must see what the earlier ones did: they are tried on a copy. */
function emit(j: Judging, standing: Occurrence, event: AlarmEvent): void {
  const o = j.drafts.get(standing.occurrence) ?? { ...standing };
  const step = applyEvent(o, event, { at: j.now, keyFree: true, disposedSeq: -1 });
  if (step?.kind !== 'done') return;
  j.drafts.set(o.occurrence, o);
  put(j, o, event);
  if (!step.closed || o.closedCause === null) return;
  const { closedCause: cause, closedBy: by, closedName: byName, version } = o;
  put(j, o, { type: 'alarm.closed', data: { cause, by, byName, version } });
}

function meetFindings(j: Judging, rule: JudgedRule, { work }: RuleMemory, withCauses: boolean): void {
  const standing = j.alarms.byRule.get(rule.id);
  const { onDelayMs } = j.policies.of(rule.id);
  for (const known of work) {
    const { finding } = known;
    if ((finding.causes !== undefined) !== withCauses) continue;
    const occurrence = standing?.get(finding.subject);
    const o = occurrence === undefined ? undefined : j.alarms.open.get(occurrence);
    const cause = withCauses ? causeOf(j, finding.causes ?? []) : null;
    const isDue = onDelayMs === 0 || finding.since === undefined || j.now - finding.since >= onDelayMs;
    // What has returned waits for its on-delay like what is new.
    if (o?.cond === 'RTN' && !isDue) continue;
    if (o) {
      if (withCauses || isShaded(o)) shade(j, o, cause);
      const done = compare(j, j.drafts.get(o.occurrence) ?? o, finding);
      // What has a cause is looked at each time: the cause may be over.
      known.settled = done && !withCauses && !isShaded(o);
    } else if (isDue) begin(j, rule, finding, cause);
  }
}

/** The first cause that stands active, is not explained by another itself, and is not over in this very judging. */
function causeOf(j: Judging, causes: readonly Cause[]): string | null {
  for (const { rule, subject } of causes) {
    const begun = j.begun.get(keyOf(rule, subject));
    if (begun !== undefined) return begun;
    const standing = openOf(j.alarms, rule, subject);
    const o = standing && (j.drafts.get(standing.occurrence) ?? standing);
    if (o?.cond !== 'ACTIVE' || o.supp === 'DESIGN') continue;
    if (isFound(j.memory, j.asked, rule, subject) !== false || o.heldUntil !== null || holdMsOf(j, o) > 0)
      return o.occurrence;
  }
  return null;
}

/** Put under a cause by a rule, not by a person. */
const isShaded = (o: Occurrence): boolean => o.supp === 'DESIGN' && o.causeId !== null;

/** Under its cause, or out from under one that is over. A cause itself is never put under another. */
function shade(j: Judging, o: Occurrence, cause: string | null): void {
  if (isShaded(o)) {
    if (cause === null) emit(j, o, suppression(o, false, null));
    return;
  }
  if (cause === null || o.supp !== 'NONE' || o.brokeOut || (j.alarms.symptoms.get(o.occurrence) ?? 0) > 0) return;
  emit(j, o, suppression(o, true, cause));
}

function suppression(o: Occurrence, on: boolean, cause: string | null): AlarmEvent {
  const system = { by: null, byName: null, role: null, commandId: null, seen: null, reason: null };
  return { type: 'alarm.suppressed', data: { ...system, version: o.version + 1, mode: 'design', on, cause } };
}

function begin(j: Judging, rule: JudgedRule, finding: Finding, cause: string | null): void {
  const key = keyOf(rule.id, finding.subject);
  const occurrence = j.newId();
  const agency = finding.agency ?? null;
  j.begun.set(key, occurrence);
  put(
    j,
    { occurrence, agency },
    {
      type: 'alarm.raised',
      data: {
        rule: rule.id,
        subject: finding.subject,
        priority: finding.priority,
        count: finding.count ?? 1,
        text: finding.text,
        kind: rule.kind,
        latching: rule.latching ?? false,
        agency,
        recurrenceOf: j.alarms.lastClosed.get(key) ?? null,
        again: false,
        cause,
      },
    },
  );
}

/** Whether there is nothing more to do: the occurrence is as the finding says. */
function compare(j: Judging, o: Occurrence, finding: Finding): boolean {
  const { rule, subject, countBase } = o;
  const { priority, text } = finding;
  const seen = finding.count ?? 1;
  if (o.cond === 'RTN') {
    const { kind, latching, agency, recurrenceOf } = o;
    const more = { kind, latching, agency, recurrenceOf, again: true, cause: null };
    emit(j, o, { type: 'alarm.raised', data: { rule, subject, priority, count: o.count + seen, text, ...more } });
    return false;
  }
  const isHeld = o.heldUntil !== null;
  const count = isHeld ? o.count + seen : Math.max(o.count, countBase + seen);
  const data = { rule, subject, priority, count, text };
  if (priority !== o.priority && isAbove(o, priority)) {
    emit(j, o, { type: 'alarm.rose', data: { ...data, from: shownPriority(o), broke: brokenBy(o) } });
    return false;
  }
  const moved = priority !== o.priority || count !== o.count;
  if (!moved && text === o.text) return true;
  if (j.now - o.lastSeenAt >= (moved ? REPEAT_EVERY_MS : TEXT_EVERY_MS)) emit(j, o, { type: 'alarm.repeated', data });
  return false;
}

/** What stands and is not found any more: held for a while, then returned. */
function missFindings(j: Judging, rule: JudgedRule, found: RuleMemory): void {
  const standing = j.alarms.byRule.get(rule.id);
  if (!standing || found.standing === standing.size) return;
  for (const [subject, occurrence] of standing) {
    if (found.bySubject.get(subject)?.round === found.round) continue;
    const o = j.alarms.open.get(occurrence);
    if (o?.cond === 'ACTIVE') miss(j, o);
    else if (o && isShaded(o)) emit(j, o, suppression(o, false, null));
  }
}

/** How long it stands on when its condition goes away now. */
const holdMsOf = (j: Judging, o: Occurrence): number =>
  Math.max(j.policies.of(o.rule).offDelayMs, isChattering(o, j.now) ? CHATTER_QUIET_MS : 0);

function miss(j: Judging, o: Occurrence): void {
  const { rule, subject } = o;
  const away = (heldUntil: string | null): AlarmEvent => ({
    type: 'alarm.returned',
    data: { rule, subject, heldUntil },
  });
  if (o.heldUntil === null) {
    const holdMs = holdMsOf(j, o);
    if (holdMs > 0) {
      if (j.now - o.lastSeenAt >= REPEAT_EVERY_MS) emit(j, o, away(instantText(j.now + holdMs)));
      return;
    }
  } else if (j.now < o.heldUntil) return;
  emit(j, o, away(null));
  // Explained by another and over: nobody has to see it, unless its class must be reset.
  if (isShaded(o)) emit(j, o, suppression(o, false, null));
}

function brokenBy(o: Occurrence) {
  if (o.supp !== 'SHELVED' && o.supp !== 'DESIGN') return null;
  return { supp: o.supp, by: o.suppName, until: o.shelveUntil === null ? null : instantText(o.shelveUntil) };
}

export type AlarmQueries = Readonly<{
  isActive: (rule: string, subject: string) => boolean;
  disposedSeq: (rule: string, subject: string) => number;
}>;

/** What rules may ask about the alarm list, see RuleContext. Reads the model as it is when asked. */
export const alarmQueries = (alarms: Alarms): AlarmQueries => ({
  isActive: (rule, subject) => isActive(alarms, rule, subject),
  disposedSeq: (rule, subject) => disposedSeq(alarms, rule, subject),
});
