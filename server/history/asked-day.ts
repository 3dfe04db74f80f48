// Which day a route is asked for.
import type { Request, Response } from 'express';
import type { Pool } from 'pg';
import { dayStart, instantText, parseDay } from '../../shared/time.ts';
import { refuse } from '../refusal.ts';
import { firstDay } from './days.ts';
import { beforeFirstDay } from './pruned.ts';

/** Local day (number) in `:day`; null after a refusal: it is none, or the log no longer knows it whole. */
export async function askedDay(pool: Pool, req: Request, res: Response): Promise<number | null> {
  const day = parseDay((req.params as { day: string }).day);
  const first = await firstDay(pool);
  if (Number.isNaN(day)) refuse(res, 400, 'INVALID', 'Ngày viết yyyy-mm-dd.', { where: 'day' });
  else if (first !== null && day < first)
    refuse(res, 404, 'NOT_FOUND', beforeFirstDay(first), { where: 'day', first: instantText(dayStart(first)) });
  else return day;
  return null;
}
