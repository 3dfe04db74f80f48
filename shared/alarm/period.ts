// The alarms of a period one by one, for a report: what was raised, who saw it and when, what was noted, how it stands at the
// end. Beside it the key figures, of the same fold.
import type { LogEvent } from '../event.ts';
import type { Priority } from '../source.ts';
import { type AlarmEvent, isAlarmType } from './events.ts';
import { type Alarms, find } from './fold.ts';
import { createKpi } from './kpi.ts';
import type { Kpi } from './kpi-schema.ts';
import { highest, type Occurrence, type RowState, shownPriority, stateOf } from './occurrence.ts';

export type Note = Readonly<{ at: number; by: string; what: 'note' | 'assigned'; text: string }>;

/** Instants are epoch ms. */
export type PeriodAlarm = Readonly<{
  occurrence: string;
  rule: string;
  ruleName: string;
  subject: string;
  agency: string | null;
  /** the highest it showed in the period */
  priority: Priority;
  /** as last seen */
  text: string;
  raisedAt: number;
  /** It stood open when the period began. */
  inherited: boolean;
  /** the first acknowledgement of the period */
  ack: Readonly<{ at: number; by: string; waitedMs: number }> | null;
  /** steps it went up */
  escalations: number;
  /** times it was put aside: shelved, suppressed, taken out of service */
  asides: number;
  /** when its condition went away for good; null: it did not */
  returnedAt: number | null;
  /** at the end of the period */
  state: RowState;
  notes: readonly Note[];
}>;

export type PeriodFold = Readonly<{
  /** The next event of the log; other types than alarm.* are passed over. */
  add: (event: LogEvent) => void;
  /** Once. `to`: end of the period (epoch ms). By raise, then by name. */
  result: (to: number, nameOf: (rule: string) => string) => { kpi: Kpi; alarms: readonly PeriodAlarm[] };
}>;

type Followed = {
  priority: Priority;
  inherited: boolean;
  ack: PeriodAlarm['ack'];
  escalations: number;
  asides: number;
  notes: Note[];
};

const isAside = (o: Occurrence | null): boolean => o !== null && o.supp !== 'NONE';

/** `alarms` is the list as it stood at `from` (epoch ms); it is folded further in place. */
export function createPeriod(alarms: Alarms, from: number): PeriodFold {
  const kpi = createKpi(alarms, from);
  const followed = new Map<string, Followed>();
  /** As they last were: a closed one may be forgotten before the period ends. */
  const last = new Map<string, Occurrence>();
  const follow = (o: Occurrence, inherited: boolean): Followed => {
    const fresh = { priority: shownPriority(o), inherited, ack: null, escalations: 0, asides: 0, notes: [] };
    followed.set(o.occurrence, fresh);
    return fresh;
  };
  for (const o of alarms.open.values()) {
    follow(o, true);
    last.set(o.occurrence, o);
  }

  return {
    add(event) {
      if (event.subject === null || !isAlarmType(event.type)) return;
      const known = find(alarms, event.subject);
      const before = known ? { ...known } : null;
      kpi.add(event);
      const o = find(alarms, event.subject);
      if (!o) return;
      last.set(o.occurrence, o);
      const one = followed.get(o.occurrence) ?? follow(o, false);
      const alarm = { type: event.type, data: event.data } as AlarmEvent;
      one.priority = highest(one.priority, shownPriority(o));
      if (alarm.type === 'alarm.escalated' && alarm.data.to !== null) one.escalations += 1;
      if (isAside(o) && !isAside(before)) one.asides += 1;
      if (alarm.type === 'alarm.acknowledged' || alarm.type === 'alarm.disposed')
        one.ack ??=
          before?.ack === 'UNACK'
            ? { at: event.time, by: alarm.data.byName, waitedMs: event.time - before.unackSince }
            : null;
      const note = noteOf(event.time, alarm);
      if (note !== null) one.notes.push(note);
    },
    result(to, nameOf) {
      const list = [...followed].flatMap(([occurrence, one]): PeriodAlarm[] => {
        const o = last.get(occurrence);
        if (!o) return [];
        const { rule, subject, agency, text, raisedAt } = o;
        const returnedAt = o.cond === 'RTN' ? o.returnedAt : null;
        return [
          {
            occurrence,
            rule,
            ruleName: nameOf(rule),
            subject,
            agency,
            text,
            raisedAt,
            returnedAt,
            state: stateOf(o),
            ...one,
          },
        ];
      });
      list.sort((a, b) => a.raisedAt - b.raisedAt || (a.occurrence < b.occurrence ? -1 : 1));
      return { kpi: kpi.result(to, nameOf), alarms: list };
    },
  };
}

/** What a person wrote down with an act; null: nothing. */
function noteOf(at: number, alarm: AlarmEvent): Note | null {
  if (alarm.type === 'alarm.assigned')
    return { at, by: alarm.data.byName, what: 'assigned', text: alarm.data.assigneeName };
  if (!('reason' in alarm.data) || alarm.data.reason === null || !('byName' in alarm.data)) return null;
  const { byName, reason } = alarm.data;
  return alarm.type === 'alarm.refused' || byName === null ? null : { at, by: byName, what: 'note', text: reason };
}
