import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, settle, step } from '../../shared/model.ts';
import { pack, unpack } from '../../shared/pack.ts';
import { DAY_MS, dayStart, HOUR_MS, MINUTE_MS } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';

const DAY = dayStart(20_000);

/** A few days of events of every source, some late, in the order of receipt. */
function log(steps: readonly { kind: number; gap: number; late: number }[]): LogEvent[] {
  let at = DAY + 8 * HOUR_MS;
  return steps.map(({ kind, gap, late }, index) => {
    at += gap;
    const subject = `S${kind % 7}`;
    const [type, data] = (
      [
        ['dossier.submitted', { level: 3, channel: 'online' }],
        ['dossier.status', { status: 2 }],
        ['dossier.status', { status: 9 }],
        ['dossier.due', { dueAt: new Date(at + HOUR_MS).toISOString(), reason: 'initial' }],
        ['endpoint.joined', { session: 's' }],
        ['endpoint.heartbeat', { session: 's' }],
        ['security.alert', { severity: 'high', category: 'malware', sensor: 'x', asset: 'srv' }],
        ['security.alert_closed', { verdict: 'true_positive' }],
        ['feed.heartbeat', { expectedEverySec: 60 }],
      ] as const
    )[kind % 9]!;
    return {
      seq: index + 1,
      receivedAt: at,
      foldAt: at,
      time: at - late,
      id: `${index}`,
      source: '/t',
      type,
      subject,
      agency: 'H44.1',
      data,
    };
  });
}

const steps = fc.array(
  fc.record({
    kind: fc.nat(62),
    gap: fc.oneof(fc.integer({ min: 1, max: 5 * MINUTE_MS }), fc.integer({ min: HOUR_MS, max: 40 * DAY_MS })),
    late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * DAY_MS })),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('a model', () => {
  it('depends on the events alone, not on when anybody looked, through days and forgetting', () => {
    fc.assert(
      fc.property(
        steps,
        fc.infiniteStream(fc.boolean()),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (given, looks, where) => {
          const events = log(given);
          const [watched, unwatched] = [emptyModel(false), emptyModel(false)];
          for (const [index, event] of events.entries()) {
            step(watched, event);
            step(unwatched, event);
            const next = events[index + 1]?.foldAt ?? event.foldAt + DAY_MS;
            if (looks.next().value)
              settle(watched, Math.floor(event.foldAt + (next - event.foldAt - 1) * where.next().value));
            if (looks.next().value) viewOf(watched, watched.at);
          }
          const end = (events.at(-1)?.foldAt ?? 0) + DAY_MS + 1;
          expect(viewOf(watched, end)).toEqual(viewOf(unwatched, end));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes on from a snapshot as if there had been none', () => {
    fc.assert(
      fc.property(steps, fc.nat(59), (given, cut) => {
        const events = log(given);
        const whole = emptyModel(false);
        let restored = emptyModel(false);
        for (const [index, event] of events.entries()) {
          step(whole, event);
          step(restored, event);
          if (index === cut) restored = unpack(pack(restored));
        }
        const end = (events.at(-1)?.foldAt ?? 0) + HOUR_MS;
        expect(viewOf(restored, end)).toEqual(viewOf(whole, end));
        expect(pack(unpack(pack(whole)))).toBe(pack(whole));
      }),
      { numRuns: 100 },
    );
  });
});
