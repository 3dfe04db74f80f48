// What the sockets of /live carry, and how what they ask is answered.
import type { Logger } from 'pino';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import type { Actor } from '../auth/directory.ts';
import { mayUse } from '../auth/permissions.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { Unavailable } from '../submission.ts';
import type { Backlog } from './backlog.ts';

export type LiveData = { actor: Actor; backlog: Backlog };
export type LiveSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, LiveData>;
export type LiveNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, LiveData>;

const AWAY = 'Máy chủ tạm thời chưa ghi được; hãy thử lại.';

/** The refusal for something that could not be written now; null: it failed for another reason. */
function awayRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Unavailable)) return null;
  return refusal(error.reason === 'full' ? 'QUEUE_FULL' : 'UNAVAILABLE', AWAY);
}

/**
 * Listens to something that only those who act on alarms may say. `act` gives the answer; whoever sends without asking
 * for one is served too. What `passes` does not let through is neither looked at nor answered.
 */
export function onDeskEvent<S extends z.ZodType>(
  socket: LiveSocket,
  { event, schema, passes, log }: { event: string; schema: S; passes: () => boolean; log: Logger },
  act: (said: z.output<S>) => object | Promise<object>,
): void {
  socket.on(event, async (payload: unknown, reply: unknown) => {
    if (!passes()) return;
    const answer = (body: object): void => {
      if (typeof reply === 'function') reply(body);
    };
    if (!mayUse(socket.data.actor, 'alarms.act'))
      return answer(refusal('FORBIDDEN', 'Tài khoản của bạn không được xử lý cảnh báo.'));
    const said = schema.safeParse(payload);
    if (!said.success)
      return answer(
        refusal('INVALID', 'Dữ liệu gửi lên không đúng mẫu.', { where: said.error.issues[0]?.path.join('.') ?? '' }),
      );
    try {
      answer(await act(said.data));
    } catch (error) {
      const away = awayRefusal(error);
      if (!away) log.error({ err: error, event }, 'a message of a desk failed');
      answer(away ?? refusal('INTERNAL', 'Máy chủ gặp lỗi; hãy thử lại.'));
    }
  });
}

/** What Socket.IO gives the client as `connect_error` with `data.code`. */
export function connectError(code: string, message: string): Error {
  return Object.assign(new Error(message), { data: { ok: false, code, message } });
}
