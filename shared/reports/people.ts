// Who was on: the people who did something in a period, as the log tells it.
import type { LogEvent } from '../event.ts';

export type Person = Readonly<{
  name: string;
  /** first and last act (epoch ms) */
  first: number;
  last: number;
  acks: number;
  /** other acts on alarms: shelving, notes, assignments, … */
  acts: number;
}>;

export type PeopleFold = Readonly<{
  /** The next event of the log. Of what names nobody nothing is kept; what was refused to somebody shows that he was there. */
  add: (event: LogEvent) => void;
  /** By first act. */
  result: () => readonly Person[];
}>;

type Said = Readonly<{ by?: unknown; byName?: unknown }>;

/** A closing is the record of another act, told by that act itself. */
const TOLD_TWICE = 'alarm.closed';

export function createPeople(): PeopleFold {
  const people = new Map<string, { first: number; last: number; acks: number; acts: number }>();
  return {
    add({ type, data, time }) {
      if (type === TOLD_TWICE || !/^(alarm|audit|config)\./.test(type)) return;
      const { by, byName } = (data ?? {}) as Said;
      const name = typeof byName === 'string' ? byName : by;
      if (typeof name !== 'string') return;
      const one = people.get(name) ?? { first: time, last: time, acks: 0, acts: 0 };
      people.set(name, one);
      one.first = Math.min(one.first, time);
      one.last = Math.max(one.last, time);
      if (type === 'alarm.acknowledged') one.acks += 1;
      else if (type.startsWith('alarm.') && type !== 'alarm.refused') one.acts += 1;
    },
    result: () => [...people].map(([name, one]) => ({ name, ...one })).sort((a, b) => a.first - b.first),
  };
}
