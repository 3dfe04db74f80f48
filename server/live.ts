// Socket.IO namespace /live: the view as a snapshot and patches, beats, the desks' alarm list and their commands.
import { randomUUID } from 'node:crypto';
import type { Namespace, Server, Socket } from 'socket.io';
import { commandSchema } from '../shared/alarm/command.ts';
import { deskRow, drainChanged, openRows } from '../shared/alarm/view.ts';
import type { LogEvent } from '../shared/event.ts';
import { rowContextOf } from '../shared/judge.ts';
import type { Priority } from '../shared/source.ts';
import { instantText } from '../shared/time.ts';
import type { View } from '../shared/view.ts';
import { diff } from '../shared/wire.ts';
import { type Frame, wallBeat } from '../shared/wire-schema.ts';
import type { CommandDesk } from './alarms.ts';
import type { Auth } from './auth/auth.ts';
import type { Actor } from './auth/directory.ts';
import { mayUse } from './auth/permissions.ts';
import { createPace } from './pace.ts';
import { refusal } from './refusal.ts';
import type { Hub } from './submission.ts';

/** More frames than this unsent to one screen: it gets no more until it has caught up, then one snapshot. */
const UNSENT_FRAMES = 12;
/** So long may a write take before the picture counts as standing still. */
const OWED_MS = 1_500;

type Sent = { epoch: string; n: number; seq: number; at: number; view: View };
type Data = { actor: Actor; behind: boolean };
type LiveSocket = Socket<
  Record<string, never>,
  Record<string, (...args: never[]) => void>,
  Record<string, never>,
  Data
>;

export type Live = Readonly<{
  /** Sends what was not sent yet; for tests and for the end of a burst. */
  flush: () => void;
  /** Of the frames that go out now; empty while standing by. */
  epoch: () => string;
  connections: () => number;
  stop: () => void;
}>;

export function createLive(deps: {
  io: Server;
  hub: Hub;
  auth: Pick<Auth, 'admit' | 'onRevoked' | 'touch'>;
  desk: CommandDesk;
  build: string;
}): Live {
  const { hub, auth, desk, build } = deps;
  const live = deps.io.of('/live') as unknown as Namespace;
  let sent: Sent | null = null;
  const pace = createPace(() => performance.now());
  let timer: NodeJS.Timeout | null = null;

  const frameOf = (state: Sent): Frame => ({
    kind: 'snapshot',
    mode: 'live',
    epoch: state.epoch,
    n: state.n,
    seq: state.seq,
    at: instantText(state.at),
    view: state.view,
  });

  /** A screen that does not keep up leaves the room; once its connection has drained it gets the latest state. */
  function passOver(socket: LiveSocket): void {
    socket.data.behind = true;
    void socket.leave('frames');
    void socket.leave('desk');
    socket.conn.once('drain', () => {
      if (!socket.connected) return;
      socket.data.behind = false;
      welcome(socket);
    });
  }

  function welcome(socket: LiveSocket): void {
    if (sent) (socket as unknown as Socket).emit('frame', frameOf(sent));
    void socket.join('frames');
    if (!mayUse(socket.data.actor, 'alarms.read')) return;
    const model = hub.model();
    if (model) (socket as unknown as Socket).emit('alarms.reset', { rows: openRows(rowContextOf(model)) });
    void socket.join('desk');
  }

  function leaveSlowBehind(): void {
    for (const socket of live.sockets.values() as Iterable<unknown> as Iterable<LiveSocket>) {
      const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] };
      if (!socket.data.behind && writeBuffer.length > UNSENT_FRAMES) passOver(socket);
    }
  }

  function send(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!sent || !hub.isWriter()) return;
    const { seq, at, view } = hub.publish();
    const patch = diff(sent.view, view);
    sendDesk();
    // A change that no screen shows still moves seq: a sender who waits for his event to be shown must see it pass.
    if (patch.length === 0 && seq === sent.seq) return;
    sent = { epoch: sent.epoch, n: sent.n + 1, seq, at, view };
    pace.sent();
    leaveSlowBehind();
    live
      .to('frames')
      .emit('frame', { kind: 'patch', mode: 'live', epoch: sent.epoch, n: sent.n, seq, at: instantText(at), patch });
  }

  function sendDesk(): void {
    const model = hub.model();
    if (!model) return;
    const changed = drainChanged(model.alarms);
    if (changed.size === 0) return;
    const rows = rowContextOf(model);
    const upsert = [];
    const remove = [];
    for (const occurrence of changed) {
      const open = model.alarms.open.get(occurrence);
      if (open) upsert.push(deskRow(open, rows));
      else remove.push(occurrence);
    }
    live.to('desk').emit('alarms.delta', { upsert, remove });
  }

  hub.onChange((stored) => {
    if (!sent) return;
    if (stored.length === 0) {
      // Each second: what only the clock changes (a dossier becomes overdue, a feed falls silent).
      if (timer === null) send();
      return;
    }
    const wait = pace.change(highestRaised(stored));
    if (wait === 0) send();
    else timer ??= setTimeout(send, wait);
  });

  hub.onRole((writer) => {
    if (!writer) {
      sent = null;
      return;
    }
    sent = { epoch: randomUUID(), n: 0, ...hub.publish() };
    for (const plain of live.sockets.values()) {
      const socket = plain as unknown as LiveSocket;
      if (!socket.data.behind) welcome(socket); // one that is behind is welcomed once it has caught up
    }
  });

  const beats = setInterval(() => {
    // While the database owes an answer nothing new can be shown: the ladder of the screens counts on.
    if (!sent || !hub.isWriter() || hub.owedMs() > OWED_MS) return;
    leaveSlowBehind();
    live.to('frames').emit('beat', { epoch: sent.epoch, n: sent.n, seq: sent.seq, at: instantText(hub.now()), build });
  }, 1_000);
  beats.unref();

  live.use((socket, next) => {
    const admission = auth.admit({ headers: socket.handshake.headers, token: socket.handshake.auth.token }, 'live');
    if (!admission.ok) return next(connectError(admission.code, admission.message));
    socket.data = { actor: admission.actor, behind: false } satisfies Data;
    next();
  });

  live.on('connection', (plain) => {
    const socket = plain as unknown as LiveSocket;
    welcome(socket);
    let resyncs = 0;
    plain.on('resync', () => {
      // A page that asks again and again is broken; it is answered once a second.
      const now = performance.now();
      if (now - resyncs < 1_000 || socket.data.behind) return;
      resyncs = now;
      if (sent) plain.emit('frame', frameOf(sent));
    });
    plain.on('wall.beat', (payload: unknown) => {
      if (wallBeat.safeParse(payload).success) auth.touch(socket.data.actor);
    });
    plain.on('command', (payload: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return;
      auth.touch(socket.data.actor);
      if (!mayUse(socket.data.actor, 'alarms.act'))
        return reply(refusal('FORBIDDEN', 'Tài khoản của bạn không được xử lý cảnh báo.'));
      const command = commandSchema.safeParse(payload);
      if (!command.success)
        return reply(
          refusal('INVALID', 'Lệnh không đúng mẫu.', { where: command.error.issues[0]?.path.join('.') ?? '' }),
        );
      desk.act(command.data, socket.data.actor).then(({ body }) => reply(body));
    });
  });

  auth.onRevoked((key) => {
    for (const socket of live.sockets.values()) if ((socket.data as Data).actor.key === key) socket.disconnect(true);
  });

  return {
    flush: send,
    epoch: () => sent?.epoch ?? '',
    connections: () => live.sockets.size,
    stop: () => {
      clearInterval(beats);
      if (timer) clearTimeout(timer);
    },
  };
}

/** What Socket.IO gives the client as `connect_error` with `data.code`. */
export function connectError(code: string, message: string): Error {
  return Object.assign(new Error(message), { data: { ok: false, code, message } });
}

function highestRaised(stored: readonly LogEvent[]): Priority | null {
  let highest: Priority | null = null;
  for (const event of stored)
    if (event.type === 'alarm.raised' || event.type === 'alarm.rose') {
      const { priority } = event.data as { priority: Priority };
      if (highest === null || priority < highest) highest = priority;
    }
  return highest;
}
