// The order of things in a replay: what is asked, what is shown meanwhile, what an answer that comes too late may do.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReplay, NOTICED_MS, type Range, type ReplayAnswer, type ReplayFrame } from '../../client/feed/replay.ts';
import { createFeedStore } from '../../client/feed/store.ts';
import { throttleLast } from '../../client/feed/throttle.ts';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { normal } from './fixtures.ts';

const from = Date.parse('2026-03-04T00:00:00.000+07:00');
const at = (clock: string): number => Date.parse(`2026-03-04T${clock}+07:00`);
const rangeAt = (instant: number, more: Partial<Range> = {}): Range => ({
  from,
  to: from + 86_399_999,
  as: 'then',
  at: instant,
  seq: null,
  ...more,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rig() {
  let isConnected = true;
  let n = 0;
  const asked: { event: string; payload: Record<string, unknown>; answer: (answer: ReplayAnswer) => void }[] = [];
  const resync = vi.fn();
  const store = createFeedStore({ mode: 'replay', now: () => 0, resync, schedule: (flush) => flush() });
  const replay = createReplay(
    {
      isConnected: () => isConnected,
      call: (event, payload) =>
        new Promise((resolve) => asked.push({ event, payload: payload as Record<string, unknown>, answer: resolve })),
      resync,
    },
    store,
  );
  const frame = (instant: number, more: object = {}): void => {
    n += 1;
    const view = { ...normal, day: String(n) } as View;
    const stamp = { mode: 'replay' as const, epoch: `e${n}`, n: 0, seq: n, at: instantText(instant) };
    replay.frame({ kind: 'snapshot', ...stamp, view, ...more } as ReplayFrame);
  };
  /** Answers what was asked last of this kind. */
  const answer = async (event: string, body: ReplayAnswer = { ok: true }): Promise<void> => {
    asked.findLast((one) => one.event === event)!.answer(body);
    await vi.advanceTimersByTimeAsync(0);
  };
  const events = () => asked.map((one) => one.event);
  /** Opened at an instant, and there. */
  const opened = async (instant: number): Promise<void> => {
    replay.open(rangeAt(instant));
    await answer('open');
    frame(instant);
    await answer('seek');
    await vi.advanceTimersByTimeAsync(200);
  };
  const setConnected = (value: boolean): void => {
    isConnected = value;
    if (value) replay.connected();
    else replay.disconnected();
  };
  return { replay, store, asked, answer, events, frame, opened, resync, setConnected };
}

describe('opening', () => {
  it('shows nothing of the start of the day when one wants to be elsewhere', async () => {
    const { replay, store, answer, frame, asked } = rig();
    replay.open(rangeAt(at('03:42:10'), { as: 'now', seq: 17 }));
    expect(asked[0]?.payload).toEqual({
      from: '2026-03-04T00:00:00.000+07:00',
      to: '2026-03-04T23:59:59.999+07:00',
      as: 'now',
      seq: 17,
    });
    frame(from);
    await answer('open');
    expect(store.get().view).toBeNull();
    expect(replay.get()).toMatchObject({ status: 'opening', target: at('03:42:10'), shownAs: null });
    frame(at('03:42:10'));
    await answer('seek');
    expect(store.get().viewAt).toBe(at('03:42:10'));
    expect(replay.get()).toMatchObject({ status: 'open', target: null, shownAs: 'now' });
  });

  it('at midnight shows the first frame', async () => {
    const { replay, store, frame } = rig();
    replay.open(rangeAt(from));
    frame(from);
    expect(store.get().viewAt).toBe(from);
    expect(replay.get().shownAs).toBe('then');
  });

  it('asks for the picture when the server put it elsewhere', async () => {
    const { replay, answer, frame, resync, store } = rig();
    replay.open(rangeAt(at('03:00:00')));
    await answer('open');
    frame(at('02:00:00'));
    await answer('seek');
    expect(resync).toHaveBeenCalledOnce();
    frame(at('02:00:00'));
    expect(store.get().viewAt).toBe(at('02:00:00'));
  });

  it('a refusal ends it, with its words; opening again is possible', async () => {
    const { replay, answer, events } = rig();
    replay.open(rangeAt(from));
    await answer('open', { ok: false, code: 'NOT_FOUND', message: 'đã quá hạn lưu' });
    expect(replay.get()).toMatchObject({
      status: 'failed',
      target: null,
      failure: { code: 'NOT_FOUND', message: 'đã quá hạn lưu' },
    });
    replay.open(rangeAt(from));
    expect(replay.get()).toMatchObject({ status: 'opening', failure: null });
    expect(events()).toEqual(['open', 'open']);
  });

  it('an answer to an opening that another one has replaced does nothing', async () => {
    const { replay, asked, answer } = rig();
    replay.open(rangeAt(at('01:00:00')));
    replay.open(rangeAt(at('02:00:00'), { as: 'now' }));
    asked[0]!.answer({ ok: false, message: 'alt' });
    await vi.advanceTimersByTimeAsync(0);
    expect(replay.get()).toMatchObject({ status: 'opening', failure: null });
    await answer('open');
    expect(asked.at(-1)).toMatchObject({ event: 'seek', payload: { at: '2026-03-04T02:00:00.000+07:00' } });
  });

  it('goes where one wanted to go while it opened', async () => {
    const { replay, asked, answer, frame, store } = rig();
    replay.open(rangeAt(at('01:00:00')));
    replay.seek(at('05:00:00'));
    expect(asked).toHaveLength(1);
    await answer('open');
    expect(asked.at(-1)).toMatchObject({ event: 'seek', payload: { at: '2026-03-04T05:00:00.000+07:00' } });
    frame(at('05:00:00'));
    expect(store.get().viewAt).toBe(at('05:00:00'));
  });
});

describe('a lost connection', () => {
  it('leads back to where one was', async () => {
    const { replay, opened, setConnected, asked, answer } = rig();
    await opened(at('08:30:00.250'));
    setConnected(false);
    expect(replay.get()).toMatchObject({ status: 'connecting', speed: 0, shownAs: 'then' });
    setConnected(true);
    await answer('open');
    expect(asked.at(-1)).toMatchObject({ event: 'seek', payload: { at: '2026-03-04T08:30:00.250+07:00' } });
  });
  it('is not asked anything', () => {
    const { replay, events, setConnected } = rig();
    setConnected(false);
    replay.open(rangeAt(from));
    expect(events()).toEqual([]);
    expect(replay.get().status).toBe('connecting');
    setConnected(true);
    expect(events()).toEqual(['open']);
  });
});

describe('seeking', () => {
  it('a hundred places in half a second: ten a second are asked, the last one is where it ends', async () => {
    const { replay, opened, asked, answer, frame, store } = rig();
    await opened(from);
    const before = asked.length;
    for (let i = 1; i <= 100; i++) {
      replay.seek(from + i * 60_000);
      await vi.advanceTimersByTimeAsync(5);
    }
    await vi.advanceTimersByTimeAsync(200);
    const seeks = asked.slice(before);
    expect(seeks.length).toBeLessThanOrEqual(7);
    expect(seeks.at(-1)?.payload).toEqual({ at: instantText(from + 100 * 60_000) });
    // Older ones are answered late: the hand stays where the person put it.
    seeks[0]!.answer({ ok: true, superseded: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(replay.get().target).toBe(from + 100 * 60_000);
    frame(from + 100 * 60_000);
    await answer('seek');
    expect(replay.get().target).toBeNull();
    expect(store.get().viewAt).toBe(from + 100 * 60_000);
  });

  it('a wait is told once it can be noticed, and no longer than it lasts', async () => {
    const { replay, opened, answer } = rig();
    await opened(from);
    replay.seek(at('01:00:00'));
    await vi.advanceTimersByTimeAsync(NOTICED_MS - 1);
    expect(replay.get().waiting).toBe(false);
    await vi.advanceTimersByTimeAsync(2);
    expect(replay.get().waiting).toBe(true);
    await answer('seek');
    expect(replay.get().waiting).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    replay.seek(at('02:00:00'));
    await answer('seek');
    await vi.advanceTimersByTimeAsync(500);
    expect(replay.get().waiting).toBe(false);
  });

  it('a refusal is said; the hand goes back', async () => {
    const { replay, opened, answer } = rig();
    await opened(from);
    replay.seek(at('01:00:00'));
    await answer('seek', { ok: false, code: 'TIMEOUT', message: 'không kịp' });
    expect(replay.get()).toMatchObject({ target: null, failure: { message: 'không kịp' } });
  });
});

describe('playing', () => {
  const pace = { speed: 900, skipQuiet: true, loop: { from: at('01:00:00'), to: at('02:00:00') } };
  it('says how fast, what to skip and what to repeat', async () => {
    const { replay, opened, asked } = rig();
    await opened(from);
    replay.play(pace);
    const wire = {
      speed: 900,
      skipQuiet: true,
      loop: { from: '2026-03-04T01:00:00.000+07:00', to: '2026-03-04T02:00:00.000+07:00' },
    };
    expect(asked.at(-1)).toMatchObject({ event: 'play', payload: wire });
    replay.pause();
    expect(asked.at(-1)?.event).toBe('pause');
    expect(replay.get().speed).toBe(0);
  });

  it('tells what is reached, where it ended, and each stretch that was jumped over', async () => {
    const { replay, opened, frame } = rig();
    await opened(from);
    const skipped = { from: instantText(at('01:00:00')), to: instantText(at('01:20:00')) };
    replay.paced({ speed: 60, achieved: 57.3, at: instantText(from), ended: false, skipped });
    expect(replay.get()).toMatchObject({
      speed: 60,
      achieved: 57.3,
      skipped: [{ from: at('01:00:00'), to: at('01:20:00') }],
    });
    frame(at('01:20:00'), { skipped: { ...skipped, to: instantText(at('01:25:00')) } });
    replay.paced({ speed: 0, achieved: 0, at: instantText(from), ended: true, skipped: null });
    expect(replay.get().skipped).toHaveLength(2);
    expect(replay.get().ended).toBe(true);
    replay.open(rangeAt(from));
    expect(replay.get().skipped).toEqual([]);
  });

  it('steps name the endpoint', async () => {
    const { replay, opened, asked } = rig();
    await opened(from);
    replay.step({ to: 'endpoint', back: true, subject: 'EP-7' });
    expect(asked.at(-1)).toMatchObject({ event: 'step', payload: { to: 'endpoint', back: true, subject: 'EP-7' } });
  });
});

describe('the newest of many', () => {
  it('at most one in the gap, and always the last', () => {
    const sent: number[] = [];
    const send = throttleLast<number>(100, (value) => sent.push(value));
    for (let i = 0; i < 100; i++) {
      send(i);
      vi.advanceTimersByTime(5);
    }
    vi.advanceTimersByTime(200);
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(sent[0]).toBe(0);
    expect(sent.at(-1)).toBe(99);
  });
});
