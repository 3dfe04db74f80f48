// Reads syslog messages: RFC 5424 to the letter, RFC 3164 as it is met in the wild. Works on bytes, because a message
// may be in any encoding unless it says that it is UTF-8.
import { parseInstant } from '../../shared/time.ts';
import { MONTHS, type WallTime } from './instant.ts';

export type SyslogMessage = Readonly<{
  standard: 'rfc5424' | 'rfc3164';
  /** null: a line of a log file, without `<PRI>`. */
  priority: number | null;
  /** 0 emergency … 7 debug; 5 (notice, RFC 3164 §4.3.3) where there is no priority. */
  severity: number;
  facility: number | null;
  version: number | null;
  /** RFC 3339 text, or local time of an unknown zone (year null: unknown too), or null: the sender had no clock. */
  time: string | WallTime | null;
  host: string | null;
  app: string | null;
  processId: string | null;
  messageId: string | null;
  structured: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
  message: string | null;
}>;

const PRIORITY = /^<(0|[1-9]\d{0,2})>/;
const HEADER =
  /^<(0|[1-9]\d{0,2})>([1-9]\d{0,2}) (-|\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /;
const SD_ID = /\[([!#-<>-\\^-~]{1,32})/y;
const SD_PARAM = / ([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"/y;
const BSD_TIME = /^([A-Z][a-z]{2}) ( \d|\d\d)(?: (\d{4}))? (\d\d):(\d\d):(\d\d)(?:\.\d+)?:? /;
const ISO_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;
const TAG = /^([\w./-]{1,48})(?:\[([^\]\s]{0,128})\])?: ?/;
const BOM = '\u00ef\u00bb\u00bf';

/**
 * One message (a datagram or a line, without its line end). null: it is neither RFC 5424 nor RFC 3164. Lines of log files,
 * which have no `<PRI>`, are read as RFC 3164.
 */
export function parseSyslog(bytes: Uint8Array): SyslogMessage | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return parseRfc5424(text) ?? parseRfc3164(text);
}

/** `text` holds one byte a character (latin1). null: not RFC 5424, strictly read. */
export function parseRfc5424(text: string): SyslogMessage | null {
  const header = HEADER.exec(text);
  if (!header) return null;
  const [whole, pri, version, time = '-', host, app, processId, messageId] = header;
  const priority = Number(pri);
  if (priority > 191 || (time !== '-' && Number.isNaN(parseInstant(time)))) return null;
  const body = readStructured(text, whole.length);
  if (body === null) return null;
  const message =
    body.end === text.length ? null : text[body.end] === ' ' ? decodeMessage(text.slice(body.end + 1)) : undefined;
  if (message === undefined) return null;
  return {
    standard: 'rfc5424',
    priority,
    severity: priority % 8,
    facility: Math.floor(priority / 8),
    version: Number(version),
    time: nil(time),
    host: nil(host),
    app: nil(app),
    processId: nil(processId),
    messageId: nil(messageId),
    structured: body.structured,
    message,
  };
}

/** `text` holds one byte a character (latin1). null: not RFC 3164. */
export function parseRfc3164(text: string): SyslogMessage | null {
  const pri = PRIORITY.exec(text);
  const priority = pri ? Number(pri[1]) : null;
  if (priority !== null && priority > 191) return null;
  const rest = text.slice(pri ? pri[0].length : 0);
  const stamp = BSD_TIME.exec(rest) ?? ISO_TIME.exec(rest);
  if (!stamp) return null;
  const time =
    stamp.length > 2 ? wallTime(stamp) : Number.isNaN(parseInstant(stamp[1] ?? '')) ? null : (stamp[1] ?? null);
  if (time === null) return null;
  const [, host, content] = /^([!-~]{1,255})(?: +(.*))?$/s.exec(rest.slice(stamp[0].length)) ?? [];
  if (host === undefined) return null;
  const tag = TAG.exec(content ?? '');
  return {
    standard: 'rfc3164',
    priority,
    severity: priority === null ? 5 : priority % 8,
    facility: priority === null ? null : Math.floor(priority / 8),
    version: null,
    time,
    host,
    app: tag?.[1] ?? null,
    processId: tag?.[2] || null,
    messageId: null,
    structured: null,
    message: decode((content ?? '').slice(tag?.[0].length ?? 0), false) ?? null,
  };
}

const nil = (field: string | undefined): string | null => (field === undefined || field === '-' ? null : field);

function wallTime(stamp: RegExpExecArray): WallTime | null {
  const [, name = '', day, year, hour, minute, second] = stamp;
  const month = MONTHS.indexOf(name) + 1;
  const time = {
    year: year === undefined ? null : Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    ms: 0,
  };
  return month > 0 && time.day >= 1 && time.day <= 31 && time.hour < 24 && time.minute < 60 && time.second < 60
    ? time
    : null;
}

/** A message that begins with the byte order mark promises UTF-8 and is held to it; undefined: it broke the promise. */
function decodeMessage(text: string): string | undefined {
  return decode(text, text.startsWith(BOM)) ?? undefined;
}

function decode(text: string, strict: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: strict, ignoreBOM: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return null;
  }
}

function readStructured(text: string, start: number): { structured: SyslogMessage['structured']; end: number } | null {
  if (text[start] === '-') return { structured: null, end: start + 1 };
  const structured: Record<string, Record<string, string>> = Object.create(null);
  let at = start;
  while (text[at] === '[') {
    SD_ID.lastIndex = at;
    const id = SD_ID.exec(text)?.[1];
    if (id === undefined || id in structured) return null;
    at += id.length + 1;
    const params: Record<string, string> = Object.create(null);
    while (text[at] === ' ') {
      SD_PARAM.lastIndex = at;
      const param = SD_PARAM.exec(text);
      const value = param ? decode((param[2] ?? '').replace(/\\(["\\\]])/g, '$1'), true) : null;
      if (!param || value === null) return null;
      params[param[1] ?? ''] = value;
      at += param[0].length;
    }
    if (text[at] !== ']') return null;
    structured[id] = params;
    at += 1;
  }
  return at === start ? null : { structured, end: at };
}
