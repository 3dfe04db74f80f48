// Bodies of the account routes: read, checked, refused in words.
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { refuse } from '../refusal.ts';

export const readJson: RequestHandler = express.json({ limit: '16kb' });

// A lone surrogate cannot be stored.
const isText = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** Text that people read: one line, no control characters, nothing that UTF-8 cannot carry. */
export const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1, 'không được để trống')
        .max(max, `dài nhất ${max} ký tự`)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
        .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, 'có ký tự không dùng được')
        .refine(isText, 'có ký tự không dùng được'),
    );

export const username = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{1,31}$/,
        'gồm 2–32 chữ cái không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ hoặc số',
      ),
  );

export const password = z
  .string()
  .min(10, 'ít nhất 10 ký tự')
  .max(256, 'dài nhất 256 ký tự')
  .refine(isText, 'có ký tự không dùng được');

/** The checked body, or null after a refusal (422 INVALID with the field in `where`). */
export function bodyOf<S extends z.ZodType>(schema: S, req: Request, res: Response): z.output<S> | null {
  const result = schema.safeParse(req.body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  const why = issue?.code === 'custom' || /[à-ỹ]/i.test(issue?.message ?? '') ? issue?.message : 'thiếu hoặc sai kiểu';
  refuse(
    res,
    422,
    'INVALID',
    `Dữ liệu chưa hợp lệ${where ? ` (${where})` : ''}: ${why ?? ''}.`,
    where ? { where } : {},
  );
  return null;
}

export const isId = (text: unknown): text is string => z.uuid().safeParse(text).success;

/**
 * What went wrong behind the account routes. Bad bodies are the sender's; anything else means that the database or the
 * log cannot be reached now: nothing was changed, the person may try again.
 */
export const onFailure =
  (log: Logger): ErrorRequestHandler =>
  (error: { type?: string; status?: number }, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error.type === 'entity.too.large') return refuse(res, 413, 'TOO_LARGE', 'Nội dung gửi lên quá dài.');
    if (error.status !== undefined && error.status >= 400 && error.status < 500)
      return refuse(res, error.status === 415 ? 415 : 400, 'BAD_JSON', 'Nội dung gửi lên không phải là JSON hợp lệ.');
    log.error({ err: error, route: `${req.method} ${req.baseUrl}${req.path}` }, 'account route failed');
    refuse(res, 503, 'UNAVAILABLE', 'Máy chủ tạm thời chưa ghi được. Xin thử lại sau ít giây.', { retryAfter: 2 });
  };
