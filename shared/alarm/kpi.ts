// The key figures of the alarm system over a period (features.md 3#46): the fold of its alarm events, watched.
import type { LogEvent } from '../event.ts';
import { type AlarmEvent, isAlarmType } from './events.ts';
import { type Alarms, find, foldAlarm } from './fold.ts';
import { createLoad } from './kpi-load.ts';
import { createResponse } from './kpi-response.ts';
import type { Kpi } from './kpi-schema.ts';
import { createStanding } from './kpi-standing.ts';

export type KpiFold = Readonly<{
  /** The next event of the log; other types than alarm.* are passed over. */
  add: (event: LogEvent) => void;
  /** The figures up to `to` (epoch ms), once. `nameOf` calls a rule by its name. */
  result: (to: number, nameOf: (rule: string) => string) => Kpi;
}>;

/**
 * Follows the alarm list from `from` (epoch ms) on. `alarms` is the list as it stood then, folded from everything received
 * before; it is folded further in place, so that "announced" is what counts for a flood and nothing else.
 * An event counts in the period in which it was received, at its own instant.
 */
export function createKpi(alarms: Alarms, from: number): KpiFold {
  const load = createLoad(alarms.flood, from);
  const standing = createStanding(alarms.open.values(), from);
  const response = createResponse(alarms.open.values(), from);
  let at = from;

  return {
    add(event) {
      if (event.subject === null || !isAlarmType(event.type)) return;
      const alarm = { type: event.type, data: event.data } as AlarmEvent;
      at = Math.max(at, event.time);
      load.before(at);
      const known = find(alarms, event.subject);
      const before = known ? { ...known } : null;
      const announced = foldAlarm(alarms, event);
      if (alarm.type === 'alarm.refused') response.refused(alarm.data);
      const o = find(alarms, event.subject);
      if (!o) return;
      // An activation leaves a new list of them.
      load.after({ at, o, announced, activated: o.activations !== before?.activations });
      standing.see(o, at);
      response.done({ at, alarm, before, o });
    },
    result: (to, nameOf) => ({ ...load.result(to, nameOf), ...standing.result(to), ...response.result(to) }),
  };
}
