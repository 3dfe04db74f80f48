// Socket.IO namespace /replay: private, read-only. No command that writes exists here.
import { randomUUID } from 'node:crypto';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import { instantText } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import type { Actor } from '../auth/directory.ts';
import { parseQueryInstant } from '../instants.ts';
import { connectError } from '../live/sockets.ts';
import { refusal } from '../refusal.ts';
import type { History } from './history.ts';
import { HistoryRefusal, type Truth } from './protocol.ts';

const SPEEDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900] as const;
const UNSENT_FRAMES = 12;

const at = z.string().transform((text, ctx) => {
  const instant = parseQueryInstant(text);
  if (instant !== null) return instant;
  ctx.addIssue('không phải thời điểm');
  return z.NEVER;
});
const openArgs = z.object({ from: at, to: at, as: z.enum(['then', 'now']).default('then') });
const playArgs = z.object({ speed: z.number().refine((speed) => SPEEDS.some((one) => one === speed)) });
const seekArgs = z.object({ at });
const stepArgs = z.object({ to: z.enum(['event', 'alarm']), back: z.boolean().optional() });

export function createReplay(deps: {
  io: Server;
  history: History;
  auth: Pick<Auth, 'admit' | 'onRevoked' | 'touch'>;
  /** Who replayed what is logged. */
  audit: (actor: Actor, range: { from: string; to: string; as: Truth }) => void;
}): void {
  const { history, auth } = deps;
  const replay = deps.io.of('/replay');

  replay.use((socket, next) => {
    const admission = auth.admit({ headers: socket.handshake.headers, token: socket.handshake.auth.token }, 'replay');
    if (!admission.ok) return next(connectError(admission.code, admission.message));
    socket.data = { actor: admission.actor };
    next();
  });

  replay.on('connection', (socket) => {
    let session: string | null = null;
    let unlisten = (): void => {};

    const close = (): void => {
      unlisten();
      if (session !== null) history.call('close', { session }).catch(() => {});
      session = null;
    };

    const on = <T>(event: string, schema: z.ZodType<T>, act: (args: T) => Promise<object>): void => {
      socket.on(event, (payload: unknown, reply: unknown) => {
        const answer = typeof reply === 'function' ? (reply as (body: object) => void) : () => {};
        auth.touch(socket.data.actor as Actor);
        const args = schema.safeParse(payload ?? {});
        if (!args.success)
          return answer(
            refusal('INVALID', 'Yêu cầu không đúng mẫu.', { where: args.error.issues[0]?.path.join('.') ?? '' }),
          );
        act(args.data).then(
          (body) => answer({ ok: true, ...body }),
          (error: unknown) =>
            answer(
              error instanceof HistoryRefusal
                ? refusal(
                    error.code === 'NOT_FOUND' || error.code === 'PRUNED' ? 'NOT_FOUND' : 'INVALID',
                    error.message,
                  )
                : refusal('INTERNAL', 'Không phát lại được, hãy thử lại.'),
            ),
        );
      });
    };
    const current = (): string => {
      if (session === null) throw new HistoryRefusal('NOT_FOUND', 'chưa mở phiên phát lại');
      return session;
    };
    const moved = (result: { at: number; seq: number } | { superseded: true }): object =>
      'superseded' in result ? result : { at: instantText(result.at), seq: result.seq };

    on('open', openArgs, async ({ from, to, as }) => {
      if (from > to) throw new HistoryRefusal('INVALID', 'thời điểm đầu sau thời điểm cuối');
      close();
      const mine = randomUUID();
      session = mine;
      unlisten = listen(history, mine, socket);
      deps.audit(socket.data.actor as Actor, { from: instantText(from), to: instantText(to), as });
      const { seq } = await history.call('open', { session: mine, from, to, as });
      return { session: mine, from: instantText(from), to: instantText(to), seq };
    });
    on('play', playArgs, async ({ speed }) => {
      await history.call('play', { session: current(), speed });
      return {};
    });
    on('pause', z.object({}), async () => {
      await history.call('pause', { session: current() });
      return {};
    });
    on('seek', seekArgs, async (args) => moved(await history.call('seek', { session: current(), at: args.at })));
    on('step', stepArgs, async (args) => moved(await history.call('step', { session: current(), ...args })));
    on('resync', z.object({}), async () => {
      await history.call('resync', { session: current() });
      return {};
    });
    on('close', z.object({}), async () => {
      close();
      return {};
    });
    socket.on('disconnect', close);
  });

  auth.onRevoked((key) => {
    for (const socket of replay.sockets.values()) if ((socket.data.actor as Actor).key === key) socket.disconnect(true);
  });
}

/** Passes a session's frames on; a screen that does not keep up gets a snapshot once it has caught up. */
function listen(history: History, session: string, socket: Socket): () => void {
  let behind = false;
  return history.listen(session, ({ event, payload }) => {
    const { writeBuffer } = socket.conn as unknown as { writeBuffer: unknown[] };
    if (behind) return;
    if (writeBuffer.length > UNSENT_FRAMES) {
      behind = true;
      socket.conn.once('drain', () => {
        behind = false;
        history.call('resync', { session }).catch(() => {});
      });
      return;
    }
    socket.emit(event, payload);
  });
}
