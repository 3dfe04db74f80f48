// From what is asked to a head and the parts that follow it.
import type { Pool, PoolClient } from 'pg';
import { endOfShift } from '../../shared/alarm/shifts.ts';
import { number } from '../../shared/i18n/format.ts';
import type { Registry } from '../../shared/registry.ts';
import { DAY_MS, dayNumber, dayStart, dayText, instantText, MINUTE_MS } from '../../shared/time.ts';
import { viewOf } from '../../shared/view-of.ts';
import { foldByTime, foldUpTo, isExercise, lastSeq, newestBase, seqReceivedBy } from '../fold.ts';
import { refuseBefore } from '../history/pruned.ts';
import { chainOfEvents, countEvents, csvOfEvents, type EventRange, endOfBatch } from './events.ts';
import { monthOf } from './level4.ts';
import type { MonthTable } from './level4-table.ts';
import { lastSeqOf, modelBefore, periodOf } from './period.ts';
import { type Asked, AskedRefusal, type Head, type Maker } from './protocol.ts';
import { fileName, makeStamp } from './stamp.ts';
import { words } from './words.ts';

export type Made = Readonly<{ head: Head; parts: AsyncIterable<string | Uint8Array> }>;
type Of<W extends Asked['what']> = Extract<Asked, { what: W }>;
type Scene = Readonly<{ client: PoolClient; maker: Maker; exercise: boolean; seq: number }>;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Throws HistoryRefusal for what cannot be had. The client is let go when the parts are at their end. */
export async function make(pool: Pool, asked: Asked, maker: Maker): Promise<Made> {
  const client = await pool.connect();
  try {
    const last = await lastSeq(client);
    if (asked.seq !== null && asked.seq > last) throw new AskedRefusal('seq', words.refused.beyond(number(last)));
    const scene = { client, maker, exercise: await isExercise(client), seq: asked.seq ?? last };
    const { head, parts } = await madeOf(scene, asked);
    return { head, parts: closing(parts, () => client.release()) };
  } catch (error) {
    client.release();
    throw error;
  }
}

function madeOf(scene: Scene, asked: Asked): Promise<Made> {
  switch (asked.what) {
    case 'events':
      return makeEvents(scene, asked);
    case 'day':
      return makeDay(scene, asked);
    case 'shift':
      return makeShift(scene, asked);
    case 'level4':
      return makeLevel4(scene, asked);
  }
}

async function* closing<T>(parts: AsyncIterable<T>, close: () => void): AsyncGenerator<T> {
  try {
    yield* parts;
  } finally {
    close();
  }
}

async function* only<T>(part: T): AsyncGenerator<T> {
  yield part;
}

/** The range in a file's name: a day, or its two ends to the second. */
function rangeName(from: number, to: number): string {
  if (from === dayStart(dayNumber(from)) && to === from + DAY_MS) return dayText(dayNumber(from));
  const name = (instant: number): string => instantText(instant).slice(0, 19).replaceAll(':', '').replace('T', '-');
  return `${name(from)}_${name(to)}`;
}

async function makeEvents(
  { client, maker, exercise, seq }: Scene,
  { format, from, to, as }: Of<'events'>,
): Promise<Made> {
  refuseBefore(await newestBase(client), from);
  const known = as === 'then' ? await lastSeqOf(client, to, seq) : seq;
  // A chain file holds whole batches.
  const last = format === 'ndjson' ? await endOfBatch(client, known) : known;
  const after = Math.min(last, await seqReceivedBy(client, from - 1));
  const range: EventRange = as === 'then' ? { as, after, last } : { as, from, to, last };
  const stamp = makeStamp(maker, { as, seq: last, exercise });
  const file = fileName(stamp, words.file.events, rangeName(from, to), format);
  const rows = await countEvents(client, range);
  const head: Head = { file, type: TYPES[format], stamp, from, to, rows, pages: null };
  const parts = format === 'csv' ? csvOfEvents(client, range, stamp) : chainOfEvents(client, { after, last }, stamp);
  return { head, parts };
}

/** What a province calls itself: the registered agency at its top. */
function provinceOf({ agencies }: Registry): string {
  for (const { tier, parent, name } of agencies.values()) if (tier === 'province' && parent === null) return name;
  return words.noProvince;
}

/** A day's figures are those of its last instant, a running day's those of now. */
async function makeDay({ client, maker, exercise, seq }: Scene, { day, as }: Of<'day'>): Promise<Made> {
  const from = dayStart(day);
  const to = Math.min(dayStart(day + 1), maker.at);
  const period = await periodOf(client, { from, to, as, seq });
  const last = await lastSeqOf(client, to, seq);
  const model = as === 'then' ? (await foldUpTo(client, last)).model : await foldByTime(client, seq, to - 1);
  const view = viewOf(model, to - 1);
  const stamp = makeStamp(maker, { as, seq: as === 'then' ? last : seq, exercise });
  // What draws and what packs is loaded by whoever needs it: it takes longer than most exports of events.
  const [{ dayDocument }, { draw }] = await Promise.all([import('./pdf/day.ts'), import('./pdf/draw.ts')]);
  const { bytes, pages } = await draw(dayDocument({ stamp, province: provinceOf(model.registry), view, period }));
  const file = fileName(stamp, words.file.day, dayText(day), 'pdf');
  return { head: { file, type: TYPES.pdf, stamp, from, to, rows: null, pages }, parts: only(bytes) };
}

/** Shifts are as they were set when the day began. */
async function makeShift({ client, maker, exercise, seq }: Scene, { day, shift }: Of<'shift'>): Promise<Made> {
  const { model } = await modelBefore(client, dayStart(day));
  const starts = model.settings.shiftStarts;
  const start = starts[shift - 1];
  if (start === undefined) throw new AskedRefusal('shift', words.refused.noShift(number(starts.length)));
  const from = dayStart(day) + start * MINUTE_MS;
  if (from >= maker.at) throw new AskedRefusal('shift', words.refused.shiftFuture);
  const ends = endOfShift(starts, from);
  const to = Math.min(ends, maker.at);
  const as = 'then';
  const period = await periodOf(client, { from, to, as, seq });
  const stamp = makeStamp(maker, { as, seq: await lastSeqOf(client, to, seq), exercise });
  const province = provinceOf(model.registry);
  const [{ shiftDocument }, { draw }] = await Promise.all([import('./pdf/shift.ts'), import('./pdf/draw.ts')]);
  const { bytes, pages } = await draw(shiftDocument({ stamp, province, shift, ends, period }));
  const file = fileName(stamp, words.file.shift(shift), dayText(day), 'pdf');
  return { head: { file, type: TYPES.pdf, stamp, from, to, rows: null, pages }, parts: only(bytes) };
}

async function makeLevel4({ client, maker, exercise, seq }: Scene, asked: Of<'level4'>): Promise<Made> {
  const { month, format, from } = asked;
  const to = Math.min(asked.to, maker.at);
  const { of, registry } = await monthOf(client, from, to, seq);
  const stamp = makeStamp(maker, { as: 'now', seq, exercise });
  const table: MonthTable = { stamp, of, month, isOver: to === asked.to, province: provinceOf(registry) };
  const file = fileName(stamp, words.file.level4, month, format);
  const { monthCsv, monthXlsx } = await import('./level4-table.ts');
  const head: Head = { file, type: TYPES[format], stamp, from, to, rows: of.units.length, pages: null };
  return { head, parts: only(format === 'csv' ? monthCsv(table) : await monthXlsx(table)) };
}
