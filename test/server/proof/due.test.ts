import { describe, expect, it } from 'vitest';
import { dueDay } from '../../../server/proof/due.ts';
import type { Proof } from '../../../shared/monitor/fold.ts';
import { DAY_MS, dayStart, HOUR_MS, MINUTE_MS, parseDay, parseInstant } from '../../../shared/time.ts';

const NOW = parseInstant('2026-11-24T09:00:00+07:00');
const day = parseDay('2026-11-24');
const proofs = (given: Record<string, [checkedAt: number, mismatches: number]>) => ({
  proofs: new Map(
    Object.entries(given).map(([text, [checkedAt, mismatches]]): [string, Proof] => [
      text,
      { checkedAt, compared: 9, mismatches, first: null },
    ]),
  ),
});
const nobody = new Set<string>();

describe('the day that is verified next', () => {
  it('is the first that is over and was not verified', () => {
    expect(dueDay(proofs({}), NOW, nobody)).toEqual({ from: 0, to: day });
    const known = proofs({ '2026-11-21': [NOW - 2 * DAY_MS, 0], '2026-11-20': [NOW - 3 * DAY_MS, 0] });
    expect(dueDay(known, NOW, nobody)).toEqual({ from: day - 2, to: day });
  });

  it('is over two minutes after midnight', () => {
    const to = (now: number) => (dueDay(proofs({}), now, nobody) as { to: number }).to;
    expect(to(dayStart(day) + 2 * MINUTE_MS - 1)).toBe(day - 1);
    expect(to(dayStart(day) + 2 * MINUTE_MS)).toBe(day);
  });

  it('is one that failed: once by each process, and once on each day', () => {
    const failed = (checkedAt: number) => proofs({ '2026-11-20': [checkedAt, 1], '2026-11-23': [NOW - HOUR_MS, 0] });
    const again = { again: day - 4 };
    const next = { from: day, to: day };
    const seen = new Set(['2026-11-20']);
    expect(dueDay(failed(NOW - HOUR_MS), NOW, nobody)).toEqual(again);
    expect(dueDay(failed(NOW - HOUR_MS), NOW, seen)).toEqual(next);
    expect(dueDay(failed(dayStart(day)), NOW, seen)).toEqual(next);
    expect(dueDay(failed(dayStart(day) - 1), NOW, seen)).toEqual(again);
  });
});
