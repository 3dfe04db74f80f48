// Each worked mapping of dossiers and endpoints against numbers counted from the raw file by plain code.
import { describe, expect, it } from 'vitest';
import { dayFigures, receiptCases } from './figures.ts';
import { linesOf, rowsOf, textOf } from './files.ts';
import { count, type Event, events, tally } from './mapped.ts';

describe('receipt.csv', () => {
  const cases = receiptCases();

  it('is the file that is meant', () => {
    expect(cases).toHaveLength(1434);
    expect(cases.filter(({ end }) => end === null)).toHaveLength(105);
    expect(cases.filter(({ end, due }) => end !== null && end > due)).toHaveLength(377);
    expect(
      cases.filter(({ end, first, steps }) => end !== null && [first, ...steps].some((at) => at > end)),
    ).toHaveLength(145);
  });

  it('gives the events of the cases', async () => {
    const found = await events('csv', 'dossiers/receipt.csv', 'receipt');
    const steps = cases.flatMap(({ end, steps: times }) => times.filter((at) => end === null || at <= end));
    expect(tally(found)).toEqual({
      'dossier.submitted': cases.length,
      'dossier.status 2': cases.length,
      'dossier.due': cases.length,
      'dossier.status 4': steps.length,
      'dossier.status 9': cases.length - 105,
    });
    const of = (type: string, status?: number) =>
      new Map(
        found
          .filter((event) => event.type === type && event.data.status === status)
          .map((event) => [event.subject, event]),
      );
    const [submitted, received, due, ended] = [
      of('dossier.submitted'),
      of('dossier.status', 2),
      of('dossier.due'),
      of('dossier.status', 9),
    ];
    for (const one of cases) {
      expect(Date.parse(submitted.get(one.id)!.time)).toBe(one.start);
      expect(Date.parse(received.get(one.id)!.time)).toBe(one.start);
      expect(Date.parse(due.get(one.id)!.data.dueAt!)).toBe(one.due);
      expect(ended.has(one.id) ? Date.parse(ended.get(one.id)!.time) : null).toBe(one.end);
      expect(submitted.get(one.id)!.data.channel ?? 'unknown').toBe(one.channel);
      expect(submitted.get(one.id)!.agency ?? 'EMPTY').toBe(one.agency);
    }
    expect(steps.sort((a, b) => a - b)).toEqual(
      found.filter(({ data }) => data.status === 4).map(({ time }) => Date.parse(time)),
    );
  });

  it('2011-05-02 hardly depends on how cases that end before they begin are read: one of them was due that day', () => {
    const at = Date.parse('2011-05-02T23:59:59.999+07:00');
    const sure = cases.filter(({ first, end }) => end === null || first <= end);
    const [all, without] = [dayFigures(cases, at), dayFigures(sure, at)];
    expect(all.onTime).toEqual({
      formula: 'F2',
      numerator: without.onTime.numerator + 1,
      denominator: without.onTime.denominator + 1,
    });
    expect({ ...all, byAgency: null, onTime: null }).toEqual({ ...without, byAgency: null, onTime: null });
  });

  it('shifts deadlines with the events', async () => {
    const plain = await events('csv', 'dossiers/receipt.csv', 'receipt');
    const shifted = await events('csv', 'dossiers/receipt.csv', 'receipt', { shiftTo: '2026-01-05' });
    expect(shifted[0]!.time.slice(0, 10)).toBe('2026-01-05');
    const gap = (list: Event[]) =>
      list
        .filter(({ type }) => type === 'dossier.due')
        .map(({ time, data }) => Date.parse(data.dueAt!) - Date.parse(time));
    expect(gap(shifted)).toEqual(gap(plain));
  });
});

it('nyc311: up to four events a row, in New York’s time', async () => {
  const rows = rowsOf('dossiers/nyc311_sample_1000.csv');
  const found = await events('csv', 'dossiers/nyc311_sample_1000.csv', 'nyc311');
  expect(rows).toHaveLength(999);
  expect(tally(found)).toEqual({
    'dossier.submitted': rows.length,
    'dossier.status 2': rows.length,
    'dossier.due': rows.filter((row) => row['Due Date'] !== '').length,
    'dossier.status 9': rows.filter((row) => row['Closed Date'] !== '').length,
  });
  expect(count(found, ({ type, agency }) => (type === 'dossier.submitted' ? agency! : null))).toEqual(
    count(rows, (row) => row.Agency!),
  );
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h12',
  });
  const written = new Map(rows.map((row) => [`nyc311-${row['Unique Key']}`, row]));
  for (const { type, subject, time, data } of found) {
    const row = written.get(subject)!;
    const [text, instant] =
      type === 'dossier.due'
        ? [row['Due Date']!, data.dueAt!]
        : [data.status === 9 ? row['Closed Date']! : row['Created Date']!, time];
    const [, month, day, year, clock] = /^(\d+)\/(\d+)\/\d\d(\d\d) 0?(.*)$/.exec(text)!;
    expect(local.format(Date.parse(instant)).replace(/\u202f/g, ' ')).toBe(
      `${Number(month)}/${Number(day)}/${year}, ${clock}`,
    );
  }
  const dues = new Map(
    found.filter(({ type }) => type === 'dossier.due').map(({ subject, data }) => [subject, Date.parse(data.dueAt!)]),
  );
  expect(
    found.filter(({ subject, time, data }) => data.status === 9 && Date.parse(time) > dues.get(subject)!),
  ).toHaveLength(160);
});

it('bpic2013: a day whose cases began before it', async () => {
  const rows = rowsOf('dossiers/bpic2013_day_2012-05-04.csv');
  const found = await events('csv', 'dossiers/bpic2013_day_2012-05-04.csv', 'bpic2013-day');
  const last = new Map<string, Record<string, string>>();
  const expected: Record<string, number> = {};
  const add = (key: string): void => {
    expected[key] = (expected[key] ?? 0) + 1;
  };
  for (const row of rows) {
    const before = last.get(row.case!);
    const name = row['concept:name'];
    if (!before && row.seq_in_case === '0') for (const key of ['dossier.submitted', 'dossier.status 2']) add(key);
    if (!before && row.seq_in_case !== '0') add('dossier.snapshot 4');
    if (before && before['org:group'] !== row['org:group']) add('dossier.transferred');
    if (name === 'Completed' && before?.['concept:name'] !== 'Completed') add('dossier.status 9');
    if (name === 'Accepted' || (name === 'Queued' && (before || row.seq_in_case !== '0'))) add('dossier.status 4');
    last.set(row.case!, row);
  }
  expect(last.size).toBe(2581);
  expect(tally(found)).toEqual(expected);
});

it('upptime: one registration a site, then the changes of its verdict', async () => {
  const file = 'conference/upptime_dhbern_2026-01-20_04-30.jsonl';
  const checks = linesOf<{ endpoint: string; status: string }>(file);
  const found = await events('json', file, 'upptime');
  const last = new Map<string, string>();
  const expected: Record<string, number> = { 'endpoint.joined': 0, 'endpoint.dropped': 0 };
  for (const { endpoint, status } of checks) {
    if (last.get(endpoint) !== status) expected[status === 'up' ? 'endpoint.joined' : 'endpoint.dropped']! += 1;
    last.set(endpoint, status);
  }
  expect(last.size).toBe(52);
  expect(tally(found)).toEqual({ ...expected, 'endpoint.registered': 52, 'feed.heartbeat': checks.length });
  expect(checks).toHaveLength(5048);
  const state = new Map(
    found.filter(({ type }) => /joined|dropped/.test(type)).map(({ subject, type }) => [subject, type]),
  );
  for (const [endpoint, status] of last)
    expect(state.get(endpoint)).toBe(status === 'up' ? 'endpoint.joined' : 'endpoint.dropped');
});

it('bbb: participants join and are sent away at the end, by the absolute clock', async () => {
  const files = ['new-events-2_5', 'new-events-2_6', 'typed-poll-test_maintenance_-events'].map(
    (name) => `conference/bbb_${name}.xml`,
  );
  const joins = files.flatMap((file) => {
    const blocks = textOf(file).split('<event ').slice(1);
    const end = blocks.find((block) => block.includes('eventname="EndAndKickAllEvent"'))!;
    const utc = (block: string): number => Number(/<timestampUTC>(\d+)</.exec(block)![1]);
    return blocks
      .filter((block) => block.includes('eventname="ParticipantJoinEvent"'))
      .map((block) => ({ user: /<userId>(\w+)</.exec(block)![1]!, at: utc(block), end: utc(end) }));
  });
  expect(joins).toHaveLength(9);
  for (const format of ['json', 'xes'] as const) {
    const found = await events(format, files, 'bbb');
    expect(tally(found)).toEqual({ 'endpoint.registered': 9, 'endpoint.joined': 9, 'endpoint.left': 9 });
    for (const { user, at, end } of joins) {
      const times = found.filter(({ subject }) => subject === user).map(({ type, time }) => [type, Date.parse(time)]);
      expect(times).toEqual([
        ['endpoint.registered', at],
        ['endpoint.joined', at],
        ['endpoint.left', end],
      ]);
    }
    expect(JSON.stringify(found)).not.toContain('richard');
  }
});
