// Standing in line for the writer's role, and again each time it was lost (I3).
import type { Logger } from 'pino';
import { type LogWriter, openWriter } from './log.ts';

const RETRY_AFTER_LOSS_MS = 500;

/**
 * Waits for the writer's lock, lets `hold` have the writer until it returns or throws, and stands in line again; ends when
 * `signal` is aborted. Never rejects.
 */
export async function standInLine(deps: {
  databaseUrl: string;
  signal: AbortSignal;
  log: Logger;
  /** Called before each attempt to connect: brings an embedded database up again. */
  beforeConnect?: (() => Promise<void>) | undefined;
  /** Called when another process holds the lock and this one waits. */
  onStandby?: (() => void) | undefined;
  hold: (writer: LogWriter) => Promise<void>;
}): Promise<void> {
  const { signal, log } = deps;
  while (!signal.aborted) {
    try {
      await deps.beforeConnect?.();
      const writer = await openWriter(deps.databaseUrl, signal, deps.onStandby ?? (() => {}));
      try {
        await deps.hold(writer);
      } finally {
        await writer.close().catch(() => {});
      }
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ err: error }, 'the writer is away; standing in line again');
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_LOSS_MS));
    }
  }
}
