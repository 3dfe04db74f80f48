// The server's own log: JSON lines on stderr.
import { type Logger, pino } from 'pino';

/** Of an error only what a person reads; the rest of the object may hold a whole connection. */
const errorLine = (error: unknown): object =>
  error instanceof Error
    ? { message: error.message, code: (error as { code?: unknown }).code, stack: error.stack }
    : { message: String(error) };

export const createLog = (level: string): Logger =>
  pino({ level, base: null, serializers: { err: errorLine } }, pino.destination({ dest: 2, sync: false }));
