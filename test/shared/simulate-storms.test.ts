// Each storm shows what it must, by its own bookkeeping; the same seed ends in the same model, another seed in another.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateOf } from '../../shared/alarm/occurrence.ts';
import { openOccurrences } from '../../shared/alarm/view.ts';
import { provinceSchema } from '../../shared/simulate/province.ts';
import { type Rehearsal, rehearse } from '../../shared/simulate/rehearse.ts';
import { makeStorm, STORMS, type StormName } from '../../shared/simulate/storms/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';

const province = provinceSchema.parse(
  JSON.parse(readFileSync(new URL('../../server/simulator/phutho.json', import.meta.url), 'utf8')),
);
const FROM = Date.parse('2026-11-24T09:00:00.000+07:00');

const run = (name: StormName, seed = 7) => {
  const plan = makeStorm(name, seed, FROM, province);
  return { ...plan, ...rehearse(plan.events, plan.until) };
};
const sourceEvents = ({ log }: Pick<Rehearsal, 'log'>): number =>
  log.filter(({ type }) => !type.startsWith('alarm.')).length;
const picture = ({ model, until }: { model: Rehearsal['model']; until: number }): string =>
  JSON.stringify(viewOf(model, until));

describe('each storm', () => {
  test('storm: a thousand raised in a second, none dropped, flood on, the most urgent ranked first', () => {
    const plan = makeStorm('storm', 7, FROM, province);
    const early = rehearse(plan.events, FROM + 2 * MINUTE_MS);
    const { model } = early;
    expect([early.announced.A30, early.announced.A31]).toEqual([
      plan.expected.announced.A30,
      plan.expected.announced.A31,
    ]);
    const { unacknowledged, flood, top } = viewOf(model, FROM + 2 * MINUTE_MS).alarms;
    expect([unacknowledged.P1, unacknowledged.P2]).toEqual([100, 900]);
    expect(flood?.announced).toBe(1_000);
    expect(Object.values(top).every(({ priority }) => priority === 'P1')).toBe(true);
    expect(openOccurrences(model.alarms)).toHaveLength(1_000);
    const whole = run('storm');
    expect(whole.floodSec).toBeGreaterThan(9 * 60);
    expect(viewOf(whole.model, whole.until).alarms.flood).not.toBeUndefined();
  });

  test('chatter: one row, held while it comes and goes, a horn at most each five minutes', () => {
    const storm = run('chatter');
    const { model, until, expected, mostChattering } = storm;
    expect(storm.announced).toMatchObject(expected.announced);
    const [o] = openOccurrences(model.alarms);
    expect([o?.count, o && stateOf(o), mostChattering]).toEqual([75, 'rtn_unack', 1]);
    expect(openOccurrences(model.alarms)).toHaveLength(1);
    expect(viewOf(model, until).security.open.critical).toBe(0);
  });

  test('dup: sent three times, counted once', () => {
    const storm = run('dup');
    const once = new Set(storm.events.map(({ source, id }) => `${source} ${id}`)).size;
    expect([sourceEvents(storm), once]).toEqual([storm.expected.events, storm.expected.events]);
    expect(storm.duplicates).toBe(storm.events.length - storm.expected.events);
    const { high, critical } = viewOf(storm.model, storm.until).security.open;
    expect((high ?? 0) + (critical ?? 0)).toBe(storm.expected.announced.open);
  });

  test('campaign: sixty thousand alerts, one alarm with their count, at most one word of it a second', () => {
    const storm = run('campaign');
    expect(storm.announced.A33).toBe(1);
    const burst = [...storm.model.alarms.open.values(), ...storm.model.alarms.closed.values()].filter(
      ({ rule }) => rule === 'A33',
    );
    expect(burst.map(({ count }) => count)).toEqual([60_000]);
    const repeats = storm.log.filter(
      ({ type, data }) => type === 'alarm.repeated' && (data as { rule: string }).rule === 'A33',
    );
    expect(repeats.length).toBeLessThanOrEqual(15 * 60);
    expect(storm.floodSec).toBe(0);
  }, 60_000);

  test('trunk-cut: one alarm is announced, seventeen endpoints silent beneath it, all over when they are back', () => {
    const storm = run('trunk-cut');
    expect(storm.expected.suppressed).toBe(17);
    expect([storm.announced, storm.mostSuppressed]).toEqual([{ A22: 1 }, 17]);
    expect(storm.model.alarms.symptoms.size).toBe(0);
  });

  test('flap-net: a hundred drops of a second raise nothing for single endpoints', () => {
    const storm = run('flap-net');
    expect(storm.announced.A21 ?? 0).toBe(storm.expected.announced.A21);
  });

  test('silent: the feed is one alarm, its content stands silent beneath it and comes out when it speaks again', () => {
    const storm = run('silent');
    expect(storm.announced.A01).toBe(1);
    expect(storm.mostSuppressed).toBe(storm.expected.suppressed);
    const content = openOccurrences(storm.model.alarms).filter(({ rule }) => rule === 'A11');
    expect(content.map(stateOf)).toEqual(['active_unack']);
  });

  test('late: whatever the order of arrival, the same alarms stand open at the same priority', () => {
    const { events } = makeStorm('late', 7, FROM, province);
    const content = events.filter(({ type }) => type.startsWith('security.'));
    const shuffled = fc.shuffledSubarray(content, { minLength: content.length, maxLength: content.length });
    const end = FROM + 3 * HOUR_MS;
    const standing = (order: typeof content): string[] =>
      openOccurrences(
        rehearse(
          order.map((event, n) => ({ ...event, sendAt: FROM + HOUR_MS + n * 1_000 })),
          end,
        ).model.alarms,
      )
        .filter(({ cond, rule }) => cond === 'ACTIVE' && (rule === 'A30' || rule === 'A31'))
        .map(({ rule, subject, priority }) => `${rule} ${subject} ${priority}`)
        .toSorted();
    const expected = standing(content);
    expect(expected.length).toBe(20);
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(standing(order)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});

test.each(Object.keys(STORMS).filter((name) => name !== 'campaign') as StormName[])(
  '%s: the same seed ends in the same view, another in another',
  (name) => {
    const [one, same, other] = [run(name, 3), run(name, 3), run(name, 4)];
    expect(picture(same)).toBe(picture(one));
    expect(JSON.stringify(other.log)).not.toBe(JSON.stringify(one.log));
  },
  60_000,
);
