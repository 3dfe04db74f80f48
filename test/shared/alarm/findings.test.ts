// Findings that are the same array as last time are not gone through again: what comes of them must be the same all the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JudgedRule, judge } from '../../../shared/alarm/judge.ts';
import type { Finding } from '../../../shared/source.ts';
import { createBench, finding, LAN, NOTICE } from './bench.ts';

const PAIRS: JudgedRule = { id: 'A21', kind: 'pair' };
const SUBJECTS = ['a', 'b', 'c'] as const;

const step = fc.oneof(
  fc.record({
    do: fc.constant('find' as const),
    what: fc.array(
      fc.record({
        subject: fc.constantFrom(...SUBJECTS),
        priority: fc.constantFrom('P1' as const, 'P2' as const, 'P3' as const),
        count: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 500, 1_000, 61_000, 240_000) }),
  fc.record({
    do: fc.constant('act' as const),
    action: fc.constantFrom('ack' as const, 'dispose' as const, 'shelve' as const, 'unack' as const),
    subject: fc.constantFrom(...SUBJECTS),
  }),
);

test('the same array and a copy of it lead to the same log', () => {
  fc.assert(
    fc.property(fc.constantFrom(PAIRS, NOTICE), fc.array(step, { maxLength: 40 }), (rule, steps) => {
      const benches = [createBench(), createBench()] as const;
      let found: Finding[] = [];
      for (const one of steps) {
        if (one.do === 'find') found = one.what.map((each) => finding(each.priority, each));
        for (const [index, bench] of benches.entries()) {
          if (one.do === 'wait') bench.later(one.ms);
          if (one.do === 'act') {
            const id = bench.alarms.byRule.get(rule.id)?.get(one.subject);
            const o = id === undefined ? undefined : bench.alarms.open.get(id);
            const until = bench.until(900_000);
            if (o) bench.act(one.action, o, LAN, { reason: 'đã xử lý', ...(one.action === 'shelve' ? { until } : {}) });
          }
          const findings = index === 0 ? found : found.map((each) => ({ ...each }));
          bench.fold(judge(bench.alarms, [{ rule, findings }], bench.now, bench.newId, bench.policies));
        }
      }
      expect(benches[0].log).toEqual(benches[1].log);
    }),
    { numRuns: 300 },
  );
});
