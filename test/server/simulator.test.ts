// The province that is shipped, the outbox, and the command line of the simulator.
import { describe, expect, it } from 'vitest';
import { nextBeginning } from '../../server/simulator/backfill.ts';
import { readArguments } from '../../server/simulator/main.ts';
import { createOutbox, eventLine, readProvince, simulateProvince } from '../../server/simulator/outbox.ts';
import { dayStart, HOUR_MS, instantText, parseDay, parseInstant } from '../../shared/time.ts';

const TUESDAY = parseDay('2021-10-12');

describe('Phú Thọ 2021', () => {
  const province = readProvince();
  const tiers = (rows: readonly { tier: string }[]) =>
    Object.fromEntries(
      ['province', 'department', 'district', 'commune'].map((t) => [t, rows.filter((r) => r.tier === t).length]),
    );

  it('has 302 endpoints: 225 communes, 13 districts, 64 points of the province', () => {
    expect(tiers(province.endpoints)).toEqual({ province: 2, department: 62, district: 13, commune: 225 });
    expect(new Set(province.endpoints.map(({ id }) => id)).size).toBe(302);
    const critical = province.endpoints.filter((endpoint) => endpoint.critical);
    expect(critical.every(({ tier }) => tier === 'province' || tier === 'district')).toBe(true);
    expect(critical.length).toBe(15);
  });

  it('has communes by district as in 11/2021 (domain.md §2.2), each below its district', () => {
    const districts = province.agencies.filter(({ tier }) => tier === 'district');
    const communes = districts.map(({ gso, code }) => [
      gso,
      province.agencies.filter(({ parent }) => parent === code).length,
    ]);
    expect(Object.fromEntries(communes)).toEqual({
      227: 22,
      228: 9,
      230: 22,
      231: 20,
      232: 19,
      233: 17,
      234: 17,
      235: 24,
      236: 12,
      237: 12,
      238: 23,
      239: 11,
      240: 17,
    });
    const codes = new Set(province.agencies.map(({ code }) => code));
    expect(codes.size).toBe(province.agencies.length);
    expect(codes.has('H44.14') && codes.has('H44.14.3')).toBe(true);
    for (const { code, parent } of province.agencies)
      expect(parent === null || code.startsWith(`${parent}.`), code).toBe(true);
    for (const { agency } of province.endpoints) expect(codes.has(agency), agency).toBe(true);
    for (const { name } of province.agencies) expect(name).toBe(name.normalize('NFC'));
  });
});

describe('outbox', () => {
  const order = { scenario: 'normal', startDay: TUESDAY, rate: 0.02 } as const;
  const all = createOutbox(simulateProvince(order), dayStart(TUESDAY)).take(dayStart(TUESDAY + 2) - 1);

  it('gives each event once, whatever the steps', () => {
    const outbox = createOutbox(simulateProvince(order), dayStart(TUESDAY));
    const stepped: string[] = [];
    for (let at = dayStart(TUESDAY) - 5; at < dayStart(TUESDAY + 2); at += 7 * HOUR_MS + 123)
      stepped.push(...outbox.take(at));
    stepped.push(...outbox.take(dayStart(TUESDAY + 2) - 1));
    expect(stepped).toEqual(all);
  });

  it('goes on from an instant with what a longer run would have sent from there', () => {
    const noon = dayStart(TUESDAY + 1) + 12 * HOUR_MS;
    const before = createOutbox(simulateProvince(order), dayStart(TUESDAY)).take(noon - 1);
    const after = createOutbox(simulateProvince(order), noon).take(dayStart(TUESDAY + 2) - 1);
    expect([...before, ...after]).toEqual(all);
  });

  it('writes CloudEvents that only an exercise takes', () => {
    const line = JSON.parse(all[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ specversion: '1.0', exercise: true, time: '2021-10-12T00:00:00.000+07:00' });
    const event = { sendAt: 1, time: 0, id: 'x', source: '/s', type: 't', subject: 'u', agency: null, data: {} };
    expect(JSON.parse(eventLine(event))).toEqual({
      specversion: '1.0',
      id: 'x',
      source: '/s',
      type: 't',
      subject: 'u',
      data: {},
      time: '1970-01-01T07:00:00.000+07:00',
      exercise: true,
    });
  });
});

describe('command line', () => {
  const least = ['--url', 'http://localhost:1', '--key', 'k'];
  it('reads what it is told', () => {
    expect(
      readArguments([...least, '--scenario', 'month-end', '--seed', '7', '--start-day', '2021-10-12', '--rate', '2']),
    ).toEqual({
      url: 'http://localhost:1',
      storm: null,
      key: 'k',
      startDay: TUESDAY,
      from: null,
      order: { scenario: 'month-end', seed: 7, rate: 2 },
      speed: 1,
    });
  });
  it.each([
    [['--key', 'k'], '--url'],
    [['--url', 'http://localhost:1'], '--key'],
    [[...least, '--scenario', 'toString'], '--scenario'],
    [[...least, '--start-day', '2021-02-30'], '--start-day'],
    [[...least, '--from', '2021-02-20'], '--from'],
    [[...least, '--rate', 'much'], '--rate'],
    [[...least, '--heartbeat', '90'], '--heartbeat'],
  ])('names what is wrong in %j', (args, name) => {
    expect(() => readArguments(args)).toThrow(name);
  });
});

describe('the demonstration begins at 08:45 of a working day', () => {
  it.each([
    ['2021-10-13T00:00:00+07:00', '2021-10-13T08:45:00.000+07:00'],
    ['2021-10-13T08:44:59+07:00', '2021-10-13T08:45:00.000+07:00'],
    ['2021-10-13T08:45:00+07:00', '2021-10-14T08:45:00.000+07:00'],
    ['2021-10-15T09:30:00+07:00', '2021-10-18T08:45:00.000+07:00'],
    ['2021-09-01T20:00:00+07:00', '2021-09-06T08:45:00.000+07:00'],
  ])('after %s: %s', (last, next) => {
    expect(instantText(nextBeginning(parseInstant(last)))).toBe(next);
  });
});
