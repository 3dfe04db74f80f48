// The four content modes of the door: what the body says, before any event is judged.
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { RawEvent } from './envelope.ts';

export const MAX_BODY_BYTES = 8 * 1024 * 1024;

export type Mode = 'structured' | 'batch' | 'binary' | 'ndjson';

/** The content mode of a request; null: a content type the door does not know. */
export function modeOf(request: IncomingMessage): Mode | null {
  if (request.headers['ce-specversion'] !== undefined) return 'binary';
  switch (mediaType(request)) {
    case 'application/cloudevents+json':
      return 'structured';
    case 'application/cloudevents-batch+json':
      return 'batch';
    case 'application/x-ndjson':
      return 'ndjson';
    default:
      return null;
  }
}

const mediaType = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The whole body, or null once it is longer than `limit` (the rest is read and thrown away). */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? null : chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** Text of a body; undefined when it is not UTF-8. A byte order mark is taken off. */
export function textOf(body: Buffer): string | undefined {
  if (!isUtf8(body)) return undefined;
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** JSON, or undefined when it is broken. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const hasEscapes = (text: string): boolean => text.includes('\\u');

/** The events of a structured or batched body; null when the body is not what its content type says. */
export function eventsOf(mode: 'structured' | 'batch', body: Buffer): RawEvent[] | null {
  const text = textOf(body);
  if (text === undefined) return null;
  const value = jsonOf(text);
  if (value === undefined) return null;
  const escapes = hasEscapes(text);
  if (mode === 'structured') return [{ value, bytes: body.length, escapes }];
  if (!Array.isArray(value)) return null;
  return value.map((item: unknown): RawEvent => ({ value: item, bytes: null, escapes }));
}

/** One line of NDJSON; a broken one becomes an event that is none. */
export function lineEvent(line: Buffer): RawEvent {
  const text = textOf(line);
  const value = text === undefined ? undefined : jsonOf(text);
  return { value, bytes: line.length, escapes: text !== undefined && hasEscapes(text) };
}

/** The event of a binary request: `ce-*` headers, percent-decoded, and the data; null when the data is broken JSON. */
export function binaryEvent(request: IncomingMessage, body: Buffer): RawEvent | null {
  const event: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (name.startsWith('ce-') && typeof value === 'string') event[name.slice(3)] = percentDecoded(value);
  const contentType = request.headers['content-type'];
  if (contentType !== undefined) event.datacontenttype = contentType;
  let escapes = true;
  if (body.length > 0) {
    const isJson = contentType === undefined || /^(application|text)\/([\w.!#$&^-]+\+)?json\s*(;|$)/i.test(contentType);
    if (isJson) {
      const text = textOf(body);
      const data = text === undefined ? undefined : jsonOf(text);
      if (data === undefined) return null;
      event.data = data;
      escapes = true;
    } else event.data_base64 = body.toString('base64');
  }
  return { value: event, bytes: body.length, escapes };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Lines of a stream, without their ends; blank ones left out but counted. A line beyond `limit` bytes comes cut to it + 1. */
export async function* linesOf(
  request: IncomingMessage,
  limit: number,
): AsyncGenerator<{ line: Buffer; number: number }> {
  let [rest, number, size] = [[] as Buffer[], 0, 0];
  const keep = (part: Buffer): void => {
    if (size <= limit) rest.push(part.subarray(0, limit + 1 - size));
    size += part.length;
  };
  const take = (): Buffer => {
    const line = Buffer.concat(rest);
    [rest, size] = [[], 0];
    return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
  };
  for await (const chunk of request as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      number += 1;
      const line = take();
      if (line.length > 0) yield { line, number };
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield { line: take(), number: number + 1 };
}
