// The alarm list is a fold of the alarm.* events (I1): open occurrences, those closed lately, the answers already given.
import type { LogEvent } from '../event.ts';
import { applyEvent } from './apply.ts';
import { type AlarmData, type AlarmEvent, isAlarmType, type RefusalAnswer } from './events.ts';
import { announceIn, emptyFlood, type Flood } from './flood.ts';
import { newOccurrence, type Occurrence } from './occurrence.ts';
import { prune } from './prune.ts';
import { endAlone, foldSilence, type Silence } from './silence.ts';
import { announce } from './watch.ts';

export type Answer = Readonly<{ ok: true; version: number }> | RefusalAnswer;

/** Plain data. Maps that are pruned hold their entries in the order in which they were folded. */
export type Alarms = {
  open: Map<string, Occurrence>;
  /** rule → subject → open occurrence: one at most. */
  byRule: Map<string, Map<string, string>>;
  /** occurrence → how many open ones it explains */
  symptoms: Map<string, number>;
  /** When a shelf last ended with its condition true (epoch ms). */
  shelfEndedAt: number;
  /** room → whose horn is still, and for what: everything that alarmed up to `upTo` (epoch ms), and some alone. */
  silenced: Map<string, Silence>;
  flood: Flood;
  closed: Map<string, Occurrence>;
  /** key → the occurrence of it that closed last. */
  lastClosed: Map<string, string>;
  /** command id → its first answer. */
  answers: Map<string, { at: number; answer: Answer }>;
  /** key → seq of the disposal of its notice. */
  disposed: Map<string, { seq: number; at: number }>;
  /** Rises with each change of `disposed`. */
  disposals: number;
  /** Alarm events that did not fit the table; 0 unless the log was written by something else than this program. */
  misfits: number;
  /** when old entries were last looked for (epoch ms) */
  prunedAt: number;
};

export const HISTORY_KEPT = 100;

export const emptyAlarms = (): Alarms => ({
  open: new Map(),
  byRule: new Map(),
  symptoms: new Map(),
  shelfEndedAt: 0,
  silenced: new Map(),
  flood: emptyFlood(),
  closed: new Map(),
  lastClosed: new Map(),
  answers: new Map(),
  disposed: new Map(),
  disposals: 0,
  misfits: 0,
  prunedAt: 0,
});

/** Rule ids have no blank, so no two pairs share a key. */
export const keyOf = (rule: string, subject: string): string => `${rule} ${subject}`;

/**
 * Folds one event; other types than alarm.* are left alone. Instants are the events' own `time` (the hub's now).
 * Was an alarm announced by it: one more for a person to look at? An escalation only sounds again.
 */
export function foldAlarm(model: Alarms, event: LogEvent): boolean {
  if (event.subject === null || !isAlarmType(event.type)) return false;
  const alarm = { type: event.type, data: event.data } as AlarmEvent;
  remember(model, alarm, event);
  if (alarm.type === 'alarm.refused' || alarm.type === 'alarm.silenced') {
    if (alarm.type === 'alarm.silenced') foldSilence(model, event.subject, alarm.data, event.time);
    prune(model, event.foldAt);
    return false;
  }
  const o = find(model, event.subject);
  let announced = false;
  if (o) announced = change(model, o, alarm, event);
  else if (alarm.type === 'alarm.raised') announced = raise(model, event.subject, alarm.data, event);
  else model.misfits += 1;
  if (announced) announceIn(model.flood, event.time);
  if (announced && 'priority' in alarm.data && alarm.data.priority === 'P1') endAlone(model);
  prune(model, event.foldAt);
  return announced;
}

export const find = (model: Alarms, occurrence: string): Occurrence | undefined =>
  model.open.get(occurrence) ?? model.closed.get(occurrence);

export function openOf(model: Alarms, rule: string, subject: string): Occurrence | undefined {
  const occurrence = model.byRule.get(rule)?.get(subject);
  return occurrence === undefined ? undefined : model.open.get(occurrence);
}

/** Does an alarm of this rule and subject stand with its condition true (shelved and suppressed ones included)? */
export const isActive = (model: Alarms, rule: string, subject: string): boolean =>
  openOf(model, rule, subject)?.cond === 'ACTIVE';

/** Seq of the disposal of this rule's notice on this subject; -1: never disposed of. */
export const disposedSeq = (model: Alarms, rule: string, subject: string): number =>
  model.disposed.get(keyOf(rule, subject))?.seq ?? -1;

function raise(model: Alarms, occurrence: string, data: AlarmData['alarm.raised'], event: LogEvent): boolean {
  if (openOf(model, data.rule, data.subject)) {
    model.misfits += 1;
    return false;
  }
  const { rule, subject, kind, latching, agency, priority, text, count, recurrenceOf } = data;
  const before = recurrenceOf === null ? undefined : model.closed.get(recurrenceOf);
  const cause = data.cause ?? null;
  const o = newOccurrence({
    occurrence,
    rule,
    subject,
    kind,
    latching,
    agency,
    priority,
    text,
    count,
    recurrenceOf,
    cause,
    activations: before?.activations ?? [],
    chatterUntil: before?.chatterUntil ?? null,
    at: event.time,
  });
  record(o, { type: 'alarm.raised', data }, event);
  place(model, o);
  announce(model, occurrence);
  return cause === null;
}

function change(model: Alarms, o: Occurrence, alarm: AlarmEvent, event: LogEvent): boolean {
  if (alarm.type === 'alarm.closed') {
    if (o.open) model.misfits += 1;
    else record(o, alarm, event);
    return false;
  }
  const key = keyOf(o.rule, o.subject);
  const holder = openOf(model, o.rule, o.subject);
  const wasOpen = o.open;
  const undone = o.undo;
  const causeBefore = o.causeId;
  const step = applyEvent(o, alarm, {
    at: event.time,
    keyFree: holder === undefined || holder === o,
    disposedSeq: model.disposed.get(key)?.seq ?? -1,
  });
  if (step?.kind !== 'done') {
    model.misfits += 1;
    return false;
  }
  if (alarm.type === 'alarm.disposed') {
    model.disposed.delete(key);
    model.disposed.set(key, { seq: event.seq, at: event.foldAt });
    model.disposals += 1;
  } else if (!wasOpen && o.open && undone?.what === 'dispose') {
    if (undone.disposedSeq < 0) model.disposed.delete(key);
    else model.disposed.set(key, { seq: undone.disposedSeq, at: event.foldAt });
    model.disposals += 1;
  }
  if (alarm.type === 'alarm.unshelved' && alarm.data.how === 'expiry' && step.horn) model.shelfEndedAt = event.time;
  record(o, alarm, event);
  if (o.open || wasOpen) {
    unplace(model, o, causeBefore);
    place(model, o);
  }
  announce(model, o.occurrence);
  return step.horn && alarm.type !== 'alarm.escalated';
}

function place(model: Alarms, o: Occurrence): void {
  if (!o.open) {
    model.closed.set(o.occurrence, o);
    model.lastClosed.set(keyOf(o.rule, o.subject), o.occurrence);
    return;
  }
  model.open.set(o.occurrence, o);
  let subjects = model.byRule.get(o.rule);
  if (!subjects) {
    subjects = new Map();
    model.byRule.set(o.rule, subjects);
  }
  subjects.set(o.subject, o.occurrence);
  explain(model, o.causeId, 1);
}

function explain(model: Alarms, cause: string | null, more: 1 | -1): void {
  if (cause === null) return;
  const count = (model.symptoms.get(cause) ?? 0) + more;
  if (count > 0) model.symptoms.set(cause, count);
  else model.symptoms.delete(cause);
  announce(model, cause);
}

/** `cause`: what explained it before. */
function unplace(model: Alarms, o: Occurrence, cause: string | null): void {
  explain(model, cause, -1);
  if (o.open) {
    model.closed.delete(o.occurrence);
    return;
  }
  model.open.delete(o.occurrence);
  const subjects = model.byRule.get(o.rule);
  subjects?.delete(o.subject);
  if (subjects?.size === 0) model.byRule.delete(o.rule);
}

function remember(model: Alarms, alarm: AlarmEvent, event: LogEvent): void {
  if (!('commandId' in alarm.data) || alarm.data.commandId === null) return;
  if (model.answers.has(alarm.data.commandId)) return;
  const answer: Answer =
    alarm.type === 'alarm.refused'
      ? alarm.data.answer
      : { ok: true, version: (alarm.data as { version: number }).version };
  model.answers.set(alarm.data.commandId, { at: event.foldAt, answer });
}

type Noted = {
  by?: string | null;
  byName?: string | null;
  role?: string | null;
  reason?: string | null;
  text?: string;
};

/** Repeats and what chatters would drown the history; the log keeps all. */
function record(o: Occurrence, alarm: AlarmEvent, event: LogEvent): void {
  if (alarm.type === 'alarm.repeated' || (alarm.type === 'alarm.returned' && o.heldUntil !== null)) return;
  const data = alarm.data as Noted;
  o.history.push({
    seq: event.seq,
    at: event.time,
    type: alarm.type,
    by: data.by ?? null,
    byName: data.byName ?? null,
    role: data.role ?? null,
    note: data.reason ?? data.text ?? null,
    priority: o.priority,
    version: o.version,
  });
  if (o.history.length <= HISTORY_KEPT) return;
  // The first entry tells how it began: it stays, what follows it goes.
  o.history.splice(1, 1);
  o.historyDropped += 1;
}
