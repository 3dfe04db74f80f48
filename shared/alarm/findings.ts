// What the rules found, remembered from one judging to the next, so that a judging costs what changed and not what stands.
// Kept beside the model: it can be thrown away at any time.
import type { Finding } from '../source.ts';
import type { Alarms } from './fold.ts';
import { type Watch, watchAlarms } from './watch.ts';

/** One subject of a rule. `round`: of the list in which it was found last. */
export type Found = {
  finding: Finding;
  round: number;
  /** Does an occurrence of it stand open? */
  stands: boolean;
  /** The occurrence is as the finding says: nothing to do until one of them changes. */
  settled: boolean;
};

export type RuleMemory = {
  bySubject: Map<string, Found>;
  /** What was found in this round, and the round in which it was gone through: the same list again is not. */
  list: Iterable<Finding> | null;
  round: number;
  /** Subjects found in this round that are not settled. */
  work: Set<Found>;
  /** How many subjects were found in this round, and how many of them stand. */
  found: number;
  standing: number;
};

export type Memory = { round: number; rules: Map<string, RuleMemory>; watch: Watch };

const memories = new WeakMap<Alarms, Memory>();

/** The memory of this model, brought up to what was folded since the last judging. */
export function memoryOf(alarms: Alarms): Memory {
  let memory = memories.get(alarms);
  if (!memory) {
    memory = { round: 0, rules: new Map(), watch: watchAlarms(alarms) };
    memories.set(alarms, memory);
  }
  for (const id of memory.watch.take()) {
    const o = alarms.open.get(id) ?? alarms.closed.get(id);
    const own = o && memory.rules.get(o.rule);
    const known = o && own?.bySubject.get(o.subject);
    if (!own || !known) continue;
    const stands = alarms.byRule.get(o.rule)?.has(o.subject) ?? false;
    if (known.round === own.round) {
      own.work.add(known);
      own.standing += Number(stands) - Number(known.stands);
    }
    known.settled = false;
    known.stands = stands;
  }
  memory.round += 1;
  return memory;
}

/** Takes down what a rule found in this round. Two findings on one subject count once, the more urgent one. */
export function takeFindings(memory: Memory, alarms: Alarms, rule: string, findings: Iterable<Finding>): RuleMemory {
  let own = memory.rules.get(rule);
  if (!own) {
    own = { bySubject: new Map(), list: null, round: 0, work: new Set(), found: 0, standing: 0 };
    memory.rules.set(rule, own);
  }
  if (Array.isArray(findings) && findings === own.list) {
    for (const known of own.work) if (known.settled) own.work.delete(known);
    return own;
  }
  const { round } = memory;
  const { bySubject, work } = own;
  [own.list, own.round] = [findings, round];
  work.clear();
  [own.found, own.standing] = [0, 0];
  for (const finding of findings) {
    let known = bySubject.get(finding.subject);
    if (known === undefined) {
      const stands = alarms.byRule.get(rule)?.has(finding.subject) ?? false;
      known = { finding, round: 0, stands, settled: false };
      bySubject.set(finding.subject, known);
    }
    if (known.round === round) {
      if (finding.priority >= known.finding.priority) continue;
      if (known.settled) work.add(known);
    } else {
      known.round = round;
      own.found += 1;
      if (known.stands) own.standing += 1;
      if (known.settled && known.finding === finding) continue;
      work.add(known);
    }
    known.finding = finding;
    known.settled = false;
  }
  if (bySubject.size > 2 * own.found + 100)
    for (const [subject, known] of bySubject) if (known.round !== round && !known.stands) bySubject.delete(subject);
  return own;
}

/** Was it found in this round? null: its rule was not asked. */
export function isFound(memory: Memory, asked: ReadonlySet<string>, rule: string, subject: string): boolean | null {
  if (!asked.has(rule)) return null;
  const own = memory.rules.get(rule);
  return own?.bySubject.get(subject)?.round === own?.round;
}
