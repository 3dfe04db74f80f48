import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../../shared/pack.ts';
import { securitySource } from '../../../../shared/sources/security/index.ts';
import type { SecurityModel } from '../../../../shared/sources/security/model.ts';
import { defaultsFor } from '../../../support/rule-defaults.ts';
import { at, bench, ctx } from './kit.ts';

const script = fc.array(
  fc.record({
    kind: fc.constantFrom('alert', 'alert', 'alert', 'close', 'incident', 'link', 'storm'),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
    category: fc.constantFrom('malware', 'phishing', 'deface'),
    asset: fc.constantFrom(undefined, 's1', 's2', 's3', 's4', 's5'),
    verdict: fc.constantFrom('true_positive', 'false_positive', 'duplicate'),
    pending: fc.constantFrom(undefined, 1, 2, 3, 4),
    wait: fc.constantFrom(0, 1, 1_000, 59_999, 60_000, 600_000, 30_000_000),
    lag: fc.constantFrom(0, 0, 0, 2_000, 120_000, 3_600_000, 90_000_000),
    settle: fc.boolean(),
  }),
  { maxLength: 40 },
);
type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;

/** `disposals`: a rule that knows that no disposal changed looks only at what did. */
function seen(model: SecurityModel, now: number, disposals?: number) {
  securitySource.settle(model, now, ctx);
  const judged = securitySource.rules.flatMap((rule) =>
    [
      ...rule.judge(model, {
        ...ctx,
        ...defaultsFor(rule),
        now,
        isActive: () => false,
        disposedSeq: () => 3,
        ...(disposals === undefined ? {} : { disposals }),
        isRuleActive: () => false,
      }),
    ].map((one) => ({ id: rule.id, ...one })),
  );
  // In which order a rule finds things says nothing.
  judged.sort((a, b) => (`${a.id} ${a.subject}` < `${b.id} ${b.subject}` ? -1 : 1));
  return { view: securitySource.view(model, now, ctx), judged };
}

function run(steps: Script, look: (step: Script[number]) => boolean, restore = false, disposals?: number) {
  const b = bench();
  let now = at('20:00');
  for (const [index, step] of steps.entries()) {
    const { kind, id, severity, category, asset, verdict, pending, wait, lag } = step;
    if (look(step)) for (const part of [0.3, 0.99]) seen(b.model, Math.floor(now + wait * part), disposals);
    now += wait;
    if (restore && index % 4 === 3) b.model = structuredClone(b.model);
    const time = now - lag;
    const data = { severity, category, sensor: 'x', assetLevel: 3, ...(asset ? { asset } : {}) };
    if (kind === 'alert') b.send('alert', id, time, data, now);
    else if (kind === 'close') b.send('alert_closed', id, time, { verdict }, now);
    else if (kind === 'link')
      b.send('link', id, time, { state: severity === 'low' ? 'up' : 'down', ...(pending ? { pending } : {}) }, now);
    else if (kind === 'storm')
      for (let i = 0; i < 120; i += 1) b.send('alert', `${index}-${i}`, time + i, data, now + i);
    else {
      const what = severity === 'low' ? 'closed' : severity === 'medium' ? 'updated' : 'opened';
      const detectedAt = '2026-11-23T07:00:00Z';
      b.send(
        `incident_${what}`,
        id,
        time,
        { severity, category, detectedAt, ...(asset ? { system: asset } : {}) },
        now,
      );
    }
    if (kind === 'storm') now += 120;
  }
  return { model: b.model, now };
}

test('view and findings depend on events and now, not on when the clock was looked at', () => {
  fc.assert(
    fc.property(script, fc.constantFrom(0, 1_000, 90_000, 1_800_000, 300_000_000), (steps, later) => {
      const never = run(steps, () => false);
      const now = never.now + later;
      const expected = seen(never.model, now);
      expect(seen(run(steps, (step) => step.settle).model, now)).toEqual(expected);
      expect(seen(run(steps, () => true, true).model, now)).toEqual(expected);
      expect(seen(run(steps, (step) => step.settle, false, 7).model, now, 7)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('a restored model shows the same, and is plain data', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const { model, now } = run(steps, (step) => step.settle);
      const expected = seen(model, now + 1);
      const unpacked = unpack<SecurityModel>(pack(model));
      expect(unpacked).toEqual(model);
      expect(seen(unpacked, now + 1)).toEqual(expected);
      expect(seen(structuredClone(model), now + 1)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
}, 30_000);

test('open alerts are those told and not closed, whatever the order', () => {
  fc.assert(
    fc.property(script, (steps) => {
      const told = new Set<string>();
      const closed = new Set<string>();
      for (const [index, { kind, id }] of steps.entries()) {
        if (kind === 'alert') told.add(id);
        else if (kind === 'close') closed.add(id);
        else if (kind === 'storm') for (let i = 0; i < 120; i += 1) told.add(`${index}-${i}`);
      }
      const { model, now } = run(steps, () => false);
      const { low, medium, high, critical } = seen(model, now).view.open;
      const open = (low ?? 0) + (medium ?? 0) + (high ?? 0) + (critical ?? 0);
      expect(open).toBe([...told].filter((id) => !closed.has(id)).length);
      const groups = [...model.groups.values()];
      const grouped = groups.filter(({ rule }) => rule !== 'A34').reduce((sum, { size }) => sum + size, 0);
      expect(grouped).toBe((medium ?? 0) + (high ?? 0) + (critical ?? 0));
      for (const { size, seqs, repeats, times, grades } of groups) {
        expect(repeats.filter((one) => one > 0).length).toBe(size);
        expect([repeats.length, times.length, grades.length]).toEqual([seqs.length, seqs.length, seqs.length]);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
        // Those who left are tidied away in time.
        expect(seqs.length).toBeLessThanOrEqual(2 * size);
      }
      const since = [...model.openSince.high.values(), ...model.openSince.critical.values()];
      expect(since.every((count) => count > 0)).toBe(true);
      expect(since.reduce((sum, count) => sum + count, 0)).toBe((high ?? 0) + (critical ?? 0));
    }),
    { numRuns: 150 },
  );
}, 30_000);
