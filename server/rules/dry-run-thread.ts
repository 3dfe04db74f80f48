// The main thread's side of a dry run: one at a time, in a thread of its own that ends with it.
import type { Worker } from 'node:worker_threads';
import { HistoryRefusal } from '../history/protocol.ts';
import { startThread } from '../threads.ts';
import type { DryRun, DryRunResult } from './dry-run.ts';

/** A day of half a million events takes less than a minute; what takes longer than this takes from the live loop. */
const PATIENCE_MS = 5 * 60_000;

type Message = { ok: true; result: DryRunResult } | { ok: false; code: HistoryRefusal['code']; message: string };

export type DryRuns = Readonly<{
  /** null: another one is running. Rejects with HistoryRefusal for a day that cannot be had, with Error for faults. */
  run: (asked: DryRun, signal: AbortSignal) => Promise<DryRunResult> | null;
}>;

export function createDryRuns(databaseUrl: string): DryRuns {
  let running: Worker | null = null;
  return {
    run(asked, signal) {
      if (running) return null;
      const worker = startThread('rules/dry-run-worker', 'dry-run-worker', { databaseUrl, asked });
      running = worker;
      const end = (): void => void worker.terminate();
      const timer = setTimeout(end, PATIENCE_MS);
      signal.addEventListener('abort', end, { once: true });
      return new Promise((resolve, reject) => {
        let said: Message | null = null;
        worker.on('message', (message: Message) => {
          said = message;
        });
        worker.on('error', reject);
        worker.on('exit', () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          running = null;
          if (said === null) reject(new Error('the dry run was ended'));
          else if (said.ok) resolve(said.result);
          else reject(new HistoryRefusal(said.code, said.message));
        });
      });
    },
  };
}
