// One alarm event on one occurrence: which input of the table it is, and what it brings. The fold applies it to the model's
// own row; the judge and the commands apply it to a copy, to know what will come of it.
import { parseInstant } from '../time.ts';
import type { Act } from './act.ts';
import type { AlarmEvent } from './events.ts';
import type { Input } from './inputs.ts';
import type { Occurrence } from './occurrence.ts';
import { raiseInput, type Step, transition } from './transition.ts';

/** What an event does not carry itself. */
export type ApplyContext = Readonly<{ at: number; keyFree: boolean; disposedSeq: number }>;

const NOTHING: Omit<Act, 'at' | 'keyFree' | 'disposedSeq'> = {
  by: null,
  byName: null,
  reason: null,
  priority: null,
  count: null,
  text: null,
  until: null,
  assignee: null,
  assigneeName: null,
  cause: null,
  step: null,
  to: null,
};

/** Written before this program knew of it: absent in old logs. */
const instantOrNull = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : parseInstant(text);

export function actOf(event: AlarmEvent, ctx: ApplyContext): Act {
  const base = { ...NOTHING, ...ctx };
  switch (event.type) {
    case 'alarm.raised':
    case 'alarm.repeated':
    case 'alarm.rose': {
      const { priority, count, text } = event.data;
      return { ...base, priority, count, text };
    }
    case 'alarm.returned':
      return { ...base, until: instantOrNull(event.data.heldUntil) };
    case 'alarm.escalated':
      return { ...base, step: event.data.step, to: event.data.to };
    case 'alarm.closed':
    case 'alarm.refused':
    case 'alarm.silenced':
      return base;
    default: {
      const { by, byName, reason } = event.data;
      const act = { ...base, by, byName, reason };
      if (event.type === 'alarm.acknowledged') return { ...act, until: instantOrNull(event.data.until) };
      if (event.type === 'alarm.shelved') return { ...act, until: parseInstant(event.data.until) };
      if (event.type === 'alarm.suppressed') return { ...act, cause: event.data.cause };
      if (event.type !== 'alarm.assigned') return act;
      return { ...act, assignee: event.data.assignee, assigneeName: event.data.assigneeName };
    }
  }
}

/** The column of the table an event stands for; null for those that only record, or are about no occurrence. */
export function inputOf(o: Occurrence, event: AlarmEvent): Input | null {
  switch (event.type) {
    case 'alarm.raised':
    case 'alarm.repeated':
    case 'alarm.rose':
      return raiseInput(o, event.data.priority);
    case 'alarm.returned':
      return (event.data.heldUntil ?? null) === null ? 'rtn' : 'hold';
    case 'alarm.acknowledged':
      return 'ack';
    case 'alarm.unacknowledged':
      return event.data.how === 'expiry' ? 'ackExpire' : 'unack';
    case 'alarm.escalated':
      return 'escalate';
    case 'alarm.shelved':
      return 'shelve';
    case 'alarm.unshelved':
      return event.data.how === 'expiry' ? 'expire' : 'unshelve';
    case 'alarm.suppressed':
      if (event.data.mode === 'design') return event.data.on ? 'suppress' : 'unsuppress';
      return event.data.on ? 'outOfService' : 'inService';
    case 'alarm.assigned':
      return 'assign';
    case 'alarm.commented':
      return 'comment';
    case 'alarm.disposed':
      return 'dispose';
    case 'alarm.reset':
      return 'reset';
    case 'alarm.closed':
    case 'alarm.refused':
    case 'alarm.silenced':
      return null;
  }
}

/** Applies an event to an occurrence the caller owns. null: a record that changes no axis. */
export function applyEvent(o: Occurrence, event: AlarmEvent, ctx: ApplyContext): Step | null {
  const input = inputOf(o, event);
  return input === null ? null : transition(o, input, actOf(event, ctx));
}
