// One row of the OpenAPI document: a route, who may use it, what goes in, and every answer it gives.
import type { z } from 'zod';
import { PERMISSIONS, type Permission } from '../auth/permissions.ts';
import type { RefusalCode } from '../refusal.ts';
import type { AnswerName, BodyName } from './schemas.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

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
  tag: 'events' | 'state' | 'exports' | 'alarms' | 'rules' | 'accounts' | 'walls' | 'server' | 'pages';
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

/** What stands before a route refuses: a foreign Origin (not at the door, which takes no cookie), and its guard. */
export function commonRefusals({ path, permission }: Operation): Record<number, RefusalCode[]> {
  const least = permission === null ? 'anyone' : PERMISSIONS[permission];
  const guarded = least !== 'anyone' && least !== 'source key';
  const forbidden: RefusalCode[] = [
    ...(path.startsWith('/api/') && least !== 'source key' ? ['ORIGIN_REFUSED' as const] : []),
    ...(guarded ? ['FORBIDDEN' as const] : []),
  ];
  return { ...(guarded ? { 401: ['UNAUTHENTICATED'] } : {}), ...(forbidden.length > 0 ? { 403: forbidden } : {}) };
}
