// From just before a request is written until a wall has the frame, by the clock, at 20, 200 and 2,000 posts a second.
// At 20 a second beside the floor: the least that can store and tell; at the others against the frame interval.
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ask, replyOf, startChild } from './child.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { ingest } from './ingest.ts';
import type { Posted, PostOrder } from './poster.ts';
import { median, percentile, RUNS, report } from './report.ts';
import { signIn, startBenchServer } from './server.ts';
import { connectFloor, connectWalls, createEar, type Ear, WALLS } from './walls.ts';

/** Of a round at 20 a second: five rounds are 2,000 samples. The faster rounds take half as long. */
const SECONDS = Number(process.env.BENCH_LATENCY_SECONDS ?? 20);
/** What the log has before, so that the walls show something. */
const EVENTS_BEFORE = Number(process.env.BENCH_LATENCY_BEFORE ?? 20_000);
const WARM_UP_EVENTS = 1_000;
const FRAME_INTERVAL_MS = 100;
const RATES = [20, 200, 2_000] as const;
const PATIENCE_MS = 10_000;
/** A sender that falls back further than this did not measure the rate that the figure names. */
const RATE_REACHED = 0.9;

type Side = Readonly<{ url: string; ear: Ear }>;
type Round = Readonly<{ frames: number[]; alarms: number[] }>;
type Bench = Readonly<{ sender: ChildProcess; ours: Side; floor: Side; cookie: string }>;

/** One round: milliseconds of each event, the walls taking turns, and of each alarm. */
export async function measureFrames(
  sender: ChildProcess,
  side: Side,
  order: Omit<PostOrder, 'url' | 'serial'>,
): Promise<Round> {
  side.ear.forget();
  const serial = randomUUID().slice(0, 8);
  const posted = await ask<Posted>(sender, { url: side.url, serial, ...order });
  if (posted.rate < RATE_REACHED * order.rate)
    throw new Error(`the sender reached ${posted.rate.toFixed(1)} posts a second of ${order.rate}`);
  const since = (index: number, at: number): number => at - (posted.sentAt[index] ?? Number.NaN);
  const frames = [];
  for (const [index, seq] of posted.seq.entries())
    frames.push(since(index, await heard(() => side.ear.reached(index % WALLS, seq), `seq ${seq}`)));
  const alarms = [];
  for (const [index, subject] of posted.alarms)
    alarms.push(since(index, await heard(() => side.ear.alarmed(index % WALLS, subject), `alarm of ${subject}`)));
  return { frames, alarms };
}

async function heard(at: () => number | null, what: string): Promise<number> {
  for (const until = Date.now() + PATIENCE_MS; ; await wait(10)) {
    const found = at();
    if (found !== null) return found;
    if (Date.now() > until) throw new Error(`a wall never got ${what}`);
  }
}

/** The view names 50 alarms: those of a round are put away before the next, as a desk would. */
async function disposeAlarms(url: string, cookie: string): Promise<void> {
  const headers = { cookie, 'content-type': 'application/json' };
  const listed = await fetch(`${url}/api/alarms?limit=500`, { headers });
  const { alarms } = (await listed.json()) as { alarms: { occurrence: string; version: number; rule: string }[] };
  const items = alarms
    .filter(({ rule }) => rule === 'A30')
    .map(({ occurrence, version }) => ({
      id: randomUUID(),
      occurrence,
      version,
      action: 'dispose',
      reason: 'Đo độ trễ, không có sự cố',
    }));
  if (items.length === 0) return;
  const answer = await fetch(`${url}/api/alarms/bulk`, { method: 'POST', headers, body: JSON.stringify({ items }) });
  const { results } = (await answer.json()) as { results: { status: number; code?: string }[] };
  const refused = results.find(({ status }) => status !== 200);
  if (refused) throw new Error(`an alarm was not disposed of: ${refused.status} ${refused.code ?? ''}`);
}

const line = (name: string, { frames, alarms }: Round): string =>
  `${name} p50 ${percentile(frames, 0.5).toFixed(1)} p95 ${percentile(frames, 0.95).toFixed(1)} p99 ${percentile(frames, 0.99).toFixed(1)}` +
  (alarms.length > 0 ? ` alarm p50 ${percentile(alarms, 0.5).toFixed(1)}` : '');

async function measureRounds({ sender, ours, floor, cookie }: Bench) {
  const [beside, rates]: [Round[], Map<number, Round[]>] = [[], new Map(RATES.map((rate) => [rate, []]))];
  for (let run = 0; run < RUNS; run++) {
    beside.push(await measureFrames(sender, floor, { rate: 20, count: 20 * SECONDS, alarmEvery: 0 }));
    const said = [line('floor', beside.at(-1) as Round)];
    for (const rate of RATES) {
      const seconds = rate === 20 ? SECONDS : SECONDS / 2;
      const round = await measureFrames(sender, ours, { rate, count: Math.ceil(rate * seconds), alarmEvery: rate });
      rates.get(rate)?.push(round);
      said.push(line(`${rate}/s`, round));
      await disposeAlarms(ours.url, cookie);
    }
    process.stderr.write(`run ${run + 1}, ms: ${said.join(' | ')}\n`);
  }
  return { beside, rates };
}

function reportAll({ beside, rates }: Awaited<ReturnType<typeof measureRounds>>, database: string): boolean {
  const holds: boolean[] = [];
  const put = (figure: string, ours: number, other: number, atMost: number): void => {
    holds.push(report({ bench: 'latency', figure, ours, other, unit: 'ms', bound: { atMost } }, database));
  };
  const shareOf = (rounds: readonly Round[], share: number): number =>
    median(rounds.map(({ frames }) => percentile(frames, share)));
  const of = (rate: number): readonly Round[] => rates.get(rate) ?? [];
  for (const [name, share, bound] of [
    ['p50', 0.5, 1.5],
    ['p95', 0.95, 2],
  ] as const)
    put(`20/s: post to frame, ${name} / floor`, shareOf(of(20), share), shareOf(beside, share), bound);
  for (const rate of [200, 2_000])
    put(`${rate}/s: post to frame, p99 / frame interval`, shareOf(of(rate), 0.99), FRAME_INTERVAL_MS, 1.5);
  // A round has only a few alarms: all rounds' together.
  for (const rate of RATES) {
    const alarms = of(rate).flatMap((round) => round.alarms);
    const name = `${rate}/s: post to alarm, p50 / floor's p50 at 20/s`;
    put(name, percentile(alarms, 0.5), shareOf(beside, 0.5), 3);
  }
  return holds.every(Boolean);
}

async function benchOn(database: BenchDatabase): Promise<boolean> {
  const server = await startBenchServer(database.url);
  const [base, sender] = [startChild('./floor.ts', database.url), startChild('./poster.ts')];
  try {
    const { url } = await replyOf<{ url: string }>(base);
    const ours = { url: server.url, ear: createEar() };
    const floor = { url, ear: createEar() };
    const ends = [await connectWalls(ours.url, ours.ear.onFrame), await connectFloor(floor.url, floor.ear.onFrame)];
    await ingest(ours.url, EVENTS_BEFORE, 'before');
    for (const side of [ours, floor])
      await measureFrames(sender, side, { rate: 200, count: WARM_UP_EVENTS, alarmEvery: 0 });
    const cookie = await signIn(ours.url);
    const rounds = await measureRounds({ sender, ours, floor, cookie });
    for (const end of ends) end();
    return reportAll(rounds, database.name);
  } finally {
    sender.kill();
    base.kill();
    await server.stop();
  }
}

export const benchLatency = (): Promise<boolean> => onEachDatabase(benchOn);
