// What a batch decides about alarms: what the rules find, then the commands that wait, each on the list as it stands.
import { type Decision, decide } from '../shared/alarm/command.ts';
import type { NewEvent } from '../shared/event.ts';
import { deskRulesOf, judge } from '../shared/judge.ts';
import type { Model } from '../shared/model.ts';
import { storable } from './log-rows.ts';
import { createRefusalBudget, type RefusalBudget } from './refusal-budget.ts';
import { BATCH_EVENTS, type Batch, type WaitingCommand } from './submission.ts';

type Given = Readonly<{ model: Model; at: number; judgeDue: boolean; commands: readonly WaitingCommand[] }>;

/**
 * Makes the function that adds the decisions to a batch and returns the commands that must wait for the next one: only one
 * change of an occurrence, and one use of a command id, goes into a batch, since the next must see what this one did.
 */
export function createDecisions(deps: {
  newId: () => string;
  nameOf: (username: string) => string | null;
}): (batch: Batch, given: Given) => WaitingCommand[] {
  const { newId, nameOf } = deps;
  const refusals = createRefusalBudget();
  return (batch, { model, at, judgeDue, commands }) => {
    const touched = new Set<string>();
    const add = (events: readonly NewEvent[]): void => {
      for (const event of events) {
        batch.rows.push(storable(event));
        if (event.subject !== null) touched.add(event.subject);
      }
      batch.alarms ||= events.length > 0;
    };
    if (judgeDue) add(judge(model, at, newId));
    const later: WaitingCommand[] = [];
    const rules = deskRulesOf(model, at, nameOf);
    for (const waiting of commands) {
      const { occurrence, id } = waiting.command;
      if (touched.has(occurrence) || touched.has(id) || batch.rows.length >= BATCH_EVENTS) {
        later.push(waiting);
        continue;
      }
      touched.add(occurrence).add(id);
      const decision = decide(model.alarms, waiting.command, waiting.actor, at, newId, rules);
      batch.decisions.push({ waiting, decision });
      add(loggedOf(decision, waiting.actor.username, at, refusals));
    }
    return later;
  };
}

/** What the log gets of a decision: everything that was done, and a refusal as long as its person has any left. */
function loggedOf(decision: Decision, username: string, at: number, refusals: RefusalBudget): readonly NewEvent[] {
  if (decision.ok || decision.events.length === 0) return decision.events;
  const uncounted = refusals.spend(username, at);
  if (uncounted === null) return [];
  return decision.events.map((event) => ({ ...event, data: { ...(event.data as object), uncounted } }));
}
