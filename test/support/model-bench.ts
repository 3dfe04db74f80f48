// A whole model in a test: events in, the rules judged as the hub does, and the alarms that stand.
import type { Occurrence } from '../../shared/alarm/occurrence.ts';
import type { NewEvent } from '../../shared/event.ts';
import { judge } from '../../shared/judge.ts';
import { emptyModel, type Model, step } from '../../shared/model.ts';
import { parseInstant } from '../../shared/time.ts';

/** hh:mm[:ss[.sss]] local, on a Monday unless said otherwise. */
export const at = (clock: string, day = '2026-11-23'): number =>
  parseInstant(`${day}T${clock.length === 5 ? `${clock}:00` : clock}+07:00`);

export type ModelBench = Readonly<{
  model: Model;
  /** An event received when it happened, unless `more` says otherwise. */
  send: (type: string, subject: string | null, time: number, data?: object, more?: Partial<NewEvent>) => void;
  /** Judges at `now` and folds what comes of it, as `type priority` (of raised and rose) in order. */
  judge: (now: number) => string[];
  /** Open alarms of a rule by subject. */
  open: (rule: string) => Record<string, Occurrence>;
  /** Subjects of those whose condition is true, in order. */
  active: (rule: string) => string[];
}>;

export function createModelBench(): ModelBench {
  const model = emptyModel(false);
  let [seq, ids] = [0, 0];
  const put = (event: NewEvent, receivedAt: number): void => {
    seq += 1;
    step(model, { ...event, seq, receivedAt, foldAt: receivedAt });
  };
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const open = (rule: string): Record<string, Occurrence> =>
    Object.fromEntries(
      [...model.alarms.open.values()].filter((o) => o.rule === rule).map((o) => [o.subject, o] as const),
    );
  return {
    model,
    send: (type, subject, time, data = {}, more = {}) =>
      put({ id: newId(), source: '/t/nguon', type, time, subject, agency: null, data, ...more }, time),
    judge: (now) => {
      const events = judge(model, now, newId);
      for (const event of events) put(event, now);
      return events.map(({ type, data }) => {
        const { priority } = data as { priority?: string };
        return type === 'alarm.raised' || type === 'alarm.rose' ? `${type} ${priority}` : type;
      });
    },
    open,
    active: (rule) =>
      Object.values(open(rule))
        .filter(({ cond }) => cond === 'ACTIVE')
        .map(({ subject }) => subject)
        .sort(),
  };
}
