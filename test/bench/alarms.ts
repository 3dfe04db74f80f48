// A storm at the desk: with many alarms open, how long until a new one is shown, how long an acknowledgement takes beside its
// quiet time, and, in a storm of its own, how long the browser is held: on two cores a browser that draws in software takes
// the time of the server that it watches. The rule is A30: critical, no delay, one alarm an asset.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { ask, startChild } from './child.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { openDesk } from './desk-page.ts';
import { monotonic } from './post.ts';
import type { Raised, RaiseOrder } from './raiser.ts';
import { percentile, report } from './report.ts';
import { signIn, startBenchServer } from './server.ts';
import { connectWalls } from './walls.ts';

const OPEN = Number(process.env.BENCH_OPEN ?? 10_000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const PER_SECOND = 1_000;
const PER_POST = 50;
const ACKS_PER_SECOND = 10;
const FRAME_INTERVAL_MS = 100;
const PAGE_SETTLES_MS = 10_000;
const PATIENCE_MS = 120_000;

type Desk = Readonly<{
  /** asset → when its row first came (monotonic ms) */
  seenAt: ReadonlyMap<string, number>;
  /** Acknowledges the next alarm that was open from the beginning; ms until the answer. */
  acknowledge: () => Promise<number>;
  close: () => void;
}>;

/** A desk as a program: the whole open list, and commands. `keep`: whose alarms are its to acknowledge. */
async function connectDesk(url: string, cookie: string, keep: string): Promise<Desk> {
  const socket: Socket = io(`${url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie },
  });
  const seenAt = new Map<string, number>();
  const rows = new Map<string, DeskRow>();
  const mine: string[] = [];
  const take = (list: readonly DeskRow[]): void => {
    const at = monotonic();
    for (const row of list) {
      if (!seenAt.has(row.subject)) {
        seenAt.set(row.subject, at);
        if (row.subject.startsWith(keep)) mine.push(row.occurrence);
      }
      if (row.subject.startsWith(keep)) rows.set(row.occurrence, row);
    }
  };
  socket.on('alarms.reset', ({ rows: list }: { rows: DeskRow[] }) => take(list));
  socket.on('alarms.delta', ({ upsert }: { upsert: DeskRow[] }) => take(upsert));
  await new Promise<void>((resolve, reject) => {
    socket.once('alarms.reset', () => resolve());
    socket.once('connect_error', reject);
  });
  return {
    seenAt,
    acknowledge: async () => {
      const row = rows.get(mine.shift() ?? '');
      if (!row) throw new Error('no alarm is left to acknowledge');
      const { occurrence, version } = row;
      const began = monotonic();
      const answer = (await socket.emitWithAck('command', {
        id: randomUUID(),
        occurrence,
        version,
        action: 'ack',
        reason: 'Đã xem',
      })) as { ok: boolean; code?: string };
      if (!answer.ok) throw new Error(`an acknowledgement was refused: ${answer.code}`);
      return monotonic() - began;
    },
    close: () => socket.disconnect(),
  };
}

async function acknowledgeFor(desk: Desk, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const began = monotonic();
  for (let n = 0; n < seconds * ACKS_PER_SECOND; n++) {
    const early = began + (n * 1000) / ACKS_PER_SECOND - monotonic();
    if (early > 0) await wait(early);
    times.push(await desk.acknowledge());
  }
  return times;
}

async function allSeen(desk: Desk, serial: string, count: number): Promise<void> {
  const isIn = (): number => [...desk.seenAt.keys()].filter((asset) => asset.startsWith(serial)).length;
  for (const until = Date.now() + PATIENCE_MS; isIn() < count; await wait(100))
    if (Date.now() > until) throw new Error(`${isIn()} of ${count} alarms came to the desk`);
}

/** A server with so many alarms open, for the time of `use`. */
async function withOpenAlarms<T>(
  databaseUrl: string,
  use: (given: { url: string; cookie: string; desk: Desk; storm: (serial: string) => Promise<Raised> }) => Promise<T>,
): Promise<T> {
  const server = await startBenchServer(databaseUrl);
  const raiser = startChild('./raiser.ts');
  try {
    const { url } = server;
    const cookie = await signIn(url);
    const desk = await connectDesk(url, cookie, 'open-');
    const raise = (order: Omit<RaiseOrder, 'url' | 'perPost'>): Promise<Raised> =>
      ask<Raised>(raiser, { url, perPost: PER_POST, ...order });
    await raise({ posts: OPEN / PER_POST, perSecond: 5_000, serial: 'open' });
    await allSeen(desk, 'open-', OPEN);
    const posts = (SECONDS * PER_SECOND) / PER_POST;
    return await use({ url, cookie, desk, storm: (serial) => raise({ posts, perSecond: PER_SECOND, serial }) });
  } finally {
    raiser.kill();
    await server.stop();
  }
}

async function measureServer(databaseUrl: string): Promise<Omit<Measured, 'long'>> {
  return withOpenAlarms(databaseUrl, async ({ url, desk, storm }) => {
    const endWalls = await connectWalls(url, () => {});
    const quiet = await acknowledgeFor(desk, Math.min(SECONDS, 20));
    const [raised, busy] = await Promise.all([storm('storm'), acknowledgeFor(desk, SECONDS)]);
    await allSeen(desk, 'storm-', SECONDS * PER_SECOND);
    const shown: number[] = [];
    for (const [index, sentAt] of raised.sentAt.entries())
      for (let n = 0; n < PER_POST; n++) shown.push((desk.seenAt.get(`storm-${index}-${n}`) ?? Number.NaN) - sentAt);
    const line = (values: readonly number[]): string =>
      [0.5, 0.95, 0.99, 1].map((share) => percentile(values, share).toFixed(1)).join(' / ');
    process.stderr.write(
      `${raised.rate.toFixed(0)} raises a second; ms, p50 / p95 / p99 / worst: raise to desk ${line(shown)}; acknowledge quiet ${line(quiet)}, in the storm ${line(busy)}\n`,
    );
    desk.close();
    endWalls();
    return { shown, quiet, busy };
  });
}

/** Long tasks of the desk's page while the storm lasts, longest first (ms); undefined where there is no Chromium. */
async function measurePage(databaseUrl: string): Promise<number[] | undefined> {
  return withOpenAlarms(databaseUrl, async ({ url, cookie, desk, storm }) => {
    desk.close();
    const page = await openDesk(url, cookie);
    if (!page) return undefined;
    await wait(PAGE_SETTLES_MS);
    await page.begin();
    await storm('page');
    const long = await page.longTasks();
    const longest = long.slice(0, 5).map(Math.round).join(' ');
    process.stderr.write(`desk: ${await page.heading()}; long tasks, ms: ${longest}\n`);
    await page.close();
    return long;
  });
}

async function benchOn(database: BenchDatabase): Promise<boolean> {
  const times = await measureServer(database.url);
  return reportAll({ ...times, long: await measurePage(await database.create('page')) }, database.name);
}

type Measured = Readonly<{ shown: number[]; quiet: number[]; busy: number[]; long: number[] | undefined }>;

function reportAll({ shown, quiet, busy, long }: Measured, database: string): boolean {
  const what = `${OPEN} open, ${PER_SECOND} raises a second`;
  const put = (figure: string, ours: number, other: number, atMost: number): boolean =>
    report({ bench: 'alarms', figure, ours, other, unit: 'ms', bound: { atMost } }, database);
  const holds = [
    put(`${what}: raise to frame, p95 / frame interval`, percentile(shown, 0.95), FRAME_INTERVAL_MS, 1.5),
    put(`${what}: acknowledge, p95 / quiet p95`, percentile(busy, 0.95), percentile(quiet, 0.95), 3),
  ];
  if (long) holds.push(put(`${what}: longest task in Chromium / 100 ms`, long[0] ?? 0, 100, 1));
  else process.stderr.write('NOT RUN: long tasks in the browser: no Chromium was found (set CHROMIUM_PATH)\n');
  return holds.every(Boolean);
}

export const benchAlarms = (): Promise<boolean> => onEachDatabase(benchOn);
