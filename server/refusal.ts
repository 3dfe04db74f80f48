// What a refusal looks like on every route and socket: {"ok":false,"code","message","where"?} (interfaces.md).
import type { Response } from 'express';

/** The closed list of refusal codes; the OpenAPI document prints it. */
export const REFUSAL_CODES = [
  // who and what may
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'ORIGIN_REFUSED',
  'LOGIN_FAILED',
  'TOO_MANY_ATTEMPTS',
  // accounts
  'USERNAME_TAKEN',
  'LAST_ADMIN',
  'WRONG_PASSWORD',
  'CODE_UNKNOWN',
  'CODE_EXPIRED',
  // requests
  'INVALID',
  'BAD_JSON',
  'BAD_REQUEST',
  'NOT_FOUND',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'QUEUE_FULL',
  'EXPORT_RUNNING',
  'UNAVAILABLE',
  'INTERNAL',
  // alarms: the cells of the transition table and what stands before them (shared/alarm/refusals.ts)
  'CLOSED',
  'ALREADY_ACKED',
  'NOT_ACKED',
  'STILL_ACTIVE',
  'NOT_LATCHED',
  'LATCHED',
  'SHELVED',
  'NOT_SHELVED',
  'SUPPRESSED',
  'NOT_SUPPRESSED',
  'NOT_OUT_OF_SERVICE',
  'OUT_OF_SERVICE',
  'NOT_A_NOTICE',
  'ALREADY_ASSIGNED',
  'RETURNED',
  'HELD',
  'NOT_DUE',
  'STALE_VERSION',
  'REASON_REQUIRED',
  'NOT_SHELVABLE',
  'UNTIL_REQUIRED',
  'UNTIL_TOO_LATE',
  'ASSIGNEE_REQUIRED',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export type Refusal = Readonly<{ ok: false; code: RefusalCode; message: string; where?: string }>;

/** What may stand beside `code`: who and when (`by`, `at`), the field (`where`), the row as it is now (`current`). */
export type RefusalExtra = Readonly<Record<string, unknown> & { where?: string }>;

export const refusal = (code: RefusalCode, message: string, extra: RefusalExtra = {}): Refusal => ({
  ok: false,
  code,
  message,
  ...extra,
});

/**
 * Ends a request with a refusal. `message` is Vietnamese for people and English for senders of events.
 * A `retryAfter` (whole seconds) becomes the Retry-After header and is not repeated in the body.
 */
export function refuse(
  res: Response,
  status: number,
  code: RefusalCode,
  message: string,
  extra: RefusalExtra & { retryAfter?: number } = {},
): void {
  const { retryAfter, ...rest } = extra;
  if (retryAfter !== undefined) res.setHeader('Retry-After', String(Math.max(1, Math.ceil(retryAfter))));
  res.status(status).json(refusal(code, message, rest));
}
