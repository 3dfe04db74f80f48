// Flood by the standard: begins above ten announced in ten minutes, ends below five; whoever looked when.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announceIn, emptyFlood, settleFlood } from '../../../shared/alarm/flood.ts';
import { MINUTE_MS } from '../../../shared/time.ts';

const START = Date.parse('2026-11-21T10:00:00.000+07:00');

test('the eleventh within ten minutes begins it; with fewer than five left it is over', () => {
  const flood = emptyFlood();
  for (let n = 0; n < 10; n++) announceIn(flood, START + n * 6_000);
  expect(flood.since).toBeNull();
  announceIn(flood, START + 60_000);
  expect([flood.since, flood.total]).toEqual([START + 60_000, 11]);
  settleFlood(flood, START + 10 * MINUTE_MS + 36_000 - 1);
  expect([flood.since !== null, flood.total]).toEqual([true, 5]);
  settleFlood(flood, START + 10 * MINUTE_MS + 36_000);
  expect([flood.since, flood.total]).toEqual([null, 4]);
});

test('a thousand in a second are one entry, and all are counted', () => {
  const flood = emptyFlood();
  for (let n = 0; n < 1_000; n++) announceIn(flood, START + (n % 900));
  expect([flood.seconds.length, flood.total, flood.since]).toEqual([1, 1_000, START + 10]);
});

test('it is the same whoever looked in between', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 80 });
  fc.assert(
    fc.property(gaps, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (waits, looks) => {
      const [seen, unseen] = [emptyFlood(), emptyFlood()];
      let now = START;
      for (const [n, wait] of waits.entries()) {
        if (looks[n]) settleFlood(seen, now + Math.floor(wait / 2));
        now += wait;
        announceIn(seen, now);
        announceIn(unseen, now);
        expect(seen).toEqual(unseen);
      }
    }),
  );
});
