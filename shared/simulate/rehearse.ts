// A stream of events folded and judged as the hub would, on injected time and in memory: for tests and for a dry run.
import { stateOf } from '../alarm/occurrence.ts';
import type { LogEvent, NewEvent } from '../event.ts';
import { judge } from '../judge.ts';
import { emptyModel, type Model, settle, step } from '../model.ts';
import { SECOND_MS } from '../time.ts';
import type { SimEvent } from './delivery.ts';

export type Rehearsal = Readonly<{
  model: Model;
  /** Everything that would be in the log, in order. */
  log: readonly LogEvent[];
  duplicates: number;
  /** Rule → how many of its alarms were announced (not raised beneath a cause). */
  announced: Readonly<Record<string, number>>;
  raised: number;
  mostSuppressed: number;
  mostChattering: number;
  floodSec: number;
}>;

/** Events that are sent within so many ms come as one batch. */
const BATCH_MS = 100;

/** Ids that depend on their number alone. */
const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * Runs events in the order of `sendAt` up to `until` (epoch ms): stored once each, folded, judged after each batch and each
 * second. The same events give the same model.
 */
export function rehearse(events: readonly SimEvent[], until: number): Rehearsal {
  const model = emptyModel(true);
  const log: LogEvent[] = [];
  const known = new Set<string>();
  const announced: Record<string, number> = {};
  let [ids, duplicates, raised, mostSuppressed, mostChattering, floodSec] = [0, 0, 0, 0, 0, 0];
  const newId = (): string => idOf(++ids);

  const store = (batch: readonly NewEvent[], at: number): void => {
    for (const event of batch) {
      const logged: LogEvent = { ...event, seq: log.length + 1, receivedAt: at, foldAt: at };
      log.push(logged);
      step(model, logged);
      if (event.type !== 'alarm.raised') continue;
      const { rule, cause, again } = event.data as { rule: string; cause: string | null; again: boolean };
      if (!again) raised += 1;
      if (!again && cause === null) announced[rule] = (announced[rule] ?? 0) + 1;
    }
  };
  const rule = (at: number): void => {
    const found = judge(model, at, newId);
    if (found.length > 0) store(found, at);
    let [suppressed, chattering] = [0, 0];
    for (const o of model.alarms.open.values()) {
      if (stateOf(o) === 'suppressed') suppressed += 1;
      if (o.chatterUntil !== null && at < o.chatterUntil) chattering += 1;
    }
    mostSuppressed = Math.max(mostSuppressed, suppressed);
    mostChattering = Math.max(mostChattering, chattering);
  };

  let next = 0;
  for (let now = events[0]?.sendAt ?? until; now <= until; now += BATCH_MS) {
    const batch: NewEvent[] = [];
    for (let event = events[next]; event && event.sendAt <= now; event = events[++next]) {
      const { sendAt: _, ...rest } = event;
      const identity = `${event.source}\n${event.id}`;
      if (known.has(identity)) duplicates += 1;
      else {
        known.add(identity);
        batch.push(rest);
      }
    }
    if (batch.length > 0) store(batch, now);
    const isTick = Math.floor(now / SECOND_MS) !== Math.floor((now - BATCH_MS) / SECOND_MS);
    if (batch.length > 0 || isTick) rule(now);
    if (isTick && model.alarms.flood.since !== null) floodSec += 1;
  }
  settle(model, until);
  return { model, log, duplicates, announced, raised, mostSuppressed, mostChattering, floodSec };
}
