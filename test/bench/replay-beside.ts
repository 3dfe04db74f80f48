// What the live screens feel of twenty replays: the same posts with and without them, in turn.
import { startChild } from './child.ts';
import { ingest } from './ingest.ts';
import { measureFrames } from './latency.ts';
import { connectPlayer } from './player.ts';
import { median, percentile, RUNS } from './report.ts';
import { connectWalls, createEar } from './walls.ts';

const REPLAYS = 20;
const SPEED = 60;
const RATE = 200;
const SECONDS = Number(process.env.BENCH_LATENCY_SECONDS ?? 10);
const WARM_UP_EVENTS = 2_000;

type Put = (figure: string, ours: number, other: number, unit: string, bound: { atMost: number }) => void;

/** `day`: of which twenty replays are opened, spread over it (epoch ms). */
export async function measureLive(
  url: string,
  cookie: string,
  day: { from: number; to: number },
  put: Put,
): Promise<void> {
  const sender = startChild('./poster.ts');
  const ear = createEar();
  const endWalls = await connectWalls(url, ear.onFrame);
  const players = await Promise.all(Array.from({ length: REPLAYS }, () => connectPlayer(url, cookie)));
  try {
    await ingest(url, WARM_UP_EVENTS, 'replay');
    for (const [n, player] of players.entries()) {
      await player.open(day.from, day.to, 'then');
      await player.seek(day.from + Math.floor(((day.to - day.from) * n) / (2 * REPLAYS)));
    }
    const order = { rate: RATE, count: RATE * SECONDS, alarmEvery: 0 };
    const side = { url, ear };
    await measureFrames(sender, side, order);
    const [quiet, beside]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      quiet.push(percentile((await measureFrames(sender, side, order)).frames, 0.99));
      await Promise.all(players.map((player) => player.play(SPEED)));
      beside.push(percentile((await measureFrames(sender, side, order)).frames, 0.99));
      await Promise.all(players.map((player) => player.pause()));
      process.stderr.write(
        `run ${run + 1}: p99 quiet ${quiet.at(-1)?.toFixed(1)}, beside ${REPLAYS} replays ${beside.at(-1)?.toFixed(1)} ms\n`,
      );
    }
    put(
      `${RATE}/s: post to frame, p99 beside ${REPLAYS} replays at ${SPEED}x / quiet`,
      median(beside),
      median(quiet),
      'ms',
      { atMost: 1.3 },
    );
  } finally {
    for (const player of players) player.close();
    endWalls();
    sender.kill();
  }
}
