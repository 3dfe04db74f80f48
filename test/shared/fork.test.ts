// Forked models: each goes its own way, as if the others were not there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import type { LogEvent } from '../../shared/event.ts';
import { forkData, own } from '../../shared/fork.ts';
import { emptyModel, forkModel, type Model, sentTypes, step } from '../../shared/model.ts';
import { pack } from '../../shared/pack.ts';
import { rehearse } from '../../shared/simulate/rehearse.ts';
import { SCENARIOS } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation } from '../../shared/simulate/simulation.ts';
import { makeStorm, type StormName } from '../../shared/simulate/storms/index.ts';
import { parseDay } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';

const province = readProvince();
const FROM = Date.parse('2026-11-24T09:00:00.000+07:00');

const ofStorm = (name: StormName): readonly LogEvent[] => {
  const { events, until } = makeStorm(name, 7, FROM, province);
  return rehearse(events, until).log;
};

/** Two days, so that a midnight lies between them: it counts every dossier anew. */
function ofProvince(): readonly LogEvent[] {
  const startDay = parseDay('2026-11-23');
  const { isWorkingDay } = defaultCalendar;
  const scenario = SCENARIOS.normal;
  const setup = createSetup({
    province,
    scenario,
    startDay,
    isWorkingDay,
    seed: 3,
    rate: 0.05,
    faults: true,
    heartbeatSec: 600,
  });
  const simulation = createSimulation(setup);
  const seen = new Set<string>();
  const log: LogEvent[] = [];
  for (const day of [startDay, startDay + 1])
    for (const { sendAt, ...event } of simulation.events(day)) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      const data = sentTypes[event.type]?.parse(event.data) as object;
      log.push({ ...event, data, seq: log.length + 1, receivedAt: sendAt, foldAt: sendAt } as LogEvent);
    }
  return log;
}

const foldOn = (model: Model, log: readonly LogEvent[]): Model => {
  for (const event of log) step(model, event);
  return model;
};
const folded = (log: readonly LogEvent[]): Model => foldOn(emptyModel(true), log);

describe.each<[string, () => readonly LogEvent[]]>([
  ['a province', ofProvince],
  ['storm', () => ofStorm('storm')],
  ['chatter', () => ofStorm('chatter')],
  ['late', () => ofStorm('late')],
])('forks of %s', (_name, make) => {
  const log = make();
  const whole = pack(folded(log));

  it('each fold on to the same model, and what one does the others do not see', () => {
    fc.assert(
      fc.property(fc.nat(log.length), fc.nat(log.length), (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const model = folded(log.slice(0, first));
        const kept = forkModel(model);
        foldOn(model, log.slice(first, second));
        const later = forkModel(model);
        foldOn(model, log.slice(second));
        expect(pack(model)).toBe(whole);
        expect(pack(later)).toBe(pack(folded(log.slice(0, second))));
        expect(pack(kept)).toBe(pack(folded(log.slice(0, first))));
        const again = forkModel(kept);
        expect(pack(foldOn(again, log.slice(first)))).toBe(whole);
        expect(pack(foldOn(later, log.slice(second)))).toBe(whole);
        expect(pack(foldOn(kept, log.slice(first)))).toBe(whole);
      }),
      { numRuns: 8 },
    );
  });

  it('are looked at apart: the views of one do not move the other', () => {
    const middle = Math.floor(log.length / 2);
    const model = folded(log.slice(0, middle));
    const kept = forkModel(model);
    const at = log.at(-1)?.foldAt ?? 0;
    viewOf(model, at);
    expect(viewOf(foldOn(kept, log.slice(middle)), at)).toEqual(viewOf(folded(log), at));
  });
});

it('an entry that is changed without asking for it is seen by both: the guard is `own`', () => {
  const one = { rows: new Map([['a', { n: 1 }]]) };
  const other = forkData(one, new Set([one.rows]), new Set());
  const mine = own(other.rows, 'a', (entry) => ({ ...entry }));
  if (mine) mine.n = 2;
  expect([one.rows.get('a')?.n, other.rows.get('a')?.n]).toEqual([1, 2]);
  const shared = one.rows.get('a');
  expect(own(one.rows, 'a', (entry) => ({ ...entry }))).not.toBe(shared);
});

it('keeps keys that mean something to the language', () => {
  const data = { feeds: JSON.parse('{"__proto__":{"n":[1]},"constructor":{"a":1}}') as Record<string, unknown> };
  const copy = forkData(data, new Set(), new Set());
  expect(JSON.stringify(copy)).toBe(JSON.stringify(data));
  expect(Object.keys(copy.feeds)).toEqual(['__proto__', 'constructor']);
});
