// Golden days: what a log gives at several instants, declared in test/golden, so that no change alters it unnoticed (I4).
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { rowText, storable } from '../../server/log-rows.ts';
import { viewHash } from '../../server/view-hash.ts';
import type { LogEvent } from '../../shared/event.ts';
import { emptyModel, FOLD_VERSION, step } from '../../shared/model.ts';
import { instantText, parseInstant } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';

export type Golden = Readonly<{
  foldVersion: string;
  /** SHA-256 of the rows as the database would keep them. */
  log: Readonly<{ events: number; alarms: number; hash: string }>;
  /** instant → hash of the view */
  views: Readonly<Record<string, string>>;
}>;

const folder = join(import.meta.dirname, '../golden');
const fileOf = (name: string): string => join(folder, `${name}.json`);

function logHash(log: readonly LogEvent[]): string {
  const hash = createHash('sha256');
  for (const event of log) hash.update(rowText(event.seq, instantText(event.receivedAt), storable(event).tail));
  return hash.digest('hex');
}

/** Folds the log once and looks at it at each instant (epoch ms, rising). */
export function goldenOf(log: readonly LogEvent[], instants: readonly number[]): Golden {
  const model = emptyModel(true);
  const views: Record<string, string> = {};
  for (const at of instants) {
    for (let event = log[model.seq]; event && event.receivedAt <= at; event = log[model.seq]) step(model, event);
    views[instantText(at)] = viewHash(viewOf(model, at));
  }
  const alarms = log.filter(({ type }) => type.startsWith('alarm.')).length;
  return { foldVersion: FOLD_VERSION, log: { events: log.length, alarms, hash: logHash(log) }, views };
}

/** '' where a day is as it was declared, else what has changed and what to do. `command` declares it anew. */
export function verdictOn(declared: Golden, found: Golden, command: string): string {
  if (found.foldVersion !== declared.foldVersion)
    return `FOLD_VERSION is ${found.foldVersion}, this day was declared with ${declared.foldVersion}. Declare it anew: ${command}`;
  if (found.log.hash !== declared.log.hash)
    return `the log of this day is another one: the simulator, a mapping or a rule has changed. If that was meant, declare the day anew (FOLD_VERSION stays): ${command}`;
  const changed = Object.keys(found.views).filter((at) => found.views[at] !== declared.views[at]);
  if (changed.length === 0) return '';
  return `the same log gives another view at ${changed.join(', ')}: past days would no longer be what was shown of them. If that was meant, raise FOLD_VERSION in shared/model.ts, then declare the day anew: ${command}`;
}

/** Holds a day against its file in test/golden; with IOC_GOLDEN=declare it writes the file instead. */
export function expectGolden(name: string, log: readonly LogEvent[], instants: readonly number[], run: string): void {
  const found = goldenOf(log, instants);
  if (process.env.IOC_GOLDEN === 'declare') writeFileSync(fileOf(name), `${JSON.stringify(found, null, 2)}\n`);
  const declared = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Golden;
  expect(verdictOn(declared, found, `IOC_GOLDEN=declare ${run}`)).toBe('');
}

/** Instants `hh:mm:ss[.sss]` of a local day `yyyy-mm-dd`, in epoch ms. */
export const instantsOf = (day: string, clocks: readonly string[]): number[] =>
  clocks.map((clock) => parseInstant(`${day}T${clock}+07:00`));
