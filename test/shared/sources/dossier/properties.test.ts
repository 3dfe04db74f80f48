// What must hold for any life of any dossiers: the view depends on (events, now) alone, and the balance holds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCalendar } from '../../../../shared/calendar.ts';
import type { LogEvent } from '../../../../shared/event.ts';
import { pack, unpack } from '../../../../shared/pack.ts';
import { emptyRegistry } from '../../../../shared/registry.ts';
import type { Context } from '../../../../shared/source.ts';
import { dossierSource } from '../../../../shared/sources/dossier/index.ts';
import type { DossierModel } from '../../../../shared/sources/dossier/model.ts';
import { balanceHolds } from '../../../../shared/sources/dossier/view.ts';
import type { DossierView } from '../../../../shared/sources/dossier/view-schema.ts';
import { DAY_MS, HOUR_MS, instantText, MINUTE_MS } from '../../../../shared/time.ts';
import { ms } from './office.ts';

const START = ms('06 12:00'); // a Friday
const END = START + 6 * DAY_MS;
const ctx: Context = {
  registry: emptyRegistry(),
  calendar: defaultCalendar,
  isFeedSilent: () => false,
  feedHeardAt: () => null,
};

type Sent = Pick<LogEvent, 'time' | 'type' | 'subject' | 'agency' | 'data'>;

/** Where a received dossier may go (domain.md §2.3); one that is not may go to 2, 3, 5, 7. */
const NEXT: Record<number, number[]> = {
  1: [2, 2, 2, 3, 5, 7],
  2: [4, 5, 7],
  4: [4, 4, 5, 6, 8, 7, 9],
  5: [4, 2, 3, 7],
  6: [4],
  8: [4],
  9: [10, 4],
  10: [4],
  3: [],
  7: [],
};
const NEXT_UNRECEIVED: Record<number, number[]> = { ...NEXT, 5: [2, 3, 7] };

const step = fc.record({
  gap: fc.integer({ min: 1, max: 20 * HOUR_MS }),
  pick: fc.nat(59),
  extra: fc.nat(11),
  span: fc.integer({ min: -10, max: 60 }),
});
const life = fc.record({
  start: fc.integer({ min: 0, max: 4 * DAY_MS }),
  agency: fc.nat(3),
  level: fc.constantFrom(undefined, 2, 3, 4),
  channel: fc.constantFrom(undefined, 'online', 'in_person'),
  steps: fc.array(step, { maxLength: 9 }),
});

/** The events of one legal life; times are distinct within and, by the millisecond `index`, between dossiers. */
function eventsOf(
  story: typeof life extends fc.Arbitrary<infer T> ? T : never,
  index: number,
  isLegal: boolean,
): Sent[] {
  const subject = `H44-${index}`;
  const agencies = [null, 'H44.1', 'H44.2', 'H44.3'];
  const agency = agencies[story.agency] ?? null;
  let time = START + Math.floor(story.start / 1000) * 1000 + index;
  const sent: Sent[] = [];
  const push = (type: string, data: unknown) => sent.push({ time, type, subject, agency, data });
  const { level, channel } = story;
  push('dossier.submitted', {
    ...(level ? { level } : {}),
    ...(channel ? { channel } : {}),
    receiveBy: instantText(time + 8 * HOUR_MS),
  });
  let status = 1;
  let isReceived = false;
  for (const { gap, pick, extra, span } of story.steps) {
    time += Math.ceil(gap / 1000) * 1000;
    if (extra === 0) push('dossier.due', { dueAt: instantText(time + span * HOUR_MS), reason: 'reschedule' });
    else if (extra === 1) push('dossier.deleted', {});
    else if (extra === 2) push('dossier.restored', {});
    else if (extra === 3) push('dossier.transferred', { toAgency: agencies[1 + (pick % 3)] });
    else if (extra === 4) push('dossier.rated', { rating: pick % 2 ? 'satisfied' : 'unsatisfied' });
    else if (extra === 5) push('dossier.finish_changed', { finishedAt: instantText(time - HOUR_MS) });
    else {
      const next = isLegal ? ((isReceived ? NEXT : NEXT_UNRECEIVED)[status] ?? []) : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
      if (next.length === 0) continue;
      status = next[pick % next.length] ?? 1;
      push('dossier.status', { status });
      if (status === 2 && !isReceived) {
        isReceived = true;
        time += 1000;
        push('dossier.due', { dueAt: instantText(time + (10 + span) * HOUR_MS), reason: 'initial' });
      }
    }
  }
  return sent;
}

const storiesWith = (isLegal: boolean) =>
  fc
    .array(life, { minLength: 1, maxLength: 8 })
    .map((lives) => lives.flatMap((story, i) => eventsOf(story, i, isLegal)).sort((a, b) => a.time - b.time));

/** Numbered and stamped, each known `delay` after it happened, in the order of becoming known. */
const logged = (sent: readonly Sent[], delays: readonly number[]): LogEvent[] =>
  sent
    .map((event, i) => ({ event, known: event.time + (delays[i % delays.length] ?? 0) }))
    .sort((a, b) => a.known - b.known)
    .map(({ event, known }, i) => ({
      ...event,
      seq: i + 1,
      receivedAt: known,
      foldAt: known,
      id: `e${i}`,
      source: '/s',
    }));

const delays = fc.array(fc.constantFrom(0, 0, 0, 1, 400, 90 * MINUTE_MS, 30 * HOUR_MS), {
  minLength: 1,
  maxLength: 20,
});

/** Folds all; settles at the given instants as soon as they are reached, and at the end. */
function run(
  log: readonly LogEvent[],
  settleAt: readonly number[],
  now: number,
  model: DossierModel = dossierSource.empty(),
) {
  const stops = [...settleAt].sort((a, b) => a - b);
  const settleUpTo = (limit: number) => {
    for (let stop = stops[0]; stop !== undefined && stop < limit; stop = stops[0]) {
      stops.shift();
      dossierSource.settle(model, stop, ctx);
    }
  };
  for (const event of log) {
    settleUpTo(event.foldAt);
    dossierSource.fold(model, event, ctx);
  }
  settleUpTo(now);
  dossierSource.settle(model, now, ctx);
  return { model, view: dossierSource.view(model, now, ctx) };
}

const instants = fc.array(fc.integer({ min: START, max: END + 4 * DAY_MS }), { maxLength: 30 });
const now = END + 4 * DAY_MS + HOUR_MS;
const without = ({ corrected: _corrected, asOf: _asOf, byAgency, ...rest }: DossierView) => ({
  ...rest,
  byAgency: Object.fromEntries(
    Object.entries(byAgency).map(([code, { reporting: _reporting, ...row }]) => [code, row]),
  ),
});

describe('properties', { timeout: 60_000 }, () => {
  it('path independence: whenever anybody looked, the view is the same', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, instants, fc.nat(), (sent, late, stops, cut) => {
        const log = logged(sent, late);
        // also in the middle of the story, right after its last known event
        const part = log.slice(0, 1 + (cut % log.length));
        for (const events of [part, log]) {
          const at = Math.max(events.at(-1)?.foldAt ?? 0, events === log ? now : 0);
          const reached = stops.filter((stop) => stop < at);
          expect(run(events, reached, at).view).toEqual(run(events, [], at).view);
        }
      }),
      { numRuns: 80 },
    );
  });
  it('settling after every single event changes nothing', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, (sent, late) => {
        const log = logged(sent, late);
        const model = dossierSource.empty();
        for (const event of log) {
          dossierSource.fold(model, event, ctx);
          dossierSource.settle(model, event.foldAt, ctx);
          dossierSource.view(model, event.foldAt, ctx);
        }
        expect(run([], [], now, model).view).toEqual(run(log, [], now).view);
      }),
      { numRuns: 60 },
    );
  });
  it('the order of arrival does not matter for what is known in the end', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, delays, (sent, one, two) => {
        expect(without(run(logged(sent, one), [], now).view)).toEqual(without(run(logged(sent, two), [], now).view));
      }),
      { numRuns: 60 },
    );
  });
  it('the balance holds for every legal life at every instant, and every figure is sane', () => {
    fc.assert(
      fc.property(storiesWith(true), instants, (sent, stops) => {
        const log = logged(sent, [0]);
        const model = dossierSource.empty();
        let next = 0;
        for (const stop of [...stops, now].sort((a, b) => a - b)) {
          for (let event = log[next]; event && event.foldAt <= stop; event = log[++next])
            dossierSource.fold(model, event, ctx);
          dossierSource.settle(model, stop, ctx);
          const view = dossierSource.view(model, stop, ctx);
          if (view.asOf === null) continue;
          expect(balanceHolds(view)).toBe(true);
          for (const ratio of [view.onTime, view.online, ...Object.values(view.formulas)]) {
            expect(ratio?.numerator).toBeGreaterThanOrEqual(0);
            expect(ratio?.numerator).toBeLessThanOrEqual(ratio?.denominator ?? -1);
          }
          expect((view.overdue ?? 0) + (view.nearlyDue ?? 0)).toBeLessThanOrEqual(view.open ?? -1);
          expect(view.hourly.reduce((sum: number, n) => sum + (n ?? 0), 0)).toBe(view.submitted);
        }
      }),
      { numRuns: 80 },
    );
  });
  it('a model written as JSON and read back goes on as if nothing had happened', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, fc.nat(), (sent, late, cut) => {
        const log = logged(sent, late);
        const at = cut % log.length;
        const model = dossierSource.empty();
        for (const event of log.slice(0, at)) dossierSource.fold(model, event, ctx);
        const copy = unpack<DossierModel>(pack(model));
        expect(copy).toEqual(structuredClone(model));
        const stop = log[at]?.foldAt ?? now;
        dossierSource.settle(copy, stop, ctx);
        expect(dossierSource.view(copy, stop, ctx)).toEqual(run(log.slice(0, at), [], stop).view);
        expect(run(log.slice(at), [], now, copy).view).toEqual(run(log, [], now).view);
      }),
      { numRuns: 60 },
    );
  });
  it('the counters are the sum of what the dossiers stand in, and nothing is left of what has gone', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, instants, (sent, late, stops) => {
        const { model } = run(logged(sent, late), stops, now);
        const sum = new Map<number, number>();
        for (const dossier of model.dossiers.values())
          for (const key of dossier.c) sum.set(key, (sum.get(key) ?? 0) + 1);
        for (const [key, count] of model.counts.entries()) expect(count).toBe(sum.get(key) ?? 0);
        for (const row of model.days.values()) for (const count of row) expect(count).toBeGreaterThanOrEqual(0);
        const today = dossierSource.view(model, now, ctx);
        for (const code of [...model.dossiers.keys()]) {
          const time = now;
          dossierSource.fold(
            model,
            {
              seq: 1e6,
              receivedAt: time,
              foldAt: time,
              time,
              id: code,
              source: '/s',
              type: 'dossier.deleted',
              subject: code,
              agency: null,
              data: {},
            },
            ctx,
          );
        }
        dossierSource.settle(model, now, ctx);
        expect(model.counts.slice(0, 24).every((count) => count === 0)).toBe(true);
        expect(model.counts.slice(64).every((count) => count === 0)).toBe(true);
        expect(model.workMs).toBe(0);
        expect(dossierSource.view(model, now, ctx).submitted).toBe(today.submitted);
      }),
      { numRuns: 60 },
    );
  });
});
