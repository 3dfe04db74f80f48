// The replay's line: Socket.IO namespace /replay (interfaces.md §6), with the cookie that the browser holds.
import { spoken } from '../../shared/i18n/spoken.ts';
import { nextFrame, openSocket } from './live.ts';
import { createReplay, type Replay, type ReplayAnswer, type ReplayFrame, type ReplayPace } from './replay.ts';
import { createFeedStore, type FeedStore } from './store.ts';

const ALIVE_MS = 1_000;
/** The first opening of a day as known now folds all of it. */
const ANSWER_MS = 30_000;

export type ReplayFeed = Readonly<{ store: FeedStore; replay: Replay; close: () => void }>;

/** Connects; needs a supervisor. Nothing is shown before `replay.open`. Close it when the page goes. */
export function connectReplay(): ReplayFeed {
  const resync = (): void => void socket.emit('resync', {});
  const store = createFeedStore({ mode: 'replay', now: () => performance.now(), resync, schedule: nextFrame });
  const { socket, close } = openSocket('/replay', store.refuse);
  const call = async (event: string, payload: object): Promise<ReplayAnswer> => {
    try {
      return (await socket.timeout(ANSWER_MS).emitWithAck(event, payload)) as ReplayAnswer;
    } catch {
      return { ok: false, code: 'TIMEOUT', message: spoken.request.noAnswer };
    }
  };
  const replay = createReplay({ isConnected: () => socket.connected, call, resync }, store);
  socket.on('connect', replay.connected);
  socket.on('disconnect', replay.disconnected);
  socket.on('frame', (frame: ReplayFrame) => replay.frame(frame));
  socket.on('speed', (pace: ReplayPace) => replay.paced(pace));
  // A replay has no beats: its picture is as old as its connection.
  const alive = setInterval(() => (socket.connected ? store.heard() : store.tick()), ALIVE_MS);
  return {
    store,
    replay,
    close: () => {
      clearInterval(alive);
      close();
    },
  };
}
