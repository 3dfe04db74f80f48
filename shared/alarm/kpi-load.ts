// How much was announced: on average, in ten-minute periods, in flood, by priority, and by which rules and subjects.
import type { Priority } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import { BEGINS_ABOVE, type Flood, floodEndsAt, settleFlood, WINDOW_MS } from './flood.ts';
import { figure, SPLIT, share, TARGETS } from './kpi-figures.ts';
import type { Kpi } from './kpi-schema.ts';
import { cameOften, type Occurrence, shownPriority } from './occurrence.ts';

const TOP = 10;
const CHATTERERS = 50;

type Counted = Pick<Occurrence, 'rule' | 'subject' | 'text'> & {
  announced: number;
  activations: number;
  chattered: boolean;
};
type Seen = Readonly<{ at: number; o: Occurrence; announced: boolean; activated: boolean }>;

/** Ten-minute periods that have begun in [from, to). */
export const periodsOf = (from: number, to: number): number => Math.ceil((to - from) / WINDOW_MS);

/** Follows a fold from `from` (epoch ms) on; `flood` is the fold's own, as it stands at that instant. */
export function createLoad(flood: Flood, from: number) {
  const perPeriod = new Map<number, number>();
  const perPriority: Record<Priority, number> = { P1: 0, P2: 0, P3: 0, P4: 0 };
  const bySubject = new Map<string, Map<string, Counted>>();
  let [announced, floodMs] = [0, 0];
  settleFlood(flood, from);
  let floodFrom = flood.since === null ? null : from;

  /** The flood that runs, as long as it lasts without anything new, but not beyond `at`. */
  function endFlood(end: number | null, at: number): void {
    if (floodFrom === null || end === null || end > at) return;
    floodMs += end - floodFrom;
    floodFrom = null;
  }

  function countedOf({ rule, subject, text }: Occurrence): Counted {
    let subjects = bySubject.get(rule);
    if (!subjects) {
      subjects = new Map();
      bySubject.set(rule, subjects);
    }
    let counted = subjects.get(subject);
    if (!counted) {
      counted = { rule, subject, text, announced: 0, activations: 0, chattered: false };
      subjects.set(subject, counted);
    }
    counted.text = text;
    return counted;
  }

  const all = (): Counted[] => [...bySubject.values()].flatMap((subjects) => [...subjects.values()]);

  return {
    /** Before an event at `at` is folded. */
    before: (at: number): void => endFlood(floodEndsAt(flood), at),
    /** After it is folded. */
    after({ at, o, announced: isAnnounced, activated }: Seen): void {
      if (!isAnnounced && !activated) return;
      const counted = countedOf(o);
      if (activated) {
        counted.activations += 1;
        counted.chattered ||= cameOften(o);
      }
      if (!isAnnounced) return;
      announced += 1;
      counted.announced += 1;
      perPriority[shownPriority(o)] += 1;
      const period = Math.floor((at - from) / WINDOW_MS);
      perPeriod.set(period, (perPeriod.get(period) ?? 0) + 1);
      if (flood.since !== null) floodFrom ??= at;
    },
    result(to: number, nameOf: (rule: string) => string) {
      endFlood(floodEndsAt(flood), to);
      const inFlood = floodMs + (floodFrom === null ? 0 : to - floodFrom);
      const busy = [...perPeriod.values()].filter((count) => count > BEGINS_ABOVE).length;
      const most = all()
        .filter((one) => one.announced > 0)
        .sort((a, b) => b.announced - a.announced || byName(a, b));
      const restless = all()
        .filter((one) => one.chattered)
        .sort((a, b) => b.activations - a.activations || byName(a, b));
      const top = most.slice(0, TOP);
      const split = (priority: Priority) => share(perPriority[priority], announced, SPLIT[priority]);
      const named = ({ rule, subject, text }: Counted) => ({ rule, ruleName: nameOf(rule), subject, text });
      return {
        announced,
        perTenMinutes: figure((announced * WINDOW_MS) / (to - from), TARGETS.perTenMinutes),
        busyPeriods: share(busy, periodsOf(from, to), TARGETS.busyPeriods),
        flood: share(inFlood / SECOND_MS, (to - from) / SECOND_MS, TARGETS.flood),
        topTen: share(
          top.reduce((sum, one) => sum + one.announced, 0),
          announced,
          TARGETS.topTen,
        ),
        chattering: figure(restless.length, TARGETS.chattering),
        priorities: { P1: split('P1'), P2: split('P2'), P3: split('P3'), P4: split('P4') },
        top: top.map((one) => ({ ...named(one), announced: one.announced })),
        chatterers: restless.slice(0, CHATTERERS).map((one) => ({ ...named(one), activations: one.activations })),
      } satisfies Partial<Kpi>;
    },
  };
}

const byName = (a: Counted, b: Counted): number =>
  a.rule !== b.rule ? (a.rule < b.rule ? -1 : 1) : a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0;
