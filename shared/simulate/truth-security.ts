// What the wall must show of the alerts at an instant, from the alerts themselves.
import type { SimulatedAlert } from '../sources/security/simulate.ts';
import { dayNumber } from '../time.ts';

/** Alerts of the local day of `at` and open ones, by severity, from everything delivered up to `at`. */
export function securityTruth(alerts: Iterable<SimulatedAlert>, at: number) {
  const today = { low: 0, medium: 0, high: 0, critical: 0 };
  const open = { low: 0, medium: 0, high: 0, critical: 0 };
  for (const alert of alerts) {
    if (alert.sendAt > at) continue;
    if (dayNumber(alert.at) === dayNumber(at)) today[alert.severity]++;
    if (alert.closeSendAt === null || alert.closeSendAt > at) open[alert.severity]++;
  }
  return { today, open };
}
