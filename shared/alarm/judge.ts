// What is true now against what already stands: the difference becomes alarm.* events (I5). Judges once; a replay never does.
import type { NewEvent } from '../event.ts';
import type { Finding, RuleKind } from '../source.ts';
import { instantText } from '../time.ts';
import { isAbove } from './act.ts';
import { applyEvent } from './apply.ts';
import { type AlarmEvent, alarmEvent } from './events.ts';
import { type Alarms, disposedSeq, isActive, keyOf } from './fold.ts';
import { type Occurrence, shownPriority } from './occurrence.ts';

/** `agency`: whom it concerns, where the rule knows. */
export type AlarmFinding = Finding & Readonly<{ agency?: string | null }>;

/** `latching`: its return must be reset by a supervisor (security class). Default false. */
export type JudgedRule = Readonly<{ id: string; kind: RuleKind; latching?: boolean }>;

export type RuleFindings = Readonly<{ rule: JudgedRule; findings: Iterable<AlarmFinding> }>;

/** A standing alarm's count, text or fall in priority is logged at most this often. */
const REPEAT_EVERY_MS = 1_000;
/** A text that changes by itself, with the same count and priority, is logged at most this often. */
const TEXT_EVERY_MS = 60_000;

type Emit = (o: Occurrence, event: AlarmEvent) => void;

/**
 * The events that bring the alarm list up to what the rules found at `now` (epoch ms), and the timers that are due.
 * Only the rules in `found` are judged: leave out one that could not be asked, and pass one that no longer exists with
 * no findings, so that its alarms return. Two findings of one rule on one subject count once, the more urgent one.
 * The caller folds the events before it calls again; then the same findings give none. `newId` gives a fresh uuid.
 */
export function judge(alarms: Alarms, found: Iterable<RuleFindings>, now: number, newId: () => string): NewEvent[] {
  const events: NewEvent[] = [];
  const drafts = new Map<string, Occurrence>();
  const put: Emit = (o, event) => {
    events.push(alarmEvent({ id: newId(), occurrence: o.occurrence, time: now, agency: o.agency }, event));
  };
  // Later inputs of this instant must see what the earlier ones did: they are tried on a copy.
  const emit: Emit = (standing, event) => {
    const o = drafts.get(standing.occurrence) ?? { ...standing };
    const step = applyEvent(o, event, { at: now, keyFree: true, disposedSeq: -1 });
    if (step?.kind !== 'done') return;
    drafts.set(o.occurrence, o);
    put(o, event);
    if (!step.closed || o.closedCause === null) return;
    put(o, {
      type: 'alarm.closed',
      data: { cause: o.closedCause, by: o.closedBy, byName: o.closedName, version: o.version },
    });
  };
  for (const { rule, findings } of found)
    judgeRule(alarms, rule, findings, now, emit, (event, agency) => {
      const occurrence = newId();
      events.push(alarmEvent({ id: newId(), occurrence, time: now, agency }, event));
    });
  for (const [occurrence, until] of alarms.shelves) {
    if (until > now) continue;
    const o = drafts.get(occurrence) ?? alarms.open.get(occurrence);
    if (o?.supp === 'SHELVED') emit(o, expiryOf(o));
  }
  return events;
}

function judgeRule(
  alarms: Alarms,
  rule: JudgedRule,
  findings: Iterable<AlarmFinding>,
  now: number,
  emit: Emit,
  begin: (event: AlarmEvent, agency: string | null) => void,
): void {
  const standing = alarms.byRule.get(rule.id);
  const bySubject = new Map<string, AlarmFinding>();
  for (const finding of findings) {
    const other = bySubject.get(finding.subject);
    if (!other || finding.priority < other.priority) bySubject.set(finding.subject, finding);
  }
  for (const finding of bySubject.values()) {
    const occurrence = standing?.get(finding.subject);
    const o = occurrence === undefined ? undefined : alarms.open.get(occurrence);
    if (o) compare(o, finding, now, emit);
    else begin(raisedNew(alarms, rule, finding), finding.agency ?? null);
  }
  if (!standing) return;
  for (const [subject, occurrence] of standing) {
    if (bySubject.has(subject)) continue;
    const o = alarms.open.get(occurrence);
    if (o?.cond === 'ACTIVE') emit(o, { type: 'alarm.returned', data: { rule: rule.id, subject } });
  }
}

function raisedNew(alarms: Alarms, rule: JudgedRule, finding: AlarmFinding): AlarmEvent {
  return {
    type: 'alarm.raised',
    data: {
      rule: rule.id,
      subject: finding.subject,
      priority: finding.priority,
      count: finding.count ?? 1,
      text: finding.text,
      kind: rule.kind,
      latching: rule.latching ?? false,
      agency: finding.agency ?? null,
      recurrenceOf: alarms.lastClosed.get(keyOf(rule.id, finding.subject)) ?? null,
      again: false,
    },
  };
}

function compare(o: Occurrence, finding: AlarmFinding, now: number, emit: Emit): void {
  const { rule, subject, countBase } = o;
  const { priority, text } = finding;
  const seen = finding.count ?? 1;
  if (o.cond === 'RTN') {
    const { kind, latching, agency, recurrenceOf } = o;
    const data = {
      rule,
      subject,
      priority,
      count: o.count + seen,
      text,
      kind,
      latching,
      agency,
      recurrenceOf,
      again: true,
    };
    emit(o, { type: 'alarm.raised', data });
    return;
  }
  const count = Math.max(o.count, countBase + seen);
  const data = { rule, subject, priority, count, text };
  if (priority !== o.priority && isAbove(o, priority)) {
    emit(o, { type: 'alarm.rose', data: { ...data, from: shownPriority(o), broke: brokenBy(o) } });
    return;
  }
  const moved = priority !== o.priority || count !== o.count;
  if (!moved && text === o.text) return;
  if (now - o.lastSeenAt >= (moved ? REPEAT_EVERY_MS : TEXT_EVERY_MS)) emit(o, { type: 'alarm.repeated', data });
}

function brokenBy(o: Occurrence) {
  if (o.supp !== 'SHELVED' && o.supp !== 'DESIGN') return null;
  return { supp: o.supp, by: o.suppName, until: o.shelveUntil === null ? null : instantText(o.shelveUntil) };
}

const expiryOf = (o: Occurrence): AlarmEvent => ({
  type: 'alarm.unshelved',
  data: {
    by: null,
    byName: null,
    role: null,
    commandId: null,
    seen: null,
    version: o.version + 1,
    reason: null,
    how: 'expiry',
  },
});

export type AlarmQueries = Readonly<{
  isActive: (rule: string, subject: string) => boolean;
  disposedSeq: (rule: string, subject: string) => number;
}>;

/** What rules may ask about the alarm list, see RuleContext. Reads the model as it is when asked. */
export const alarmQueries = (alarms: Alarms): AlarmQueries => ({
  isActive: (rule, subject) => isActive(alarms, rule, subject),
  disposedSeq: (rule, subject) => disposedSeq(alarms, rule, subject),
});
