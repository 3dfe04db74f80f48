// What a route answers to whoever asks for a past that there is not.
import type { Response } from 'express';
import { refuse } from '../refusal.ts';
import { HistoryRefusal } from './protocol.ts';
import { refusalOf } from './refusals.ts';

/**
 * Ends the request where `error` is a HistoryRefusal, else throws it. `invalid`: the status of a request that cannot be;
 * `where`: the part of the request that is meant, where the refusal does not know.
 */
export function refusePast(
  res: Response,
  error: unknown,
  { invalid = 400, where }: { invalid?: 400 | 422; where?: string } = {},
): void {
  if (!(error instanceof HistoryRefusal)) throw error;
  const { status, code, message, extra } = refusalOf(error);
  refuse(res, status === 400 ? invalid : status, code, message, where === undefined ? extra : { ...extra, where });
}
