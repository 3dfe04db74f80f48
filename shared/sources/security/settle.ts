// What the clock does to security figures: what neither a screen nor a rule looks at any more is let go.
import { dayNumber, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../time.ts';
import { tallyOpen } from './figures.ts';
import { leave } from './groups.ts';
import { isClosed, OPEN, type SecurityModel } from './model.ts';

export const MINUTES_SHOWN = 60;
/** "Five assets in half an hour" can be set to look back so far. */
export const HIGH_ASSETS_KEPT_MS = 60 * MINUTE_MS;
/** What is usual in an hour is the mean of the seven days before it. */
export const HOURS_COMPARED = 7 * 24;
/** Verdicts are looked at over so many local days, the running one among them. */
export const VERDICT_DAYS = 7;

/** Cheap every second: nothing is left to do until the next minute. What goes is not looked at, so when it goes does not matter. */
export function settleSecurity(model: SecurityModel, now: number): void {
  const running = Math.floor(now / MINUTE_MS);
  if (running === model.settledMinute) return;
  model.settledMinute = running;
  const today = dayNumber(now);
  dropBelow(model.days, today);
  dropBelow(model.verdicts, today - VERDICT_DAYS + 1);
  dropBelow(model.lowHours, Math.floor(now / HOUR_MS) - HOURS_COMPARED);
  dropBelow(model.minutes, running - MINUTES_SHOWN + 1);
  for (const { highAssets } of model.categories) {
    if (highAssets.size === 0) continue;
    for (const [asset, at] of highAssets) if (at <= now - HIGH_ASSETS_KEPT_MS) highAssets.delete(asset);
  }
}

function dropBelow(counts: Map<number, unknown>, least: number): void {
  for (const key of counts.keys()) if (key < least) counts.delete(key);
}

/** Drops alerts and closed incidents that were last known before `before` (epoch ms). */
export function forgetSecurity(model: SecurityModel, before: number): void {
  for (const [id, alert] of model.alerts) {
    if (alert.known * SECOND_MS >= before) continue;
    if (alert.verdict === OPEN) tallyOpen(model, alert, -1);
    if (alert.group !== null) leave(model, alert.group, alert.seq);
    model.alerts.delete(id);
  }
  for (const [id, incident] of model.incidents) {
    if (isClosed(incident) && incident.knownAt < before) model.incidents.delete(id);
  }
  model.rev += 1;
  model.declaredRev += 1;
}
