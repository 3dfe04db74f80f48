// The view as a snapshot and patches, the desks' alarm list beside it, and the beat: what every screen follows.
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { deskRow, drainChanged, openRows } from '../../shared/alarm/view.ts';
import type { LogEvent } from '../../shared/event.ts';
import { rowContextOf } from '../../shared/judge.ts';
import type { Priority } from '../../shared/source.ts';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { diff } from '../../shared/wire.ts';
import type { Frame } from '../../shared/wire-schema.ts';
import { mayUse } from '../auth/permissions.ts';
import { createPace } from '../pace.ts';
import type { Hub, Published } from '../submission.ts';
import { cutOff, emptyBacklog, unsentBytes, weigh } from './backlog.ts';
import type { LiveNamespace, LiveSocket } from './sockets.ts';

/** So long may a write take before the picture counts as standing still. */
const OWED_MS = 1_500;

type Sent = { epoch: string; n: number; seq: number; at: number; view: View };

export type Frames = Readonly<{
  /** Gives a socket everything as it is now, and from here on what changes. */
  welcome: (socket: LiveSocket) => void;
  /** The last frame as a snapshot, for one who lost the thread. */
  resync: (socket: LiveSocket) => void;
  /** Sends what was not sent yet; for tests and for the end of a burst. */
  flush: () => void;
  /** Screens that do not keep up and get nothing for now. */
  behind: () => number;
  /** Of the frames that go out now; empty while standing by. */
  epoch: () => string;
  stop: () => void;
}>;

/**
 * `onDesk`: a desk has been welcomed, and has room for what else is told to desks. `onPublished`: what the screens are shown
 * from now on, each second and with each change; its views are not to be changed.
 */
export function createFrames(deps: {
  live: LiveNamespace;
  hub: Hub;
  build: string;
  monotonic: () => number;
  log: Logger;
  onDesk: (socket: LiveSocket) => void;
  onPublished: (pair: Published) => void;
}): Frames {
  const { live, hub, build, monotonic, log } = deps;
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

  function welcome(socket: LiveSocket): void {
    const { backlog } = socket.data;
    const behindMs = backlog.behindSince === null ? {} : { behindMs: Math.round(monotonic() - backlog.behindSince) };
    if (sent) socket.emit('frame', { ...frameOf(sent), ...behindMs });
    void socket.join('frames');
    const isDesk = mayUse(socket.data.actor, 'alarms.read');
    const model = isDesk ? hub.model() : null;
    if (model) socket.emit('alarms.reset', { rows: openRows(rowContextOf(model)) });
    socket.data.backlog = { ...emptyBacklog(), greeting: unsentBytes(socket.conn) };
    if (!isDesk) return;
    void socket.join('desk');
    deps.onDesk(socket);
  }

  /** A screen that does not keep up leaves the rooms; once it has caught up it is welcomed with the latest state. */
  function weighAll(): void {
    for (const socket of live.sockets.values()) {
      const bytes = unsentBytes(socket.conn);
      const standing = weigh(socket.data.backlog, bytes, monotonic());
      if (standing === 'caught-up') welcome(socket);
      if (standing !== 'fell' && standing !== 'lost') continue;
      log.warn({ screen: socket.data.actor.name, bytes }, `a screen does not keep up: ${standing}`);
      if (standing === 'lost') cutOff(socket.conn);
      void socket.leave('frames');
      void socket.leave('desk');
    }
  }

  function send(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!sent || !hub.isWriter()) return;
    // Before the next frame is made: who is welcomed here gets the last one, and then this.
    weighAll();
    const { seq, at, view } = hub.publish();
    deps.onPublished({ seq, at, view });
    const patch = diff(sent.view, view);
    sendDesk();
    // A change that no screen shows still moves seq: a sender who waits for his event to be shown must see it pass.
    if (patch.length === 0 && seq === sent.seq) return;
    sent = { epoch: sent.epoch, n: sent.n + 1, seq, at, view };
    pace.sent();
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
    // One that is behind is welcomed once it has caught up.
    for (const socket of live.sockets.values()) if (socket.data.backlog.behindSince === null) welcome(socket);
  });

  const beats = setInterval(() => {
    // While the database owes an answer nothing new can be shown: the ladder of the screens counts on.
    if (!sent || !hub.isWriter() || hub.owedMs() > OWED_MS) return;
    weighAll();
    live.to('frames').emit('beat', { epoch: sent.epoch, n: sent.n, seq: sent.seq, at: instantText(hub.now()), build });
  }, 1_000);
  beats.unref();

  return {
    welcome,
    resync: (socket) => {
      if (sent && socket.data.backlog.behindSince === null) socket.emit('frame', frameOf(sent));
    },
    flush: send,
    behind: () => [...live.sockets.values()].filter(({ data }) => data.backlog.behindSince !== null).length,
    epoch: () => sent?.epoch ?? '',
    stop: () => {
      clearInterval(beats);
      if (timer) clearTimeout(timer);
    },
  };
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
