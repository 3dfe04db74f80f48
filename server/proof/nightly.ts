// After each local midnight the day that is over is folded again, in a thread, and held against what was shown of it.
// What comes of it is logged; a difference is an alarm (A90).
import type { Worker } from 'node:worker_threads';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { FOLD_VERSION } from '../../shared/model.ts';
import type { Recorder } from '../history/recorder.ts';
import type { RecordOwn } from '../own-event.ts';
import { type Hub, Unavailable } from '../submission.ts';
import { startThread } from '../threads.ts';
import { dueDay } from './due.ts';
import { firstDayWithAny } from './fingerprints.ts';
import type { Refolded } from './refold.ts';

/** Real ms, as is everything here: in an exercise days may pass in seconds, and each waits for the one before. */
const LOOK_EVERY_MS = 5_000;
const RETRY_AFTER_MS = 10 * 60_000;

export type Nightly = Readonly<{
  /** Begins with the writer's role and ends with it. */
  run: (writer: boolean) => void;
  stop: () => Promise<void>;
}>;

export function createNightly(deps: {
  databaseUrl: string;
  pool: Pick<Pool, 'query'>;
  hub: Pick<Hub, 'model' | 'now'>;
  record: RecordOwn;
  recorder: Pick<Recorder, 'beginAgain'>;
  log: Logger;
}): Nightly {
  const { databaseUrl, pool, hub, record, recorder, log } = deps;
  /** Days that this process has verified. */
  const seen = new Set<string>();
  let worker: Worker | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function nextDay(): Promise<number | null> {
    const model = hub.model();
    if (!model) return null;
    const due = dueDay(model.monitor, hub.now(), seen);
    return 'again' in due ? due.again : firstDayWithAny(pool, due.from, due.to);
  }

  function refold(day: number): Promise<Refolded> {
    const started = startThread('proof/nightly-worker', 'proof-worker', { databaseUrl, day });
    worker = started;
    started.unref();
    return new Promise((resolve, reject) => {
      started.on('message', resolve);
      started.on('error', reject);
      started.on('exit', () => {
        worker = null;
        reject(new Error('the thread ended without a result')); // nothing once there was one
      });
    });
  }

  /** Verifies a day where one is due; resolves with how long to wait before the next look, in ms. */
  async function look(): Promise<number> {
    const began = performance.now();
    try {
      const number = await nextDay();
      if (number === null) return LOOK_EVERY_MS;
      const { day, compared, mismatches, otherVersion, first, wrongSnapshot } = await refold(number);
      const took = performance.now() - began;
      log.info({ day, compared, mismatches, otherVersion, ms: Math.round(took) }, 'a day has been verified');
      const data = { day, compared, mismatches, foldVersion: FOLD_VERSION, first };
      await record([{ type: 'audit.day_verified', subject: day, data }]);
      seen.add(day);
      if (wrongSnapshot) {
        log.error(
          { day },
          'the snapshot of midnight is not what the log gives; snapshots from that day on are made anew',
        );
        await recorder.beginAgain(number);
      }
      return Math.max(LOOK_EVERY_MS, took);
    } catch (error) {
      if (error instanceof Unavailable || timer === null) return LOOK_EVERY_MS;
      log.error({ err: error }, 'a day could not be verified; it is tried again');
      return RETRY_AFTER_MS;
    }
  }

  const lookIn = (ms: number): void => {
    const mine = setTimeout(() => {
      void look().then((next) => timer === mine && lookIn(next));
    }, ms);
    mine.unref();
    timer = mine;
  };

  async function end(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    await worker?.terminate();
  }

  return {
    run: (writer) => {
      if (!writer) void end();
      else if (timer === null) lookIn(LOOK_EVERY_MS);
    },
    stop: end,
  };
}
