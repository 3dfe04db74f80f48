// What people did: how soon they acknowledged, what went up, what was shelved, suppressed, and refused to them.
import type { Priority } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import type { AlarmData, AlarmEvent } from './events.ts';
import { figure, percentile, responseTarget, TARGETS } from './kpi-figures.ts';
import type { Kpi, KpiTarget } from './kpi-schema.ts';
import { type Occurrence, shownPriority } from './occurrence.ts';

/** `before` null: it began with this event. */
type Done = Readonly<{ at: number; alarm: AlarmEvent; before: Occurrence | null; o: Occurrence }>;

const isAck = ({ alarm, before }: Done): boolean =>
  alarm.type === 'alarm.acknowledged' || (alarm.type === 'alarm.disposed' && before?.ack === 'UNACK');

export function createResponse(open: Iterable<Occurrence>, from: number) {
  const waits: Record<Priority, number[]> = { P1: [], P2: [], P3: [], P4: [] };
  const steps = [0, 0, 0];
  const shelvedSince = new Map<string, number>();
  const suppressed = { byRule: 0, byPerson: 0, outOfService: 0 };
  const byCode = new Map<string, number>();
  let [shelves, shelvedMs, reminders, unlogged] = [0, 0, 0, 0];
  for (const { occurrence, supp } of open) if (supp === 'SHELVED') shelvedSince.set(occurrence, from);

  function shelf({ at, before, o }: Done): void {
    const [was, is] = [before?.supp === 'SHELVED', o.supp === 'SHELVED'];
    if (is && !was) {
      shelves += 1;
      shelvedSince.set(o.occurrence, at);
    } else if (was && !is) {
      shelvedMs += at - (shelvedSince.get(o.occurrence) ?? at);
      shelvedSince.delete(o.occurrence);
    }
  }

  function suppression({ before, o }: Done): void {
    if (o.supp === 'DESIGN' && before?.supp !== 'DESIGN') suppressed[o.suppBy === null ? 'byRule' : 'byPerson'] += 1;
    if (o.supp === 'OOS' && before?.supp !== 'OOS') suppressed.outOfService += 1;
  }

  function escalation({ step, to }: AlarmData['alarm.escalated']): void {
    if (to === null) reminders += 1;
    else steps[step - 1] = (steps[step - 1] ?? 0) + 1;
  }

  return {
    done(done: Done): void {
      const { alarm, before, at } = done;
      if (before && isAck(done)) waits[shownPriority(before)].push((at - before.unackSince) / SECOND_MS);
      if (alarm.type === 'alarm.escalated') escalation(alarm.data);
      shelf(done);
      suppression(done);
    },
    refused({ answer, uncounted }: AlarmData['alarm.refused']): void {
      byCode.set(answer.code, (byCode.get(answer.code) ?? 0) + 1);
      unlogged += uncounted ?? 0;
    },
    result(to: number) {
      const seconds = [...shelvedSince.values()].reduce((sum, since) => sum + to - since, shelvedMs) / SECOND_MS;
      const of = (values: readonly number[], target: KpiTarget | null) => {
        const sorted = values.toSorted((a, b) => a - b);
        return {
          count: sorted.length,
          p50: figure(percentile(sorted, 0.5), null),
          p95: figure(percentile(sorted, 0.95), target),
        };
      };
      const by = (priority: Priority) => of(waits[priority], responseTarget(priority));
      return {
        toAcknowledge: {
          all: of(Object.values(waits).flat(), null),
          ...{ P1: by('P1'), P2: by('P2'), P3: by('P3'), P4: by('P4') },
        },
        // The first step up is taken when, and only when, the time to respond has run out.
        overdue: figure(steps[0] ?? 0, TARGETS.overdue),
        shelved: { count: shelves, seconds, atEnd: shelvedSince.size },
        suppressed,
        escalations: { steps, reminders },
        refused: {
          count: [...byCode.values()].reduce((sum, count) => sum + count, unlogged),
          byCode: Object.fromEntries(byCode),
          unlogged,
        },
      } satisfies Partial<Kpi>;
    },
  };
}
