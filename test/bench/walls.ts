// Ten walls in this process, and what they heard when.
import { io, type Socket } from 'socket.io-client';
import type { Frame } from '../../shared/wire-schema.ts';
import { monotonic } from './post.ts';
import { signIn } from './server.ts';

export const WALLS = 10;
/** A frame of ours, or of the floor's. */
export type AnyFrame = Readonly<{ seq: number }> & Partial<Pick<Frame, 'kind'>>;
export type OnFrame = (wall: number, frame: AnyFrame) => void;

/** Walls as programs use them: each with a token of its own. Resolves once each has had a frame; returns what ends them. */
export async function connectWalls(url: string, onFrame: OnFrame): Promise<() => void> {
  const cookie = await signIn(url);
  const sockets: Socket[] = [];
  for (let wall = 0; wall < WALLS; wall++) {
    const made = await fetch(`${url}/api/walls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: `bench ${wall} ${process.pid} ${Math.random()}` }),
    });
    const { token } = (await made.json()) as { token: string };
    const socket = io(`${url}/live`, { transports: ['websocket'], auth: { token }, forceNew: true });
    sockets.push(socket);
    socket.on('frame', (frame: AnyFrame) => onFrame(wall, frame));
    await heard(socket, 'frame');
  }
  return () => close(sockets);
}

/** The floor's clients: nobody asks who they are. */
export async function connectFloor(url: string, onFrame: OnFrame): Promise<() => void> {
  const sockets: Socket[] = [];
  for (let wall = 0; wall < WALLS; wall++) {
    const socket = io(url, { transports: ['websocket'], forceNew: true });
    sockets.push(socket);
    socket.on('frame', (frame: AnyFrame) => onFrame(wall, frame));
    await heard(socket, 'connect');
  }
  return () => close(sockets);
}

const heard = (socket: Socket, event: string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once('connect_error', reject);
  });

function close(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.disconnect();
}

export type Ear = Readonly<{
  onFrame: OnFrame;
  /** When the wall got its first frame with this seq or a later one (monotonic ms); null: not yet. */
  reached: (wall: number, seq: number) => number | null;
  /** When the wall got its first frame with an alarm of this subject among the shown; null: not yet. */
  alarmed: (wall: number, subject: string) => number | null;
  forget: () => void;
}>;

/** Takes down when each wall got which frame. */
export function createEar(): Ear {
  const walls = Array.from({ length: WALLS }, () => ({
    seqs: [] as number[],
    at: [] as number[],
    alarms: new Map<string, number>(),
  }));
  const wallOf = (wall: number) => walls[wall] as (typeof walls)[number];
  return {
    onFrame(wall, frame) {
      const at = monotonic();
      const own = wallOf(wall);
      own.seqs.push(frame.seq);
      own.at.push(at);
      for (const subject of subjectsIn(frame)) if (!own.alarms.has(subject)) own.alarms.set(subject, at);
    },
    reached(wall, seq) {
      const { seqs, at } = wallOf(wall);
      let [low, high] = [0, seqs.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((seqs[middle] as number) < seq) low = middle + 1;
        else high = middle;
      }
      return at[low] ?? null;
    },
    alarmed: (wall, subject) => wallOf(wall).alarms.get(subject) ?? null,
    forget() {
      for (const own of walls) {
        own.seqs.length = 0;
        own.at.length = 0;
        own.alarms.clear();
      }
    },
  };
}

/** Subjects of the alarms that a frame puts on the screen. A row comes as a whole, the first time. */
function subjectsIn(frame: AnyFrame): string[] {
  if (frame.kind === undefined) return [];
  const own = frame as Frame;
  if (own.kind === 'snapshot') return Object.values(own.view.alarms.top).map(({ subject }) => subject);
  return own.patch.flatMap((operation) =>
    operation.op !== 'remove' && /^\/alarms\/top\/[^/]+$/.test(operation.path)
      ? [(operation.value as { subject: string }).subject]
      : [],
  );
}
