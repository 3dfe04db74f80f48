// Socket.IO namespace /live: who may look, what a connection is given, and what it may say.
import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import { commandSchema } from '../shared/alarm/command.ts';
import { wallBeat } from '../shared/wire-schema.ts';
import type { CommandDesk } from './alarms.ts';
import type { Auth } from './auth/auth.ts';
import { mayUse } from './auth/permissions.ts';
import { createDeskTalk } from './live/desk.ts';
import { createFloodGate } from './live/flood-gate.ts';
import { createFrames, type Frames } from './live/frames.ts';
import { createHorns } from './live/horns.ts';
import { createPresence } from './live/presence.ts';
import { createScenes, type Scenes } from './live/scenes.ts';
import { connectError, type LiveNamespace, type LiveSocket } from './live/sockets.ts';
import { createWalls } from './live/walls.ts';
import type { Watch } from './monitor.ts';
import type { RecordOwn } from './own-event.ts';
import { refusal } from './refusal.ts';
import type { Hub, Published } from './submission.ts';

export type Live = Readonly<
  Pick<Frames, 'flush' | 'epoch'> &
    Pick<Scenes, 'shownOn'> & {
      connections: () => number;
      /** What is to be logged of walls and rooms. */
      watch: Watch;
      stop: () => void;
    }
>;

export function createLive(deps: {
  io: Server;
  hub: Hub;
  auth: Pick<Auth, 'admit' | 'onRevoked' | 'touch' | 'isPaired'>;
  desk: CommandDesk;
  record: RecordOwn;
  /** Hears of each pair that the screens are shown. */
  onPublished: (pair: Published) => void;
  build: string;
  /** Real ms: leases, walls and floods are measured by it, also in an exercise. */
  monotonic: () => number;
  log: Logger;
}): Live {
  const { hub, auth, monotonic } = deps;
  const live = deps.io.of('/live') as unknown as LiveNamespace;
  const horns = createHorns(monotonic);
  const walls = createWalls(monotonic);
  const scenes = createScenes({ live, hub, monotonic });
  const talk = createDeskTalk({ ...deps, live, horns, presence: createPresence(monotonic) });
  const { build, onPublished } = deps;
  const frames = createFrames({ live, hub, build, onDesk: talk.greet, onPublished });

  live.use((socket, next) => {
    const admission = auth.admit({ headers: socket.handshake.headers, token: socket.handshake.auth.token }, 'live');
    if (!admission.ok) return next(connectError(admission.code, admission.message));
    socket.data = { actor: admission.actor, behind: false };
    next();
  });

  function attendWall(socket: LiveSocket): void {
    const { id, name, kind } = socket.data.actor;
    const passes = createFloodGate(monotonic, 5, 5_000);
    if (kind === 'wall') {
      walls.connect(id, name, socket.id);
      socket.on('disconnect', () => walls.disconnect(id, socket.id));
    }
    socket.on('wall.beat', (payload: unknown) => {
      const said = wallBeat.safeParse(payload);
      if (!said.success || !passes() || !mayUse(socket.data.actor, 'wall.beat')) return;
      auth.touch(socket.data.actor);
      // A person who looks at the wall's page is no wall: nobody misses him.
      if (kind === 'wall') walls.beat(id, said.data, hub.now());
    });
  }

  function attendCommands(socket: LiveSocket): void {
    socket.on('command', (payload: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return;
      auth.touch(socket.data.actor);
      if (!mayUse(socket.data.actor, 'alarms.act'))
        return reply(refusal('FORBIDDEN', 'Tài khoản của bạn không được xử lý cảnh báo.'));
      const command = commandSchema.safeParse(payload);
      if (!command.success)
        return reply(
          refusal('INVALID', 'Lệnh không đúng mẫu.', { where: command.error.issues[0]?.path.join('.') ?? '' }),
        );
      deps.desk.act(command.data, socket.data.actor).then(({ body }) => reply(body));
    });
  }

  live.on('connection', (socket) => {
    frames.welcome(socket);
    // A page that asks again and again is broken; it is answered once a second.
    const passes = createFloodGate(() => performance.now(), 1, 1_000);
    socket.on('resync', () => {
      if (!socket.data.behind && passes()) frames.resync(socket);
    });
    attendWall(socket);
    attendCommands(socket);
    talk.attend(socket);
    scenes.attend(socket);
  });

  auth.onRevoked((key) => {
    for (const socket of live.sockets.values()) if (socket.data.actor.key === key) socket.disconnect(true);
  });

  return {
    flush: frames.flush,
    epoch: frames.epoch,
    shownOn: scenes.shownOn,
    connections: () => live.sockets.size,
    watch: ({ monitor }, listeningMs) => [
      ...walls.due(monitor, listeningMs, auth.isPaired),
      ...horns.due(monitor, listeningMs),
    ],
    stop: frames.stop,
  };
}
