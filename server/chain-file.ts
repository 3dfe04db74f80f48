// An exported chain file (NDJSON, docs/chain-file.md): how its lines are written, and whether they hold. Needs no database.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { instantText, parseInstant } from '../shared/time.ts';
import { eventLine } from './event-text.ts';
import { type StoredRow, storedRowText } from './log-rows.ts';

const whole = z.number().int();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const head = z.strictObject({
  export: z.looseObject({
    events: whole,
    /** the batch before the first: its last seq, and its hash */
    previous: z.strictObject({ seq: whole, hash }),
    lastSeq: whole,
  }),
});
const batchLine = z.strictObject({
  batch: z.strictObject({ firstSeq: whole, lastSeq: whole, receivedAt: z.string(), hash }),
});
const attributes = z.object({
  seq: whole,
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string(),
  subject: z.string().nullable(),
  agency: z.string().optional(),
  receivedAt: z.string(),
});

export type ChainBatch = Readonly<{ firstSeq: number; lastSeq: number; receivedAt: number; hash: string }>;

/** The first line. `stamp`: who made the file, when, of what; it is no part of the chain. */
export const headLine = (stamp: object, chain: z.infer<typeof head>['export']): string =>
  JSON.stringify({ export: { ...stamp, ...chain } });

/** Behind the events of each batch. `receivedAt`: epoch ms. */
export const lineOfBatch = ({ firstSeq, lastSeq, receivedAt, hash: hex }: ChainBatch): string =>
  JSON.stringify({ batch: { firstSeq, lastSeq, receivedAt: instantText(receivedAt), hash: hex } });

export type CheckedFile =
  | Readonly<{
      file: 'whole';
      events: number;
      batches: number;
      firstSeq: number;
      lastSeq: number;
      previous: string;
      hash: string;
    }>
  | Readonly<{ file: 'broken'; line: number; seq: number | null; reason: string }>;

class Broken extends Error {
  constructor(
    readonly seq: number | null,
    reason: string,
  ) {
    super(reason);
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string, seq: number | null, what: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Broken(seq, `this is no ${what}`);
  }
}

const DATA = ',"data":';

/** The row behind a line. A `,"` cannot stand inside a JSON text, so the first `,"data":` is the one. */
function rowOf(line: string, seq: number): StoredRow {
  const found = parsed(attributes, line, seq, 'event');
  const [time, receivedAt] = [parseInstant(found.time), parseInstant(found.receivedAt)];
  if (Number.isNaN(time) || Number.isNaN(receivedAt)) throw new Broken(seq, 'an instant cannot be read');
  if (found.seq !== seq) throw new Broken(seq, `seq ${found.seq} stands where ${seq} is expected`);
  const row: StoredRow = {
    ...found,
    seq: String(seq),
    received_ms: String(receivedAt),
    time_ms: String(time),
    agency: found.agency ?? null,
    data: line.slice(line.indexOf(DATA) + DATA.length, -1),
  };
  if (eventLine(row) !== line) throw new Broken(seq, 'the line is not as it was written');
  return row;
}

/** Walks the lines of a file and recomputes the hash of every batch. Says which line is the first that does not hold. */
export async function checkChainLines(lines: AsyncIterable<string>): Promise<CheckedFile> {
  let number = 0;
  let [begin, seq, events, batches] = [0, 0, 0, 0];
  let promised: z.infer<typeof head>['export'] | null = null;
  let [chain, received]: [Buffer, string] = [Buffer.alloc(0), ''];
  let running = createHash('sha256');
  const begun = (previous: Buffer): void => {
    [chain, running] = [previous, createHash('sha256').update(previous)];
    begin = seq + 1;
  };
  try {
    for await (const line of lines) {
      number += 1;
      if (promised === null) {
        promised = parsed(head, line, null, 'head of a chain file').export;
        seq = promised.previous.seq;
        begun(Buffer.from(promised.previous.hash, 'hex'));
      } else if (line.startsWith('{"batch":')) {
        const { batch } = parsed(batchLine, line, seq, 'batch');
        const found = running.digest();
        const as = { firstSeq: begin, lastSeq: seq, receivedAt: parseInstant(received), hash: found.toString('hex') };
        if (batch.hash !== as.hash) throw new Broken(null, 'the hash does not follow from the events of the batch');
        if (seq < begin || line !== lineOfBatch(as)) throw new Broken(seq, 'the batch is not that of its events');
        batches += 1;
        begun(found);
      } else {
        const row = rowOf(line, seq + 1);
        running.update(storedRowText(row));
        [seq, events, received] = [seq + 1, events + 1, instantText(Number(row.received_ms))];
      }
    }
    number += 1;
    if (promised === null) throw new Broken(null, 'the file is empty');
    if (seq >= begin) throw new Broken(seq, 'the last events stand in no batch');
    if (events !== promised.events || seq !== promised.lastSeq) throw new Broken(seq, 'the file is cut off');
    const { previous } = promised;
    const firstSeq = previous.seq + 1;
    return {
      file: 'whole',
      events,
      batches,
      firstSeq,
      lastSeq: seq,
      previous: previous.hash,
      hash: chain.toString('hex'),
    };
  } catch (error) {
    if (error instanceof Broken) return { file: 'broken', line: number, seq: error.seq, reason: error.message };
    throw error;
  }
}

/** Lines end with \n and nothing else: readline would also cut at the separators that JSON leaves inside texts. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The same for a file on disk. Throws what the file system says. */
export const checkChainFile = (path: string): Promise<CheckedFile> =>
  checkChainLines(linesOf(createReadStream(path, 'utf8') as AsyncIterable<string>));
