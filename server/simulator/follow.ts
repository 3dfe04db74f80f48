// Posting in step with the server's clock, whatever its speed.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { parseInstant } from '../../shared/time.ts';
import { send, type Totals } from '../feed/send.ts';
import type { Outbox } from './outbox.ts';

const healthz = z.object({ at: z.string(), exercise: z.boolean() });

/** The server's clock (epoch ms); null while it cannot be reached. */
export async function serverClock(url: string): Promise<{ at: number; exercise: boolean } | null> {
  try {
    const response = await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(5_000) });
    const { at, exercise } = healthz.parse(await response.json());
    return { at: parseInstant(at), exercise };
  } catch {
    return null;
  }
}

/** Waits for the server, which must be an exercise. Null when `signal` is aborted before. */
export async function awaitServer(url: string, signal: AbortSignal): Promise<number | null> {
  while (!signal.aborted) {
    const clock = await serverClock(url);
    if (clock?.exercise) return clock.at;
    if (clock) throw new Error('the server is no exercise: simulated events do not belong in real figures');
    await sleep(1_000, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

type Door = Readonly<{ url: string; key: string /** of the server's clock */; speed: number }>;

/** Sends what is due until nothing is left or `signal` is aborted; resolves with what the door said of it all. Throws when it refuses for good. */
export async function follow({ url, key, speed }: Door, outbox: Outbox, signal: AbortSignal): Promise<Totals> {
  const totals: Totals = { sent: 0, accepted: 0, duplicates: 0, quarantined: 0 };
  const pause = Math.max(50, 250 / speed);
  for (;;) {
    const at = await awaitServer(url, signal);
    if (at === null) return totals;
    const result = await send(outbox.take(at), { url, key, rate: null, patienceMs: 600_000 });
    for (const name of Object.keys(totals) as (keyof Totals)[]) totals[name] += result.totals[name];
    if (result.failure !== null) throw new Error(result.failure);
    if (outbox.isOver()) return totals;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}
