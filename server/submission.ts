// What waits for the writer, and what a batch is made of.
import type { Actor as AlarmActor, Command, Decision } from '../shared/alarm/command.ts';
import type { LogEvent, NewEvent } from '../shared/event.ts';
import type { Model } from '../shared/model.ts';
import type { View } from '../shared/view.ts';
import { type StorableEvent, storable } from './log-rows.ts';
import type { QuarantineRow } from './log-store.ts';

/** Events in one transaction. */
export const BATCH_EVENTS = 4_000;

export type Submission = Readonly<{ rows: readonly StorableEvent[]; quarantine: readonly QuarantineRow[] }>;
export type Outcome = Readonly<{ seq: number; duplicates: ReadonlySet<number> }>;
export type Published = Readonly<{ seq: number; at: number; view: View }>;

/** The writer or the database is away, or the queue is full. What was sent may or may not be stored: send it again. */
export class Unavailable extends Error {
  constructor(
    readonly reason: 'away' | 'full',
    readonly retryAfterSec: number,
  ) {
    super(reason === 'full' ? 'the intake queue is full' : 'the database or the writer is away');
  }
}

export type Waiting = Submission & {
  /** when it came (monotonic ms) */
  at: number;
  /** an event of the server itself, and not one that was sent */
  isOwn: boolean;
  settle: { resolve: (outcome: Outcome) => void; reject: (error: Error) => void } | null;
};
export type WaitingCommand = {
  command: Command;
  actor: AlarmActor;
  resolve: (decision: Decision) => void;
  reject: (error: Error) => void;
};
export type Batch = {
  parts: Waiting[];
  rows: StorableEvent[];
  quarantine: QuarantineRow[];
  decisions: { waiting: WaitingCommand; decision: Decision }[];
  /** alarm events are in it: nothing about alarms may be decided until it is folded */
  alarms: boolean;
  stamp: number;
};
export type Written = { batch: Batch; stored: readonly LogEvent[]; duplicates: ReadonlySet<number> };

export type Hub = Readonly<{
  /** Stores what passed the door. Resolves once committed and folded; rejects with `Unavailable`. */
  submit: (submission: Submission) => Promise<Outcome>;
  /** Stores events of the server itself (audit, configuration): before what was sent, and also while that queue is full. */
  record: (events: readonly NewEvent[]) => Promise<Outcome>;
  /** Decides an operator's command in its turn; the decision's events are committed when it resolves. */
  command: (command: Command, actor: AlarmActor) => Promise<Decision>;
  /** The view now, as a published pair. Throws `Unavailable` while there is no model. */
  publish: () => Published;
  /** The model, for readers in this process that look and do not touch; null while standing by. */
  model: () => Model | null;
  isWriter: () => boolean;
  /** The clock's now, for everything that is not a published pair. */
  now: () => number;
  /** Called after each fold and each second; tells whether anything was folded. */
  onChange: (listener: (stored: readonly LogEvent[]) => void) => void;
  /** Called when a model has been loaded and this process has become the writer, and when it no longer is. */
  onRole: (listener: (writer: boolean) => void) => void;
  waiting: () => number;
  /**
   * How long the database has owed an answer, in real ms; 0 when it owes none. It is asked every few seconds also when there
   * is nothing to write: a picture that cannot change must not look alive.
   */
  owedMs: () => number;
  /** For how long the oldest of what was sent has been waiting to be committed (real ms); 0: nothing waits. */
  waitedMs: () => number;
  start: () => void;
  /** Commits what was accepted, gives up the lock, and stops. */
  stop: () => Promise<void>;
}>;

/** Answers everybody whose events or commands are in the batch. `seq`: of the model, everything in the batch folded. */
export function tellOutcome({ batch, duplicates }: Written, seq: number): void {
  let offset = batch.rows.length - batch.parts.reduce((sum, part) => sum + part.rows.length, 0);
  for (const part of batch.parts) {
    const own = new Set<number>();
    if (duplicates.size > 0)
      part.rows.forEach((_row, index) => {
        if (duplicates.has(offset + index)) own.add(index);
      });
    offset += part.rows.length;
    part.settle?.resolve({ seq, duplicates: own });
  }
  for (const { waiting, decision } of batch.decisions) waiting.resolve(decision);
}

/** Tells of duplicates and refusals in the log, since neither is in it as an event of its own (I1). */
export function counted(batch: Batch, duplicates: ReadonlySet<number>, newId: () => string): StorableEvent[] {
  if (duplicates.size === 0 && batch.quarantine.length === 0) return [];
  const counts = new Map<string, { duplicates: number; quarantined: number }>();
  const countOf = (source: string) => {
    let count = counts.get(source);
    if (!count) {
      count = { duplicates: 0, quarantined: 0 };
      counts.set(source, count);
    }
    return count;
  };
  for (const index of duplicates) {
    const row = batch.rows[index];
    if (row) countOf(row.event.source).duplicates += 1;
  }
  for (const row of batch.quarantine)
    if (
      row.keyName !== null &&
      typeof row.envelope.source === 'string' &&
      row.reason !== 'forbidden' &&
      row.reason !== 'not_cloudevents' &&
      row.reason !== 'text'
    )
      countOf(row.envelope.source).quarantined += 1;
  return [...counts].map(([source, count]) =>
    storable({
      time: batch.stamp,
      id: newId(),
      source: '/ioc/door',
      type: 'feed.counted',
      subject: source,
      agency: null,
      data: count,
    }),
  );
}
