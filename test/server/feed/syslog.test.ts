import { describe, expect, it } from 'vitest';
import { parseSyslog } from '../../../server/feed/syslog.ts';

const parse = (text: string) => parseSyslog(Buffer.from(text, 'utf8'));

describe('RFC 5424', () => {
  it('reads header, structured data and message', () => {
    expect(
      parse('<165>1 2003-10-11T22:14:15.003Z mymachine evntslog - ID47 [x@32473 iut="3" q="a\\"b"][y] An entry'),
    ).toEqual({
      standard: 'rfc5424',
      priority: 165,
      severity: 5,
      facility: 20,
      version: 1,
      time: '2003-10-11T22:14:15.003Z',
      host: 'mymachine',
      app: 'evntslog',
      processId: null,
      messageId: 'ID47',
      structured: { 'x@32473': { iut: '3', q: 'a"b' }, y: {} },
      message: 'An entry',
    });
  });

  it.each([
    ['<192>1 - - - - - -', 'priority above 191'],
    ['<002>1 - - - - - -', 'priority with a leading zero'],
    ['<1>0 - - - - - -', 'version 0'],
    ['<1>1 2023-02-30T00:00:00Z - - - - -', 'a day that does not exist'],
    ['<1>1 2023-02-28T00:00:60Z - - - - -', 'a leap second'],
    ['<1>1 - - - - - [a][a]', 'an element twice'],
    ['<1>1 - - - - - [a b="]"]', 'an unescaped bracket'],
    ['<1>1 - - - - - [a b="\\n"]', 'an escape of what needs none'],
    ['<1>1 - - - - - -x', 'text right behind the structured data'],
  ])('refuses %s (%s)', (line) => {
    expect(parse(line)).toBeNull();
  });

  it('takes a message in any encoding, but holds one with a byte order mark to UTF-8', () => {
    const head = Buffer.from('<1>1 - - - - - - ');
    const bom = Buffer.from([0xef, 0xbb, 0xbf]);
    const latin = Buffer.from([0x66, 0xfc]);
    expect(parseSyslog(Buffer.concat([head, latin]))?.message).toBe('f\ufffd');
    expect(parseSyslog(Buffer.concat([head, bom, latin]))).toBeNull();
    expect(parseSyslog(Buffer.concat([head, bom, Buffer.from('ü')]))?.message).toBe('\ufeffü');
  });
});

describe('RFC 3164', () => {
  it('reads time, host, tag and message', () => {
    const message = parse("<34>Oct  1 22:14:15 mymachine su[23]: 'su root' failed");
    expect(message).toMatchObject({
      standard: 'rfc3164',
      severity: 2,
      facility: 4,
      host: 'mymachine',
      app: 'su',
      processId: '23',
    });
    expect(message?.message).toBe("'su root' failed");
    expect(message?.time).toEqual({ year: null, month: 10, day: 1, hour: 22, minute: 14, second: 15, ms: 0 });
  });

  it('reads lines of log files, which have no priority, also with an RFC 3339 time', () => {
    expect(parse('Dec 10 06:55:46 LabSZ sshd[1]: x')).toMatchObject({ priority: null, severity: 5, app: 'sshd' });
    expect(parse('2024-05-01T10:00:00.5+07:00 host app: x')).toMatchObject({
      time: '2024-05-01T10:00:00.5+07:00',
      host: 'host',
      app: 'app',
    });
  });

  it.each(['<34>Foo 11 22:14:15 host x', '<34>Oct 11 25:14:15 host x', 'hello', '', '<200>Oct 11 22:14:15 host x'])(
    'refuses %j',
    (line) => {
      expect(parse(line)).toBeNull();
    },
  );
});
