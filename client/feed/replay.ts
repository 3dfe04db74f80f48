// A replay: frames of a private session into the same store as live ones; beside them what is played, and how.
// The socket stands outside (replay-socket.ts): this file is the order of things alone.
import { instantText } from '../../shared/time.ts';
import type { Frame, ReplaySpeed } from '../../shared/wire.ts';
import type { FeedStore } from './store.ts';
import { throttleLast } from './throttle.ts';

export type Truth = 'then' | 'now';
/** Epoch ms. */
export type Stretch = Readonly<{ from: number; to: number }>;
/** A day to be opened at `at`. `seq`: pinned there; null: all that is known. */
export type Range = Stretch & Readonly<{ as: Truth; at: number; seq: number | null }>;
export type Pace = Readonly<{ speed: number; skipQuiet: boolean; loop: Stretch | null }>;
export type StepTo = Readonly<{ to: 'event' | 'alarm' | 'endpoint'; back: boolean; subject?: string }>;
export type Failure = Readonly<{ code: string; message: string }>;

export type Playback = Readonly<{
  /** `failed`: the server refused to open it, see `failure`. */
  status: 'connecting' | 'opening' | 'open' | 'failed';
  /** Asked for; 0 = paused. */
  speed: number;
  /** What the server reaches. */
  achieved: number;
  ended: boolean;
  /** Where it is going, epoch ms; null: it is there. */
  target: number | null;
  /** An answer has been awaited for longer than a person notices. */
  waiting: boolean;
  /** Quiet stretches that were jumped over since it was opened, newest last. */
  skipped: readonly Stretch[];
  /** Truth of the view that is shown; the one asked for may still be on its way. */
  shownAs: Truth | null;
  /** What went wrong, in Vietnamese; null when nothing did. */
  failure: Failure | null;
}>;

export type ReplayAnswer = Readonly<{ ok: boolean; code?: string; message?: string; superseded?: boolean }>;
type Jumped = Readonly<{ skipped?: Readonly<{ from: string; to: string }> | null }>;
export type ReplayFrame = Frame & Jumped;
export type ReplayPace = ReplaySpeed & Jumped;

export type ReplayLine = Readonly<{
  isConnected: () => boolean;
  /** Never rejects: no answer in time is an answer with a code. */
  call: (event: string, payload: object) => Promise<ReplayAnswer>;
  /** Asks for the whole picture. */
  resync: () => void;
}>;

export type Replay = Readonly<{
  get: () => Playback;
  subscribe: (listener: () => void) => () => void;
  /** Starts over with another day or truth. Kept and repeated after a lost connection. */
  open: (range: Range) => void;
  play: (pace: Pace) => void;
  pause: () => void;
  /** Epoch ms. At most ten a second reach the server; the last one always does. */
  seek: (at: number) => void;
  step: (step: StepTo) => void;
  /** What the line tells. */
  connected: () => void;
  disconnected: () => void;
  frame: (frame: ReplayFrame) => void;
  paced: (pace: ReplayPace) => void;
}>;

const SEEK_GAP_MS = 100;
/** Shorter waits are not worth a word. */
export const NOTICED_MS = 100;
const KEPT_SKIPS = 200;

const idle: Playback = {
  status: 'connecting',
  speed: 0,
  achieved: 0,
  ended: false,
  target: null,
  waiting: false,
  skipped: [],
  shownAs: null,
  failure: null,
};

export function createReplay(line: ReplayLine, store: Pick<FeedStore, 'get' | 'frame'>): Replay {
  let playback = idle;
  let range: Range | null = null;
  let openings = 0;
  let isOpen = false;
  let unanswered = 0;
  /** While a replay opens, frames of any other instant are not shown: its first one is the start of the day. */
  let awaited: number | null = null;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Playback>): void => {
    playback = { ...playback, ...change };
    for (const listener of listeners) listener();
  };
  const failureOf = ({ ok, code, message }: ReplayAnswer): Failure | null =>
    ok ? null : { code: code ?? '', message: message ?? '' };

  const call = async (event: string, payload: object): Promise<ReplayAnswer> => {
    unanswered += 1;
    const timer = setTimeout(() => set({ waiting: true }), NOTICED_MS);
    const answer = await line.call(event, payload);
    clearTimeout(timer);
    unanswered -= 1;
    if (unanswered === 0 && playback.waiting) set({ waiting: false });
    return answer;
  };

  const sendSeek = throttleLast(SEEK_GAP_MS, async (at: number) => {
    const mine = openings;
    const answer = await call('seek', { at: instantText(at) });
    // A newer one is on its way, or another day.
    if (mine !== openings || playback.target !== at) return;
    set({ status: 'open', target: null, failure: failureOf(answer) });
    if (awaited !== null) {
      awaited = null;
      line.resync();
    }
  });

  const start = async (): Promise<void> => {
    if (!range || !line.isConnected()) return;
    openings += 1;
    const mine = openings;
    const { from, to, as, seq } = range;
    isOpen = false;
    awaited = range.at;
    set({ ...idle, status: 'opening', target: range.at, shownAs: playback.shownAs });
    const answer = await call('open', {
      from: instantText(from),
      to: instantText(to),
      as,
      ...(seq === null ? {} : { seq }),
    });
    if (mine !== openings) return;
    if (!answer.ok) return set({ status: 'failed', target: null, failure: failureOf(answer) });
    isOpen = true;
    // Wherever one wanted to go meanwhile.
    sendSeek(range.at);
  };

  const jumped = ({ skipped }: Jumped): void => {
    if (!skipped) return;
    const stretch = { from: Date.parse(skipped.from), to: Date.parse(skipped.to) };
    set({ skipped: [...playback.skipped, stretch].slice(-KEPT_SKIPS) });
  };

  return {
    get: () => playback,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: (next) => {
      range = next;
      void start();
    },
    play: (next) => {
      set({ speed: next.speed, ended: false });
      void call('play', wireOf(next)).then((answer) => set({ failure: failureOf(answer) }));
    },
    pause: () => {
      set({ speed: 0, achieved: 0 });
      void call('pause', {}).then((answer) => set({ failure: failureOf(answer) }));
    },
    seek: (at) => {
      if (range) range = { ...range, at };
      if (awaited !== null) awaited = at;
      set({ target: at, ended: false });
      if (isOpen) sendSeek(at);
    },
    step: (step) => {
      set({ target: null });
      void call('step', step).then((answer) => set({ failure: failureOf(answer) }));
    },
    connected: () => void start(),
    disconnected: () => {
      const { viewAt } = store.get();
      // Back to where it was, not to where it began.
      if (range && isOpen) range = { ...range, at: playback.target ?? viewAt ?? range.at };
      openings += 1;
      isOpen = false;
      set({ ...idle, shownAs: playback.shownAs });
    },
    frame: (frame) => {
      if (awaited !== null && Date.parse(frame.at) !== awaited) return;
      awaited = null;
      store.frame(frame);
      if (range && playback.shownAs !== range.as) set({ shownAs: range.as });
      jumped(frame);
    },
    paced: (told) => {
      set({ speed: told.speed, achieved: told.achieved, ended: told.ended });
      jumped(told);
    },
  };
}

const wireOf = ({ speed, skipQuiet, loop }: Pace): object => ({
  speed,
  skipQuiet,
  loop: loop && { from: instantText(loop.from), to: instantText(loop.to) },
});
