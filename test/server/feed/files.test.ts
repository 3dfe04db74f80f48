// Files of every format, small and made here, through to the lines that would go over the wire.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FeedPlan, feedLines } from '../../../server/feed/lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'feed-test-'));
let count = 0;

type Event = { id: string; type: string; time: string; subject: string; source: string; data: Record<string, unknown> };

async function run(
  format: FeedPlan['format'],
  content: string | Buffer,
  more: Partial<FeedPlan> = {},
): Promise<{ lines: string[]; events: Event[]; unreadable: string[] }> {
  const file = join(folder, `file-${count++}`);
  writeFileSync(file, content);
  const written = Date.parse('2024-06-01T00:00:00Z');
  const plan: FeedPlan = {
    format,
    files: [file],
    map: null,
    source: null,
    zone: '+07:00',
    written,
    shiftTo: null,
    inFileOrder: false,
    ...more,
  };
  const unreadable: string[] = [];
  const lines: string[] = [];
  for await (const line of feedLines(plan, (text) => unreadable.push(text))) lines.push(line);
  const events = lines.flatMap((line) =>
    line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Event] : [],
  );
  return { lines, events, unreadable };
}

describe('cloudevents', () => {
  const one = { specversion: '1.0', id: '1', source: '/s', type: 't', time: '2024-01-02T00:00:00Z' };
  it('takes one event, also over several lines, a batch, and NDJSON with a byte order mark', async () => {
    for (const content of [
      JSON.stringify(one),
      JSON.stringify(one, null, 2),
      JSON.stringify([one]),
      `\uFEFF${JSON.stringify(one)}\r\n\n`,
    ])
      expect((await run('cloudevents', content)).events).toEqual([one]);
  });
  it('passes broken lines on as they are, in their place', async () => {
    const { lines } = await run(
      'cloudevents',
      `${JSON.stringify(one)}\n{broken\n${JSON.stringify({ ...one, id: '2' })}\n`,
    );
    expect(lines).toEqual([JSON.stringify(one), '{broken', JSON.stringify({ ...one, id: '2' })]);
  });
  it('keeps the order of the file, and shifts by its earliest day', async () => {
    const content = `${JSON.stringify(one)}\n${JSON.stringify({ ...one, id: '2', time: '2024-01-01T00:00:00Z' })}\n`;
    const { events } = await run('cloudevents', content, { shiftTo: '2024-02-01' });
    expect(events.map(({ time }) => time)).toEqual(['2024-02-02T07:00:00.000+07:00', '2024-02-01T07:00:00.000+07:00']);
  });
});

describe('csv and xes with a mapping', () => {
  const map =
    '/* group: case */ $^(at).{ "type": "dossier.status", "subject": `case`, "time": $instant(at), "data": { "status": 4, "step": step } }';
  it('gives a case at once, and sends in order of time', async () => {
    const { events } = await run(
      'csv',
      '\uFEFFcase,step,at\na,"x, y",2024-01-03 00:00:00\nb,z,2024-01-02 00:00:00\na,w,2024-01-01 00:00:00\n',
      { map },
    );
    expect(events.map(({ subject, data }) => [subject, data.step])).toEqual([
      ['a', 'w'],
      ['b', 'z'],
      ['a', 'x, y'],
    ]);
    expect(events[0]?.time).toBe('2024-01-01T00:00:00.000+07:00');
  });
  it('reads an XES log like the same log as CSV', async () => {
    const xes = `<?xml version="1.0"?><log><trace><string key="concept:name" value="c1"/>
      <event><string key="concept:name" value="step one"/><date key="time:timestamp" value="2024-01-01T00:00:00+01:00"/></event></trace></log>`;
    const { events } = await run('xes', xes, {
      map: '{ "type": "x", "subject": `case:concept:name`, "time": $instant(`time:timestamp`), "data": { "step": `concept:name` } }',
    });
    expect(events[0]).toMatchObject({
      subject: 'c1',
      time: '2024-01-01T06:00:00.000+07:00',
      data: { step: 'step one' },
    });
  });
  it('takes other XML as one record', async () => {
    const { events } = await run('json', '<r><e n="1"/><e n="2">t</e></r>', {
      map: 'r[0].e.{ "type": "x", "subject": `@n` }',
    });
    expect(events.map(({ subject }) => subject)).toEqual(['1', '2']);
  });
  it('names the record that a mapping fails on', async () => {
    await expect(run('csv', 'a\n1\n', { map: '$error("no")' })).rejects.toThrow(/record 1/);
    await expect(run('csv', 'a\n1\n', { map: 'a' })).rejects.toThrow(/no event for record 1/);
  });
});

describe('security formats', () => {
  const alert = {
    timestamp: '2018-03-24T14:37:19.037299-0600',
    flow_id: 1,
    event_type: 'alert',
    src_ip: '10.0.0.1',
    dest_ip: '10.0.0.2',
    alert: { gid: 1, signature_id: 7, signature: 'S', category: 'C', severity: 1 },
  };
  it('eve: alerts alone; the same signature in another flow is another alert', async () => {
    const { events } = await run(
      'eve',
      [alert, { ...alert, flow_id: 2 }, { ...alert, event_type: 'dns' }].map((each) => JSON.stringify(each)).join('\n'),
    );
    expect(events).toHaveLength(2);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({
      type: 'security.alert',
      time: '2018-03-25T03:37:19.037+07:00',
      data: {
        severity: 'high',
        category: 'C',
        signature: 'S',
        asset: '10.0.0.2',
        sourceIp: '10.0.0.1',
        sensor: 'suricata',
      },
    });
  });
  it('zeek: the strongest action makes the severity', async () => {
    const notice = {
      note: 'A::B',
      ts: 1521911720.5,
      actions: ['Notice::ACTION_LOG', 'Notice::ACTION_ALARM'],
      src: '1.1.1.1',
      dst: '2.2.2.2',
      uid: 'C',
    };
    const { events } = await run('zeek', JSON.stringify([notice, { _path: 'conn', uid: 'D' }]));
    expect(events.map(({ data }) => data)).toEqual([
      { severity: 'high', category: 'A::B', sensor: 'zeek', asset: '2.2.2.2', sourceIp: '1.1.1.1' },
    ]);
  });
  it('syslog: equal lines are two messages, free text stays behind, what is no syslog is told', async () => {
    const line = '<35>May 31 10:00:00 fw1 sshd[1]: Failed password for nguyenvana';
    const { events, lines, unreadable } = await run('syslog', `${line}\r\n${line}\n???\n`);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({
      time: '2024-05-31T10:00:00.000+07:00',
      data: { severity: 'medium', category: 'sshd', sensor: 'syslog/auth', asset: 'fw1' },
    });
    expect(lines.join()).not.toContain('nguyenvana');
    expect(unreadable).toEqual(['???']);
  });
  it('syslog: a captured datagram without the sender’s time was sent when it was received', async () => {
    const { events } = await run(
      'syslog',
      JSON.stringify({ received: '2020-01-01T00:00:00Z', from: '10.0.0.9', line: '<8>1 - - - - - -' }),
    );
    expect(events[0]).toMatchObject({
      time: '2020-01-01T07:00:00.000+07:00',
      data: { asset: '10.0.0.9', severity: 'critical' },
    });
  });
  it('alertmanager: the year 1 means still firing; a resolved alert gives its end, under the same subject', async () => {
    const firing = {
      status: 'firing',
      labels: { alertname: 'Down', severity: 'warning', instance: 'h1' },
      startsAt: '2020-01-01T00:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
    };
    const resolved = { ...firing, status: 'resolved', endsAt: '2020-01-01T01:00:00Z' };
    const { events } = await run(
      'alertmanager',
      JSON.stringify([
        { version: '4', alerts: [firing] },
        { version: '4', alerts: [resolved] },
      ]),
    );
    expect(events.map(({ type }) => type)).toEqual(['security.alert', 'security.alert', 'security.alert_closed']);
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(1);
    expect(events[0]?.id).toBe(events[1]?.id);
    expect(events[0]?.data).toEqual({ severity: 'medium', category: 'Down', sensor: 'alertmanager', asset: 'h1' });
  });
});
