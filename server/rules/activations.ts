// From alarm.* events to what a person compares: each time an alarm came up, until it returned.
import { type AlarmEvent, isAlarmType } from '../../shared/alarm/events.ts';
import type { NewEvent } from '../../shared/event.ts';
import type { Priority } from '../../shared/source.ts';

/** Instants are epoch ms. `priority`: the highest it reached; `returnedAt` null: it still stood at the end. */
export type Activation = {
  subject: string;
  priority: Priority;
  raisedAt: number;
  returnedAt: number | null;
  count: number;
  text: string;
};

export type Activations = Readonly<{
  /** Events of one rule only, in their order. What stood before the first of them is no activation. */
  take: (event: NewEvent) => void;
  all: () => readonly Activation[];
}>;

export function createActivations(): Activations {
  const all: Activation[] = [];
  /** occurrence → its running activation */
  const running = new Map<string, Activation>();

  function end(occurrence: string, at: number): void {
    const one = running.get(occurrence);
    if (one) one.returnedAt = at;
    running.delete(occurrence);
  }

  return {
    take({ type, subject: occurrence, time, data }) {
      if (occurrence === null || !isAlarmType(type)) return;
      const alarm = { type, data } as AlarmEvent;
      switch (alarm.type) {
        case 'alarm.raised': {
          const { subject, priority, count, text } = alarm.data;
          const one = { subject, priority, raisedAt: time, returnedAt: null, count, text };
          all.push(one);
          running.set(occurrence, one);
          return;
        }
        case 'alarm.rose':
        case 'alarm.repeated': {
          const one = running.get(occurrence);
          if (!one) return;
          const { priority, count, text } = alarm.data;
          if (priority < one.priority) one.priority = priority;
          Object.assign(one, { count, text });
          return;
        }
        case 'alarm.returned':
          // Held: away, but not for long enough yet to have returned.
          if ((alarm.data.heldUntil ?? null) === null) end(occurrence, time);
          return;
        case 'alarm.disposed':
        case 'alarm.closed':
          end(occurrence, time);
      }
    },
    all: () => all,
  };
}
