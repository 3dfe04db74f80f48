// A replay as a program uses it: Socket.IO namespace /replay, and the view that its frames make.
import { io, type Socket } from 'socket.io-client';
import type { View } from '../../shared/view.ts';
import { applyPatch, type Frame } from '../../shared/wire.ts';
import { monotonic } from './post.ts';

type Speed = Readonly<{ speed: number; achieved: number; at: string; ended: boolean }>;
type Answer = Readonly<{
  ok: boolean;
  code?: string;
  message?: string;
  superseded?: boolean;
  at?: string;
  seq?: number;
}>;

export type Player = Readonly<{
  /** Opens the range (epoch ms); ms until it was open. */
  open: (from: number, to: number, as: 'then' | 'now') => Promise<number>;
  /** Ms until the frame of the place was there and the answer too. */
  seek: (at: number) => Promise<number>;
  /** All at once; how many of them gave way to a newer one, and ms until the last was answered. */
  seekAll: (instants: readonly number[]) => Promise<{ superseded: number; ms: number }>;
  play: (speed: number) => Promise<void>;
  pause: () => Promise<void>;
  /** Resolves at the end of the range. */
  ended: () => Promise<void>;
  shown: () => Readonly<{ view: View; at: string; seq: number }>;
  frames: () => number;
  close: () => void;
}>;

/** Connects with the cookie of a supervisor. */
export async function connectPlayer(url: string, cookie: string): Promise<Player> {
  const socket: Socket = io(`${url}/replay`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie },
  });
  let shown: { view: View; at: string; seq: number } | null = null;
  let frames = 0;
  socket.on('frame', (frame: Frame) => {
    frames += 1;
    const { at, seq } = frame;
    if (frame.kind === 'snapshot') shown = { view: frame.view, at, seq };
    else if (shown) shown = { view: applyPatch(shown.view, frame.patch), at, seq };
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const call = async (event: string, payload: object): Promise<Answer> => {
    const answer = (await socket.timeout(300_000).emitWithAck(event, payload)) as Answer;
    if (!answer.ok) throw new Error(`${event}: ${answer.code} ${answer.message}`);
    return answer;
  };
  const text = (at: number): string => new Date(at).toISOString();
  return {
    async open(from, to, as) {
      const began = monotonic();
      await call('open', { from: text(from), to: text(to), as });
      return monotonic() - began;
    },
    async seek(at) {
      const began = monotonic();
      await call('seek', { at: text(at) });
      return monotonic() - began;
    },
    async seekAll(instants) {
      const began = monotonic();
      const answers = await Promise.all(instants.map((at) => call('seek', { at: text(at) })));
      return { superseded: answers.filter(({ superseded }) => superseded).length, ms: monotonic() - began };
    },
    play: async (speed) => void (await call('play', { speed })),
    pause: async () => void (await call('pause', {})),
    ended: () =>
      new Promise((resolve) => {
        socket.on('speed', ({ ended }: Speed) => {
          if (ended) resolve();
        });
      }),
    shown: () => {
      if (!shown) throw new Error('nothing is shown');
      return shown;
    },
    frames: () => frames,
    close: () => socket.disconnect(),
  };
}
