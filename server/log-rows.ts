// How a row of the log is written as bytes: what COPY takes is what the hash chain covers.
import crypto from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { LogEvent, NewEvent } from '../shared/event.ts';

/** An event ready to be stored: its data as the text that will be kept, its identity as the key of the identity table. */
export type StorableEvent = Readonly<{ event: NewEvent; data: string; key: string; tail: string }>;

/** First 128 bits of SHA-256 over source, NUL, id, in hex. */
export const identityKey = (source: string, id: string): string =>
  crypto.hash('sha256', `${source}\u0000${id}`, 'hex').slice(0, 32);

const SPECIAL = /[\\\t\n\r\b\f\v]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

const escaped = (text: string): string => {
  SPECIAL.lastIndex = 0;
  return SPECIAL.test(text) ? text.replace(SPECIAL, (found) => ESCAPES[found] ?? found) : text;
};

const nullable = (text: string | null): string => (text === null ? '\\N' : escaped(text));

let lastSecond = Number.NaN;
let lastSecondText = '';

/**
 * An instant as PostgreSQL reads it: ISO, and before the year 1 with its `BC`. Events come in runs of the same second,
 * so the text of the last one is kept.
 */
export function timeText(instant: number): string {
  const second = Math.floor(instant / 1_000);
  if (second !== lastSecond)
    [lastSecond, lastSecondText] = [second, new Date(second * 1_000).toISOString().slice(0, -4)];
  const ms = instant - second * 1_000;
  const iso = `${lastSecondText}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`;
  const year = second < -62_135_596_800 ? new Date(instant).getUTCFullYear() : 1;
  return year > 0 ? iso : `${String(1 - year).padStart(4, '0')}${iso.slice(-20)} BC`;
}

/** Prepares an event for the log. `data` must be what JSON.stringify gave for `event.data`. */
export function storable(event: NewEvent, data = JSON.stringify(event.data ?? {})): StorableEvent {
  const tail = `\t${timeText(event.time)}\t${escaped(event.id)}\t${escaped(event.source)}\t${escaped(event.type)}\t${nullable(event.subject)}\t${nullable(event.agency)}\t${escaped(data)}\n`;
  return { event, data, key: identityKey(event.source, event.id), tail };
}

/** The row as COPY takes it: seq, received_at, and the rest. */
export const rowText = (seq: number, receivedAtText: string, tail: string): string =>
  `${seq}\t${receivedAtText}${tail}`;

/** SHA-256(previous || bytes of the rows). */
export const chainHash = (previous: Buffer, rows: Buffer): Buffer =>
  crypto.createHash('sha256').update(previous).update(rows).digest();

/**
 * CRC-32 of each of `count` rows, and last of these values themselves; four bytes each. They prove nothing, whoever may
 * change a row may change them: they tell which row it was when the chain's hash does not hold.
 */
export function rowChecks(rows: Buffer, count: number): Buffer {
  const checks = Buffer.alloc(4 * (count + 1));
  let [begin, at] = [0, 0];
  for (; at < 4 * count; at += 4) {
    // In COPY's format a row ends with the only newline in it.
    const end = rows.indexOf(10, begin) + 1;
    checks.writeUInt32BE(crc32(rows.subarray(begin, end)), at);
    begin = end;
  }
  checks.writeUInt32BE(crc32(checks.subarray(0, at)), at);
  return checks;
}

export const CHAIN_START: Buffer = Buffer.alloc(32);

/** A row as the database gives it, instants in epoch ms, data as the stored text. */
export type StoredRow = Readonly<{
  seq: string;
  received_ms: string;
  time_ms: string;
  id: string;
  source: string;
  type: string;
  subject: string | null;
  agency: string | null;
  data: string;
}>;

/** Columns of `StoredRow`, for every query that reads the log. */
export const ROW_COLUMNS = `seq, (extract(epoch from received_at) * 1000)::bigint as received_ms,
  (extract(epoch from time) * 1000)::bigint as time_ms, id, source, type, subject, agency, data::text as data`;

/** `notBefore` (epoch ms): the earliest `foldAt` in the order 'now', where a pruned log begins. */
export function toEvent(
  row: StoredRow,
  order: 'then' | 'now' = 'then',
  notBefore = Number.NEGATIVE_INFINITY,
): LogEvent {
  const receivedAt = Number(row.received_ms);
  const time = Number(row.time_ms);
  return {
    seq: Number(row.seq),
    receivedAt,
    time,
    foldAt: order === 'then' ? receivedAt : Math.max(time, notBefore),
    id: row.id,
    source: row.source,
    type: row.type,
    subject: row.subject,
    agency: row.agency,
    data: JSON.parse(row.data),
  };
}

/** The bytes a stored row had when it was copied in; the other side of the hash chain. */
export const storedRowText = (row: StoredRow): string =>
  rowText(
    Number(row.seq),
    new Date(Number(row.received_ms)).toISOString(),
    storable(
      {
        time: Number(row.time_ms),
        id: row.id,
        source: row.source,
        type: row.type,
        subject: row.subject,
        agency: row.agency,
        data: null,
      },
      row.data,
    ).tail,
  );
