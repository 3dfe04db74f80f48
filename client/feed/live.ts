// The live feed: Socket.IO namespace /live (interfaces.md §5). Reconnects for ever, also after a refusal.
import { io, type Socket } from 'socket.io-client';
import type { Beat, Frame } from '../../shared/wire.ts';
import { createFeedStore, type FeedStore } from './store.ts';

export type Feed = Readonly<{
  store: FeedStore;
  /** For what goes beside the frames: `alarms.reset`, `alarms.delta`, `command`, `wall.beat`. */
  socket: Socket;
  /** Tries at once, without waiting for the next round (after a login or a pairing). */
  retry: () => void;
  close: () => void;
}>;

const RETRY_MS = 5_000;
const TICK_MS = 250;

/** Notify listeners with the next drawn frame, and by timer where no frame is drawn (a hidden page). */
export function nextFrame(flush: () => void): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(flush);
  else setTimeout(flush, 100);
}

/** Opens a namespace that never gives up: up to 5 s between tries, whoever ended the connection. */
export function openSocket(
  namespace: string,
  onRefused: (code: string) => void,
): { socket: Socket; close: () => void } {
  const socket = io(namespace, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: RETRY_MS,
    reconnectionAttempts: Number.POSITIVE_INFINITY,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Socket.IO stops by itself after a refusal or when the server hangs up.
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), RETRY_MS);
  };
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (error.data?.code) onRefused(error.data.code);
    if (!socket.active) again();
  });
  socket.on('disconnect', () => {
    if (!socket.active) again();
  });
  return {
    socket,
    close: () => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

/** Connects to the live feed with the cookie that the browser holds. Close it when the page goes. */
export function connectLive(): Feed {
  const store = createFeedStore({
    mode: 'live',
    now: () => performance.now(),
    resync: () => socket.emit('resync'),
    schedule: nextFrame,
    build: document.documentElement.dataset.build ?? null,
  });
  const { socket, close } = openSocket('/live', store.refuse);
  socket.on('frame', (frame: Frame) => store.frame(frame));
  socket.on('beat', (beat: Beat) => store.beat(beat));
  const ticker = setInterval(store.tick, TICK_MS);
  return {
    store,
    socket,
    retry: () => {
      if (!socket.connected) socket.connect();
    },
    close: () => {
      clearInterval(ticker);
      close();
    },
  };
}
