// A day of the log once more, as it was known then, with one rule set otherwise: what it would have raised, beside what it
// did raise. Reads only. Live judges after each batch and each second; here it is after each batch but at most once a second,
// and each ten seconds where nothing comes: what is true for less than a second may be missed, and what begins by the clock
// alone may come up to ten seconds late. A day of half a million batches would take minutes otherwise.
import type { Pool } from 'pg';
import { find } from '../../shared/alarm/fold.ts';
import { type AlarmSettings, foldSettings, type RuleSettings } from '../../shared/alarm/settings.ts';
import type { LogEvent, NewEvent } from '../../shared/event.ts';
import { judgeRule } from '../../shared/judge.ts';
import { type Model, step } from '../../shared/model.ts';
import { dayStart, SECOND_MS } from '../../shared/time.ts';
import { foldUpTo, newestBase, seqReceivedBy } from '../fold.ts';
import { refuseBefore } from '../history/pruned.ts';
import { type RowStream, rowsBySeq } from '../history/rows.ts';
import { type Activation, createActivations } from './activations.ts';

const STEP_MS = 10 * SECOND_MS;
const LEAST_MS = SECOND_MS;
const STARTED = 'audit.server_started';

/** `day`: local day number; `until` (epoch ms): the server's now, up to which a running day is known. */
export type DryRun = Readonly<{ day: number; rule: string; settings: RuleSettings; until: number }>;
export type DryRunResult = Readonly<{ events: number; would: readonly Activation[]; did: readonly Activation[] }>;

/** Throws HistoryRefusal where the log has been pruned past the beginning of the day. */
export async function dryRun(pool: Pool, { day, rule, settings, until }: DryRun): Promise<DryRunResult> {
  const [from, to] = [dayStart(day), Math.min(dayStart(day + 1), until)];
  const base = await newestBase(pool);
  refuseBefore(base, from);
  const first = await seqReceivedBy(pool, from - 1);
  const last = await seqReceivedBy(pool, to - 1);
  const { model } = await foldUpTo(pool, first);
  const trial = beginTrial(model, rule, settings);
  const rows = rowsBySeq(pool, { foldAt: model.at, seq: first }, last);

  await walk(rows, trial, from, to);
  await rows.close();
  return { events: last - first, would: trial.would(), did: trial.did() };
}

/** Takes the trial through the rows of [from, to), batch by batch. */
async function walk(rows: RowStream, trial: Trial, from: number, to: number): Promise<void> {
  let [at, isDue] = [from, false];
  const judgeAt = (now: number): void => {
    trial.judgeAt(now);
    [at, isDue] = [now, false];
  };
  const judgeUntil = (next: number): void => {
    if (isDue && at + LEAST_MS < next) judgeAt(at + LEAST_MS);
    while (at + STEP_MS < next) judgeAt(at + STEP_MS);
  };

  judgeAt(from);
  for (let event = await rows.peek(); event !== null; event = await rows.peek()) {
    const stamp = event.receivedAt;
    // Before a server started none was there to judge: what it did not hear is nobody's silence.
    if (event.type === STARTED) at = stamp;
    judgeUntil(stamp);
    for (; event?.receivedAt === stamp; event = await rows.peek()) {
      trial.fold(event);
      rows.take();
    }
    isDue = true;
    if (stamp - at >= LEAST_MS) judgeAt(stamp);
  }
  judgeUntil(to);
}

type Trial = ReturnType<typeof beginTrial>;

/**
 * The model goes on with the rule's alarms as the trial finds them, and with everything else as it was. What stood of the
 * rule at the beginning stands on: it was raised the day before.
 */
function beginTrial(model: Model, rule: string, settings: RuleSettings) {
  const [would, did] = [createActivations(), createActivations()];
  /** Occurrences that the log knows of the rule: what was done to them that day was done to other alarms than those here. */
  const real = new Set<string>();
  for (const list of [model.alarms.open, model.alarms.closed])
    for (const o of list.values()) if (o.rule === rule) real.add(o.occurrence);
  setRule(model.settings, rule, settings, model.at);
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `trial-${ids}`;
  };
  const isOwn = ({ type, subject, data }: NewEvent): boolean =>
    type === 'alarm.raised' ? (data as { rule: string }).rule === rule : findRule(model, subject) === rule;

  return {
    fold(event: LogEvent): void {
      const { type, subject, data } = event;
      if (type === 'config.rule_changed' && subject === rule) return;
      if (type === 'alarm.raised' && subject !== null && (data as { rule: string }).rule === rule) real.add(subject);
      if (type.startsWith('alarm.') && subject !== null && real.has(subject)) did.take(event);
      else step(model, event);
    },
    judgeAt(now: number): void {
      for (const event of judgeRule(model, rule, now, newId)) {
        if (!isOwn(event)) continue;
        would.take(event);
        step(model, { ...event, seq: model.seq, receivedAt: now, foldAt: now });
      }
    },
    would: would.all,
    did: did.all,
  };
}

const findRule = (model: Model, occurrence: string | null): string | null =>
  occurrence === null ? null : (find(model.alarms, occurrence)?.rule ?? null);

function setRule(all: AlarmSettings, rule: string, settings: RuleSettings, at: number): void {
  const data = { by: '', byName: '', settings, reason: null };
  const where = { id: '', source: '', agency: null, seq: 0, time: at, receivedAt: at, foldAt: at };
  foldSettings(all, { ...where, type: 'config.rule_changed', subject: rule, data });
}
