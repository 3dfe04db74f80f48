// What waits for a screen that does not keep up, in bytes, and what follows: the latest state only, in the end no connection.

/** Beyond it a screen gets nothing more until it has caught up, and then the latest state. */
export const BEHIND_BYTES = 512 * 1024;
/** So little left counts as caught up. */
export const CAUGHT_UP_BYTES = 64 * 1024;
/** More than this for so long: the connection is ended. */
export const LOST_BYTES = 2 * 1024 * 1024;
export const LOST_MS = 30_000;

/** Of one screen. Instants are monotonic ms. */
export type Backlog = {
  behindSince: number | null;
  heavySince: number | null;
  /** What it was greeted with and may take its time over: the whole open list of a desk can weigh megabytes. */
  greeting: number;
};
export const emptyBacklog = (): Backlog => ({ behindSince: null, heavySince: null, greeting: 0 });

export type Standing = 'well' | 'fell' | 'behind' | 'caught-up' | 'lost';

/** Takes down how much waits now and says how the screen stands; `fell` and `caught-up` once each. */
export function weigh(backlog: Backlog, bytes: number, now: number): Standing {
  if (bytes < CAUGHT_UP_BYTES) backlog.greeting = 0;
  const own = bytes - backlog.greeting;
  backlog.heavySince = own > LOST_BYTES ? (backlog.heavySince ?? now) : null;
  if (backlog.heavySince !== null && now - backlog.heavySince >= LOST_MS) return 'lost';
  if (backlog.behindSince !== null) return bytes < CAUGHT_UP_BYTES ? 'caught-up' : 'behind';
  if (own <= BEHIND_BYTES) return 'well';
  backlog.behindSince = now;
  return 'fell';
}

/** The parts of Engine.IO and ws that hold what was not written yet; neither has a public word for it. */
type Connection = {
  writeBuffer: { data?: unknown; options?: { wsPreEncodedFrame?: Buffer[] } }[];
  transport: { socket?: { bufferedAmount?: number; terminate?: () => void } };
};

const sizeOf = ({ data, options }: Connection['writeBuffer'][number]): number =>
  options?.wsPreEncodedFrame?.reduce((sum, part) => sum + part.length, 0) ??
  (typeof data === 'string' || data instanceof Uint8Array ? data.length : 0);

/** Bytes handed to a connection (a Socket.IO socket's `conn`) that the system has not taken yet. */
export function unsentBytes(conn: unknown): number {
  const { writeBuffer, transport } = conn as Connection;
  return writeBuffer.reduce((sum, packet) => sum + sizeOf(packet), transport.socket?.bufferedAmount ?? 0);
}

/** Ends a connection at once: a polite end would wait behind everything that the other side does not read. */
export function cutOff(conn: { close: (discard?: boolean) => void }): void {
  const { transport } = conn as unknown as Connection;
  if (transport.socket?.terminate) transport.socket.terminate();
  else conn.close(true);
}
