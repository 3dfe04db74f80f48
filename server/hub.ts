// The hub: the one queue through which everything gets into the log, and the clock of everything that is published.
//
// A batch is stamped, stored, folded, answered and told, in this order (I2, I3). The stamp is later than the `at` of every
// view already published, and until the batch is folded nothing is published with an `at` that reaches its stamp, so that
// for each published pair {rows received by `at`} = {rows ≤ `seq`}.
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { LogEvent } from '../shared/event.ts';
import { type Model, step } from '../shared/model.ts';
import { viewOf } from '../shared/view-of.ts';
import type { Clock } from './clock.ts';
import { decideAlarms } from './decisions.ts';
import { type LogWriter, openWriter, type QuarantineRow } from './log.ts';
import { type StorableEvent, storable } from './log-rows.ts';
import {
  BATCH_EVENTS,
  type Batch,
  counted,
  type Hub,
  type Outcome,
  type Published,
  Unavailable,
  type Waiting,
  type WaitingCommand,
  type Written,
} from './submission.ts';

/** Events that may wait, and from how many waiting the next batch is written while one is folded. */
const QUEUE_EVENTS = 40_000;
const OVERLAP_EVENTS = 400;
const RETRY_AFTER_LOSS_MS = 500;

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
    if (!alarmsUndecided && (judgeDue || commands.length > 0)) {
      commands = decideAlarms(batch, { model: current(), at: instant(), judgeDue, commands, newId });
      [judgeDue, alarmsUndecided] = [false, batch.alarms];
    }
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

  /** Nothing is being written: the batch is folded and the model may be looked at up to now again. */
  function settleBatch(written: Written): null {
    inFlightStamp = null;
    finish(written);
    return null;
  }

  async function write(target: LogWriter, batch: Batch): Promise<Written> {
    inFlightStamp = batch.stamp;
    const appended = await target.append(batch.rows, batch.quarantine, batch.stamp, (duplicates) =>
      counted(batch, duplicates, newId),
    );
    return { batch, ...appended };
  }

  async function serve(target: LogWriter): Promise<void> {
    let done: Written | null = null;
    let gone: Error | null = null;
    // One listener for the writer's whole life: a race with `lost` in each turn would leave a reaction behind each time.
    let interrupt: (error: Error) => void = () => {};
    void target.lost.then((error) => {
      gone = error;
      interrupt(error);
      wake();
    });
    while (!(stopping.signal.aborted && queue.length === 0 && commands.length === 0 && done === null)) {
      if (done && queued < OVERLAP_EVENTS) done = settleBatch(done);
      if (gone) throw gone;
      const batch = compose();
      if (!batch) {
        // A command that was kept for the next batch is taken up again at once.
        const idle = commands.length === 0 || alarmsUndecided;
        const isOver = stopping.signal.aborted && queue.length === 0 && commands.length === 0;
        if (done === null && isOver) continue;
        if (done === null && idle) await new Promise<void>((resolve) => (wake = resolve));
        else if (done !== null) done = settleBatch(done);
        continue;
      }
      const writing = write(target, batch);
      if (done) {
        finish(done);
        done = null;
      }
      try {
        done = await new Promise<Written>((resolve, reject) => {
          interrupt = reject;
          writing.then(resolve, reject);
        });
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
