// Counts that are kept as events come, so that neither the view nor a rule walks the alerts.
import { dayNumber, HOUR_MS, MINUTE_MS } from '../../time.ts';
import {
  type Alert,
  CRITICAL,
  type DayCount,
  FALSE_POSITIVE,
  HIGH,
  LOW,
  MEDIUM,
  type SecurityModel,
  type VerdictCount,
} from './model.ts';

const MINUTES_AN_HOUR = HOUR_MS / MINUTE_MS;

function dayOf(model: SecurityModel, minute: number): DayCount {
  const day = dayNumber(minute * MINUTE_MS);
  let count = model.days.get(day);
  if (count === undefined) {
    count = { severity: [0, 0, 0, 0], category: [] };
    model.days.set(day, count);
  }
  return count;
}

function addAt(counts: number[], index: number, more: number): void {
  while (counts.length <= index) counts.push(0);
  counts[index] = (counts[index] ?? 0) + more;
}

function countLow(model: SecurityModel, minute: number, seq: number, sign: 1 | -1): void {
  const hour = Math.floor(minute / MINUTES_AN_HOUR);
  const count = model.lowHours.get(hour);
  if (count === undefined) model.lowHours.set(hour, { count: sign, seq });
  else count.count += sign;
}

/** Adds (+1) or takes back (-1) an alert in the figures of its day, hour and minute. */
export function tally(model: SecurityModel, { minute, severity, category, seq }: Alert, sign: 1 | -1): void {
  const day = dayOf(model, minute);
  day.severity[severity as 0] += sign;
  addAt(day.category, category, sign);
  model.minutes.set(minute, (model.minutes.get(minute) ?? 0) + sign);
  if (severity === LOW) countLow(model, minute, seq, sign);
}

/** The same in the figures of what is open. */
export function tallyOpen(model: SecurityModel, { minute, severity }: Alert, sign: 1 | -1): void {
  model.open[severity as 0] += sign;
  if (severity < HIGH) return;
  const since = severity === CRITICAL ? model.openSince.critical : model.openSince.high;
  const count = (since.get(minute) ?? 0) + sign;
  if (count === 0) since.delete(minute);
  else since.set(minute, count);
  model.openRev += 1;
}

function verdictsOf(model: SecurityModel, day: number): VerdictCount {
  let count = model.verdicts.get(day);
  if (count === undefined) {
    count = { given: [], wrong: [] };
    model.verdicts.set(day, count);
  }
  return count;
}

/**
 * Counts the first verdict on an alert, given at `instant`. Low alerts are closed by the thousand without anybody having
 * looked: what is said of them says nothing about a detection rule.
 */
export function countVerdict(model: SecurityModel, { severity, category, verdict }: Alert, instant: number): void {
  if (severity < MEDIUM) return;
  const { given, wrong } = verdictsOf(model, dayNumber(instant));
  addAt(given, category, 1);
  if (verdict === FALSE_POSITIVE) addAt(wrong, category, 1);
}
