// Sends lines to the door: one NDJSON request for at most 500 events, so that each request is stored whole or not at all.
// What is in doubt (a lost connection, 503) is sent again: the door counts what it already has as duplicates.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export type Totals = { sent: number; accepted: number; duplicates: number; quarantined: number };

export type SendSettings = Readonly<{
  url: string;
  key: string;
  /** Events a second; null: as fast as the door takes them. */
  rate: number | null;
  /** How long to go on trying when nothing gets through, ms. */
  patienceMs: number;
  onProgress?: (totals: Readonly<Totals>) => void;
  /** Told each quarantined event that the door names. */
  onQuarantined?: (reason: string, id: string | null) => void;
}>;

/** `failure`: why it stopped before the end, one line for a person. */
export type SendResult = Readonly<{ totals: Totals; failure: string | null }>;

const BATCH = 500;

const answer = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  quarantined: z.array(z.object({ id: z.string().nullish(), reason: z.string() })).optional(),
  quarantinedTotal: z.number().optional(),
  stopped: z.object({ line: z.number(), code: z.string(), retryAfter: z.number().nullish() }).optional(),
});
type Answer = z.infer<typeof answer>;
type Attempt = { ok: true; answer: Answer } | { ok: false; again: boolean; waitMs: number | null; message: string };

/** Sends all lines (one JSON event each), in order. Returns what the door said of them. */
export async function send(
  lines: AsyncIterable<string> | Iterable<string>,
  settings: SendSettings,
): Promise<SendResult> {
  const totals: Totals = { sent: 0, accepted: 0, duplicates: 0, quarantined: 0 };
  const size = settings.rate === null ? BATCH : Math.max(1, Math.min(BATCH, Math.ceil(settings.rate / 10)));
  const started = performance.now();
  let batch: string[] = [];
  const flush = async (): Promise<string | null> => {
    if (settings.rate !== null)
      await sleep(Math.max(0, started + (totals.sent / settings.rate) * 1000 - performance.now()));
    const failure = await deliver(batch, settings, totals);
    batch = [];
    settings.onProgress?.(totals);
    return failure;
  };
  for await (const line of lines) {
    if (batch.push(line) < size) continue;
    const failure = await flush();
    if (failure !== null) return { totals, failure };
  }
  return { totals, failure: batch.length > 0 ? await flush() : null };
}

/** Tries until the door has judged every line of the batch, or it is refused, or patience is at its end. */
async function deliver(batch: readonly string[], settings: SendSettings, totals: Totals): Promise<string | null> {
  let rest = batch;
  let pause = 250;
  let deadline = performance.now() + settings.patienceMs;
  while (rest.length > 0) {
    const tried = await attempt(rest, settings);
    if (tried.ok) {
      const { accepted, duplicates, quarantined = [], quarantinedTotal, stopped } = tried.answer;
      // The line named is sent again: counted from 1 it is the first that was not judged, and a line too many is only a duplicate.
      const done = stopped ? Math.max(0, Math.min(rest.length, stopped.line - 1)) : rest.length;
      totals.sent += done;
      totals.accepted += accepted;
      totals.duplicates += duplicates;
      totals.quarantined += quarantinedTotal ?? quarantined.length;
      for (const { reason, id } of quarantined) settings.onQuarantined?.(reason, id ?? null);
      if (done > 0) {
        deadline = performance.now() + settings.patienceMs;
        pause = 250;
      }
      rest = rest.slice(done);
      if (!stopped) continue;
      if (performance.now() > deadline) return `the door stopped at the same line again and again (${stopped.code})`;
      await sleep((stopped.retryAfter ?? 1) * 1000);
      continue;
    }
    if (!tried.again) return tried.message;
    const wait = tried.waitMs ?? pause;
    if (performance.now() + wait > deadline)
      return `${tried.message}; gave up after ${Math.round(settings.patienceMs / 1000)} s without progress`;
    await sleep(wait);
    pause = Math.min(pause * 2, 5000);
  }
  return null;
}

async function attempt(lines: readonly string[], settings: SendSettings): Promise<Attempt> {
  const url = new URL('/api/events', settings.url);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${settings.key}` },
      body: `${lines.join('\n')}\n`,
      signal: AbortSignal.timeout(Math.max(30_000, settings.patienceMs)),
    });
    text = await response.text();
  } catch (error) {
    return { ok: false, again: true, waitMs: null, message: `${url.origin} cannot be reached (${reasonOf(error)})` };
  }
  if (response.status === 200) {
    const parsed = answer.safeParse(parseJson(text));
    if (parsed.success) return { ok: true, answer: parsed.data };
    return {
      ok: false,
      again: false,
      waitMs: null,
      message: `${url.href} answers 200, but not as the door does: is this the right address?`,
    };
  }
  const { status } = response;
  const said = refusalOf(text);
  if (status === 401)
    return { ok: false, again: false, waitMs: null, message: `refused (401): the key is not known${said}` };
  if (status === 403)
    return {
      ok: false,
      again: false,
      waitMs: null,
      message: `refused (403): this key may not send these events${said}`,
    };
  const again = status === 429 || status === 408 || status >= 500;
  return {
    ok: false,
    again,
    waitMs: again ? retryAfter(response.headers.get('retry-after')) : null,
    message: `refused (${status})${said}`,
  };
}

/** Milliseconds that a Retry-After header asks for (seconds or a date); null: it does not. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(header) - Date.now();
  return Number.isNaN(until) ? null : Math.max(0, until);
}

function refusalOf(text: string): string {
  const body = z.object({ code: z.string(), message: z.string() }).safeParse(parseJson(text));
  return body.success ? `: ${body.data.code}: ${body.data.message}` : '';
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error) return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  return String(cause);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
