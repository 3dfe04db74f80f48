// Walls that stand still (SIGSTOP) under load: by how much the server's memory grows, beside the same load with walls that read.
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ask, replyOf, startChild } from './child.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { report } from './report.ts';
import { startBenchServer } from './server.ts';
import type { Streamed, StreamOrder } from './stream.ts';

const SECONDS = Number(process.env.BENCH_STOPPED_SECONDS ?? 600);
const RATE = 2_000;
const WARM_SECONDS = 60;
const LIMIT_MB = 20;
const SETTLE_MS = 5_000;

const rssMb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

async function benchOn(database: BenchDatabase): Promise<boolean> {
  const server = await startBenchServer(database.url);
  const [walls, stream] = [startChild('./stopped-walls.ts', server.url), startChild('./stream.ts')];
  try {
    const { pid } = await replyOf<{ pid: number }>(walls);
    let seed = 0;
    /** By how much the memory grows over a round. */
    const round = async (seconds: number): Promise<number> => {
      const before = rssMb(server.pid);
      seed += 1_000_000;
      const order: StreamOrder = { url: server.url, rate: RATE, seconds, seed, kind: 'steady' };
      await ask<Streamed>(stream, order);
      await wait(SETTLE_MS);
      return rssMb(server.pid) - before;
    };
    await round(WARM_SECONDS);
    const reading = await round(Math.min(SECONDS, WARM_SECONDS * 2));
    process.kill(pid, 'SIGSTOP');
    const stopped = await round(SECONDS);
    process.stderr.write(
      `the server grew by ${reading.toFixed(1)} MB before, by ${stopped.toFixed(1)} MB with ten walls stopped\n`,
    );
    process.kill(pid, 'SIGCONT');
    const figure = `ten walls stopped for ${SECONDS} s, ${RATE} events/s: growth of the server / ${LIMIT_MB} MB`;
    return report(
      { bench: 'stopped', figure, ours: stopped, other: LIMIT_MB, unit: 'MB', bound: { atMost: 1 } },
      database.name,
    );
  } finally {
    walls.kill('SIGKILL');
    stream.kill();
    await server.stop();
  }
}

export const benchStopped = (): Promise<boolean> => onEachDatabase(benchOn);
