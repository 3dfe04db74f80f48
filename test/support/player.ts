// A replay as a page drives it: its frames applied, its commands answered.
import type { ReplaySpeed } from '../../shared/wire-schema.ts';
import { type Screen, type TestServer, until, watch } from './server.ts';

export type Reply = {
  ok: boolean;
  code?: string;
  message?: string;
  where?: string;
  first?: string;
  session?: string;
  from?: string;
  to?: string;
  at?: string;
  seq?: number;
  superseded?: boolean;
};
export type Player = Screen & { speeds: ReplaySpeed[]; ask: (event: string, payload?: object) => Promise<Reply> };

export async function connectPlayer(server: TestServer): Promise<Player> {
  const socket = await server.socket('/replay', 'supervisor');
  const screen = watch(socket);
  const speeds: ReplaySpeed[] = [];
  socket.on('speed', (speed: ReplaySpeed) => speeds.push(speed));
  socket.connect();
  await until('the connection', () => socket.connected);
  return {
    ...screen,
    speeds,
    last: screen.last,
    view: screen.view,
    ask: (name, payload = {}) => socket.timeout(20_000).emitWithAck(name, payload) as Promise<Reply>,
  };
}
