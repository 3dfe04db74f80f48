// The main thread's side of the history worker: calls with answers, frames passed on, a new worker when one has died.
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { startThread } from '../threads.ts';
import { type CallName, type Calls, type Emission, HistoryRefusal, type Reply } from './protocol.ts';

export type History = Readonly<{
  /** Rejects with HistoryRefusal for what cannot be, with Error for faults. */
  call: <N extends CallName>(name: N, args: Calls[N]['args']) => Promise<Calls[N]['result']>;
  /** Frames and speed of a session go to `listener` until the returned function is called. */
  listen: (session: string, listener: (emission: Emission) => void) => () => void;
  stop: () => Promise<void>;
}>;

type Waiting = { resolve: (result: never) => void; reject: (error: Error) => void };

export function createHistory(databaseUrl: string, log: Logger): History {
  let worker: Worker | null = null;
  let calls = 0;
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, (emission: Emission) => void>();

  function fail(error: Error): void {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
    worker = null;
  }

  function running(): Worker {
    if (worker) return worker;
    const started = startThread('history/worker', 'history-worker', { databaseUrl });
    worker = started;
    started.on('message', (message: Reply | { emission: Emission }) => {
      if ('emission' in message) {
        listeners.get(message.emission.session)?.(message.emission);
        return;
      }
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.ok) one?.resolve(message.result as never);
      else if (message.code === 'INTERNAL') one?.reject(new Error(message.message));
      else one?.reject(new HistoryRefusal(message.code as HistoryRefusal['code'], message.message, message.extra));
    });
    started.on('error', (error) => {
      log.error({ err: error }, 'the history worker died');
      if (worker === started) fail(error);
    });
    started.on('exit', () => {
      if (worker === started) fail(new Error('the history worker ended'));
    });
    return started;
  }

  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve: resolve as Waiting['resolve'], reject });
        running().postMessage({ id: calls, name, args });
      }),
    listen(session, listener) {
      listeners.set(session, listener);
      return () => void listeners.delete(session);
    },
    async stop() {
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}
