// The turns of a playing replay, on a clock that the test moves: pace, quiet stretches, loops.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changesOf } from '../../server/history/endpoint-changes.ts';
import { createPlaying, type Playing, type Stretch } from '../../server/history/playing.ts';

const END = 1_000_000;

/** A replay that only knows where it is; `lively`: instants of events; `costMs`: how long a turn takes. */
function bench(options: { at?: number; lively?: number[]; critical?: boolean; costMs?: number } = {}) {
  const { lively = [], critical = false, costMs = 0 } = options;
  let at = options.at ?? 0;
  const frames: { at: number; real: number; skipped: Stretch | null }[] = [];
  const jumps: number[] = [];
  let line: Promise<unknown> = Promise.resolve();
  const playing: Playing = createPlaying({
    to: END,
    at: () => at,
    inTurn: (work) => {
      const done = line.then(work);
      line = done.catch(() => {});
      return done;
    },
    isMoving: () => false,
    moveOn: async (until) => {
      if (costMs > 0) await new Promise((resolve) => setTimeout(resolve, costMs));
      at = until;
      return true;
    },
    jumpTo: async (to) => {
      jumps.push(to);
      at = to;
    },
    nextLively: async () => lively.find((one) => one > at) ?? null,
    isCritical: () => critical,
    tellFrame: (skipped) => frames.push({ at, real: performance.now(), skipped }),
    tellSpeed: () => {},
  });
  return { playing, frames, jumps, at: () => at };
}
const usual = { speed: 1, skipQuiet: false, loop: null };

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

describe('pace', () => {
  it.each([0.5, 1, 60, 300])('%dx is as much of the log a second, in ten frames', async (speed) => {
    const { playing, frames, at } = bench();
    playing.start({ ...usual, speed });
    await vi.advanceTimersByTimeAsync(2_050);
    expect(at()).toBe(2_000 * speed);
    expect(frames).toHaveLength(20);
    expect(playing.achieved()).toBeCloseTo(speed);
  });

  it('on a machine that cannot keep up is slower, says so, and leaves nothing out', async () => {
    const { playing, frames } = bench({ costMs: 600 });
    playing.start({ ...usual, speed: 60 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(playing.achieved()).toBeLessThan(32);
    expect(playing.achieved()).toBeGreaterThan(20);
    for (const [index, { at }] of frames.entries())
      expect(at - (frames[index - 1]?.at ?? 0)).toBeLessThanOrEqual(18_000);
  });

  it('ends at the end, exactly, and stands', async () => {
    const { playing, frames, at } = bench({ at: END - 250 });
    playing.start(usual);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([at(), playing.speed(), frames.length]).toEqual([END, 0, 3]);
  });
});

describe('a quiet stretch', () => {
  it('is passed over but for a second of it, and told once', async () => {
    const { playing, frames, at } = bench({ lively: [200_000, 210_000] });
    playing.start({ ...usual, speed: 2, skipQuiet: true });
    await vi.advanceTimersByTimeAsync(1_150);
    expect(frames.filter(({ skipped }) => skipped)).toEqual([
      { at: 198_000, real: expect.any(Number), skipped: { from: 0, to: 198_000 } },
    ]);
    expect(at()).toBe(200_000);
    // Ten seconds are not quiet, and what follows is passed over up to the end, never beyond.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(at()).toBe(210_000);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(frames.flatMap(({ skipped }) => skipped ?? []).at(-1)?.to).toBe(END - 2_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([at(), playing.speed()]).toEqual([END, 0]);
  });

  it('is never passed over while a critical alarm stands unacknowledged', async () => {
    const { playing, frames, at } = bench({ lively: [200_000], critical: true });
    playing.start({ ...usual, skipQuiet: true });
    await vi.advanceTimersByTimeAsync(5_050);
    expect([at(), frames.some(({ skipped }) => skipped)]).toEqual([5_000, false]);
  });

  it('is not passed over where that would take longer, nor where it is short', async () => {
    for (const [speed, lively] of [
      [300, 60_000],
      [1, 29_000],
    ] as const) {
      const { playing, frames } = bench({ lively: [lively] });
      playing.start({ ...usual, speed, skipQuiet: true });
      await vi.advanceTimersByTimeAsync(150);
      expect(frames.map(({ skipped }) => skipped)).toEqual([null]);
      playing.stop();
    }
  });
});

describe('a loop', () => {
  it('goes back at its end and on, and begins inside', async () => {
    const { playing, frames, jumps, at } = bench({ at: 900_000 });
    playing.start({ ...usual, loop: { from: 10_000, to: 12_000 } });
    await vi.advanceTimersByTimeAsync(7_000);
    expect(jumps.length).toBeGreaterThanOrEqual(3);
    expect(new Set(jumps)).toEqual(new Set([10_000]));
    for (const frame of frames) expect(frame.at >= 10_000 && frame.at <= 12_000).toBe(true);
    expect(frames.some((frame) => frame.at === 12_000)).toBe(true);
    expect([playing.speed(), at() <= 12_000]).toEqual([1, true]);
  });
});

describe('changes of an endpoint', () => {
  const row = (foldAt: number, type: string, time = foldAt) => ({ foldAt, time, type: `endpoint.${type}` });

  it('are those of its state, not each of its events', () => {
    const rows = [row(1, 'joined'), row(2, 'joined'), row(3, 'left'), row(4, 'dropped'), row(5, 'joined')];
    expect(changesOf(rows, 10)).toEqual([1, 3, 5]);
    expect(changesOf([row(1, 'joined'), row(2, 'dropped'), row(3, 'dropped')], 10)).toEqual([1, 2]);
  });

  it('are also the time-out of its heartbeats, and its return', () => {
    const rows = [row(0, 'heartbeat'), row(30_000, 'heartbeat'), row(200_000, 'heartbeat')];
    expect(changesOf(rows, 210_000)).toEqual([0, 120_000, 200_000]);
    expect(changesOf(rows, 300_000)).toEqual([0, 120_000, 200_000, 290_000]);
    // One that never beat does not time out; a beat that comes late is not seen before it comes.
    expect(changesOf([row(0, 'joined')], 900_000)).toEqual([0]);
    expect(changesOf([row(150_000, 'heartbeat', 10_000)], 150_001)).toEqual([150_000, 150_000]);
  });
});
