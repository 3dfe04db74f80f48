// The main thread's side of an export: a thread of its own for each, one for each person and two in all, ended with whoever
// asked for it.
import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { HistoryRefusal } from '../history/protocol.ts';
import { startThread } from '../threads.ts';
import { type Asked, AskedRefusal, type Head, type Maker, MORE, type Order, type Said } from './protocol.ts';

const AT_ONCE = 2;
/** A month of half a million events a day takes minutes; what takes longer would only take others' time away. */
const PATIENCE_MS = 10 * 60_000;
/** A reader who takes nothing for so long has left without saying so. */
const STALLED_MS = 60_000;

export type Run = Readonly<{
  /** Rejects with HistoryRefusal for what cannot be had, with Error for faults. */
  head: Promise<Head>;
  /** After the head, once. Ends the thread when it is at its end or left. */
  parts: () => AsyncGenerator<Uint8Array>;
  end: () => void;
}>;

export type Runs = Readonly<{
  /** null: this person has another one running, or as many run as may. `signal`: whoever asked has gone. */
  start: (person: string, asked: Asked, maker: Maker, signal: AbortSignal) => Run | null;
}>;

export function createRuns(databaseUrl: string): Runs {
  const running = new Map<string, Worker>();
  return {
    start(person, asked, maker, signal) {
      if (running.has(person) || running.size >= AT_ONCE) return null;
      const worker = startThread('reports/worker', 'report-worker', { databaseUrl, asked, maker } satisfies Order);
      running.set(person, worker);
      worker.unref();
      // At once, not when the thread has ended: whoever has his file may ask for the next.
      const end = (): void => {
        if (running.get(person) === worker) running.delete(person);
        void worker.terminate();
      };
      const timer = setTimeout(end, PATIENCE_MS).unref();
      signal.addEventListener('abort', end, { once: true });
      worker.once('exit', () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        end();
      });
      return { ...conversation(worker, end), end };
    },
  };
}

function conversation(worker: Worker, end: () => void): Omit<Run, 'end'> {
  // Rejects with what the thread died of.
  const heard = on(worker, 'message', { close: ['exit'] });
  const next = async (): Promise<Said> => {
    const { value, done } = await heard.next();
    if (done) throw new Error('the export was ended');
    return (value as [Said])[0];
  };
  const first = async (): Promise<Head> => {
    const said = await next();
    if ('head' in said) return said.head;
    if (!('refused' in said)) throw new Error('the export began without a head');
    const { code, message, where } = said.refused;
    throw where === null ? new HistoryRefusal(code, message) : new AskedRefusal(where, message);
  };

  async function* parts(): AsyncGenerator<Uint8Array> {
    let stalled: NodeJS.Timeout | undefined;
    try {
      for (;;) {
        worker.postMessage(MORE);
        const said = await next();
        if (!('part' in said)) return;
        stalled = setTimeout(end, STALLED_MS).unref();
        yield said.part;
        clearTimeout(stalled);
      }
    } finally {
      clearTimeout(stalled);
      end();
    }
  }
  return { head: first(), parts };
}
