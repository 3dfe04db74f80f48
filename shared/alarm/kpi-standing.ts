// What stands too long: alarms whose condition has been true for more than 24 h without a break.
import { DAY_MS, dayNumber } from '../time.ts';
import { figure, TARGETS } from './kpi-figures.ts';
import type { Kpi } from './kpi-schema.ts';
import type { Occurrence } from './occurrence.ts';

/** A shelf hides an alarm for an hour or a shift, it does not make it younger; what is explained by another, or in repair, is not counted. */
const stands = (o: Occurrence): boolean => o.open && o.cond === 'ACTIVE' && (o.supp === 'NONE' || o.supp === 'SHELVED');

/** From when its condition has been true: each raise begins it anew, a hold does not. */
const activeSince = (o: Occurrence): number =>
  o.history.findLast(({ type }) => type === 'alarm.raised')?.at ?? o.raisedAt;

/** `active`: from when its condition has been true; `seen`: from when it has stood in the list, not suppressed. */
type Since = Readonly<{ active: number; seen: number }>;

/** `from` (epoch ms): days before it are not counted. */
export function createStanding(open: Iterable<Occurrence>, from: number) {
  const since = new Map<string, Since>();
  const byDay = new Map<number, Set<string>>();

  /** It has stood up to `until`, that instant too: on which days of the period for too long? */
  function count(occurrence: string, start: Since, until: number): void {
    const first = Math.max(from, start.seen, start.active + DAY_MS + 1);
    if (first > until) return;
    for (let day = dayNumber(first); day <= dayNumber(until); day++) {
      const seen = byDay.get(day) ?? new Set();
      byDay.set(day, seen.add(occurrence));
    }
  }

  function see(o: Occurrence, at: number): void {
    const start = since.get(o.occurrence);
    if (stands(o)) {
      if (start === undefined) since.set(o.occurrence, { active: activeSince(o), seen: at });
    } else if (start !== undefined) {
      since.delete(o.occurrence);
      count(o.occurrence, start, at - 1);
    }
  }
  for (const o of open) see(o, from);

  return {
    /** After an event at `at` was folded into `o`. */
    see,
    /** `to`: the end of the period, itself not in it. */
    result(to: number) {
      for (const [occurrence, start] of since) count(occurrence, start, to - 1);
      const atEnd = [...since.values()].filter((start) => to - 1 - start.active > DAY_MS).length;
      const worst = Math.max(0, ...[...byDay.values()].map((seen) => seen.size));
      return {
        standing: figure(atEnd, TARGETS.standing),
        standingWorstDay: figure(worst, TARGETS.standing),
      } satisfies Partial<Kpi>;
    },
  };
}
