// Verdicts and headers of the syslog vectors of go-syslog.
import { describe, expect, it } from 'vitest';
import { parseSyslog } from '../../server/feed/syslog.ts';
import { jsonOf } from './files.ts';

type Vector = { input_b64: string; valid: boolean; expected: Record<string, unknown> | null; comment: string | null };

describe.each(['syslog_rfc5424_vectors', 'syslog_rfc3164_vectors'])('%s', (name) => {
  const vectors = jsonOf<Vector[]>(`conformance/${name}.json`);
  it('is the whole set', () => expect(vectors).toHaveLength(name.includes('5424') ? 90 : 6));

  it.each(vectors.map((vector, index) => [index, vector] as const))('%i', (_index, { input_b64, valid, expected }) => {
    const message = parseSyslog(Buffer.from(input_b64, 'base64'));
    expect(message !== null).toBe(valid);
    if (message === null || expected === null) return;
    expect(message.standard).toBe('rfc5424');
    expect({
      Version: message.version,
      Priority: message.priority,
      Timestamp: message.time,
      Hostname: message.host,
      Appname: message.app,
      ProcID: message.processId,
      MsgID: message.messageId,
      Message: message.message,
    }).toEqual({
      ...{
        Version: null,
        Priority: null,
        Timestamp: null,
        Hostname: null,
        Appname: null,
        ProcID: null,
        MsgID: null,
        Message: null,
      },
      ...Object.fromEntries(Object.entries(expected).filter(([key]) => key !== 'StructuredData')),
    });
    const wanted: Record<string, Record<string, string>> = {};
    for (const [kind, id, param, value] of (expected.StructuredData ?? []) as string[][]) {
      wanted[id!] ??= {};
      // The vectors give values as they were sent; a parser takes the escapes off (RFC 5424 §6.3.3).
      if (kind === 'Parameter') wanted[id!]![param!] = value!.replace(/\\(["\\\]])/g, '$1');
    }
    expect(JSON.parse(JSON.stringify(message.structured ?? {}))).toEqual(wanted);
  });
});
