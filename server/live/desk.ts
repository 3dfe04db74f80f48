// What consoles tell each other over /live: who has which alarm open, and which of them sounds in a room.
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { alarmEvent } from '../../shared/alarm/events.ts';
import { instantText, parseInstant } from '../../shared/time.ts';
import {
  deskPresent,
  type HornChanged,
  type HornSilence,
  hornBeat,
  hornSilence,
  hornTested,
} from '../../shared/wire-schema.ts';
import type { Auth } from '../auth/auth.ts';
import type { RecordOwn } from '../own-event.ts';
import { refusal } from '../refusal.ts';
import { type Hub, Unavailable } from '../submission.ts';
import { createFloodGate } from './flood-gate.ts';
import type { Horns } from './horns.ts';
import type { Presence } from './presence.ts';
import { type LiveNamespace, type LiveSocket, onDeskEvent } from './sockets.ts';

export type DeskTalk = Readonly<{
  /** A socket has connected: listens to what its console says. */
  attend: (socket: LiveSocket) => void;
  /** Gives a desk what was told to desks so far. */
  greet: (socket: LiveSocket) => void;
}>;

export function createDeskTalk(deps: {
  live: LiveNamespace;
  hub: Hub;
  auth: Pick<Auth, 'touch'>;
  presence: Presence;
  horns: Horns;
  record: RecordOwn;
  monotonic: () => number;
  log: Logger;
}): DeskTalk {
  const { live, hub, presence, horns, log } = deps;

  const silenceOf = (room: string): Omit<HornChanged, 'room' | 'holder'> => {
    const { upTo = 0, byName = '', alone = {} } = hub.model()?.alarms.silenced.get(room) ?? {};
    const silencedAlone = Object.fromEntries(Object.entries(alone).map(([one, until]) => [one, instantText(until)]));
    return { silencedUpTo: upTo === 0 ? null : instantText(upTo), silencedBy: byName || null, silencedAlone };
  };
  const hornOf = (room: string): HornChanged => ({ room, ...silenceOf(room), holder: horns.holderOf(room) });

  function tellPresence(): void {
    const open = presence.changed();
    if (open) live.to('desk').emit('desk.presence', { open });
  }
  function tellHorns(): void {
    for (const room of horns.changed(hub.now())) live.to('desk').emit('horn.changed', hornOf(room));
  }

  hub.onChange((stored) => {
    if (stored.length === 0) {
      tellPresence();
      tellHorns();
    }
    for (const { type, subject } of stored)
      if (type === 'alarm.silenced' && subject !== null) live.to('desk').emit('horn.changed', hornOf(subject));
  });

  /** In the hub's queue, so in order with the alarms: what is raised after it is not covered by it. */
  async function silence(socket: LiveSocket, { upTo: until, ...wish }: HornSilence): Promise<object> {
    const model = hub.model();
    if (!model) throw new Unavailable('away', 2);
    const now = Math.max(hub.now(), model.at);
    const upTo = parseInstant(until);
    if (!(upTo <= now)) return refusal('INVALID', 'Chỉ tắt được còi của các cảnh báo đã có.', { where: 'upTo' });
    const { name, role } = socket.data.actor;
    const data = { by: name, byName: name, role, upTo: instantText(upTo), occurrence: wish.occurrence ?? null };
    const at = { id: randomUUID(), occurrence: wish.room.normalize('NFC'), time: now, agency: null };
    await hub.record([alarmEvent(at, { type: 'alarm.silenced', data })]);
    return { ok: true };
  }

  return {
    attend: (socket) => {
      const { name } = socket.data.actor;
      const measure = (event: string, most: number) => ({
        event,
        passes: createFloodGate(deps.monotonic, most, 5_000),
        log,
      });
      onDeskEvent(socket, { ...measure('desk.present', 10), schema: deskPresent }, ({ occurrence }) => {
        presence.put(socket.id, name, occurrence);
        tellPresence();
        return { ok: true };
      });
      onDeskEvent(socket, { ...measure('horn.beat', 5), schema: hornBeat }, (said) => {
        const room = said.room.normalize('NFC');
        const sounder = horns.beat(socket.id, { room, name, state: said.state }, hub.now());
        tellHorns();
        return { sounder, ...silenceOf(room) };
      });
      onDeskEvent(socket, { ...measure('horn.silence', 5), schema: hornSilence }, (wish) => {
        deps.auth.touch(socket.data.actor);
        return silence(socket, wish);
      });
      onDeskEvent(socket, { ...measure('horn.tested', 5), schema: hornTested }, async ({ room, heard }) => {
        deps.auth.touch(socket.data.actor);
        const data = { by: name, byName: name, heard };
        await deps.record([{ type: 'audit.horn_tested', subject: room.normalize('NFC'), data }]);
        return { ok: true };
      });
      socket.on('disconnect', () => {
        presence.leave(socket.id);
        horns.leave(socket.id, hub.now());
        tellPresence();
        tellHorns();
      });
    },
    greet: (socket) => {
      socket.emit('desk.presence', { open: presence.open() });
      for (const room of horns.rooms()) socket.emit('horn.changed', hornOf(room));
    },
  };
}
