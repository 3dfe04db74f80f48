// Socket.IO namespace /replay: private, read-only. No command that writes exists here.
import { randomUUID } from 'node:crypto';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import { instantText } from '../../shared/time.ts';
import type { Auth } from '../auth/auth.ts';
import type { Actor } from '../auth/directory.ts';
import { parseQueryInstant } from '../instants.ts';
import { connectError } from '../live/sockets.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { History } from './history.ts';
import { HistoryRefusal, type Truth } from './protocol.ts';
import { refusalOf } from './refusals.ts';

const SPEEDS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900] as const;
const UNSENT_FRAMES = 12;
/** Replays at a time: of one person, and of all. */
const MOST_OF_ONE = 24;
const MOST = 60;

const at = z.string().transform((text, ctx) => {
  const instant = parseQueryInstant(text);
  if (instant !== null) return instant;
  ctx.addIssue('không phải thời điểm');
  return z.NEVER;
});
const openArgs = z.object({
  from: at,
  to: at,
  as: z.enum(['then', 'now']).default('then'),
  seq: z.number().int().min(0).optional(),
});
const LEAST_LOOP_MS = 1_000;
const playArgs = z.object({
  speed: z.number().refine((speed) => SPEEDS.some((one) => one === speed)),
  skipQuiet: z.boolean().default(false),
  loop: z
    .object({ from: at, to: at })
    .refine((loop) => loop.to - loop.from >= LEAST_LOOP_MS)
    .nullable()
    .default(null),
});
const seekArgs = z.object({ at });
const subject = z.string().min(1).max(128).optional();
const stepArgs = z
  .object({ to: z.enum(['event', 'alarm', 'endpoint']), back: z.boolean().optional(), subject })
  .refine((step) => step.to !== 'endpoint' || step.subject !== undefined, { path: ['subject'] });

const refused = (error: HistoryRefusal): Refusal => {
  const { code, message, extra } = refusalOf(error);
  return refusal(code, message, extra);
};

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

  /** Who has which session open. */
  const open = new Map<string, string>();
  const isFull = (key: string): boolean =>
    open.size >= MOST || [...open.values()].filter((one) => one === key).length >= MOST_OF_ONE;

  replay.on('connection', (socket) => {
    const { key } = socket.data.actor as Actor;
    let session: string | null = null;
    let unlisten = (): void => {};

    const close = (): void => {
      unlisten();
      if (session !== null) {
        open.delete(session);
        history.call('close', { session }).catch(() => {});
      }
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
          (body) => answer('ok' in body ? body : { ok: true, ...body }),
          (error: unknown) =>
            answer(
              error instanceof HistoryRefusal
                ? refused(error)
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

    on('open', openArgs, async ({ from, to, as, seq: pinned = null }) => {
      if (from > to) throw new HistoryRefusal('INVALID', 'thời điểm đầu sau thời điểm cuối');
      close();
      if (isFull(key))
        return refusal('QUEUE_FULL', 'Đang có quá nhiều phiên phát lại; hãy đóng bớt rồi mở lại trang này.');
      const mine = randomUUID();
      session = mine;
      open.set(mine, key);
      unlisten = listen(history, mine, socket);
      deps.audit(socket.data.actor as Actor, { from: instantText(from), to: instantText(to), as });
      try {
        const { seq } = await history.call('open', { session: mine, from, to, as, seq: pinned });
        return { session: mine, from: instantText(from), to: instantText(to), seq };
      } catch (error) {
        if (session === mine) close();
        throw error;
      }
    });
    on('play', playArgs, async (options) => {
      await history.call('play', { session: current(), ...options });
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
