// The simulator: seeded, independent of the order of days, believable, and never against its own words.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import type { SimEvent } from '../../shared/simulate/delivery.ts';
import { createRandom, weightedPicker } from '../../shared/simulate/random.ts';
import { SCENARIOS, type ScenarioName, type Setup } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation } from '../../shared/simulate/simulation.ts';
import { createWorkTime } from '../../shared/simulate/work-time.ts';
import { hasConference, simulatedConference } from '../../shared/sources/conference/simulate.ts';
import { DAY_MS, dayNumber, dayStart, HOUR_MS, MINUTE_MS, parseDay, parseInstant } from '../../shared/time.ts';

const province = readProvince();
const TUESDAY = parseDay('2021-10-12');
const { isWorkingDay } = defaultCalendar;
/** Made days cost a second or two of a busy machine. */
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });
const setupOf = (scenario: ScenarioName, more: Partial<Setup> = {}): Setup =>
  createSetup({ province, scenario: SCENARIOS[scenario], startDay: TUESDAY, isWorkingDay, rate: 0.05, ...more });
const count = (events: readonly SimEvent[], type: string): number =>
  events.filter((event) => event.type === type).length;

describe('chance', () => {
  it('depends on the parts alone and is spread evenly', () => {
    const draw = (...parts: (string | number)[]) => Array.from({ length: 5 }, createRandom(...parts).next);
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    const random = createRandom('even');
    const tenths = new Array<number>(10).fill(0);
    for (let n = 0; n < 20_000; n++) {
      const tenth = Math.floor(random.next() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const n of tenths) expect(Math.abs(n - 2_000)).toBeLessThan(200);
  });

  it('draws by weight, never what weighs nothing', () => {
    const random = createRandom('weights');
    const draw = weightedPicker([
      ['a', 1],
      ['never', 0],
      ['b', 3],
    ] as const);
    const drawn = Array.from({ length: 8_000 }, () => draw(random));
    expect(drawn).not.toContain('never');
    expect(drawn.filter((x) => x === 'a').length / 8_000).toBeCloseTo(0.25, 1);
  });

  it.each([0.2, 6, 3_000])('has a Poisson mean of %d', (mean) => {
    const random = createRandom('poisson', mean);
    let sum = 0;
    for (let n = 0; n < 4_000; n++) sum += random.poisson(mean);
    expect(Math.abs(sum / 4_000 / mean - 1)).toBeLessThan(0.1);
  });
});

describe('working time of the simulator', () => {
  const work = createWorkTime(isWorkingDay, parseDay('2021-01-01'), parseDay('2021-12-31'));
  it.each([
    ['2021-03-15T08:00', 8, '2021-03-16T08:00'],
    ['2021-03-15T11:30', 1, '2021-03-15T14:30'],
    ['2021-03-15T12:10', 4, '2021-03-16T07:30'],
    ['2021-03-15T17:00', 8, '2021-03-16T17:00'],
    ['2021-03-19T16:00', 8, '2021-03-22T16:00'],
    ['2021-03-20T09:00', 8, '2021-03-22T17:00'],
    ['2021-02-09T15:00', 16, '2021-02-18T15:00'],
    ['2021-04-20T10:00', 24, '2021-04-26T10:00'],
    ['2021-09-01T14:00', 40, '2021-09-10T14:00'],
  ])('%s + %i h = %s (golden vectors of domain.md §3.3)', (from, hours, to) => {
    const at = (text: string): number => parseInstant(`${text}:00+07:00`);
    expect(work.toInstant(work.toWork(at(from)) + hours * HOUR_MS)).toBe(at(to));
  });

  it('agrees with the calendar of the product on any instant and span', () => {
    const from = dayStart(parseDay('2021-01-02'));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 * DAY_MS }),
        fc.integer({ min: 1, max: 200 * HOUR_MS }),
        (offset, span) => {
          const start = from + offset;
          expect(work.toInstant(work.toWork(start) + span)).toBe(defaultCalendar.add(start, span));
        },
      ),
    );
  });
});

describe('a simulated day', () => {
  it('is the same whenever and in whatever order it is asked for', () => {
    const setup = setupOf('conference', { heartbeatSec: 80 });
    const forward = createSimulation(setup);
    const days = [0, 1, 2].map((n) => forward.events(TUESDAY + n));
    const backward = createSimulation(setup);
    // As text: deep equality of 300,000 objects takes seconds.
    for (const n of [2, 1, 0])
      expect(JSON.stringify(backward.events(TUESDAY + n)) === JSON.stringify(days[n])).toBe(true);
    const other = createSimulation({ ...setup, seed: 2 }).events(TUESDAY);
    expect(JSON.stringify(other) === JSON.stringify(days[0])).toBe(false);
  });

  it('is in the order of sending, inside its day, and nothing is sent before it happened', () => {
    const simulation = createSimulation(setupOf('feed-outage'));
    for (const day of [TUESDAY, TUESDAY + 1]) {
      let last = 0;
      for (const { sendAt, time } of simulation.events(day)) {
        const isRight = sendAt >= last && dayNumber(sendAt) === day && sendAt >= time;
        if (!isRight) expect({ sendAt, time, last }).toBe('in order');
        last = sendAt;
      }
      expect(last).toBeGreaterThan(dayStart(day) + 23 * HOUR_MS);
    }
  });

  it('has an id for one fact only; a share of the events comes twice, late or out of order', () => {
    const simulation = createSimulation(setupOf('conference', { heartbeatSec: 80, rate: 0.2 }));
    const first = new Map<string, SimEvent>();
    let repeated = 0;
    let late = 0;
    let all = 0;
    for (const day of [TUESDAY, TUESDAY + 1, TUESDAY + 2]) {
      for (const event of simulation.events(day)) {
        const { sendAt } = event;
        const known = first.get(event.id);
        if (known) expect(event).toEqual({ ...known, sendAt });
        if (known) repeated++;
        else if (/^dossier\.(?!snapshot)/.test(event.type)) {
          all++;
          if (sendAt - event.time > 20_000) late++;
        }
        first.set(event.id, event);
      }
    }
    expect(repeated / first.size).toBeGreaterThan(0.005);
    expect(repeated / first.size).toBeLessThan(0.02);
    expect(late / all).toBeGreaterThan(0.01);
    expect(late / all).toBeLessThan(0.05);
  });

  it('comes once and at once without faults', () => {
    const events = createSimulation(setupOf('conference', { faults: false, heartbeatSec: 80 })).events(TUESDAY);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const slow = events.filter(({ sendAt, time, type }) => type !== 'dossier.snapshot' && sendAt - time > MINUTE_MS);
    // Those of the first half minute wait until going live is over.
    expect(slow).toEqual([]);
  });
});

describe('believable figures (domain.md §7)', () => {
  const simulation = createSimulation(setupOf('normal', { rate: 0.25 }));
  const end = (day: number): number => dayStart(day) + DAY_MS - 1;
  const days = [0, 1, 2, 3].map((n) => simulation.truth(end(TUESDAY + n)).dossier);
  const sum = (of: (t: (typeof days)[number]) => number): number => days.reduce((total, t) => total + of(t), 0);

  it('some 2,100 dossiers a working day at rate 1, 97 % on time, a fifth online', () => {
    expect(sum((t) => t.submitted) / 4).toBeGreaterThan(1_700 * 0.25);
    expect(sum((t) => t.submitted) / 4).toBeLessThan(2_500 * 0.25);
    const onTime = sum((t) => t.onTime.numerator) / sum((t) => t.onTime.denominator);
    expect(onTime).toBeGreaterThan(0.95);
    expect(onTime).toBeLessThan(0.99);
    expect(sum((t) => t.online.numerator) / sum((t) => t.online.denominator)).toBeCloseTo(0.2, 1);
  });

  it('the balance holds at every hour, whatever is late', () => {
    for (let hour = 1; hour <= 24; hour++) {
      const t = simulation.truth(dayStart(TUESDAY + 1) + hour * HOUR_MS - 1).dossier;
      const due = t.received + t.carriedOver + t.reopened;
      expect(t.resolved + t.ofReceived.rejected + t.ofReceived.withdrawn + t.open + t.paused).toBe(due);
    }
  });

  it('levels in the proportion of the procedures, weekends quiet', () => {
    const levels = (n: '2' | '3' | '4'): number => sum((t) => t.byLevel[n]);
    const all = levels('2') + levels('3') + levels('4');
    expect(levels('3') / all).toBeGreaterThan(0.38);
    expect(levels('2') / all).toBeLessThan(0.3);
    const sunday = simulation.truth(end(TUESDAY + 5)).dossier;
    expect(sunday.submitted).toBeLessThan(20);
    expect(sunday.online).toEqual({ numerator: 0, denominator: sunday.received });
  });

  it('3,000 low alerts a day at rate 1, few that matter', () => {
    const { today } = simulation.truth(end(TUESDAY)).security;
    expect(today.low).toBeGreaterThan(650);
    expect(today.low).toBeLessThan(850);
    expect(today.high).toBeLessThan(20);
  });
});

describe('scenarios', () => {
  it('conference: 302 invited, nearly all there at the opening, gone afterwards', () => {
    const simulation = createSimulation(setupOf('conference'));
    const at = (hours: number) => simulation.truth(dayStart(TUESDAY) + hours * HOUR_MS).conference;
    expect(at(7.5).conference).toBeNull();
    expect(at(8.25).conference?.invited).toBe(302);
    expect(at(8.25).conference?.online).toBeGreaterThan(285);
    expect(at(12).endpoints).toEqual({ total: 302, online: 0 });
    expect(hasConference(setupOf('normal'), TUESDAY)).toBe(false);
    expect(hasConference(setupOf('conference'), parseDay('2021-10-16'))).toBe(false);
  });

  it('a cut trunk takes the communes of one district within a minute', () => {
    const cut = Array.from({ length: 60 }, (_, seed) =>
      simulatedConference(setupOf('conference', { seed }), TUESDAY),
    ).find((conference) => conference?.cutDistrict);
    const lost = (cut?.attendance ?? [])
      .filter(({ endpoint }) => endpoint.agency.startsWith(`${cut?.cutDistrict}.`))
      .flatMap(({ sessions }) => sessions.filter(({ end }) => end === 'dropped').map(({ to }) => to))
      .sort((a, b) => a - b);
    const densest = Math.max(...lost.map((at) => lost.filter((other) => other >= at && other < at + MINUTE_MS).length));
    expect(densest).toBeGreaterThanOrEqual(5);
  });

  it('attack: a hundred alerts a second at rate 1, on one asset', () => {
    const events = createSimulation(setupOf('conference-attack', { rate: 0.5, heartbeatSec: 80 })).events(TUESDAY);
    const flood = events.filter(
      ({ type, data }) => type === 'security.alert' && data.asset === 'srv-portal' && data.category === 'ddos',
    );
    expect(flood.length).toBeGreaterThan(35_000);
    const minute = flood.filter(({ time }) => Math.floor((time - dayStart(TUESDAY)) / MINUTE_MS) === 9 * 60 + 36);
    expect(Math.abs(minute.length - 3_000)).toBeLessThan(200);
  });

  it('feed-outage: silence from nine to half past ten, then everything', () => {
    const events = createSimulation(setupOf('feed-outage', { rate: 0.2 })).events(TUESDAY);
    const from = (hour: number): number => dayStart(TUESDAY) + hour * HOUR_MS;
    const sent = (a: number, b: number) =>
      events.filter((e) => e.source === '/phutho/motcua' && e.sendAt >= from(a) && e.sendAt < from(b));
    expect(sent(9, 10.5)).toEqual([]);
    expect(sent(10.5, 10.6).filter(({ time }) => time < from(10.5)).length).toBeGreaterThan(100);
    expect(count(events, 'security.alert')).toBeGreaterThan(400);
  });

  it('month-end and after Tết bring more, Giỗ Tổ next to nothing', () => {
    const submitted = (scenario: ScenarioName): number => {
      const startDay = parseDay(SCENARIOS[scenario].suggestedDay);
      const simulation = createSimulation(setupOf(scenario, { startDay, rate: 0.2 }));
      return simulation.truth(dayStart(startDay) + DAY_MS - 1).dossier.submitted;
    };
    const normal = submitted('normal');
    expect(submitted('after-tet') / normal).toBeGreaterThan(1.2);
    expect(submitted('gio-to') / normal).toBeLessThan(0.05);
  });

  it('commune-merge: three new units, open dossiers handed over, the old units silent', () => {
    const startDay = parseDay('2021-11-01');
    const events = createSimulation(setupOf('commune-merge', { startDay, rate: 0.2 })).events(startDay);
    const ended = events.filter(({ type, data }) => type === 'agency.registered' && data.validTo === '2021-11-01');
    expect(ended.length).toBe(6);
    const old = new Set(ended.map(({ subject }) => subject));
    expect(events.filter(({ type, agency }) => type === 'dossier.submitted' && old.has(agency ?? ''))).toEqual([]);
    expect(count(events, 'dossier.transferred')).toBeGreaterThan(5);
  });
});
