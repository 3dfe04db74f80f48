// The sender against a door that is made here: it refuses, stops, breaks off and counts duplicates like the real one.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type SendSettings, send } from '../../../server/feed/send.ts';

type Answer = (lines: string[], res: ServerResponse, attempt: number) => void;

let server: Server | null = null;
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));

async function door(answer: Answer): Promise<{ settings: SendSettings; stored: Set<string>; requests: () => number }> {
  let attempts = 0;
  const stored = new Set<string>();
  server = createServer(async (req: IncomingMessage, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    attempts += 1;
    answer(Buffer.concat(chunks).toString().trimEnd().split('\n'), res, attempts);
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { url: `http://127.0.0.1:${port}`, key: 'k'.repeat(16), rate: null, patienceMs: 3000 },
    stored,
    requests: () => attempts,
  };
}

const json = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const store = (stored: Set<string>, lines: readonly string[]): { accepted: number; duplicates: number } => {
  const before = stored.size;
  for (const line of lines) stored.add(line);
  return { accepted: stored.size - before, duplicates: lines.length - (stored.size - before) };
};

const events = (count: number): string[] => Array.from({ length: count }, (_, n) => JSON.stringify({ id: String(n) }));

describe('send', () => {
  it('sends in parts of 500 and adds up what the door says', async () => {
    const sizes: number[] = [];
    const { settings } = await door((lines, res) => {
      sizes.push(lines.length);
      json(res, 200, {
        accepted: lines.length - 1,
        duplicates: 0,
        quarantined: [{ index: 0, id: 'x', reason: 'no_time' }],
        quarantinedTotal: 1,
        seq: 1,
      });
    });
    const result = await send(events(1201), settings);
    expect(sizes).toEqual([500, 500, 201]);
    expect(result).toEqual({ totals: { sent: 1201, accepted: 1198, duplicates: 0, quarantined: 3 }, failure: null });
  });

  it('waits as long as 503 and 429 ask, and then sends the same again', async () => {
    const times: number[] = [];
    const { settings, stored } = await door((lines, res, attempt) => {
      times.push(performance.now());
      if (attempt < 3)
        return json(
          res,
          attempt === 1 ? 503 : 429,
          { ok: false, code: 'UNAVAILABLE', message: 'm' },
          { 'retry-after': '1' },
        );
      json(res, 200, { ...store(stored, lines), quarantined: [], seq: 1 });
    });
    const result = await send(events(3), settings);
    expect(result).toEqual({ totals: { sent: 3, accepted: 3, duplicates: 0, quarantined: 0 }, failure: null });
    expect(times[2]! - times[0]!).toBeGreaterThan(1900);
  });

  it('sends again after a connection that broke when all was stored: duplicates, nothing twice', async () => {
    const { settings, stored } = await door((lines, res, attempt) => {
      const counted = store(stored, lines);
      if (attempt === 1) return void res.destroy();
      json(res, 200, { ...counted, quarantined: [], seq: 1 });
    });
    const result = await send(events(10), settings);
    expect(result).toEqual({ totals: { sent: 10, accepted: 0, duplicates: 10, quarantined: 0 }, failure: null });
    expect(stored.size).toBe(10);
  });

  it('goes on from the line where the door stopped', async () => {
    const parts: number[] = [];
    const { settings, stored } = await door((lines, res, attempt) => {
      parts.push(lines.length);
      const taken = attempt === 1 ? lines.slice(0, 4) : lines;
      const counted = { ...store(stored, taken), quarantined: [], quarantinedTotal: 0, lines: taken.length, seq: 1 };
      json(
        res,
        200,
        attempt === 1 ? { ...counted, stopped: { line: 5, code: 'UNAVAILABLE', retryAfter: 0 } } : counted,
      );
    });
    const result = await send(events(10), settings);
    expect(parts).toEqual([10, 6]);
    expect(result.totals).toEqual({ sent: 10, accepted: 10, duplicates: 0, quarantined: 0 });
  });

  it.each([401, 403, 404, 415])('stops at once at %i, with the reason', async (status) => {
    const { settings, requests } = await door((_lines, res) =>
      json(res, status, { ok: false, code: 'X', message: 'the reason' }),
    );
    const result = await send(events(1001), settings);
    expect(result.failure).toContain(String(status));
    expect(result.failure).toContain('the reason');
    expect(result.totals.sent).toBe(0);
    expect(requests()).toBe(1);
  });

  it('gives up when nothing answers', async () => {
    const { settings } = await door((_lines, res) => json(res, 200, {}));
    await new Promise<void>((done) => server?.close(() => done()));
    server = null;
    const result = await send(events(1), { ...settings, patienceMs: 300 });
    expect(result.failure).toMatch(/cannot be reached \(ECONNREFUSED\)/);
  });

  it('does not take any 200 for the door', async () => {
    const { settings } = await door((_lines, res) => res.end('<html>'));
    expect((await send(events(1), settings)).failure).toMatch(/right address/);
  });

  it('keeps to a rate', async () => {
    const { settings, stored } = await door((lines, res) =>
      json(res, 200, { ...store(stored, lines), quarantined: [], seq: 1 }),
    );
    const started = performance.now();
    await send(events(40), { ...settings, rate: 100 });
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(280);
    expect(took).toBeLessThan(2000);
  });
});
