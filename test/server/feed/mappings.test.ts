// The worked mappings of docs/mappings on small samples made here.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type FeedPlan, feedLines } from '../../../server/feed/lines.ts';
import type { Format } from '../../../server/feed/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'feed-mappings-'));

type Event = { type: string; subject: string; time: string; agency?: string; data: Record<string, unknown> };

async function run(format: Format, mapping: string, content: string): Promise<Event[]> {
  const file = join(folder, mapping);
  writeFileSync(file, content);
  const map = readFileSync(join(import.meta.dirname, '../../../docs/mappings', `${mapping}.jsonata`), 'utf8');
  const plan: FeedPlan = {
    format,
    files: [file],
    map,
    source: null,
    zone: '+07:00',
    written: Date.parse('2024-06-01T00:00:00Z'),
    shiftTo: null,
    inFileOrder: false,
  };
  const events: Event[] = [];
  for await (const line of feedLines(plan, (bad) => expect.fail(bad))) events.push(JSON.parse(line) as Event);
  return events;
}

const brief = ({ type, time, data }: Event): unknown[] => [type, new Date(time).toISOString(), data];

it('receipt: first event by time, steps, end; what comes after the end is left out', async () => {
  const head =
    'case:channel,case:concept:name,case:deadline,case:enddate,concept:instance,concept:name,org:group,time:timestamp';
  const c1 = (instance: string, group: string, time: string): string =>
    `e-mail,c1,2011-03-10 00:00:00+01:00,2011-03-05 00:00:00.999999+01:00,${instance},step ${instance},${group},${time}`;
  const c2 = 'Intern,c2,2011-04-01 00:00:00+02:00,,t9,first,EMPTY,2011-03-27 03:30:00+02:00';
  const events = await run(
    'csv',
    'receipt',
    [
      head,
      c1('t2', 'G2', '2011-03-02 10:00:00+01:00'),
      c1('t1', 'G1', '2011-03-02 08:30:00.123456+00:00'),
      c1('t3', 'G3', '2011-03-05 00:00:01+01:00'),
      c2,
      '',
    ].join('\n'),
  );
  const [first, second] = ['c1', 'c2'].map((subject) => events.filter((event) => event.subject === subject));
  expect(first?.map(brief)).toEqual([
    ['dossier.submitted', '2011-03-02T08:30:00.123Z', { channel: 'online' }],
    ['dossier.status', '2011-03-02T08:30:00.123Z', { status: 2 }],
    ['dossier.due', '2011-03-02T08:30:00.123Z', { dueAt: '2011-03-10T06:00:00.000+07:00', reason: 'initial' }],
    ['dossier.status', '2011-03-02T09:00:00.000Z', { status: 4, step: 'step t2' }],
    ['dossier.status', '2011-03-04T23:00:00.999Z', { status: 9 }],
  ]);
  expect(new Set(first?.map(({ agency }) => agency))).toEqual(new Set(['G1']));
  expect(second?.map(({ type, agency, data }) => [type, agency, data.status ?? null])).toEqual([
    ['dossier.submitted', undefined, null],
    ['dossier.status', undefined, 2],
    ['dossier.due', undefined, null],
  ]);
  expect(second?.[0]?.data).toEqual({});
});

it('receipt: a case that ended before its only event came at its end', async () => {
  const events = await run(
    'csv',
    'receipt',
    'case:channel,case:concept:name,case:deadline,case:enddate,concept:instance,concept:name,org:group,time:timestamp\nPost,c,2011-04-01 00:00:00+02:00,2011-03-27 03:30:00+02:00,t,first,EMPTY,2011-03-27 03:30:01+02:00\n',
  );
  expect(events.map(({ type, data }) => [type, data.status ?? null])).toEqual([
    ['dossier.submitted', null],
    ['dossier.status', 2],
    ['dossier.due', null],
    ['dossier.status', 9],
  ]);
  expect(new Set(events.map(({ time }) => time))).toEqual(new Set(['2011-03-27T08:30:00.000+07:00']));
});

it('bpic2013: carried in, transferred, resolved once, reopened', async () => {
  const rows = [
    ['a', '3', 'Accepted', 'In Progress', '2012-05-04T01:00:00+02:00', 'G1'],
    ['a', '4', 'Completed', 'Resolved', '2012-05-04T02:00:00+02:00', 'G2'],
    ['a', '5', 'Completed', 'Closed', '2012-05-04T03:00:00+02:00', 'G2'],
    ['a', '6', 'Accepted', 'In Progress', '2012-05-04T04:00:00+02:00', 'G2'],
    ['b', '0', 'Queued', 'Awaiting Assignment', '2012-05-04T01:00:00+02:00', 'G1'],
  ];
  const events = await run(
    'csv',
    'bpic2013-day',
    [['case', 'seq_in_case', 'concept:name', 'lifecycle:transition', 'time:timestamp', 'org:group'], ...rows]
      .map((row) => row.join(','))
      .join('\n'),
  );
  const of = (subject: string): unknown[] =>
    events
      .filter((event) => event.subject === subject)
      .map(({ type, data }) => [type, data.status ?? data.toAgency ?? null]);
  expect(of('a')).toEqual([
    ['dossier.snapshot', 4],
    ['dossier.status', 4],
    ['dossier.transferred', 'G2'],
    ['dossier.status', 9],
    ['dossier.status', 4],
  ]);
  expect(of('b')).toEqual([
    ['dossier.submitted', null],
    ['dossier.status', 2],
  ]);
});

it('upptime: registered once, changes only, a heartbeat for each check; down counts whatever the code', async () => {
  const check = (commit: string, endpoint: string, status: string, http_code: number, time: string): string =>
    JSON.stringify({ commit, endpoint, status, http_code, commit_time: time });
  const events = await run(
    'json',
    'upptime',
    [
      check('1', 'A', 'up', 200, '2026-01-01T00:00:00+00:00'),
      check('2', 'A', 'up', 200, '2026-01-01T01:00:00+00:00'),
      check('3', 'A', 'down', 200, '2026-01-01T02:00:00+00:00'),
      check('4', 'A', 'up', 200, '2026-01-01T02:00:00+00:00'),
      check('5', 'B', 'down', 0, '2026-01-01T02:00:00+00:00'),
    ].join('\n'),
  );
  const changes = events
    .filter(({ type }) => type !== 'feed.heartbeat')
    .map(({ type, subject, data }) => [subject, type, data.reason ?? null]);
  expect(changes).toEqual([
    ['A', 'endpoint.registered', null],
    ['A', 'endpoint.joined', null],
    ['A', 'endpoint.dropped', 'http 200'],
    ['A', 'endpoint.joined', null],
    ['B', 'endpoint.registered', null],
    ['B', 'endpoint.dropped', 'timeout'],
  ]);
  expect(events).toHaveLength(changes.length + 5);
});

it('bbb: leaves of their own count, the host sends away the rest, names stay behind', async () => {
  const event = (name: string, clock: number, more = ''): string =>
    `<event timestamp="${clock - 1000}" module="PARTICIPANT" eventname="${name}"><timestampUTC>${clock}</timestampUTC>${more}</event>`;
  const user = (id: string): string => `<name>Nguyễn Văn ${id}</name><userId>${id}</userId>`;
  const xml = `<?xml version="1.0"?><recording><meeting id="m-1"/>
    ${event('ParticipantJoinEvent', 1684352000000, user('u1'))}${event('ParticipantJoinEvent', 1684352001000, user('u2'))}
    ${event('ParticipantLeftEvent', 1684352002000, '<userId>u1</userId>')}${event('ParticipantJoinEvent', 1684352003000, user('u1'))}
    ${event('ParticipantLeftEvent', 1684352004000, '<userId>u1</userId>')}${event('EndAndKickAllEvent', 1684352005000)}</recording>`;
  const events = await run('xes', 'bbb', xml);
  const of = (subject: string): unknown[] =>
    events
      .filter((each) => each.subject === subject)
      .map(({ type, time, data }) => [type, Date.parse(time) - 1684352000000, data.reason ?? null]);
  expect(of('u1')).toEqual([
    ['endpoint.registered', 0, null],
    ['endpoint.joined', 0, null],
    ['endpoint.left', 2000, 'user'],
    ['endpoint.joined', 3000, null],
    ['endpoint.left', 4000, 'user'],
  ]);
  expect(of('u2')).toEqual([
    ['endpoint.registered', 1000, null],
    ['endpoint.joined', 1000, null],
    ['endpoint.left', 5000, 'closed_by_host'],
  ]);
  expect(JSON.stringify(events)).not.toContain('Nguyễn');
});
