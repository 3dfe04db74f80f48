// Folds security events. An alert counts once, on its own day and in its own minute, whatever is sent of it afterwards.
import type { LogEvent } from '../../event.ts';
import { DAY_MS, dayNumber, MINUTE_MS, OFFSET_MS, SECOND_MS } from '../../time.ts';
import { countForBurst } from './burst.ts';
import { foldIncident, foldLink } from './fold-incident.ts';
import { enter, groupKey, leave, type Membership, repeat } from './groups.ts';
import { type Alert, type DayCount, HIGH, SEVERITIES, type SecurityModel } from './model.ts';
import type { AlertData } from './schema.ts';

const seconds = (instant: number): number => Math.floor(instant / SECOND_MS);
const secondsUp = (instant: number): number => Math.ceil(instant / SECOND_MS);

const dayEnded = (event: LogEvent): boolean =>
  event.time < event.foldAt && event.time < event.foldAt - ((event.foldAt + OFFSET_MS) % DAY_MS);

function categoryOf(model: SecurityModel, name: string): number {
  let index = model.categoryIndex.get(name);
  if (index === undefined) {
    index = model.categories.length;
    model.categoryIndex.set(name, index);
    model.categories.push({ name, recent: [], next: 0, newestAt: -1, burst: null, highAssets: new Map() });
  }
  return index;
}

function dayOf(model: SecurityModel, minute: number): DayCount {
  const day = dayNumber(minute * MINUTE_MS);
  let count = model.days.get(day);
  if (count === undefined) {
    count = { severity: [0, 0, 0, 0], category: [] };
    model.days.set(day, count);
  }
  return count;
}

/** Adds (+1) or takes back (-1) an alert in the figures of its day and minute. */
function tally(model: SecurityModel, { minute, severity, category }: Alert, sign: 1 | -1): void {
  const day = dayOf(model, minute);
  day.severity[severity as 0] += sign;
  while (day.category.length <= category) day.category.push(0);
  day.category[category] = (day.category[category] ?? 0) + sign;
  model.minutes.set(minute, (model.minutes.get(minute) ?? 0) + sign);
}

function noteHigh(model: SecurityModel, category: number, asset: string | undefined, time: number): void {
  const assets = model.categories[category]?.highAssets;
  if (asset === undefined || assets === undefined) return;
  if (time > (assets.get(asset) ?? -1)) assets.set(asset, time);
}

function meet(model: SecurityModel, id: string, alert: Alert, data: AlertData, event: LogEvent): void {
  tally(model, alert, 1);
  const category = model.categories[alert.category];
  if (category !== undefined) countForBurst(category, event.time, event.foldAt);
  if (alert.severity === HIGH) noteHigh(model, alert.category, data.asset, event.time);
  if (alert.closed) return;
  model.open[alert.severity as 0] += 1;
  if (alert.severity < HIGH) return;
  const member = membership(id, alert, data);
  alert.group = groupKey(model, member);
  if (alert.group !== null) enter(model, alert.group, member, alert.seq, data.count ?? 1);
}

const membership = (id: string, { severity, category }: Alert, data: AlertData): Membership => ({
  id,
  severity,
  category,
  asset: data.asset ?? null,
  assetLevel: data.assetLevel ?? null,
});

/** More is known of an alert than before: its figures and its group follow the newest word, its day the earliest. */
function amend(model: SecurityModel, id: string, alert: Alert, data: AlertData, event: LogEvent): void {
  const newer = seconds(event.time) >= alert.last;
  tally(model, alert, -1);
  if (!alert.closed) model.open[alert.severity as 0] -= 1;
  alert.minute = Math.min(alert.minute, Math.floor(event.time / MINUTE_MS));
  if (newer) {
    alert.severity = SEVERITIES.indexOf(data.severity);
    alert.category = categoryOf(model, data.category);
    if (alert.severity === HIGH) noteHigh(model, alert.category, data.asset, event.time);
  }
  tally(model, alert, 1);
  if (alert.closed) return;
  model.open[alert.severity as 0] += 1;
  if (!newer) return;
  const member = membership(id, alert, data);
  const key = groupKey(model, member);
  if (key === alert.group) {
    if (key !== null) repeat(model, key, alert.seq, data.count ?? 1);
    return;
  }
  if (alert.group !== null) leave(model, alert.group, alert.seq);
  alert.group = key;
  alert.seq = event.seq;
  if (key !== null) enter(model, key, member, event.seq, data.count ?? 1);
}

function foldAlert(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const data = event.data as AlertData;
  const known = model.alerts.get(id);
  if (known === undefined) {
    const alert: Alert = {
      minute: Math.floor(event.time / MINUTE_MS),
      last: seconds(event.time),
      known: secondsUp(event.foldAt),
      severity: SEVERITIES.indexOf(data.severity),
      closed: false,
      category: categoryOf(model, data.category),
      group: null,
      seq: event.seq,
    };
    model.alerts.set(id, alert);
    meet(model, id, alert, data, event);
    return dayEnded(event);
  }
  const late = seconds(event.time) < known.last;
  if (known.severity < 0) {
    known.severity = SEVERITIES.indexOf(data.severity);
    known.category = categoryOf(model, data.category);
    known.minute = Math.floor(event.time / MINUTE_MS);
    meet(model, id, known, data, event);
  } else amend(model, id, known, data, event);
  known.last = Math.max(known.last, seconds(event.time));
  known.known = secondsUp(event.foldAt);
  return late || dayEnded(event);
}

function foldClosed(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const alert = model.alerts.get(id);
  const second = seconds(event.time);
  if (alert === undefined) {
    // Out of order: remembered, so that the alert is closed when it comes.
    const minute = Math.floor(event.time / MINUTE_MS);
    const known = secondsUp(event.foldAt);
    model.alerts.set(id, {
      minute,
      last: second,
      known,
      severity: -1,
      closed: true,
      category: 0,
      group: null,
      seq: event.seq,
    });
    return dayEnded(event);
  }
  const late = second < alert.last;
  alert.last = Math.max(alert.last, second);
  alert.known = secondsUp(event.foldAt);
  if (!alert.closed) {
    alert.closed = true;
    model.open[alert.severity as 0] -= 1;
    if (alert.group !== null) leave(model, alert.group, alert.seq);
    alert.group = null;
  }
  return late || dayEnded(event);
}

/** Folds one event of this source into `model`; true when it came late (source.ts). */
export function foldEvent(model: SecurityModel, event: LogEvent): boolean {
  model.rev += 1;
  if (model.asOf === null || event.receivedAt > model.asOf) model.asOf = event.receivedAt;
  if (model.firstAt === null || event.time < model.firstAt) model.firstAt = event.time;
  if (event.type === 'security.alert') return foldAlert(model, event);
  if (event.type === 'security.alert_closed') return foldClosed(model, event);
  model.declaredRev += 1;
  if (event.type === 'security.link') return foldLink(model, event) || dayEnded(event);
  return foldIncident(model, event) || dayEnded(event);
}
