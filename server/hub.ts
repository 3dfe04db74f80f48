// The hub: the one queue through which everything gets into the log, and the clock of everything that is published.
//
// A batch is stamped, stored, folded, answered and told, in this order (I2, I3). The stamp is later than the `at` of every
// view already published, and until the batch is folded nothing is published with an `at` that reaches its stamp, so that
// for each published pair {rows received by `at`} = {rows ≤ `seq`}.
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Actor as AlarmActor, type Command, type Decision, decide } from '../shared/alarm/command.ts';
import type { LogEvent, NewEvent } from '../shared/event.ts';
import { judge } from '../shared/judge.ts';
import { type Model, step } from '../shared/model.ts';
import type { View } from '../shared/view.ts';
import { viewOf } from '../shared/view-of.ts';
import type { Clock } from './clock.ts';
import { type LogWriter, openWriter, type QuarantineRow } from './log.ts';
import { type StorableEvent, storable } from './log-rows.ts';

/** Events in one transaction, events that may wait, and from how many waiting the next batch is written while one is folded. */
const BATCH_EVENTS = 4_000;
const QUEUE_EVENTS = 40_000;
const OVERLAP_EVENTS = 400;
const RETRY_AFTER_LOSS_MS = 500;

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

type Waiting = Submission & { settle: { resolve: (outcome: Outcome) => void; reject: (error: Error) => void } | null };
type WaitingCommand = {
  command: Command;
  actor: AlarmActor;
  resolve: (decision: Decision) => void;
  reject: (error: Error) => void;
};
type Batch = {
  parts: Waiting[];
  rows: StorableEvent[];
  quarantine: QuarantineRow[];
  decisions: { waiting: WaitingCommand; decision: Decision }[];
  /** alarm events are in it: nothing about alarms may be decided until it is folded */
  alarms: boolean;
  stamp: number;
};
type Written = { batch: Batch; stored: readonly LogEvent[]; duplicates: ReadonlySet<number> };

export type Hub = Readonly<{
  /** Stores what passed the door. Resolves once committed and folded; rejects with `Unavailable`. */
  submit: (submission: Submission) => Promise<Outcome>;
  /** Stores events of the server itself (audit, configuration). */
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
  start: () => void;
  /** Commits what was accepted, gives up the lock, and stops. */
  stop: () => Promise<void>;
}>;

export function createHub(deps: {
  databaseUrl: string;
  clock: Clock;
  log: Logger;
  /** Folds the log up to its end. Called once the lock is held. */
  loadModel: () => Promise<Model>;
  /** Called before each attempt to connect: brings an embedded database up again. */
  beforeConnect?: () => Promise<void>;
  /** Called when another process holds the lock and this one waits. */
  onStandby?: () => void;
  newId?: () => string;
}): Hub {
  const { clock, log } = deps;
  const newId = deps.newId ?? randomUUID;
  const stopping = new AbortController();
  const changeListeners: ((stored: readonly LogEvent[]) => void)[] = [];
  const roleListeners: ((writer: boolean) => void)[] = [];

  let model: Model | null = null;
  let writer: LogWriter | null = null;
  let queue: Waiting[] = [];
  let commands: WaitingCommand[] = [];
  let queued = 0;
  let judgeDue = false;
  let alarmsUndecided = false;
  let inFlightStamp: number | null = null;
  let lastPublishedAt = 0;
  let lastStamp = 0;
  let wake: () => void = () => {};
  let running: Promise<void> | null = null;

  /** Where the model may be looked at: never beyond the stamp of a batch that is being written. */
  const instant = (): number => {
    const now = Math.max(clock.now(), lastPublishedAt, lastStamp);
    return inFlightStamp === null ? now : Math.min(now, inFlightStamp - 1);
  };

  const current = (): Model => {
    if (!model || !writer) throw new Unavailable('away', 2);
    return model;
  };

  const publish = (): Published => {
    const at = instant();
    const view = viewOf(current(), at);
    lastPublishedAt = at;
    return { seq: current().seq, at, view };
  };

  function compose(): Batch | null {
    const batch: Batch = { parts: [], rows: [], quarantine: [], decisions: [], alarms: false, stamp: 0 };
    if (!alarmsUndecided && (judgeDue || commands.length > 0)) decideAlarms(batch);
    while (queue[0] && (batch.rows.length === 0 || batch.rows.length + queue[0].rows.length <= BATCH_EVENTS)) {
      const part = queue.shift() as Waiting;
      queued -= part.rows.length + part.quarantine.length;
      batch.parts.push(part);
      for (const row of part.rows) batch.rows.push(row);
      for (const row of part.quarantine) batch.quarantine.push(row);
    }
    if (batch.rows.length === 0 && batch.quarantine.length === 0) {
      // Refusals without anything to log, or an empty submission: answered in their turn, nothing to write.
      answer({ batch, stored: [], duplicates: new Set() });
      return null;
    }
    batch.stamp = Math.max(clock.now(), lastPublishedAt + 1, lastStamp + 1);
    lastStamp = batch.stamp;
    return batch;
  }

  function decideAlarms(batch: Batch): void {
    const at = instant();
    const add = (events: readonly NewEvent[]): void => {
      for (const event of events) batch.rows.push(storable(event));
      batch.alarms ||= events.length > 0;
    };
    const touched = new Set<string>();
    if (judgeDue) {
      judgeDue = false;
      const found = judge(current(), at, newId);
      for (const event of found) touched.add(event.subject ?? '');
      add(found);
    }
    const later: WaitingCommand[] = [];
    for (const waiting of commands) {
      // One change of an occurrence and one use of a command id in a batch: the next must see what this one did.
      const keys = [waiting.command.occurrence, waiting.command.id];
      if (keys.some((key) => touched.has(key)) || batch.rows.length >= BATCH_EVENTS) {
        later.push(waiting);
        continue;
      }
      for (const key of keys) touched.add(key);
      const decision = decide(current().alarms, waiting.command, waiting.actor, at, newId);
      batch.decisions.push({ waiting, decision });
      add(decision.events);
    }
    commands = later;
    alarmsUndecided = batch.alarms;
  }

  /** Tells of duplicates and refusals in the log, since neither is in it as an event of its own (I1). */
  function counted(batch: Batch, duplicates: ReadonlySet<number>): StorableEvent[] {
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

  function answer({ batch, duplicates }: Written): void {
    const seq = model?.seq ?? 0;
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

  function finish(written: Written): void {
    const target = current();
    for (const event of written.stored) step(target, event);
    if (written.batch.alarms) alarmsUndecided = false;
    judgeDue = true;
    answer(written);
    for (const listener of changeListeners) listener(written.stored);
  }

  async function write(target: LogWriter, batch: Batch): Promise<Written> {
    inFlightStamp = batch.stamp;
    const appended = await target.append(batch.rows, batch.quarantine, batch.stamp, (duplicates) =>
      counted(batch, duplicates),
    );
    return { batch, ...appended };
  }

  async function serve(target: LogWriter): Promise<void> {
    let done: Written | null = null;
    while (!(stopping.signal.aborted && queue.length === 0 && commands.length === 0 && done === null)) {
      if (done && queued < OVERLAP_EVENTS) {
        inFlightStamp = null;
        finish(done);
        done = null;
      }
      const batch = compose();
      if (!batch) {
        if (done === null) await new Promise<void>((resolve) => (wake = resolve));
        else {
          inFlightStamp = null;
          finish(done);
          done = null;
        }
        continue;
      }
      const writing = write(target, batch);
      writing.catch(() => {});
      if (done) {
        finish(done);
        done = null;
      }
      try {
        done = await Promise.race([writing, target.lost.then((error) => Promise.reject(error))]);
      } catch (error) {
        for (const part of batch.parts) part.settle?.reject(new Unavailable('away', 2));
        for (const { waiting } of batch.decisions) waiting.reject(new Unavailable('away', 2));
        throw error;
      }
    }
  }

  function dropAll(): void {
    const [oldQueue, oldCommands] = [queue, commands];
    [queue, commands, queued] = [[], [], 0];
    for (const part of oldQueue) part.settle?.reject(new Unavailable('away', 2));
    for (const waiting of oldCommands) waiting.reject(new Unavailable('away', 2));
  }

  async function hold(): Promise<void> {
    await deps.beforeConnect?.();
    const won = await openWriter(deps.databaseUrl, stopping.signal, deps.onStandby ?? (() => {}));
    try {
      // The clock never runs behind what was stamped before, also by another process.
      lastStamp = Math.max(lastStamp, won.receivedAt);
      model = await deps.loadModel();
      if (model.seq !== won.seq) throw new Error(`the log ends at ${won.seq} but folded to ${model.seq}`);
      [alarmsUndecided, judgeDue, inFlightStamp] = [false, true, null];
      writer = won;
      void won.lost.then(() => wake());
      for (const listener of roleListeners) listener(true);
      await serve(won);
    } finally {
      const was = writer;
      [writer, model, inFlightStamp] = [null, null, null];
      dropAll();
      if (was) for (const listener of roleListeners) listener(false);
      await won.close().catch(() => {});
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await hold();
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ err: error }, 'the writer is away; standing in line again');
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_LOSS_MS));
      }
    }
  }

  const tick = setInterval(() => {
    if (!writer) return;
    judgeDue = true;
    wake();
    for (const listener of changeListeners) listener([]);
  }, 1_000);
  tick.unref();

  const enqueue = (rows: readonly StorableEvent[], quarantine: readonly QuarantineRow[]): Promise<Outcome> => {
    if (!writer || stopping.signal.aborted) return Promise.reject(new Unavailable('away', 2));
    if (queued + rows.length + quarantine.length > QUEUE_EVENTS) return Promise.reject(new Unavailable('full', 1));
    return new Promise((resolve, reject) => {
      queue.push({ rows, quarantine, settle: { resolve, reject } });
      queued += rows.length + quarantine.length;
      wake();
    });
  };

  return {
    submit: ({ rows, quarantine }) => enqueue(rows, quarantine),
    record: (events) =>
      enqueue(
        events.map((event) => storable(event)),
        [],
      ),
    command: (command, actor) =>
      new Promise((resolve, reject) => {
        if (!writer || stopping.signal.aborted) return reject(new Unavailable('away', 2));
        commands.push({ command, actor, resolve, reject });
        wake();
      }),
    publish,
    model: () => (writer ? model : null),
    isWriter: () => writer !== null,
    now: () => clock.now(),
    onChange: (listener) => changeListeners.push(listener),
    onRole: (listener) => roleListeners.push(listener),
    waiting: () => queued,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopping.abort();
      clearInterval(tick);
      wake();
      await running;
    },
  };
}
