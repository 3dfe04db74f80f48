// What must hold for any life of any dossiers: the view depends on (events, now) alone, and the balance holds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCalendar } from '../../../../shared/calendar.ts';
import type { LogEvent } from '../../../../shared/event.ts';
import { pack, unpack } from '../../../../shared/pack.ts';
import { emptyRegistry } from '../../../../shared/registry.ts';
import type { Context, Finding, RuleContext } from '../../../../shared/source.ts';
import { submittedIn } from '../../../../shared/sources/dossier/hours.ts';
import { dossierSource } from '../../../../shared/sources/dossier/index.ts';
import type { DossierModel } from '../../../../shared/sources/dossier/model.ts';
import { balanceHolds } from '../../../../shared/sources/dossier/view.ts';
import type { DossierView } from '../../../../shared/sources/dossier/view-schema.ts';
import { DAY_MS, dayNumber, HOUR_MS, MINUTE_MS } from '../../../../shared/time.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';
import { logged, START, storiesWith } from './stories.ts';

const END = START + 6 * DAY_MS;
const ctx: Context = {
  registry: emptyRegistry(),
  calendar: defaultCalendar,
  isFeedSilent: () => false,
  feedHeardAt: () => null,
};

const delays = fc.array(fc.constantFrom(0, 0, 0, 1, 400, 90 * MINUTE_MS, 30 * HOUR_MS), {
  minLength: 1,
  maxLength: 20,
});

/** What the rules of dossiers find with the lowest thresholds, and what they know of the hours. */
function found(model: DossierModel, now: number): { findings: Finding[]; hours: (number | null)[] } {
  const findings = dossierSource.rules.flatMap((rule) => {
    const ruleCtx: RuleContext = {
      ...ctx,
      ...defaultsFor(rule),
      param: (name) => rule.params?.[name]?.min ?? 0,
      now,
      isActive: () => false,
      isRuleActive: () => false,
      disposedSeq: () => -1,
    };
    return [...rule.judge(model, ruleCtx)];
  });
  const hours = Array.from({ length: 20 * 24 }, (_, i) =>
    submittedIn(model, dayNumber(now) - Math.floor(i / 24), i % 24),
  );
  return { findings, hours };
}

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
  return { model, view: dossierSource.view(model, now, ctx), found: found(model, now) };
}

const instants = fc.array(fc.integer({ min: START, max: END + 4 * DAY_MS }), { maxLength: 30 });
const now = END + 4 * DAY_MS + HOUR_MS;
const without = ({ corrected: _corrected, asOf: _asOf, byAgency, ...rest }: DossierView) => ({
  ...rest,
  byAgency: Object.fromEntries(
    Object.entries(byAgency).map(([code, { reporting: _reporting, ...row }]) => [code, row]),
  ),
});

/** Without what depends on the order of arrival: the order of agencies, which offences are the newest, who has been heard. */
const bySubject = (findings: readonly Finding[]) =>
  findings
    .map(({ subject, priority, text, count }) => [subject, priority, count, text.replace(/ \(hồ sơ .*/, '')].join())
    .sort();

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
          const [looked, unlooked] = [run(events, reached, at), run(events, [], at)];
          expect(looked.view).toEqual(unlooked.view);
          expect(looked.found).toEqual(unlooked.found);
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
          found(model, event.foldAt);
        }
        const [watched, unwatched] = [run([], [], now, model), run(log, [], now)];
        expect(watched.view).toEqual(unwatched.view);
        expect(watched.found).toEqual(unwatched.found);
      }),
      { numRuns: 60 },
    );
  });
  it('the order of arrival does not matter for what is known in the end', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, delays, (sent, one, two) => {
        const [first, second] = [run(logged(sent, one), [], now), run(logged(sent, two), [], now)];
        expect(without(first.view)).toEqual(without(second.view));
        expect(bySubject(first.found.findings)).toEqual(bySubject(second.found.findings));
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
        const [restored, whole] = [run(log.slice(at), [], now, copy), run(log, [], now)];
        expect(restored.view).toEqual(whole.view);
        expect(restored.found).toEqual(whole.found);
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
        const waits = model.waits.map((): number[] => []);
        for (const { l, t } of model.dossiers.values()) waits[l]?.push(t);
        expect(model.waits).toEqual(waits.map((list) => list.sort((a, b) => a - b)));
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
        expect(model.counts.every((count) => count === 0)).toBe(true);
        expect(model.waits.every((list) => list.length === 0)).toBe(true);
        expect(model.offences.size).toBe(0);
        expect(model.workMs).toBe(0);
        expect(dossierSource.view(model, now, ctx).submitted).toBe(today.submitted);
      }),
      { numRuns: 60 },
    );
  });
});
