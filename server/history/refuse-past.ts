// What a route answers to whoever asks for a past that there is not.
import type { Response } from 'express';
import { refuse } from '../refusal.ts';
import { HistoryRefusal } from './protocol.ts';
import { refusalOf } from './refusals.ts';

/** Ends the request where `error` is a HistoryRefusal; `invalid`: the status of a request that cannot be. Else throws it. */
export function refusePast(res: Response, error: unknown, invalid: 400 | 422 = 400): void {
  if (!(error instanceof HistoryRefusal)) throw error;
  const { status, code, message, extra } = refusalOf(error);
  refuse(res, status === 400 ? invalid : status, code, message, extra);
}
