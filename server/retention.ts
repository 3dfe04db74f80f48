// Retention: with IOC_RETENTION_DAYS the writer's process prunes the log at its start and then each hour, in a thread.
//
// The order of one round: the base is committed; the door refuses what is older; the log tells of it, and with that all
// that had passed the door before is stored; only then rows and identities go. So no event can come in a second time.
import type { Worker } from 'node:worker_threads';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { HOUR_MS } from '../shared/time.ts';
import { prunedUntil } from './log-reads.ts';
import { PRUNED_SOURCE, prunedId, type Round, type Said } from './retention/protocol.ts';
import type { Hub } from './submission.ts';
import { startThread } from './threads.ts';

export type Retention = Readonly<{
  /** Epoch ms; an event dated before it is too old. null: the log has never been pruned. */
  prunedUntil: () => number | null;
  /** Reads `prunedUntil` anew. To be awaited before events are taken: another process may have pruned. */
  refresh: () => Promise<void>;
  /** Begins with the writer's role and ends with it. */
  run: (writer: boolean) => void;
  /** Resolves when the round that is running, if any, is over. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
}>;

export function createRetention(deps: {
  databaseUrl: string;
  pool: Pool;
  /** null: nothing is pruned. */
  days: number | null;
  hub: Pick<Hub, 'record' | 'now'>;
  log: Logger;
}): Retention {
  const { databaseUrl, pool, days, hub, log } = deps;
  let known: number | null = null;
  let worker: Worker | null = null;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  const refresh = async (): Promise<void> => {
    known = await prunedUntil(pool);
  };

  async function standing(said: Said & { kind: 'standing' }): Promise<void> {
    await refresh();
    if (said.base === null || said.told) return;
    const { seq, until } = said.base;
    const data = { untilSeq: seq, until };
    const event = {
      id: prunedId(seq),
      source: PRUNED_SOURCE,
      type: 'audit.pruned',
      time: hub.now(),
      subject: null,
      agency: null,
      data,
    };
    await hub.record([event]);
  }

  function round(keepDays: number): Promise<void> {
    const data: Round = { databaseUrl, now: hub.now(), days: keepDays };
    const started = startThread('retention/worker', 'retention-worker', data);
    worker = started;
    started.unref();
    return new Promise<void>((resolve) => {
      const fail = (error: unknown): void => {
        log.error({ err: error }, 'the log could not be pruned; the next round goes on with it');
        void started.terminate();
      };
      started.on('message', (said: Said) => {
        if (said.kind === 'removed') return log.info(said.counts, 'a round of pruning is over');
        standing(said).then(() => started.postMessage('go'), fail);
      });
      started.on('error', fail);
      started.on('exit', () => {
        if (worker === started) worker = null;
        resolve();
      });
    });
  }

  const begin = (keepDays: number): void => {
    if (worker === null) running = round(keepDays);
  };

  async function end(): Promise<void> {
    if (timer) clearInterval(timer);
    timer = null;
    await worker?.terminate();
  }

  return {
    prunedUntil: () => known,
    refresh,
    run(writer) {
      if (!writer) return void end();
      if (days === null || timer !== null) return;
      timer = setInterval(() => begin(days), HOUR_MS);
      timer.unref();
      begin(days);
    },
    settled: () => running,
    stop: end,
  };
}
