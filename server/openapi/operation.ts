// One row of the OpenAPI document: a route, who may use it, what goes in, and every answer it gives.
import type { z } from 'zod';
import type { Permission } from '../auth/permissions.ts';
import type { RefusalCode } from '../refusal.ts';
import type { AnswerName, BodyName } from './schemas.ts';

export type Method = 'get' | 'post' | 'patch' | 'delete';

export type Good = Readonly<{
  description: string;
  /** JSON answers by the name of their schema: any of these. */
  schemas?: readonly AnswerName[];
  /** Answers that are not JSON. */
  types?: readonly string[];
}>;

export type Operation = Readonly<{
  method: Method;
  /** As in the document: `/api/alarms/{occurrence}`. */
  path: string;
  /** null: no guard, open to anyone. */
  permission: Permission | null;
  tag: 'events' | 'state' | 'alarms' | 'accounts' | 'walls' | 'server' | 'pages';
  summary: string;
  description?: string;
  parameters?: Readonly<Record<string, string>>;
  query?: z.ZodObject;
  body?: BodyName;
  /** Bodies by content type, where they are not plain JSON. */
  bodies?: Readonly<Record<string, object>>;
  answers: Readonly<Record<number, Good>>;
  refusals?: Readonly<Record<number, readonly RefusalCode[]>>;
}>;

/** What the guard of a route refuses, by its permission. */
export function guardRefusals(permission: Permission | null, open: boolean): Record<number, RefusalCode[]> {
  return permission === null || open ? {} : { 401: ['UNAUTHENTICATED'], 403: ['FORBIDDEN'] };
}
