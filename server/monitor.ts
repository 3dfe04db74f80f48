// The monitor watches itself (A90): each second its parts say what the log does not know yet, and that is logged.
import type { Logger } from 'pino';
import type { Model } from '../shared/model.ts';
import type { MonitorEvent } from '../shared/monitor/events.ts';
import type { RecordOwn } from './own-event.ts';
import { type Hub, Unavailable } from './submission.ts';

/** What is to be logged now. `listeningMs`: for how long this process has been the writer. */
export type Watch = (model: Model, listeningMs: number) => MonitorEvent[];

const LAGGING_MS = 10_000;
/** It has caught up once what waits is clearly younger than that. */
const RECOVERED_MS = 5_000;
/** Ticks further apart than this: the process stood still, and what was said meanwhile has not been read yet. */
const STOOD_STILL_MS = 3_000;

/** Does what was sent wait too long to be written? */
export const watchIntake =
  (hub: Pick<Hub, 'waiting' | 'waitedMs'>): Watch =>
  ({ monitor: { laggingSince } }) => {
    const waitedMs = Math.round(hub.waitedMs());
    if (laggingSince === null && waitedMs > LAGGING_MS)
      return [{ type: 'audit.intake_lagging', subject: null, data: { waitedMs, waiting: hub.waiting() } }];
    if (laggingSince !== null && waitedMs < RECOVERED_MS)
      return [{ type: 'audit.intake_recovered', subject: null, data: {} }];
    return [];
  };

/** `monotonic`: ms, not the server's clock, which an exercise sets. */
export function runMonitor(deps: {
  hub: Pick<Hub, 'onChange' | 'onRole' | 'model'>;
  watches: readonly Watch[];
  record: RecordOwn;
  monotonic: () => number;
  log: Logger;
}): void {
  const { hub, watches, record, monotonic, log } = deps;
  let writerSince = 0;
  let awaySince: number | null = null;
  let tickAt = monotonic();
  /** Whose findings are on their way into the log: they must not be found again. */
  const recording = new Set<Watch>();

  const put = (events: readonly MonitorEvent[]): Promise<void> =>
    record(events).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) log.error({ err: error }, 'the monitor could not log what it found');
    });

  hub.onRole((writer) => {
    if (!writer) {
      awaySince = monotonic();
      return;
    }
    writerSince = monotonic();
    if (awaySince === null) return;
    const awayMs = Math.round(writerSince - awaySince);
    void put([{ type: 'audit.database_back', subject: null, data: { awayMs } }]);
    awaySince = null;
  });

  hub.onChange((stored) => {
    const model = hub.model();
    if (stored.length > 0 || !model) return;
    const sinceTickMs = monotonic() - tickAt;
    tickAt = monotonic();
    if (sinceTickMs > STOOD_STILL_MS) return;
    for (const watch of watches) {
      const events = recording.has(watch) ? [] : watch(model, monotonic() - writerSince);
      if (events.length === 0) continue;
      recording.add(watch);
      void put(events).finally(() => recording.delete(watch));
    }
  });
}
