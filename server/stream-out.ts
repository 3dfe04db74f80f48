// A long answer, a part at a time: as fast as the reader takes it, and not a part more once he has left.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

const LEFT: ReadonlySet<unknown> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/**
 * Resolves when everything is sent or the reader has gone; `parts` is then ended. Throws what `parts` throws: the answer
 * is then cut off, so that nobody takes a piece for the whole.
 */
export async function streamOut(res: Response, parts: AsyncIterable<string | Uint8Array>): Promise<void> {
  try {
    await pipeline(Readable.from(parts), res);
  } catch (error) {
    if (!LEFT.has((error as { code?: unknown }).code)) throw error;
  }
}
