// Keeps snapshots: a thread with a model of its own follows the log and writes where it stands, so that a start and a
// replay have a near place to begin. Only the writer's process does so.
import type { Worker } from 'node:worker_threads';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { dayStart } from '../../shared/time.ts';
import { startThread } from '../threads.ts';

export type Recorder = Readonly<{
  /** Begins with the writer's role and ends with it. */
  run: (writer: boolean) => void;
  /** Throws away all snapshots from a local day (by number) on, which are wrong, and its own model, and begins before it. */
  beginAgain: (day: number) => Promise<void>;
  stop: () => Promise<void>;
}>;

export function createRecorder(databaseUrl: string, pool: Pick<Pool, 'query'>, log: Logger): Recorder {
  let worker: Worker | null = null;
  const end = async (): Promise<void> => {
    const last = worker;
    worker = null;
    await last?.terminate();
  };
  const begin = (): void => {
    const started = startThread('history/recorder-worker', 'recorder-worker', { databaseUrl });
    worker = started;
    started.unref();
    started.on('message', ({ failed }: { failed: string }) =>
      log.warn({ reason: failed }, 'no snapshot could be kept; the thread looks again in 5 s'),
    );
    started.on('error', (error) => {
      log.error({ err: error }, 'the snapshot thread died; starts and replays take longer until the next start');
      if (worker === started) worker = null;
    });
  };
  return {
    run(writer) {
      if (!writer) return void end();
      if (!worker) begin();
    },
    async beginAgain(day) {
      const isRunning = worker !== null;
      await end();
      await pool.query('delete from snapshot where not base and at >= $1', [new Date(dayStart(day)).toISOString()]);
      if (isRunning && !worker) begin();
    },
    stop: end,
  };
}
