import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../../shared/pack.ts';
import { conferenceSource } from '../../../../shared/sources/conference/index.ts';
import type { ConferenceModel } from '../../../../shared/sources/conference/model.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';
import { at, bench } from './kit.ts';

const START = at('20:00', '2026-11-21');
const ids = ['EP-1', 'EP-2', 'EP-3'];

type Happening =
  | { what: 'presence'; kind: string; id: string; session: string | undefined; conference: string | undefined }
  | { what: 'conference'; kind: string }
  | { what: 'test'; id: string; ok: boolean }
  | { what: 'quality'; id: string; data: Record<string, unknown> };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('presence' as const),
      kind: fc.constantFrom('joined', 'left', 'dropped', 'heartbeat', 'heartbeat', 'heartbeat'),
      id: fc.constantFrom(...ids),
      session: fc.constantFrom(undefined, 'a', 'b'),
      conference: fc.constantFrom(undefined, 'HN', 'KHAC'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('conference' as const),
      kind: fc.constantFrom('opened', 'closed', 'cancelled', 'scheduled'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('test' as const), id: fc.constantFrom(...ids), ok: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('quality' as const),
      id: fc.constantFrom(...ids),
      data: fc.record(
        {
          conference: fc.constantFrom('HN', 'KHAC'),
          lossPct: fc.constantFrom(0, 4, 6, 20),
          rttMs: fc.constantFrom(30, 390, 410, 900),
          micMuted: fc.boolean(),
          speaking: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    }),
  },
);

/** `wait`: until it is known; `lag`: how long before that it happened; `settle`: is the clock looked at in between? */
const script = fc.array(
  fc.record({
    happening,
    wait: fc.constantFrom(0, 1_000, 30_000, 89_999, 90_000, 400_000, 7_200_000, 40_000_000, 100_000_000),
    lag: fc.constantFrom(0, 0, 0, 5_000, 100_000, 3_600_000, 100_000_000),
    settle: fc.boolean(),
  }),
  { maxLength: 40 },
);

type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;

function run(steps: Script, look: (step: Script[number]) => boolean, restore = false) {
  const b = bench();
  let model = b.model;
  let now = START;
  for (const [index, step] of steps.entries()) {
    const { happening: it, wait, lag } = step;
    // Looks at the clock, and at the screen, somewhere between two events.
    if (look(step)) {
      for (const part of [0.25, 0.5, 0.99]) {
        conferenceSource.settle(model, Math.floor(now + wait * part), b.ctx);
        conferenceSource.view(model, Math.floor(now + wait * part), b.ctx);
      }
    }
    now += wait;
    if (restore && index % 5 === 4) model = structuredClone(model);
    const event = {
      seq: index + 1,
      receivedAt: now,
      foldAt: now,
      time: now - lag,
      id: `${index}`,
      source: '/mcu',
      agency: null,
    };
    // The context knows the feeds by itself: it is no part of the model that is restored.
    b.hear(now);
    const fold = (type: string, subject: string, data: unknown) =>
      conferenceSource.fold(model, { ...event, type, subject, data }, b.ctx);
    if (it.what === 'presence') {
      const data = {
        ...(it.session ? { session: it.session } : {}),
        ...(it.conference ? { conference: it.conference } : {}),
      };
      fold(`endpoint.${it.kind}`, it.id, data);
    } else if (it.what === 'test') fold('endpoint.test', it.id, { picture: 'ok', sound: it.ok ? 'ok' : 'bad' });
    else if (it.what === 'quality') fold('endpoint.quality', it.id, it.data);
    else if (it.kind === 'scheduled') {
      const times = {
        startsAt: new Date(now + 600_000).toISOString(),
        endsAt: new Date(now + 7_200_000).toISOString(),
      };
      fold('conference.scheduled', 'HN', { title: 'HN', ...times, endpoints: ids.slice(0, 1 + (index % 3)) });
    } else fold(`conference.${it.kind}`, 'HN', {});
  }
  return { b, model, now };
}

function seen(model: ConferenceModel, now: number, b: ReturnType<typeof bench>) {
  conferenceSource.settle(model, now, b.ctx);
  const judged = conferenceSource.rules.flatMap((rule) =>
    [
      ...rule.judge(model, {
        ...b.ctx,
        ...defaultsFor(rule),
        now,
        isActive: () => false,
        disposedSeq: () => -1,
        isRuleActive: () => false,
      }),
    ].map((one) => ({ id: rule.id, ...one })),
  );
  return { view: conferenceSource.view(model, now, b.ctx), judged };
}

const after = fc.constantFrom(0, 1, 45_000, 90_000, 3_600_000);

test('view and findings depend on events and now, not on when the clock was looked at', () => {
  fc.assert(
    fc.property(script, after, (steps, later) => {
      const never = run(steps, () => false);
      const now = never.now + later;
      const expected = seen(never.model, now, never.b);
      const sometimes = run(steps, (step) => step.settle);
      expect(seen(sometimes.model, now, sometimes.b)).toEqual(expected);
      const always = run(steps, () => true, true);
      expect(seen(always.model, now, always.b)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
}, 30_000);

test('a restored model shows the same, and is plain data', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { model, now, b } = run(steps, (step) => step.settle);
      const expected = seen(model, now + 1, b);
      expect(seen(structuredClone(model), now + 1, b)).toEqual(expected);
      const unpacked = unpack<ConferenceModel>(pack(model));
      expect(unpacked).toEqual(model);
      expect(seen(unpacked, now + 1, b)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
}, 30_000);

test('counts add up, availability stays within what was invited', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { model, now, b } = run(steps, (step) => step.settle);
      const { view } = seen(model, now, b);
      const { total, online, dropped, left, unknown } = view.endpoints;
      if (total === null) return;
      expect((online ?? 0) + (dropped ?? 0) + (left ?? 0) + (unknown ?? 0)).toBe(total);
      for (const row of Object.values(view.conferences)) {
        expect(row.online + row.missing.length).toBe(row.invited);
        expect(row.availability!.numerator).toBeLessThanOrEqual(row.availability!.denominator);
        expect(row.availability!.numerator).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 200 },
  );
}, 30_000);
