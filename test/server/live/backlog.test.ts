// A screen that does not read: what waits for it stays small, the others notice nothing, and it comes back to the latest state.
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BEHIND_BYTES,
  emptyBacklog,
  LOST_BYTES,
  LOST_MS,
  type Standing,
  unsentBytes,
  weigh,
} from '../../../server/live/backlog.ts';
import { createFrames, type Frames } from '../../../server/live/frames.ts';
import type { LiveNamespace, LiveSocket } from '../../../server/live/sockets.ts';
import type { Hub } from '../../../server/submission.ts';
import type { View } from '../../../shared/view.ts';
import { quiet, type Screen, until, watch } from '../../support/server.ts';

const KB = 1024;

describe('what waits for a screen', () => {
  const standings = (...bytes: number[]): Standing[] => {
    const backlog = emptyBacklog();
    return bytes.map((one, second) => weigh(backlog, one, second * 1_000));
  };
  it('may grow to 512 KB; then it gets nothing until little is left', () => {
    expect(standings(0, BEHIND_BYTES, BEHIND_BYTES + 1, 400 * KB, 65 * KB, 63 * KB)).toEqual([
      'well',
      'well',
      'fell',
      'behind',
      'behind',
      'caught-up',
    ]);
  });
  it('over 2 MB for 30 s in a row ends the connection, shorter does not', () => {
    const heavy = Array.from({ length: 30 }, () => LOST_BYTES + 1);
    expect(standings(...heavy)).not.toContain('lost');
    expect(standings(...heavy, LOST_BYTES, ...heavy)).not.toContain('lost');
    expect(standings(...heavy, LOST_BYTES + 1).at(-1)).toBe('lost');
  });
  it('may take its time over what it was greeted with, once', () => {
    const backlog = { ...emptyBacklog(), greeting: 5_000 * KB };
    const at = (bytes: number): Standing => weigh(backlog, bytes, 0);
    expect([at(5_400 * KB), at(2_000 * KB), at(10 * KB), at(600 * KB)]).toEqual(['well', 'well', 'well', 'fell']);
  });
});

describe('frames for a screen that does not read', () => {
  const time = { ms: 0 };
  let http: HttpServer;
  let server: Server;
  let live: LiveNamespace;
  let frames: Frames;
  let sockets: Socket[] = [];
  let shown = { seq: 1, at: 1, view: {} as View };
  const show = (bytes: number): void => {
    const seq = shown.seq + 1;
    shown = { seq, at: seq, view: { blob: `${seq}`.padStart(bytes, 'x') } as unknown as View };
    frames.flush();
  };

  beforeEach(async () => {
    http = createServer();
    server = new Server(http, { perMessageDeflate: false });
    live = server.of('/live') as unknown as LiveNamespace;
    let onRole: (writer: boolean) => void = () => {};
    const hub = {
      publish: () => shown,
      model: () => null,
      isWriter: () => true,
      now: () => shown.at,
      owedMs: () => 0,
      onChange: () => {},
      onRole: (listener: typeof onRole) => {
        onRole = listener;
      },
    } as unknown as Hub;
    const nothing = (): void => {};
    const monotonic = (): number => time.ms;
    frames = createFrames({ live, hub, build: 'b', log: quiet, monotonic, onDesk: nothing, onPublished: nothing });
    live.use((socket, next) => {
      socket.data = { actor: { name: 'wall', role: 'wall', kind: 'wall' } as never, backlog: emptyBacklog() };
      next();
    });
    live.on('connection', frames.welcome);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    onRole(true);
  });
  afterEach(async () => {
    for (const socket of sockets) socket.disconnect();
    sockets = [];
    frames.stop();
    await server.close();
  });

  async function screen(): Promise<Screen & { tcp: TcpSocket; far: LiveSocket }> {
    const { port } = http.address() as AddressInfo;
    const socket = io(`http://127.0.0.1:${port}/live`, { transports: ['websocket'], forceNew: true });
    sockets.push(socket);
    const own = watch(socket);
    await until('the first frame', () => own.frames.length > 0);
    const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
    return { ...own, tcp: ws._socket, far: live.sockets.get(socket.id ?? '') as LiveSocket };
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('little waits for it however much there is to tell; it gets the latest once it reads again, and is told since when', async () => {
    const [slow, well] = [await screen(), await screen()];
    slow.tcp.pause();
    let most = 0;
    for (let n = 0; n < 400; n++) {
      show(100 * KB);
      most = Math.max(most, unsentBytes(slow.far.conn));
      await until('the other screen', () => well.last().seq === shown.seq);
    }
    expect(most).toBeGreaterThan(BEHIND_BYTES);
    expect(most).toBeLessThan(BEHIND_BYTES + 200 * KB);
    expect(frames.behind()).toBe(1);
    expect(well.frames.filter(({ kind }) => kind === 'snapshot').length).toBe(1);

    time.ms += 12_000;
    const before = slow.frames.length;
    slow.tcp.resume();
    await until('the latest state', () => slow.last().seq === shown.seq);
    expect(slow.frames.length - before).toBeLessThan(200);
    expect(slow.last()).toMatchObject({ kind: 'snapshot', behindMs: 12_000 });
    expect(frames.behind()).toBe(0);
    // `watch` fails on a frame that does not continue the one before.
    show(10);
    await until('the next change', () => slow.last().seq === shown.seq);
    expect(slow.last().kind).toBe('patch');
    await turn();
  });

  it('one for which megabytes wait for half a minute is cut off', async () => {
    const slow = await screen();
    slow.tcp.pause();
    while (unsentBytes(slow.far.conn) <= LOST_BYTES) {
      show(4 * LOST_BYTES);
      await turn();
    }
    await until('it is behind', () => frames.behind() === 1);
    show(10);
    time.ms += LOST_MS - 1;
    show(10);
    expect(live.sockets.size).toBe(1);
    time.ms += 1;
    show(10);
    await until('the end of it', () => live.sockets.size === 0);
  });
});
