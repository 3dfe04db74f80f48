// A wall in a test: a program with a wall's token on /live.
import { io, type Socket } from 'socket.io-client';
import { COOKIES } from '../../server/auth/cookies.ts';
import type { TestServer } from './server.ts';

export type TestWall = Readonly<{ id: string; name: string; socket: Socket }>;

/** A socket with the token of an existing wall, not yet connected. */
export const wallSocket = (server: TestServer, token: string): Socket =>
  io(`${server.url}/live`, { transports: ['websocket'], forceNew: true, autoConnect: false, auth: { token } });

/** Makes a wall of this name; its socket is not yet connected. */
export async function makeWall(server: TestServer, name: string): Promise<TestWall & { token: string }> {
  const { body } = await server.as('admin', '/api/walls', { method: 'POST', body: JSON.stringify({ name }) });
  const token = body.token as string;
  return { id: body.id as string, name, token, socket: wallSocket(server, token) };
}

/** The cookie with which a browser is the wall of this token. */
export const wallCookie = (token: string): string => `${COOKIES.wall}=${token}`;
