// Keeps snapshots: a thread with a model of its own follows the log and writes where it stands, so that a start and a
// replay have a near place to begin. Only the writer's process does so.
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { startThread } from '../threads.ts';

export type Recorder = Readonly<{
  /** Begins with the writer's role and ends with it. */
  run: (writer: boolean) => void;
  stop: () => Promise<void>;
}>;

export function createRecorder(databaseUrl: string, log: Logger): Recorder {
  let worker: Worker | null = null;
  const end = async (): Promise<void> => {
    const last = worker;
    worker = null;
    await last?.terminate();
  };
  return {
    run(writer) {
      if (!writer) return void end();
      if (worker) return;
      const started = startThread('history/recorder-worker', 'recorder-worker', { databaseUrl });
      worker = started;
      started.unref();
      started.on('error', (error) => {
        log.error({ err: error }, 'the snapshot thread died; starts and replays take longer until the next start');
        if (worker === started) worker = null;
      });
    },
    stop: end,
  };
}
