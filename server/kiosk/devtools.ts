// The Chrome DevTools protocol over two pipes (--remote-debugging-pipe): no port that somebody else on the machine could
// use, and a Chromium whose agent has died ends by itself.
import type { Readable, Writable } from 'node:stream';

export type Devtools = Readonly<{
  /** The answer's `result`. Rejects on a refusal, when the pipe ends, and when no answer came within `patienceMs`. */
  send: (
    method: string,
    params: object,
    options?: { session?: string; patienceMs?: number },
  ) => Promise<Readonly<Record<string, unknown>>>;
  on: (listener: (event: DevtoolsEvent) => void) => void;
}>;
export type DevtoolsEvent = Readonly<{ method: string; params: Readonly<Record<string, unknown>>; session?: string }>;

type Message = {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  sessionId?: string;
  result?: Record<string, unknown>;
  error?: { message: string };
};
type Call = { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void };

const PATIENCE_MS = 5_000;

/** `to`: what Chromium reads (its descriptor 3); `from`: what it writes (4). */
export function openDevtools(to: Writable, from: Readable): Devtools {
  const calls = new Map<number, Call>();
  const listeners: ((event: DevtoolsEvent) => void)[] = [];
  let last = 0;
  let parts: Buffer[] = [];

  function take({ id, method, params = {}, sessionId, result = {}, error }: Message): void {
    if (id !== undefined) {
      const call = calls.get(id);
      calls.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    } else if (method !== undefined) {
      const event = { method, params, ...(sessionId === undefined ? {} : { session: sessionId }) };
      for (const listener of listeners) listener(event);
    }
  }

  from.on('data', (bytes: Buffer) => {
    let rest = bytes;
    // Each message ends with a zero.
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...parts, rest.subarray(0, end)]).toString();
      [parts, rest] = [[], rest.subarray(end + 1)];
      take(JSON.parse(text) as Message);
    }
    if (rest.length > 0) parts.push(rest);
  });
  const end = (): void => {
    for (const call of calls.values()) call.reject(new Error('the browser has gone'));
    calls.clear();
  };
  from.on('close', end);
  for (const pipe of [to, from]) pipe.on('error', end);

  return {
    send: (method, params, { session, patienceMs = PATIENCE_MS } = {}) =>
      new Promise((resolve, reject) => {
        last += 1;
        const id = last;
        const timer = setTimeout(() => {
          calls.delete(id);
          reject(new Error(`no answer to ${method}`));
        }, patienceMs);
        const settle =
          <T>(settled: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(timer);
            settled(value);
          };
        calls.set(id, { resolve: settle(resolve), reject: settle(reject) });
        const message = { id, method, params, ...(session === undefined ? {} : { sessionId: session }) };
        to.write(`${JSON.stringify(message)}\0`);
      }),
    on: (listener) => void listeners.push(listener),
  };
}
