// Requests to our own server. A refusal is a value, with a Vietnamese message for the person; nothing is thrown.
import { spoken } from '../shared/i18n/spoken.ts';

export type Refusal = Readonly<{ ok: false; code: string; message: string; where?: string; by?: string; at?: string }>;
export type Answer<T> = Readonly<{ ok: true; status: number; body: T }> | Refusal;

/**
 * JSON in, JSON out, with the session's cookie. 204 gives `body: null`. `T` is trusted: the server is ours. A `signal` that
 * ends the request gives the refusal `NETWORK`.
 */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    if (response.ok) return { ok: true, status: response.status, body: parsed as T };
    return { message: spoken.request.failed, ...(parsed as object), ok: false, code: codeOf(parsed, response.status) };
  } catch {
    return { ok: false, code: 'NETWORK', message: spoken.request.network };
  }
}

const codeOf = (body: unknown, status: number): string =>
  typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : `HTTP_${status}`;
