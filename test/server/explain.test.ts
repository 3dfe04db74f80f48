// GET /api/explain on a real server: the same figures as the view, live and in the past, by both truths; and what it tells whom.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProvince } from '../../server/simulator/outbox.ts';
import { defaultCalendar } from '../../shared/calendar.ts';
import type { Explained } from '../../shared/explain/answer.ts';
import { valueAt } from '../../shared/explain/path.ts';
import { locate } from '../../shared/explain.ts';
import { bySending } from '../../shared/simulate/delivery.ts';
import { SCENARIOS } from '../../shared/simulate/setup.ts';
import { createSetup, createSimulation } from '../../shared/simulate/simulation.ts';
import { dayStart, instantText, MINUTE_MS, parseDay } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { entryOf, figuresIn } from '../support/every-figure.ts';
import { event, type Role, startTestServer, until } from '../support/server.ts';

const DAY = '2026-11-24'; // a Tuesday
const at = (clock: string): number => Date.parse(`${DAY}T${clock}+07:00`);
const CODE = 'H44.14-261124-0007712';
const AGENCY = 'H44.14';

let server: Awaited<ReturnType<typeof startTestServer>>;

/** The events of a day as a source would send them: a small province with a conference. */
function simulated(): object[] {
  const province = readProvince();
  const setup = createSetup({
    province: { ...province, endpoints: province.endpoints.filter((_one, index) => index % 50 === 0) },
    scenario: SCENARIOS.conference,
    startDay: parseDay(DAY),
    isWorkingDay: defaultCalendar.isWorkingDay,
    ...{ seed: 5, rate: 0.01, heartbeatSec: 900 },
  });
  return createSimulation(setup)
    .events(parseDay(DAY))
    .sort(bySending)
    .map(({ sendAt, agency, ...rest }) => ({
      ...{ specversion: '1.0', ...rest, time: instantText(rest.time), sendAt },
      ...(agency === null ? {} : { agency }),
    }));
}

beforeAll(async () => {
  server = await startTestServer({ exerciseFrom: dayStart(parseDay(DAY)) });
  const sent = simulated() as { sendAt: number }[];
  let next = 0;
  for (let now = dayStart(parseDay(DAY)); now <= at('10:00:00'); now += 15 * MINUTE_MS) {
    server.clock?.set(now);
    const begin = next;
    while ((sent[next]?.sendAt ?? Number.POSITIVE_INFINITY) <= now) next += 1;
    const batch = sent.slice(begin, next).map(({ sendAt: _, ...rest }) => rest);
    for (let from = 0; from < batch.length; from += 500) {
      const { status, body } = await server.post(batch.slice(from, from + 500));
      expect(status, JSON.stringify(body)).toBe(200);
    }
  }
  const one = (type: string, time: string, data: object): object =>
    event(type, CODE, at(time), data, { agency: AGENCY, source: '/phutho/motcua' });
  await server.post([
    one('dossier.submitted', '08:00:00', { channel: 'online', level: 4 }),
    one('dossier.status', '08:10:00', { status: 2, step: 'Bà Nguyễn Thị Lan nộp' }),
    one('dossier.due', '08:11:00', { dueAt: `${DAY}T09:00:00+07:00`, reason: 'initial' }),
    event('dossier.status', 'X', at('08:00:00'), { status: 99 }, { source: '/phutho/motcua' }),
  ]);
  server.clock?.set(at('10:05:00'));
  await until('an empty queue', () => server.hub.waiting() === 0);
});
afterAll(() => server.end());

const address = (params: Record<string, string | number>): string =>
  `/api/explain?${new URLSearchParams(Object.entries(params).map(([key, value]) => [key, String(value)]))}`;

async function ask(role: Role, params: Record<string, string | number>): Promise<Explained> {
  const { status, body } = await server.as(role, address(params));
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as Explained;
}

/** What the view holds for a figure. */
function figureOf(view: View, figure: string): unknown {
  const located = locate({ figure });
  const value = located && valueAt(view[located.name], located.place);
  return Array.isArray(value) ? value.length : value;
}

/** Of each figure that stands there for many agencies, hours and the like the two largest. */
function asked(view: View): string[] {
  const size = (path: string): number => Number(figureOf(view, path)) || 0;
  const taken = new Map<string, number>();
  return figuresIn(view)
    .filter(entryOf)
    .sort((a, b) => size(b) - size(a))
    .filter((path) => {
      const located = locate({ figure: path });
      const pattern = `${located?.name} ${located?.place.pattern}`;
      taken.set(pattern, (taken.get(pattern) ?? 0) + 1);
      return (taken.get(pattern) ?? 0) <= 2;
    });
}

describe('what stands in a view', () => {
  it.each([
    { as: 'then', clock: '08:20:00' },
    { as: 'then', clock: '10:04:00' },
    { as: 'now', clock: '09:10:00' },
  ])('is explained as $as at $clock: the same value, and members that are as many', async ({ as, clock }) => {
    const past = { at: instantText(at(clock)), as };
    const { seq, view } = await server.view(`?${new URLSearchParams(past)}`);
    const figures = asked(view);
    expect(figures.length).toBeGreaterThan(60);
    const wrong: unknown[] = [];
    for (const figure of figures) {
      const answer = await ask('supervisor', { figure, ...past, seq });
      const value = figureOf(view, figure);
      const entry = entryOf(figure);
      const expected = typeof value === 'number' ? value : null;
      const counts = answer.members.filter(({ counted }) => counted).length;
      const fits =
        JSON.stringify(answer.value) === JSON.stringify(value) &&
        answer.seq === seq &&
        (entry?.isMeasure || entry?.list === null || expected === null || expected > 500 || figure.endsWith('rewritten')
          ? true
          : answer.total === expected && answer.members.length === expected && counts === expected);
      if (!fits) wrong.push([figure, value, { ...answer, members: answer.members.length, counts }]);
    }
    expect(wrong).toEqual([]);
  });

  it('is explained live to an operator, at a pair of seq and at that stays true', async () => {
    const { view } = await server.view();
    for (const figure of [
      'dossier.overdue',
      'dossier.received',
      'conference.dropped',
      'security.today.low',
      'alarms.acknowledged',
    ]) {
      const answer = await ask('operator', { figure });
      const then = await server.view(`?${new URLSearchParams({ at: answer.at, seq: String(answer.seq) })}`);
      const path = figure === 'conference.dropped' ? 'conference.endpoints.dropped' : figure;
      expect(answer.value, figure).toEqual(figureOf(then.view, path));
      expect(answer.value, figure).toEqual(figureOf(view, path));
    }
  });
});

describe('a member', () => {
  it('comes with the events that put it there, by their seqs and by when they happened', async () => {
    const overdue = await ask('supervisor', { figure: 'dossier.overdue', agency: AGENCY });
    const own = overdue.members.find(({ subject }) => subject === CODE);
    expect(own).toMatchObject({ kind: 'dossier', agency: AGENCY, facts: { 'Quá hạn': '1 giờ 05', Mức: '4' } });
    expect(own?.events.map(({ type, text }) => `${type} ${text}`)).toEqual([
      'dossier.submitted Nộp hồ sơ, trực tuyến, mức 4',
      'dossier.status Trạng thái 2: Được tiếp nhận',
      'dossier.due Hẹn trả: 09:00:00 24/11/2026 (lần đầu)',
    ]);
    expect(overdue.rule).toMatchObject({ name: 'Đơn vị quá hạn', source: 'domain.md §3.1 K5l' });

    const { view } = await server.view();
    for (const [figure, type] of [
      ['security.today.low', /^security\.alert$/],
      ['conference.online', /^endpoint\.(joined|heartbeat|registered)$/],
      ['alarms.unacknowledged.P3', /^alarm\.raised$/],
    ] as const) {
      const { members } = await ask('supervisor', { figure });
      if (members.length === 0) expect(figureOf(view, figure.replace('conference.', 'conference.endpoints.'))).toBe(0);
      for (const { events, subject } of members) {
        expect(events.length, `${figure} ${subject}`).toBeGreaterThan(0);
        expect(
          events.some((one) => type.test(one.type)),
          `${figure} ${subject}`,
        ).toBe(true);
      }
    }
  });

  it('of a feed is one of its events', async () => {
    const accepted = await ask('supervisor', { figure: 'feeds./phutho/motcua.accepted' });
    expect(accepted.total).toBe(accepted.value);
    expect(accepted.members).toHaveLength(Math.min(500, accepted.value as number));
    expect(accepted.members[0]?.events).toHaveLength(1);
    const refused = await ask('operator', { figure: 'feeds./phutho/motcua.quarantined' });
    expect(refused.value).toBeGreaterThan(0);
    expect(refused.members.at(0)?.facts).toMatchObject({ 'Lý do': expect.stringMatching(/^data:/) });
    const twice = await ask('operator', { figure: 'feeds./phutho/motcua.duplicates' });
    expect(twice).toMatchObject({
      total: null,
      members: [],
      rule: { text: expect.stringContaining('chỉ lưu số đếm') },
    });
  });
});

describe('who asks', () => {
  const logged = async (): Promise<Record<string, unknown>[]> => {
    const { body } = await server.as('admin', '/api/events?type=audit.explained&limit=1000');
    return (body.events as { data: Record<string, unknown> }[]).map(({ data }) => data);
  };

  it('is logged, with what and how many', async () => {
    const answer = await ask('operator', { figure: 'dossier.overdue', agency: AGENCY });
    expect((await logged()).at(-1)).toEqual({
      by: 'test.operator',
      ...{ figure: 'dossier.overdue', agency: AGENCY, conference: null, as: 'then' },
      ...{ seq: answer.seq, at: answer.at, members: answer.members.length },
    });
  });

  it('may ask for the past only as a supervisor, and not at all as a wall', async () => {
    const past = { figure: 'dossier.open', at: instantText(at('09:00:00')) };
    expect(await server.as('operator', address(past))).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    for (const more of [{ seq: 5 }, { as: 'now' }])
      expect((await server.as('operator', address({ figure: 'dossier.open', ...more }))).status).toBe(403);
    expect((await server.as('supervisor', address(past))).status).toBe(200);
    expect((await server.as(null, address(past))).status).toBe(401);
  });

  it.each([
    ['figure=dossier.nothing', 400, undefined],
    ['figure=day', 400, undefined],
    ['figure=', 400, 'figure'],
    ['figure=dossier.open&seq=3', 400, 'at'],
    ['figure=dossier.open&at=gestern', 400, 'at'],
    ['figure=dossier.open&agency=H99.99', 404, undefined],
    ['figure=dossier.nearlyDue&agency=H44.14', 400, undefined],
    ['figure=conference.missing&conference=HN-0', 404, undefined],
    [`figure=dossier.open&seq=99999999&at=${encodeURIComponent(`${DAY}T09:00:00+07:00`)}`, 404, undefined],
  ])('%s is refused', async (query, status, where) => {
    const answer = await server.as('supervisor', `/api/explain?${query}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expect(answer.body.ok).toBe(false);
    if (where !== undefined) expect(answer.body.where).toBe(where);
  });
});
