// Folds security events. An alert counts once, on its own day and in its own minute, whatever is sent of it afterwards.
import type { LogEvent } from '../../event.ts';
import { DAY_MS, MINUTE_MS, OFFSET_MS, SECOND_MS } from '../../time.ts';
import { countForBurst } from './burst.ts';
import { countVerdict, tally, tallyOpen } from './figures.ts';
import { foldIncident, foldLink } from './fold-incident.ts';
import { graveKind } from './grave.ts';
import { confirmedKey, enter, leave, openKey, repeat } from './groups.ts';
import { type Alert, CRITICAL, HIGH, OPEN, SEVERITIES, type SecurityModel, TRUE_POSITIVE, VERDICTS } from './model.ts';
import type { AlertData, ClosedData } from './schema.ts';

const seconds = (instant: number): number => Math.floor(instant / SECOND_MS);
const secondsUp = (instant: number): number => Math.ceil(instant / SECOND_MS);
/** A clock that runs ahead makes nothing older or newer than it was known. */
const happenedAt = ({ time, foldAt }: LogEvent): number => Math.min(time, foldAt);

const dayEnded = (event: LogEvent): boolean =>
  event.time < event.foldAt && event.time < event.foldAt - ((event.foldAt + OFFSET_MS) % DAY_MS);

function categoryOf(model: SecurityModel, name: string): number {
  let index = model.categoryIndex.get(name);
  if (index === undefined) {
    index = model.categories.length;
    model.categoryIndex.set(name, index);
    model.categories.push({
      name,
      recent: [],
      next: 0,
      newestAt: -1,
      source: null,
      burst: null,
      highAssets: new Map(),
    });
  }
  return index;
}

const nameOf = (model: SecurityModel, category: number): string => model.categories[category]?.name ?? '';

function noteHigh(model: SecurityModel, category: number, asset: string | undefined, at: number): void {
  const assets = model.categories[category]?.highAssets;
  if (asset === undefined || assets === undefined) return;
  if (at > (assets.get(asset) ?? -1)) assets.set(asset, at);
}

/** Moves the alert into the group `key` as of this event, out of the one it was in. */
function moveTo(
  model: SecurityModel,
  key: string | null,
  alert: Alert,
  event: LogEvent,
  [repeats, grade, asset]: readonly [repeats: number, grade: number, asset: string | null],
): void {
  if (key === alert.group) {
    if (key !== null) repeat(model, key, alert.seq, repeats, grade);
    return;
  }
  if (alert.group !== null) leave(model, alert.group, alert.seq);
  alert.group = key;
  alert.seq = event.seq;
  if (key === null) return;
  const { seq, category } = alert;
  enter(model, key, { seq, time: happenedAt(event), repeats, grade, category, asset });
}

function groupOpen(model: SecurityModel, id: string, alert: Alert, data: AlertData, event: LogEvent): void {
  const asset = data.asset ?? null;
  const key = openKey(id, alert.severity, nameOf(model, alert.category), asset);
  const grade = alert.severity === CRITICAL ? (data.assetLevel ?? 0) : 0;
  moveTo(model, key, alert, event, [data.count ?? 1, grade, asset]);
}

/** A closed alert counts on only where a grave thing was confirmed by it. */
function groupClosed(model: SecurityModel, alert: Alert, event: LogEvent): void {
  const key = alert.verdict === TRUE_POSITIVE ? confirmedKey(nameOf(model, alert.category), alert.asset) : null;
  moveTo(model, key, alert, event, [1, alert.severity, alert.asset]);
}

function describe(model: SecurityModel, alert: Alert, data: AlertData, event: LogEvent): void {
  alert.severity = SEVERITIES.indexOf(data.severity);
  alert.category = categoryOf(model, data.category);
  alert.asset = data.asset !== undefined && graveKind(data.category) !== null ? data.asset : null;
  if (alert.severity === HIGH) noteHigh(model, alert.category, data.asset, happenedAt(event));
}

/** An alert of which nothing was known, or only its closing. */
function meet(model: SecurityModel, id: string, alert: Alert, data: AlertData, event: LogEvent): void {
  describe(model, alert, data, event);
  tally(model, alert, 1);
  const category = model.categories[alert.category];
  if (category !== undefined) countForBurst(category, event);
  if (alert.verdict === OPEN) {
    tallyOpen(model, alert, 1);
    groupOpen(model, id, alert, data, event);
    return;
  }
  countVerdict(model, alert, alert.last * SECOND_MS);
  groupClosed(model, alert, event);
}

/** More is known of an alert than before: its figures and its group follow the newest word, its day the earliest. */
function amend(model: SecurityModel, id: string, alert: Alert, data: AlertData, event: LogEvent): void {
  const newer = seconds(event.time) >= alert.last;
  const isOpen = alert.verdict === OPEN;
  tally(model, alert, -1);
  if (isOpen) tallyOpen(model, alert, -1);
  alert.minute = Math.min(alert.minute, Math.floor(event.time / MINUTE_MS));
  if (newer) describe(model, alert, data, event);
  tally(model, alert, 1);
  if (isOpen) tallyOpen(model, alert, 1);
  if (!newer) return;
  if (isOpen) groupOpen(model, id, alert, data, event);
  else groupClosed(model, alert, event);
}

function newAlert(event: LogEvent): Alert {
  return {
    minute: Math.floor(event.time / MINUTE_MS),
    last: seconds(event.time),
    known: secondsUp(event.foldAt),
    severity: -1,
    verdict: OPEN,
    category: 0,
    group: null,
    seq: event.seq,
    asset: null,
  };
}

function foldAlert(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const data = event.data as AlertData;
  const known = model.alerts.get(id);
  if (known === undefined) {
    const alert = newAlert(event);
    model.alerts.set(id, alert);
    meet(model, id, alert, data, event);
    return dayEnded(event);
  }
  const late = seconds(event.time) < known.last;
  if (known.severity < 0) {
    known.minute = Math.floor(event.time / MINUTE_MS);
    meet(model, id, known, data, event);
  } else amend(model, id, known, data, event);
  known.last = Math.max(known.last, seconds(event.time));
  known.known = secondsUp(event.foldAt);
  return late || dayEnded(event);
}

function foldClosed(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const verdict = VERDICTS.indexOf((event.data as ClosedData).verdict);
  const known = model.alerts.get(id);
  const second = seconds(event.time);
  if (known === undefined) {
    // Out of order: remembered, so that the alert is closed when it comes.
    const alert = newAlert(event);
    alert.verdict = verdict;
    model.alerts.set(id, alert);
    return dayEnded(event);
  }
  const late = second < known.last;
  known.last = Math.max(known.last, second);
  known.known = secondsUp(event.foldAt);
  const wasOpen = known.verdict === OPEN;
  if (wasOpen || !late) known.verdict = verdict;
  if (known.severity < 0) return late || dayEnded(event);
  if (wasOpen) {
    tallyOpen(model, known, -1);
    countVerdict(model, known, event.time);
  }
  groupClosed(model, known, event);
  return late || dayEnded(event);
}

/** Folds one event of this source into `model`; true when it came late (source.ts). */
export function foldEvent(model: SecurityModel, event: LogEvent): boolean {
  model.rev += 1;
  if (model.asOf === null || event.receivedAt > model.asOf) model.asOf = event.receivedAt;
  if (model.firstAt === null || event.time < model.firstAt) model.firstAt = event.time;
  if (event.type === 'security.alert' || event.type === 'security.alert_closed') {
    model.source = event.source;
    return event.type === 'security.alert' ? foldAlert(model, event) : foldClosed(model, event);
  }
  model.declaredRev += 1;
  if (event.type === 'security.link') return foldLink(model, event) || dayEnded(event);
  return foldIncident(model, event) || dayEnded(event);
}
