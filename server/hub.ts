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
import { createDecisions } from './decisions.ts';
import type { LogWriter } from './log.ts';
import { storable } from './log-rows.ts';
import { createOwed } from './owed.ts';
import { createQueue } from './queue.ts';
import { createStamps } from './stamps.ts';
import {
  type Batch,
  counted,
  type Hub,
  type Outcome,
  type Published,
  tellOutcome,
  Unavailable,
  type WaitingCommand,
  type Written,
} from './submission.ts';
import { standInLine } from './writer-role.ts';

/** From how many waiting events on the next batch is written while one is folded. */
const OVERLAP_EVENTS = 400;
/** With nothing to write the database is asked whether it lives. */
const PING_EVERY_MS = 1_000;

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
  /** Real ms, for how long something waits; not the server's clock, which an exercise sets. */
  monotonic?: () => number;
  /** Display name of a username, null for one that nobody has. Left out: everyone is who he is called. */
  nameOf?: (username: string) => string | null;
}): Hub {
  const { clock, log } = deps;
  const newId = deps.newId ?? randomUUID;
  const nameOf = deps.nameOf ?? ((username: string) => username);
  const monotonic = deps.monotonic ?? (() => performance.now());
  const stamps = createStamps(clock);
  const queue = createQueue(monotonic);
  const owed = createOwed(() => performance.now());
  const decideAlarms = createDecisions({ newId, nameOf });
  const stopping = new AbortController();
  const changeListeners: ((stored: readonly LogEvent[]) => void)[] = [];
  const roleListeners: ((writer: boolean) => void)[] = [];

  let model: Model | null = null;
  let writer: LogWriter | null = null;
  let commands: WaitingCommand[] = [];
  /** What is being written, or is written and not folded yet: whoever waits for it must hear of a loss. */
  const unanswered = new Set<Batch>();
  let judgeDue = false;
  let alarmsUndecided = false;
  /**
   * Nothing is decided before the first batch is folded: whoever hears of the role puts the start of this server into it,
   * without which the rules would blame feeds and walls for a time in which nobody listened.
   */
  let isFresh = false;
  let wake: () => void = () => {};
  let running: Promise<void> | null = null;

  const current = (): Model => {
    if (!model || !writer) throw new Unavailable('away', 2);
    return model;
  };

  const publish = (): Published => {
    const [target, at] = [current(), stamps.publish()];
    return { seq: target.seq, at, view: viewOf(target, at) };
  };

  function compose(): Batch | null {
    const batch: Batch = { parts: [], rows: [], quarantine: [], decisions: [], alarms: isFresh, stamp: 0 };
    isFresh = false;
    if (!alarmsUndecided && (judgeDue || commands.length > 0)) {
      commands = decideAlarms(batch, { model: current(), at: stamps.instant(), judgeDue, commands });
      [judgeDue, alarmsUndecided] = [false, batch.alarms];
    }
    queue.fill(batch);
    if (batch.rows.length === 0 && batch.quarantine.length === 0) {
      // Refusals without anything to log, or an empty submission: answered in their turn, nothing to write.
      if (batch.alarms) alarmsUndecided = false;
      answer({ batch, stored: [], duplicates: new Set() });
      return null;
    }
    batch.stamp = stamps.next();
    return batch;
  }

  function answer(written: Written): void {
    unanswered.delete(written.batch);
    tellOutcome(written, model?.seq ?? 0);
  }

  function finish(written: Written): void {
    const target = current();
    for (const event of written.stored) step(target, event);
    if (written.batch.alarms) alarmsUndecided = false;
    // What the rules themselves have just said gives them nothing new to judge.
    judgeDue ||= written.batch.parts.length > 0 || written.batch.decisions.length > 0;
    answer(written);
    if (written.stored.length > 0) for (const listener of changeListeners) listener(written.stored);
  }

  /** Nothing is being written: the batch is folded and the model may be looked at up to now again. */
  function settleBatch(written: Written): null {
    stamps.writing(null);
    finish(written);
    return null;
  }

  async function write(target: LogWriter, batch: Batch): Promise<Written> {
    stamps.writing(batch.stamp);
    unanswered.add(batch);
    const appended = await owed.asking(
      target.append(batch.rows, batch.quarantine, batch.stamp, (duplicates) => counted(batch, duplicates, newId)),
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
    /** The answer, or the loss of the connection, whichever comes first. */
    const heardOr = <T>(answer: Promise<T>): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        interrupt = reject;
        answer.then(resolve, reject);
      });
    const isOver = (): boolean => stopping.signal.aborted && queue.isEmpty() && commands.length === 0;
    while (!(isOver() && done === null)) {
      if (done && queue.length() < OVERLAP_EVENTS) done = settleBatch(done);
      if (gone) throw gone;
      const batch = compose();
      if (!batch) {
        // A command that was kept for the next batch is taken up again at once.
        const idle = commands.length === 0 || alarmsUndecided;
        if (done === null && isOver()) continue;
        if (done === null && idle) {
          if (owed.sinceHeardMs() >= PING_EVERY_MS) await heardOr(owed.asking(target.ping()));
          else await new Promise<void>((resolve) => (wake = resolve));
        } else if (done !== null) done = settleBatch(done);
        continue;
      }
      const writing = write(target, batch);
      writing.catch(() => {}); // heard below; a fold that throws before must not leave it unheard
      if (done) finish(done);
      done = await heardOr(writing);
    }
  }

  function dropAll(): void {
    const parts = [...queue.drop(), ...[...unanswered].flatMap((batch) => batch.parts)];
    const waiting = [...commands, ...[...unanswered].flatMap(({ decisions }) => decisions.map((one) => one.waiting))];
    commands = [];
    unanswered.clear();
    for (const part of parts) part.settle?.reject(new Unavailable('away', 2));
    for (const one of waiting) one.reject(new Unavailable('away', 2));
  }

  async function hold(won: LogWriter): Promise<void> {
    try {
      // The clock never runs behind what was stamped before, also by another process.
      stamps.notBefore(won.receivedAt);
      model = await deps.loadModel();
      if (model.seq !== won.seq) throw new Error(`the log ends at ${won.seq} but folded to ${model.seq}`);
      [isFresh, alarmsUndecided, judgeDue] = [true, true, true];
      writer = won;
      for (const listener of roleListeners) listener(true);
      await serve(won);
    } finally {
      const was = writer;
      [writer, model] = [null, null];
      stamps.writing(null);
      dropAll();
      if (was) for (const listener of roleListeners) listener(false);
    }
  }

  const tick = setInterval(() => {
    if (!writer) return;
    judgeDue = true;
    wake();
    for (const listener of changeListeners) listener([]);
  }, 1_000);
  tick.unref();

  const enter = (put: () => Promise<Outcome>): Promise<Outcome> => {
    if (!writer || stopping.signal.aborted) return Promise.reject(new Unavailable('away', 2));
    wake();
    return put();
  };

  return {
    submit: ({ rows, quarantine }) => enter(() => queue.sent(rows, quarantine)),
    record: (events) => enter(() => queue.own(events.map((event) => storable(event)))),
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
    waiting: queue.length,
    owedMs: owed.ms,
    waitedMs: () => queue.waitedMs(unanswered),
    start: () => {
      const { databaseUrl, beforeConnect, onStandby } = deps;
      running ??= standInLine({ databaseUrl, beforeConnect, onStandby, log, hold, signal: stopping.signal });
    },
    stop: () => {
      stopping.abort();
      clearInterval(tick);
      wake();
      return running ?? Promise.resolve();
    },
  };
}
