// What waits for the writer, in two lanes: the server's own events go into the next batch before what was sent, and have
// room of their own, so that what is logged of an intake that is full gets into the log.
import type { StorableEvent } from './log-rows.ts';
import type { QuarantineRow } from './log-store.ts';
import { BATCH_EVENTS, type Batch, type Outcome, Unavailable, type Waiting } from './submission.ts';

/** Events that may wait in each lane. */
const LANE_EVENTS = 40_000;

type Lane = { waiting: Waiting[]; events: number };

export type Queue = Readonly<{
  /** Puts in line what came through the door; rejects with `Unavailable` when the lane is full. */
  sent: (rows: readonly StorableEvent[], quarantine: readonly QuarantineRow[]) => Promise<Outcome>;
  /** The same for events of the server itself. */
  own: (rows: readonly StorableEvent[]) => Promise<Outcome>;
  /** Moves into the batch what fits. */
  fill: (batch: Batch) => void;
  /** Events that wait. */
  length: () => number;
  isEmpty: () => boolean;
  /** For how long the oldest of what was sent has been waiting, here or in one of these batches, in ms; 0: nothing does. */
  waitedMs: (unanswered: Iterable<Batch>) => number;
  /** Takes out everything, for whoever has to tell them. */
  drop: () => Waiting[];
}>;

/** `monotonic`: ms, for how long something waits; not the server's clock, which an exercise sets. */
export function createQueue(monotonic: () => number): Queue {
  const own: Lane = { waiting: [], events: 0 };
  const sent: Lane = { waiting: [], events: 0 };

  const sizeOf = ({ rows, quarantine }: Pick<Waiting, 'rows' | 'quarantine'>): number =>
    rows.length + quarantine.length;

  const put = (lane: Lane, given: Pick<Waiting, 'rows' | 'quarantine'>): Promise<Outcome> => {
    const size = sizeOf(given);
    // A submission that is longer than the lane is taken when nothing else waits: sent again it would not get shorter.
    if (lane.events > 0 && lane.events + size > LANE_EVENTS) return Promise.reject(new Unavailable('full', 1));
    return new Promise((resolve, reject) => {
      lane.waiting.push({ ...given, at: monotonic(), isOwn: lane === own, settle: { resolve, reject } });
      lane.events += size;
    });
  };

  const take = (lane: Lane, batch: Batch): void => {
    for (let part = lane.waiting[0]; part; part = lane.waiting[0]) {
      if (batch.rows.length > 0 && batch.rows.length + part.rows.length > BATCH_EVENTS) return;
      lane.waiting.shift();
      lane.events -= sizeOf(part);
      batch.parts.push(part);
      for (const row of part.rows) batch.rows.push(row);
      for (const row of part.quarantine) batch.quarantine.push(row);
    }
  };

  return {
    sent: (rows, quarantine) => put(sent, { rows, quarantine }),
    own: (rows) => put(own, { rows, quarantine: [] }),
    fill: (batch) => {
      take(own, batch);
      take(sent, batch);
    },
    length: () => own.events + sent.events,
    isEmpty: () => own.waiting.length === 0 && sent.waiting.length === 0,
    waitedMs: (unanswered) => {
      const now = monotonic();
      let oldest = sent.waiting[0]?.at ?? now;
      for (const { parts } of unanswered) for (const { at, isOwn } of parts) if (!isOwn && at < oldest) oldest = at;
      return now - oldest;
    },
    drop: () => {
      const all = [...own.waiting, ...sent.waiting];
      for (const lane of [own, sent]) [lane.waiting, lane.events] = [[], 0];
      return all;
    },
  };
}
