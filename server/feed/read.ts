// Readers: a file of one of the formats becomes records, one at a time. What a record means is the mapping's business.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse as parseCsv } from 'csv-parse';
import { instantText } from '../../shared/time.ts';
import { contentId, occurrences } from './ids.ts';
import { nearestBefore, readInstant } from './instant.ts';
import { parseSyslog } from './syslog.ts';
import { readXml } from './xml.ts';

export const FORMATS = ['cloudevents', 'csv', 'xes', 'json', 'eve', 'zeek', 'syslog', 'alertmanager'] as const;
export type Format = (typeof FORMATS)[number];

/** `unreadable`: the text of what could not be read at all (a broken JSON line, a line that is no syslog). */
export type FileRecord = Readonly<{ value: unknown; unreadable?: string }>;

export type ReadSettings = Readonly<{
  /** Zone of times without one, an offset or an IANA name. */
  zone: string;
  /** Epoch ms: when the file was written. Gives a year to times without one, a time to messages without any. */
  reference: number;
}>;

/** The records of a file, in its order. Throws when the file as a whole cannot be read. */
export function readRecords(format: Format, path: string, settings: ReadSettings): AsyncIterable<FileRecord> {
  if (format === 'csv') return readCsvFile(path);
  if (format === 'syslog') return readSyslogFile(path, settings);
  if (format === 'cloudevents') return readCloudEvents(path);
  return readDocument(path);
}

async function* readCsvFile(path: string): AsyncGenerator<FileRecord> {
  const rows = createReadStream(path).pipe(
    parseCsv({ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }),
  );
  for await (const row of rows) yield { value: row };
}

/** JSON (an array is its elements, anything else one record), NDJSON, or XML (see xml.ts). */
async function* readDocument(path: string): AsyncGenerator<FileRecord> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  if (/^\s*</.test(text)) {
    for (const value of readXml(text)) yield { value };
    return;
  }
  const whole = parseJson(text);
  if (whole !== undefined) {
    for (const value of Array.isArray(whole) ? whole : [whole]) yield { value };
    return;
  }
  for (const line of text.split('\n')) yield* jsonLine(line);
}

/**
 * One event, a batch, or NDJSON. Lines are streamed, for such a file may be larger than the memory. A line that is no JSON goes
 * out as it stands: the door counts it.
 */
async function* readCloudEvents(path: string): AsyncGenerator<FileRecord> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let first = true;
  for await (const raw of lines) {
    const line = first ? raw.replace(/^\uFEFF/, '') : raw;
    if (first && line.trim() === '') continue;
    if (first && (/^\s*\[/.test(line) || parseJson(line) === undefined)) {
      lines.close();
      const whole = parseJson((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
      if (whole !== undefined) {
        for (const value of Array.isArray(whole) ? whole : [whole]) yield { value };
        return;
      }
      for (const each of (await readFile(path, 'utf8')).split('\n')) yield* jsonLine(each);
      return;
    }
    first = false;
    yield* jsonLine(line);
  }
}

function* jsonLine(line: string): Generator<FileRecord> {
  if (line.trim() === '') return;
  const value = parseJson(line);
  yield value === undefined ? { value: null, unreadable: line.replace(/\r$/, '') } : { value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * One message a line; or one captured datagram a line, as JSON with `line` and perhaps `received` and `from`. The record is the
 * parsed message with `time` (RFC 3339; the sender's clock, else when it was received, else when the file was written) and `digest`.
 */
async function* readSyslogFile(path: string, settings: ReadSettings): AsyncGenerator<FileRecord> {
  const again = occurrences();
  for (const bytes of splitLines(await readFile(path))) {
    const datagram = bytes[0] === 0x7b ? capture(bytes) : null;
    const content = datagram?.content ?? bytes;
    const message = parseSyslog(content);
    if (message === null) {
      yield { value: null, unreadable: Buffer.from(content).toString('utf8') };
      continue;
    }
    const received = readInstant(datagram?.received, undefined, settings.zone);
    const reference = Number.isNaN(received) ? settings.reference : received;
    const { time } = message;
    const sent =
      typeof time === 'string'
        ? readInstant(time)
        : time === null
          ? reference
          : nearestBefore(time, settings.zone, reference);
    const key = contentId(Buffer.from(content).toString('latin1'), datagram?.received ?? null, datagram?.from ?? null);
    const count = again(key);
    const digest = count === 0 ? key : `${key}/${count}`;
    yield {
      value: { ...message, time: Number.isNaN(sent) ? null : instantText(sent), from: datagram?.from ?? null, digest },
    };
  }
}

function capture(bytes: Uint8Array): { content: Uint8Array; received: unknown; from: unknown } | null {
  const value = parseJson(Buffer.from(bytes).toString('utf8'));
  if (typeof value !== 'object' || value === null || !('line' in value) || typeof value.line !== 'string') return null;
  return {
    content: Buffer.from(value.line, 'utf8'),
    received: 'received' in value ? value.received : null,
    from: 'from' in value ? value.from : null,
  };
}

function* splitLines(bytes: Buffer): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end > start && bytes[end - 1] === 0x0d ? end - 1 : end);
    if (line.length > 0) yield line;
    start = end + 1;
  }
}
