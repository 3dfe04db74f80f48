// "Which seventeen?" From every figure to its members: they add up to it, whatever has happened.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { FIGURES, locate } from '../../shared/explain.ts';
import { judge } from '../../shared/judge.ts';
import { emptyModel, type Model, step } from '../../shared/model.ts';
import { DAY_MS, HOUR_MS, instantText, MINUTE_MS } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { entryOf, figuresIn, listingOf, wrongFigures } from '../support/every-figure.ts';
import { createModelBench } from '../support/model-bench.ts';
import { logged, START, storiesWith } from './sources/dossier/stories.ts';

vi.setConfig({ testTimeout: 120_000 });

const check = (model: Model, now: number): void => expect(wrongFigures(model, viewOf(model, now), now)).toEqual([]);

describe('any life of dossiers', () => {
  const delays = fc.array(fc.constantFrom(0, 0, 0, 1, 400, 90 * MINUTE_MS, 30 * HOUR_MS), {
    minLength: 1,
    maxLength: 20,
  });
  it('adds up to every figure, of the province and of each agency, at any instant', () => {
    fc.assert(
      fc.property(storiesWith(false), delays, fc.array(fc.nat(8 * DAY_MS), { maxLength: 6 }), (sent, late, offsets) => {
        const log = logged(sent, late);
        const stops = offsets.map((offset) => START + offset).sort((a, b) => a - b);
        const model = emptyModel(false);
        for (const event of log) {
          for (let stop = stops[0]; stop !== undefined && stop < event.foldAt; stop = stops[0]) {
            stops.shift();
            check(model, stop);
          }
          step(model, event);
        }
        check(model, Math.max(model.at, ...stops));
      }),
      { numRuns: 150 },
    );
  });
});

describe('anything of endpoints and alerts', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const happening = fc.record({
    what: fc.constantFrom(
      'joined',
      'left',
      'dropped',
      'heartbeat',
      'heartbeat',
      'alert',
      'alert',
      'alert_closed',
      'other',
    ),
    other: fc.constantFrom('opened', 'closed', 'scheduled', 'incident_opened', 'incident_closed', 'test'),
    id,
    invited: fc.subarray(['a', 'b', 'c', 'nobody']),
    conference: fc.constantFrom(undefined, 'HN.1', 'HN-2'),
    session: fc.constantFrom(undefined, 's', 't'),
    severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
    category: fc.constantFrom('malware', 'khac', '__proto__'),
    feed: fc.constantFrom('/x/mot', '/x/hai.b'),
    wait: fc.constantFrom(0, 1, 20_000, 90_000, 10 * MINUTE_MS, 9 * HOUR_MS),
    lag: fc.constantFrom(0, 0, 0, 5_000, 2 * HOUR_MS, 26 * HOUR_MS),
    look: fc.boolean(),
  });
  it('adds up to every figure', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 40 }), (script) => {
        const { model, send, judge: judgeAll } = createModelBench();
        let now = Date.parse('2026-11-23T20:00:00+07:00');
        for (const one of script) {
          now += one.wait;
          const put = (type: string, subject: string, data: object): void =>
            send(type, subject, now, data, { time: now - one.lag, source: one.feed });
          const presence = {
            ...(one.conference && { conference: one.conference }),
            ...(one.session && { session: one.session }),
          };
          const conference = one.conference ?? 'HN-3';
          const incident = { severity: one.severity, category: one.category, detectedAt: instantText(now) };
          if (one.what === 'alert')
            put('security.alert', one.id, { severity: one.severity, category: one.category, sensor: 's' });
          else if (one.what === 'alert_closed') put('security.alert_closed', one.id, { verdict: 'duplicate' });
          else if (one.what !== 'other') put(`endpoint.${one.what}`, one.id, presence);
          else if (one.other.startsWith('incident')) put(`security.${one.other}`, one.id, incident);
          else if (one.other === 'test') put('endpoint.test', one.id, { picture: 'ok', sound: 'ok' });
          else if (one.other === 'scheduled')
            put('conference.scheduled', conference, {
              ...{ title: 'Họp', startsAt: instantText(now + 5 * MINUTE_MS), endsAt: instantText(now + HOUR_MS) },
              endpoints: one.invited,
            });
          else put(`conference.${one.other}`, conference, {});
          judgeAll(now);
          if (one.look) check(model, now);
        }
        check(model, now);
        check(model, now + 91_000);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a figure', () => {
  const bench = createModelBench();
  const at = (clock: string): number => Date.parse(`2026-11-24T${clock}:00+07:00`);
  const agency = 'H44.14';
  bench.send('agency.registered', agency, at('07:00'), { name: 'Huyện Thanh Sơn', tier: 'district' });
  for (const code of ['H44.14-261124-0001', 'H44.14-261124-0002']) {
    bench.send('dossier.submitted', code, at('08:00'), { channel: 'online', level: 4 }, { agency });
    bench.send('dossier.status', code, at('08:05'), { status: 2 }, { agency });
    bench.send('dossier.due', code, at('08:06'), { dueAt: instantText(at('09:00')), reason: 'initial' }, { agency });
  }
  bench.send('dossier.status', 'H44.14-261124-0002', at('08:30'), { status: 9 }, { agency });
  for (const event of judge(bench.model, at('10:00'), () => 'x'))
    bench.send(event.type, event.subject, at('10:00'), event.data as object);
  const { model } = bench;

  it('is found by its path, by its leaf with an agency, and by its short name', () => {
    const overdue = { name: 'dossier', place: { pattern: 'byAgency.*.overdue', key: agency } };
    expect(locate({ figure: 'dossier.byAgency.H44.14.overdue' })).toMatchObject(overdue);
    expect(locate({ figure: 'dossier.overdue', agency })).toMatchObject(overdue);
    expect(locate({ figure: 'conference.dropped' })).toMatchObject({ place: { pattern: 'endpoints.dropped' } });
    const missing = { place: { pattern: 'conferences.*.missing', key: 'HN.1' } };
    expect(locate({ figure: 'conference.missing', conference: 'HN.1' })).toMatchObject(missing);
    expect(locate({ figure: 'feeds./phutho/motcua.late' })).toMatchObject({ place: { key: '/phutho/motcua' } });
  });

  it.each([
    { figure: 'dossier' },
    { figure: '' },
    { figure: 'nothing.of.it' },
    { figure: 'dossier.toString' },
    { figure: 'dossier.byAgency.*' },
    { figure: 'day' },
    { figure: 'alarms.top.x.rank' },
    { figure: 'dossier.nearlyDue', agency: 'H44.14' },
    { figure: 'dossier.overdue', agency: 'H44.14', conference: 'HN-1' },
    { figure: 'security.open.high', conference: 'HN-1' },
  ])('is not found: %o', (asked) => expect(locate(asked)).toBeNull());

  it('names its members with what put them there', () => {
    const { value, total, members } = listingOf(model, at('10:00'), 'dossier.overdue');
    expect({ value, total }).toEqual({ value: 1, total: 1 });
    expect(members).toMatchObject([
      {
        ...{ kind: 'dossier', id: 'H44.14-261124-0001', agency },
        facts: { 'Quá hạn': '1 giờ', 'Tình trạng': 'Được tiếp nhận', 'Hẹn trả': '09:00:00' },
      },
    ]);
    expect(members[0]?.trace.seqs).toEqual([2, 3, 4]);
  });

  it('that is a ratio lists its denominator, those that are not in the numerator first', () => {
    const { value, members } = listingOf(model, at('10:00'), 'dossier.onTime');
    expect(value).toEqual({ formula: 'F2', numerator: 1, denominator: 2 });
    expect(members.map(({ id, counts, facts }) => [id.slice(-4), counts, facts['Đúng hạn']])).toEqual([
      ['0001', 0, 'không'],
      ['0002', 1, 'có'],
    ]);
  });

  it('of which nothing is known has no members, which is not none', () => {
    expect(listingOf(model, at('10:00'), 'conference.endpoints.dropped')).toEqual({
      value: null,
      total: null,
      members: [],
    });
    expect(listingOf(model, at('10:00'), 'dossier.paused')).toEqual({ value: 0, total: 0, members: [] });
    expect(listingOf(model, at('10:00'), 'dossier.hourly.23').value).toBeNull();
    expect(listingOf(model, at('10:00'), 'dossier.byAgency.H99.open').value).toBeUndefined();
  });

  it('has a rule in words, and a place where it is written down', () => {
    for (const [path, figure] of FIGURES) {
      if (figure === null) continue;
      for (const words of [figure.name, figure.text, figure.source]) expect(words.length, path).toBeGreaterThan(3);
      expect(figure.text, path).toMatch(/[.!]$/);
    }
  });

  it('of any view is in the table', () => {
    const paths = figuresIn(viewOf(model, at('10:00')));
    expect(paths.length).toBeGreaterThan(60);
    expect(paths.filter((path) => entryOf(path) === undefined)).toEqual([]);
  });
});
