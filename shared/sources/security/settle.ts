// What the clock does to security figures: days and minutes that no screen shows any more are let go.
import { dayNumber, MINUTE_MS, SECOND_MS } from '../../time.ts';
import { leave } from './groups.ts';
import { isClosed, type SecurityModel } from './model.ts';
import { ASSETS_WINDOW_MS } from './rules.ts';

export const MINUTES_SHOWN = 60;

/** Cheap every second: nothing is left to do until the next minute. What goes is not shown, so when it goes does not matter. */
export function settleSecurity(model: SecurityModel, now: number): void {
  const running = Math.floor(now / MINUTE_MS);
  if (running === model.settledMinute) return;
  model.settledMinute = running;
  const today = dayNumber(now);
  for (const day of model.days.keys()) if (day < today) model.days.delete(day);
  const oldest = running - MINUTES_SHOWN + 1;
  for (const minute of model.minutes.keys()) if (minute < oldest) model.minutes.delete(minute);
  for (const { highAssets } of model.categories) {
    if (highAssets.size === 0) continue;
    for (const [asset, at] of highAssets) if (at <= now - ASSETS_WINDOW_MS) highAssets.delete(asset);
  }
}

/** Drops alerts and closed incidents that were last known before `before` (epoch ms). */
export function forgetSecurity(model: SecurityModel, before: number): void {
  for (const [id, alert] of model.alerts) {
    if (alert.known * SECOND_MS >= before) continue;
    if (!alert.closed) model.open[alert.severity as 0] -= 1;
    if (alert.group !== null) leave(model, alert.group, alert.seq);
    model.alerts.delete(id);
  }
  for (const [id, incident] of model.incidents) {
    if (isClosed(incident) && incident.knownAt < before) model.incidents.delete(id);
  }
  model.rev += 1;
  model.declaredRev += 1;
}
