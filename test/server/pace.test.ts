import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPace, type Pace } from '../../server/pace.ts';
import type { Priority } from '../../shared/source.ts';

let now = 0;
let pace: Pace;
beforeEach(() => {
  now = 1_000_000;
  pace = createPace(() => now);
});

/** What live.ts does: a change is sent now, or a timer is set that sends all that has come by then. */
function run(changes: readonly { at: number; raised?: Priority }[], until: number) {
  const frames: { at: number; raised: Priority | null }[] = [];
  let due: number | null = null;
  const send = (raised: Priority | null): void => {
    due = null;
    frames.push({ at: now, raised });
    pace.sent();
  };
  const start = now;
  let next = 0;
  for (; now <= start + until; now++) {
    if (due !== null && now >= due) send(null);
    for (; changes[next] && start + (changes[next]?.at ?? 0) <= now; next++) {
      const raised = changes[next]?.raised ?? null;
      const wait = pace.change(raised);
      if (wait === 0) send(raised);
      else due ??= now + wait;
    }
  }
  return frames.map(({ at, raised }) => ({ at: at - start, raised }));
}
const every = (ms: number, from: number, to: number) =>
  Array.from({ length: Math.ceil((to - from) / ms) }, (_, index) => ({ at: from + index * ms }));
const within = (frames: readonly { at: number }[], from: number, to: number): number =>
  frames.filter(({ at }) => at >= from && at < to).length;

describe('when a frame goes out', () => {
  it('sends 29 changes a second each at once, for as long as they come', () => {
    const changes = every(35, 0, 10_000);
    expect(run(changes, 11_000).map(({ at }) => at)).toEqual(changes.map(({ at }) => at));
  });

  it('sends 30 at once, then 10 a second as long as the storm lasts', () => {
    const frames = run(every(2, 0, 5_000), 6_000);
    expect(frames.slice(0, 30).map(({ at }) => at)).toEqual(every(2, 0, 60).map(({ at }) => at));
    expect(within(frames, 60, 1_060)).toBe(10);
    for (let second = 1; second < 4; second++) {
      expect(within(frames, second * 1_000, second * 1_000 + 1_000)).toBe(10);
    }
  });

  it('keeps to 10 a second until a second has had fewer than 30 changes', () => {
    const storm = every(5, 0, 2_000);
    const busy = every(31, 2_000, 5_000); // 32 a second: still coalesced
    const calm = every(40, 5_000, 8_000); // 25 a second: at once again
    const frames = run([...storm, ...busy, ...calm], 9_000);
    expect(within(frames, 3_000, 5_000)).toBeLessThanOrEqual(21);
    expect(within(frames, 6_500, 8_000)).toBe(within(calm, 6_500, 8_000));
  });

  it('never keeps a change longer than 100 ms, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 200 }), (gaps) => {
        now = 0;
        pace = createPace(() => now);
        let at = 0;
        const changes = gaps.map((gap) => {
          at += gap;
          return { at };
        });
        const frames = run(changes, at + 200);
        for (const change of changes) {
          const shown = frames.find((frame) => frame.at >= change.at);
          expect(shown && shown.at - change.at).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('an alarm that is worse than all of the last 100 ms', () => {
  const storm = every(2, 0, 4_000);
  const withAlarms = (alarms: readonly { at: number; raised: Priority }[]) =>
    [...storm, ...alarms].sort((a, b) => a.at - b.at);

  it('does not wait in a storm, and a P1 not for a P2 just before', () => {
    const frames = run(
      withAlarms([
        { at: 2_001, raised: 'P2' },
        { at: 2_011, raised: 'P1' },
      ]),
      4_500,
    );
    expect(frames.filter(({ raised }) => raised !== null)).toEqual([
      { at: 2_001, raised: 'P2' },
      { at: 2_011, raised: 'P1' },
    ]);
  });

  it('waits like the rest when it is no worse', () => {
    const frames = run(
      withAlarms([
        { at: 2_001, raised: 'P1' },
        { at: 2_011, raised: 'P1' },
        { at: 2_021, raised: 'P3' },
      ]),
      4_500,
    );
    expect(frames.filter(({ raised }) => raised !== null)).toEqual([{ at: 2_001, raised: 'P1' }]);
  });

  it('is no exception any more after 20 in a second', () => {
    const alarms = Array.from({ length: 6 }, (_, turn) =>
      (['P4', 'P3', 'P2', 'P1'] as const).map((raised, index) => ({ at: 2_001 + turn * 120 + index * 2, raised })),
    ).flat();
    const frames = run(withAlarms(alarms), 4_500);
    expect(frames.filter(({ raised }) => raised !== null)).toHaveLength(20);
  });
});
