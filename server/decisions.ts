// What a batch decides about alarms: what the rules find, then the commands that wait, each on the list as it stands.
import { decide } from '../shared/alarm/command.ts';
import type { NewEvent } from '../shared/event.ts';
import { deskRulesOf, judge } from '../shared/judge.ts';
import type { Model } from '../shared/model.ts';
import { storable } from './log-rows.ts';
import { BATCH_EVENTS, type Batch, type WaitingCommand } from './submission.ts';

/**
 * Adds the decisions to the batch and returns the commands that must wait for the next one: only one change of an
 * occurrence, and one use of a command id, goes into a batch, since the next must see what this one did.
 */
export function decideAlarms(
  batch: Batch,
  given: {
    model: Model;
    at: number;
    judgeDue: boolean;
    commands: readonly WaitingCommand[];
    newId: () => string;
    nameOf: (username: string) => string | null;
  },
): WaitingCommand[] {
  const { model, at, newId } = given;
  const touched = new Set<string>();
  const add = (events: readonly NewEvent[]): void => {
    for (const event of events) {
      batch.rows.push(storable(event));
      if (event.subject !== null) touched.add(event.subject);
    }
    batch.alarms ||= events.length > 0;
  };
  if (given.judgeDue) add(judge(model, at, newId));
  const later: WaitingCommand[] = [];
  const rules = deskRulesOf(model, at, given.nameOf);
  for (const waiting of given.commands) {
    const { occurrence, id } = waiting.command;
    if (touched.has(occurrence) || touched.has(id) || batch.rows.length >= BATCH_EVENTS) {
      later.push(waiting);
      continue;
    }
    touched.add(occurrence).add(id);
    const decision = decide(model.alarms, waiting.command, waiting.actor, at, newId, rules);
    batch.decisions.push({ waiting, decision });
    add(decision.events);
  }
  return later;
}
