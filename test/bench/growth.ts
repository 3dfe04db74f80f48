// What a long log costs: the rate at which more is taken in, and the start of a server.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../db/migrate.ts';
import { replyOf, startChild } from './child.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { fill } from './fill.ts';
import { ingest } from './ingest.ts';
import type { Reading } from './reading.ts';
import { median, RUNS, report } from './report.ts';
import { migrations, ready, startBenchServer } from './server.ts';
import { connectWalls } from './walls.ts';

const EVENTS = Number(process.env.BENCH_GROWTH_EVENTS ?? 10_000_000);
const EVENTS_FOR_START = Number(process.env.BENCH_GROWTH_START_EVENTS ?? EVENTS / 2);
/**
 * Taken in by each measured run, on both sides. After a checkpoint, and a restart makes one, each page of the index of
 * identities (50,000 of them with 10 million events) goes into the WAL whole when it is first changed, and once only. An
 * ingest that goes on has a checkpoint each 5 million events or so (max_wal_size), so that a short run would bear many
 * times its share of it; this one still bears more than twice its own.
 */
const INGESTED = Number(process.env.BENCH_EVENTS ?? 2_000_000);
/** `start`, `ingest`; both unless said. */
const PART = process.env.BENCH_GROWTH_PART;
/** Taken in before it. */
const WARM_UP = Number(process.env.BENCH_GROWTH_WARM_UP ?? 50_000);
/** Taken in between a start and the next end: the newest of them are in no snapshot. */
const BETWEEN = 4_000;
/** The recorder rests nine times as long as its last snapshot took, and one of 10 million events takes 6 s. */
const SETTLE_MS = 240_000;
/** Two looks of the recorder and the writing of a large snapshot. */
const NOT_DUE_MS = 20_000;

/** Starts on a log with nothing in it but the server's own words, and ends it; milliseconds until it was ready. */
async function startEmpty(url: string, signal: NodeJS.Signals): Promise<number> {
  const server = await startBenchServer(url);
  await server.stop(signal);
  return server.readyMs;
}

async function one(url: string, sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: string | null }>(sql);
    return Number(rows[0]?.value ?? 0);
  } finally {
    await client.end();
  }
}

const lastSeq = (url: string): Promise<number> => one(url, 'select max(last_seq) as value from batch');

/**
 * Waits until a snapshot reaches to `seq`: the one that follows a start shall not run beside what is measured. Where none
 * follows, because the last is less than 10,000 rows old (server/history/snapshots.ts), there is nothing to wait for.
 */
async function settled(url: string, seq: number): Promise<void> {
  const began = Date.now();
  for (; ; await wait(200)) {
    const reached = await one(url, 'select max(seq) as value from snapshot');
    const waitedMs = Date.now() - began;
    if (reached >= seq || (waitedMs > NOT_DUE_MS && reached > seq - 10_000)) return;
    if (waitedMs > SETTLE_MS)
      throw new Error(`no snapshot of seq ${seq} after ${SETTLE_MS / 1000} s, the last is of ${reached}`);
  }
}

/**
 * Events a second of a warm server whose PostgreSQL was restarted just before. To warm it only afterwards would warm
 * PostgreSQL as well, and not to warm it at all would measure how V8 compiles.
 */
async function ingestRate(database: BenchDatabase, url: string, serial: string): Promise<number> {
  const server = await startBenchServer(url);
  try {
    const disconnect = await connectWalls(server.url, () => {});
    await ingest(server.url, WARM_UP, `${serial}W`);
    const found = await lastSeq(url);
    await database.restart();
    await ready(server.url);
    await settled(url, found);
    const rate = await ingest(server.url, INGESTED, serial);
    disconnect();
    return rate;
  } finally {
    await server.stop();
  }
}

async function measureIngest(database: BenchDatabase, full: string): Promise<boolean> {
  const [ours, other]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await ingestRate(database, full, `G${run}`));
    other.push(await ingestRate(database, await database.create('none'), `G${run}`));
    process.stderr.write(
      `run ${run + 1}: full ${Math.round(ours.at(-1) ?? 0)}/s, none ${Math.round(other.at(-1) ?? 0)}/s\n`,
    );
  }
  return report(
    {
      bench: 'growth',
      figure: `events per second over HTTP with ${EVENTS} events in the log / with none${database.canRestart ? '' : ', PostgreSQL not restarted: BENCH_POSTGRES_RESTART is not set'}`,
      ours: median(ours),
      other: median(other),
      unit: '1/s',
      bound: { atLeast: 0.85 },
    },
    database.name,
  );
}

/** Starts, lets it live until it has kept a snapshot and taken in a little more, and ends it; milliseconds until it was ready. */
async function startOnce(url: string, signal: NodeJS.Signals, serial: string): Promise<number> {
  const found = await lastSeq(url);
  const server = await startBenchServer(url);
  try {
    await settled(url, found);
    await ingest(server.url, BETWEEN, serial);
  } finally {
    await server.stop(signal);
  }
  return server.readyMs;
}

async function measureStart(database: BenchDatabase, full: string, signal: NodeJS.Signals): Promise<boolean> {
  const empty = await database.create('none');
  await startEmpty(empty, signal); // makes the tables
  const runs: { full: number; none: number; reading: Reading }[] = [];
  // What the first start finds must also have been left by this signal.
  await startOnce(full, signal, `${signal}0`);
  for (let run = 1; run <= RUNS; run++) {
    const reading = await replyOf<Reading>(startChild('./reading.ts', full));
    const ready = await startOnce(full, signal, `${signal}${run}`);
    const none = await startEmpty(empty, signal);
    runs.push({ full: ready, none, reading });
    const { readMs, bytesMs, tail, bytes } = reading;
    process.stderr.write(
      `run ${run}, ms: start ${Math.round(ready)}, with none ${Math.round(none)}, reading ${Math.round(readMs)} (bytes ${Math.round(bytesMs)}; snapshot ${Math.round(bytes / 1024)} KB, tail ${tail})\n`,
    );
  }
  const of = (pick: (run: (typeof runs)[number]) => number): number => median(runs.map(pick));
  const end = signal === 'SIGKILL' ? 'the server was killed' : 'a clean stop';
  const figure = `start with ${EVENTS_FOR_START} events - start with none, after ${end}`;
  const ours = of((one) => one.full - one.none);
  const common = { bench: 'growth', ours, unit: 'ms' } as const;
  const bytes = of(({ reading }) => reading.bytesMs);
  report({ ...common, figure: `${figure} / fetching the bytes of both`, other: bytes, bound: null }, database.name);
  return report(
    {
      ...common,
      figure: `${figure} / reading the newest snapshot and its tail`,
      other: of(({ reading }) => reading.readMs),
      bound: { atMost: 2 },
    },
    database.name,
  );
}

/** A log of so many events in a database of its own, in place of the last one. */
async function filled(database: BenchDatabase, events: number): Promise<string> {
  const url = await database.create('full');
  await migrate(url, { directory: migrations() });
  await fill(url, events);
  return url;
}

async function benchOn(database: BenchDatabase): Promise<boolean> {
  const holds: boolean[] = [];
  if (PART !== 'ingest') {
    const half = await filled(database, EVENTS_FOR_START);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) holds.push(await measureStart(database, half, signal));
  }
  if (PART !== 'start') holds.push(await measureIngest(database, await filled(database, EVENTS)));
  return holds.every(Boolean);
}

export const benchGrowth = (): Promise<boolean> => onEachDatabase(benchOn);
