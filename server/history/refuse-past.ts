// What a route answers to whoever asks for a past that there is not.
import type { Response } from 'express';
import { refuse } from '../refusal.ts';
import { HistoryRefusal } from './protocol.ts';

/** Ends the request where `error` is a HistoryRefusal; `invalid`: the status of a request that cannot be. Else throws it. */
export function refusePast(res: Response, error: unknown, invalid: 400 | 422): void {
  if (!(error instanceof HistoryRefusal)) throw error;
  const isGone = error.code === 'NOT_FOUND' || error.code === 'PRUNED';
  refuse(
    res,
    isGone ? 404 : invalid,
    isGone ? 'NOT_FOUND' : 'INVALID',
    error.message,
    error.code === 'PRUNED' ? { where: 'at' } : {},
  );
}
