// What may be asked of an export: the queries as they stand in the API's document, and as orders.
import { z } from 'zod';
import { DAY_MS, dayStart, parseDay } from '../../shared/time.ts';
import { parseQueryInstant } from '../instants.ts';
import { type Asked, MODES } from './protocol.ts';
import { words } from './words.ts';

const LONGEST_MS = 31 * DAY_MS;

const text = z.string().max(64);
const seq = z.coerce
  .number('seq là số nguyên không âm.')
  .int('seq là số nguyên không âm.')
  .min(0, 'seq là số nguyên không âm.')
  .optional()
  .describe('nothing beyond this event; default: the end of the log');
const mode = z
  .enum(MODES, 'mode là extract hoặc replay.')
  .default('extract')
  .describe('how the file is marked: TRÍCH XUẤT, or PHÁT LẠI out of a replay');
const as = z
  .enum(['then', 'now'], 'as là then hoặc now.')
  .default('then')
  .describe('as known then (by receipt) or as known now (by event time)');
const day = text.describe('yyyy-mm-dd, local');

export const eventsExportQuery = z.object({
  day: day.optional().describe('yyyy-mm-dd, local; or `from` and `to`'),
  from: text.optional().describe('an instant'),
  to: text.optional().describe('an instant, itself not in; 31 days at most'),
  format: z.enum(['csv', 'ndjson'], 'format là csv hoặc ndjson.').default('csv'),
  as: as.describe('then: received in the range; now: dated in it (csv only: the hash chain is by receipt)'),
  seq,
  mode,
});
export const dayExportQuery = z.object({ day, as, seq, mode });
export const shiftExportQuery = z.object({
  day: day.describe('the local day on which the shift begins'),
  shift: z.coerce.number('shift là số thứ tự của ca trong ngày.').int().min(1, 'shift được đánh số từ 1.').max(12),
  seq,
  mode,
});
export const monthExportQuery = z.object({ month: text.describe('yyyy-mm, local'), seq, mode });

/** What is wrong with a query, by the parameter. */
export class BadQuery extends Error {
  constructor(
    readonly where: string,
    message: string,
  ) {
    super(message);
  }
}

function dayOf(given: string, now: number): number {
  const found = parseDay(given);
  if (Number.isNaN(found)) throw new BadQuery('day', 'Ngày viết yyyy-mm-dd.');
  if (dayStart(found) >= now) throw new BadQuery('day', words.refused.future);
  return found;
}

function instantOf(where: 'from' | 'to', given: string | undefined): number {
  const found = given === undefined ? null : parseQueryInstant(given);
  if (found === null) throw new BadQuery(where, 'Cần day, hoặc from và to, ví dụ 2026-11-21T10:17:30+07:00.');
  return found;
}

/** The orders. `now`: the server's clock, beyond which nothing has happened yet. Throws BadQuery. */
export const orders = {
  events(query: z.infer<typeof eventsExportQuery>, now: number): Asked {
    const { format, as: truth } = query;
    if (format === 'ndjson' && truth === 'now')
      throw new BadQuery('as', 'Chuỗi băm chỉ có theo thứ tự nhận: với ndjson chọn as=then.');
    const number = query.day === undefined ? null : dayOf(query.day, now);
    if (number !== null && (query.from ?? query.to) !== undefined)
      throw new BadQuery('day', 'Chọn day, hoặc from và to, không chọn cả hai.');
    const from = number === null ? instantOf('from', query.from) : dayStart(number);
    const to = number === null ? instantOf('to', query.to) : dayStart(number + 1);
    if (from >= Math.min(to, now))
      throw new BadQuery('from', 'Thời điểm đầu phải trước thời điểm cuối và trước bây giờ.');
    if (to - from > LONGEST_MS) throw new BadQuery('to', 'Trích xuất được nhiều nhất 31 ngày một lần.');
    return { what: 'events', format, as: truth, from, to, seq: query.seq ?? null };
  },
  day: (query: z.infer<typeof dayExportQuery>, now: number): Asked => ({
    what: 'day',
    day: dayOf(query.day, now),
    as: query.as,
    seq: query.seq ?? null,
  }),
  shift: (query: z.infer<typeof shiftExportQuery>, now: number): Asked => ({
    what: 'shift',
    day: dayOf(query.day, now),
    shift: query.shift,
    seq: query.seq ?? null,
  }),
  level4(query: z.infer<typeof monthExportQuery>, now: number, format: 'xlsx' | 'csv'): Asked {
    const { month } = query;
    const first = parseDay(`${month}-01`);
    if (Number.isNaN(first)) throw new BadQuery('month', 'Tháng viết yyyy-mm.');
    const from = dayStart(first);
    if (from >= now) throw new BadQuery('month', 'Tháng này chưa đến.');
    // 32 days after a first it is the next month, whatever the month.
    const next = parseDay(`${new Date((first + 32) * DAY_MS).toISOString().slice(0, 7)}-01`);
    return { what: 'level4', format, month, from, to: dayStart(next), seq: query.seq ?? null };
  },
} as const;
