// A replay: Socket.IO namespace /replay (interfaces.md §6). The same frames into the same store; beside them the controls.
import { instantText } from '../../shared/time.ts';
import type { Frame, ReplaySpeed } from '../../shared/wire.ts';
import { nextFrame, openSocket } from './live.ts';
import { createFeedStore, type FeedStore } from './store.ts';

export type Truth = 'then' | 'now';
export type Range = Readonly<{ from: number; to: number; as: Truth; at: number }>;

export type Playback = Readonly<{
  status: 'connecting' | 'opening' | 'open';
  /** Asked for; 0 = paused. */
  speed: number;
  /** What the server reaches. */
  achieved: number;
  ended: boolean;
  /** A seek is under way. */
  seeking: boolean;
  /** What went wrong, in Vietnamese; null when nothing did. */
  failure: string | null;
}>;

export type Replay = Readonly<{
  store: FeedStore;
  get: () => Playback;
  subscribe: (listener: () => void) => () => void;
  /** Starts over with another day or truth. Kept and repeated after a lost connection. */
  open: (range: Range) => void;
  play: (speed: number) => void;
  pause: () => void;
  /** At most ten a second reach the server; the last one always does. */
  seek: (at: number) => void;
  step: (to: 'event' | 'alarm', back: boolean) => void;
  close: () => void;
}>;

type Answer = { ok: boolean; message?: string; superseded?: boolean };

const SEEK_GAP_MS = 100;
const ALIVE_MS = 1_000;

const idle: Playback = { status: 'connecting', speed: 0, achieved: 0, ended: false, seeking: false, failure: null };

/** Calls `send` with the newest value, at most once in `gapMs`, and never forgets the last. */
export function throttleLast<T>(gapMs: number, send: (value: T) => void): (value: T) => void {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fire = (): void => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(fire, gapMs);
    send(value);
  };
  return (value) => {
    waiting = { value };
    if (timer === undefined) fire();
  };
}

/** Connects with the cookie that the browser holds; needs a supervisor. Nothing is shown before `open`. */
export function connectReplay(): Replay {
  let playback = idle;
  let range: Range | null = null;
  let seeks = 0;
  const listeners = new Set<() => void>();
  const set = (change: Partial<Playback>): void => {
    playback = { ...playback, ...change };
    for (const listener of listeners) listener();
  };

  const store = createFeedStore({
    mode: 'replay',
    now: () => performance.now(),
    resync: () => socket.emit('resync', {}),
    schedule: nextFrame,
  });
  const { socket, close } = openSocket('/replay', store.refuse);

  const call = async (event: string, payload: object): Promise<Answer> => {
    try {
      return (await socket.timeout(30_000).emitWithAck(event, payload)) as Answer;
    } catch {
      return { ok: false, message: 'Máy chủ không trả lời kịp.' };
    }
  };
  const tell = (answer: Answer): boolean => {
    set({ failure: answer.ok ? null : (answer.message ?? '') });
    return answer.ok;
  };

  const sendSeek = throttleLast(SEEK_GAP_MS, async (at: number) => {
    seeks += 1;
    const mine = seeks;
    set({ seeking: true });
    const answer = await call('seek', { at: instantText(at) });
    if (mine !== seeks) return;
    set({ seeking: false, failure: answer.ok ? null : (answer.message ?? '') });
    // A seek interrupts the server's playing: it goes on from the new place.
    if (answer.ok && playback.speed > 0) void call('play', { speed: playback.speed });
  });

  const start = async (): Promise<void> => {
    if (!range || !socket.connected) return;
    const mine = range;
    set({ ...idle, status: 'opening' });
    const answer = await call('open', { from: instantText(mine.from), to: instantText(mine.to), as: mine.as });
    if (mine !== range || !tell(answer)) return;
    set({ status: 'open' });
    if (mine.at > mine.from) sendSeek(mine.at);
  };

  socket.on('connect', () => {
    set({ failure: null });
    void start();
  });
  socket.on('disconnect', () => {
    const at = store.get().viewAt;
    if (range && at !== null) range = { ...range, at };
    set({ ...idle });
  });
  socket.on('frame', (frame: Frame) => store.frame(frame));
  socket.on('speed', ({ speed, achieved, ended }: ReplaySpeed) => set({ speed, achieved, ended }));
  // A replay has no beats: its picture is as old as its connection.
  const alive = setInterval(() => (socket.connected ? store.heard() : store.tick()), ALIVE_MS);

  return {
    store,
    get: () => playback,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: (next) => {
      range = next;
      void start();
    },
    play: (speed) => {
      set({ speed, ended: false });
      void call('play', { speed }).then(tell);
    },
    pause: () => {
      set({ speed: 0, achieved: 0 });
      void call('pause', {}).then(tell);
    },
    seek: sendSeek,
    step: (to, back) => void call('step', { to, back }).then(tell),
    close: () => {
      clearInterval(alive);
      close();
    },
  };
}
