// One CloudEvent judged at the door, in the order of interfaces.md §2. Nothing here stores anything.
import { canonicalAgency, isReservedType } from '../../shared/event.ts';
import { sentTypes } from '../../shared/model.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time.ts';
import { type StorableEvent, storable } from '../log-rows.ts';
import type { QuarantineRow } from '../log-store.ts';

export const MAX_EVENT_BYTES = 64 * 1024;
const MAX_AHEAD_MS = 5 * MINUTE_MS;
const MAX_ATTRIBUTE = 128;

export type Judged =
  | Readonly<{ ok: true; row: StorableEvent }>
  | Readonly<{ ok: false; id: string | null; row: QuarantineRow }>;

export type DoorContext = Readonly<{
  /** server's clock, epoch ms */
  now: number;
  exercise: boolean;
  /** the log has been pruned up to this instant; null: never */
  prunedUntil: number | null;
  keyName: string;
  maySend: (source: string, type: string) => boolean;
}>;

/** What the body said of one event. `bytes`: its exact size where known; `escapes`: the text had \u escapes. */
export type RawEvent = Readonly<{ value: unknown; bytes: number | null; escapes: boolean }>;

type Attributes = Readonly<Record<string, unknown>>;

/** Judges one event: either a row for the log or a row for quarantine with a stable reason. Never throws. */
export function judgeEvent(raw: RawEvent, context: DoorContext): Judged {
  const { value } = raw;
  const event = isObject(value) ? value : null;
  const refuse = (reason: string, kept?: Pick<QuarantineRow, 'data' | 'dropped'>): Judged => ({
    ok: false,
    id: typeof event?.id === 'string' ? event.id.slice(0, 256) : null,
    row: {
      keyName: context.keyName,
      reason,
      envelope: event ? envelopeOf(event) : {},
      data: kept?.data ?? null,
      dropped: kept?.dropped ?? (isObject(event?.data) ? Object.keys(event.data).slice(0, 100).map(safe) : []),
    },
  });
  if (isTooLarge(raw)) return refuse('too_large');
  if (raw.escapes && hasBadText(value)) return refuse('text');
  const time = typeof event?.time === 'string' ? parseInstant(event.time) : null;
  if (!event || !isCloudEvent(event, time)) return refuse('not_cloudevents');

  const { id, source, type } = event as { id: string; source: string; type: string };
  if (isReservedType(type)) return refuse('reserved');
  const schema = schemaOf(type);
  if (!schema) return refuse('unknown_type');
  if (!context.maySend(source, type)) return refuse('forbidden');
  if (!context.exercise && (event.exercise === true || event.exercise === 'true'))
    return refuse('exercise', knownFields(type, event.data));
  if (time === null) return refuse('no_time', knownFields(type, event.data));
  if (time > context.now + MAX_AHEAD_MS) return refuse('future', knownFields(type, event.data));
  if (context.prunedUntil !== null && time < context.prunedUntil)
    return refuse('too_old', knownFields(type, event.data));
  const subject = attribute(event.subject);
  if (subject === undefined || (subject === null && type !== 'feed.heartbeat' && type !== 'feed.totals'))
    return refuse('attr:subject', knownFields(type, event.data));
  const agency = attribute(event.agency);
  if (agency === undefined) return refuse('attr:agency', knownFields(type, event.data));
  const data = dataOf(event);
  if (data === 'text') return refuse('text');
  if (data === undefined) return refuse('data_type', { data: null, dropped: [] });
  const parsed = schema.safeParse(data);
  if (!parsed.success) return refuse(`data:${pathOf(parsed.error.issues[0]?.path)}`, knownFields(type, data));
  return {
    ok: true,
    row: storable({
      id,
      source,
      type,
      time,
      subject: subject ?? source.slice(0, MAX_ATTRIBUTE),
      agency: agency === null ? null : canonicalAgency(agency),
      data: parsed.data,
    }),
  };
}

// Own properties only: a type may be called "constructor".
const schemaOf = (type: string) => (Object.hasOwn(sentTypes, type) ? sentTypes[type] : undefined);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Exact where the size is known; otherwise measured only when a cheap estimate comes near the limit. */
function isTooLarge({ value, bytes }: RawEvent): boolean {
  if (bytes !== null) return bytes > MAX_EVENT_BYTES;
  return estimate(value, 2) > MAX_EVENT_BYTES / 4 && byteSize(value) > MAX_EVENT_BYTES;
}

function byteSize(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '');
  } catch {
    return Number.POSITIVE_INFINITY; // nested deeper than can be written again
  }
}

function estimate(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (depth === 0) return MAX_EVENT_BYTES;
  let sum = 0;
  if (Array.isArray(value)) for (const item of value) sum += estimate(item, depth - 1) + 1;
  else for (const key in value) sum += key.length + estimate((value as Attributes)[key], depth - 1) + 4;
  return sum;
}

/** NUL and lone surrogates, in names and values at any depth. Without recursion: bodies may be 100,000 deep. */
function hasBadText(value: unknown): boolean {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const top = stack.pop();
    if (typeof top === 'string') {
      if (top.includes('\u0000') || !top.isWellFormed()) return true;
    } else if (typeof top === 'object' && top !== null)
      if (Array.isArray(top)) for (const item of top) stack.push(item);
      else for (const [key, item] of Object.entries(top)) stack.push(key, item);
  }
  return false;
}

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;.*)?$/;
const JSON_TYPE = /^(application|text)\/([\w.!#$&^-]+\+)?json\s*(;|$)/i;
const EXTENSION_NAME = /^[a-z0-9]+$/;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** CloudEvents 1.0, JSON format. A `time` that is not RFC 3339 is no CloudEvent; an absent one is. */
function isCloudEvent(event: Attributes, time: number | null): boolean {
  if (event.specversion !== '1.0' || !isText(event.id) || !isText(event.source) || !isText(event.type)) return false;
  if (/\s/.test(event.source)) return false;
  for (const name in event) {
    const value = event[name];
    switch (name) {
      case 'specversion':
      case 'id':
      case 'source':
      case 'type':
      case 'data':
        break;
      case 'time':
        if (!isAbsent(value) && (time === null || Number.isNaN(time))) return false;
        break;
      case 'subject':
        if (!isAbsent(value) && !isText(value)) return false;
        break;
      case 'datacontenttype':
        if (!isAbsent(value) && (typeof value !== 'string' || !MEDIA_TYPE.test(value))) return false;
        break;
      case 'dataschema':
        if (!isAbsent(value) && (!isText(value) || /\s/.test(value))) return false;
        break;
      case 'data_base64':
        if (!isAbsent(value) && (typeof value !== 'string' || !isAbsent(event.data) || !isBase64(value))) return false;
        break;
      default:
        if (!EXTENSION_NAME.test(name) || !isExtensionValue(value)) return false;
    }
  }
  return true;
}

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

function isExtensionValue(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= -2_147_483_648 && value <= 2_147_483_647;
  return value === null || typeof value === 'boolean' || typeof value === 'string';
}

const ASCII = /^[ -~]*$/;

/** The attribute in NFC; null when absent, undefined when it is none we take. */
function attribute(value: unknown): string | null | undefined {
  if (isAbsent(value)) return null;
  if (!isText(value)) return undefined;
  const text = ASCII.test(value) ? value : value.normalize('NFC');
  // Code points, counted only where code units do not decide it.
  return text.length <= MAX_ATTRIBUTE || [...text].length <= MAX_ATTRIBUTE ? text : undefined;
}

/** The data as an object; undefined when it is something else or not JSON, 'text' when it hides NUL or a lone surrogate. */
function dataOf(event: Attributes): Record<string, unknown> | 'text' | undefined {
  if (typeof event.datacontenttype === 'string' && !JSON_TYPE.test(event.datacontenttype)) return undefined;
  let { data } = event;
  if (typeof event.data_base64 === 'string')
    try {
      data = JSON.parse(Buffer.from(event.data_base64, 'base64').toString('utf8'));
      if (hasBadText(data)) return 'text';
    } catch {
      return undefined;
    }
  if (isAbsent(data)) return {};
  return isObject(data) ? data : undefined;
}

const pathOf = (path: readonly PropertyKey[] | undefined): string =>
  (path ?? []).map((key) => safe(String(key))).join('.');

const safe = (name: string): string => name.replaceAll('\u0000', '').toWellFormed().slice(0, 128);

const ENVELOPE = ['specversion', 'id', 'source', 'type', 'time', 'subject', 'agency', 'datacontenttype', 'exercise'];

/** The attributes worth keeping of what was refused: short texts, numbers and booleans only, made storable. */
function envelopeOf(event: Attributes): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of ENVELOPE) {
    const value = event[name];
    if (typeof value === 'string') kept[name] = value.replaceAll('\u0000', '').toWellFormed().slice(0, 1024);
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value;
  }
  return kept;
}

/** Of refused data: the fields the schema knows whose own value is right, and the names of all the rest. */
function knownFields(type: string, data: unknown): Pick<QuarantineRow, 'data' | 'dropped'> {
  const schema = schemaOf(type) as unknown as {
    shape?: Record<string, { safeParse: (value: unknown) => { success: boolean; data?: unknown } }>;
  };
  if (!isObject(data)) return { data: null, dropped: [] };
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(data)) {
    const field = Object.hasOwn(schema?.shape ?? {}, name) ? schema.shape?.[name] : undefined;
    const parsed = field?.safeParse(value);
    if (parsed?.success) kept[name] = parsed.data;
    else if (dropped.length < 100) dropped.push(safe(name));
  }
  return { data: kept, dropped };
}
