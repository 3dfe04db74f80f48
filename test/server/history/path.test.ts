// The rows between two kept places, as somebody passed them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { along, nothingPassed, pass, passedBehind, pathOf } from '../../../server/history/path.ts';
import { isBehind, type Position } from '../../../server/history/rows.ts';

const position = fc.record({ foldAt: fc.integer({ min: 0, max: 30 }), seq: fc.integer({ min: 1, max: 60 }) });
const ordered = (rows: Position[]): Position[] =>
  rows.toSorted((a, b) => (isBehind(a, b) ? 1 : isBehind(b, a) ? -1 : 0));

it('gives what lies behind a place and up to an instant, in order; nothing where it begins too late', () => {
  const rows = fc.uniqueArray(position, { selector: ({ seq }) => seq, maxLength: 40 });
  fc.assert(
    fc.property(rows, position, position, fc.integer({ min: 0, max: 31 }), (all, from, after, until) => {
      const passed = nothingPassed();
      for (const one of ordered(all)) pass(passed, one);
      const path = pathOf(from, passedBehind(passed, from));
      const found = along(path, after, until);
      if (isBehind(from, after)) {
        expect(found).toBeNull();
        return;
      }
      const expected = ordered(all).filter((one) => isBehind(one, after) && one.foldAt <= until);
      expect([...(found ?? [])]).toEqual(expected.map(({ seq }) => seq));
    }),
  );
});
