// A wall that stands for long, at a clock 24 times as fast, rotating: what it makes it takes away again. Beside a page that
// was opened at the end. `--minutes 30`, or `--hours 4`, for which the heap's rise counts too.
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseInstant } from '../../shared/time.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { KEY } from './post.ts';
import { report } from './report.ts';
import { STEPS, showStep } from './rotation.ts';
import { signIn, startBenchServer } from './server.ts';
import { type Alive, type Charts, launchWallBrowser, type WallPage } from './wall-page.ts';

const SPEED = 24;
const STEP_MS = 10_000;
/** Before the first measurement everything has been shown so often. */
const WARM_ROUNDS = 3;
const MORNING = '2026-11-24T07:00:00+07:00';

type Sample = Alive & { minutes: number };

function minutesAsked(): number {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options: { minutes: option, hours: option } });
  const minutes = values.hours === undefined ? Number(values.minutes ?? 30) : 60 * Number(values.hours);
  if (!(minutes > 0)) throw new Error('--minutes or --hours: a number above zero');
  return minutes;
}

/** A simulated province that posts in step with the server's clock. Returns what ends it. */
function startSimulator(url: string): () => void {
  const args = [
    'tsx',
    'server/simulator/main.ts',
    '--url',
    url,
    '--key',
    KEY,
    '--speed',
    `${SPEED}`,
    '--scenario',
    'conference',
  ];
  const child = spawn('npx', args, { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  return () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    } catch {
      // It has ended.
    }
  };
}

/** MB an hour, by least squares. */
export function slopeOf(samples: readonly { minutes: number; heapMb: number }[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minutes }) => minutes)), mean(samples.map(({ heapMb }) => heapMb))];
  const above = samples.reduce((sum, { minutes, heapMb }) => sum + (minutes - x) * (heapMb - y), 0);
  return (60 * above) / samples.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0);
}

/** Rotates for so long; a sample whenever the first step is shown again. */
async function rotate(wall: WallPage, minutes: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const began = performance.now();
  for (let step = 0; ; step++) {
    await showStep(wall.page, step);
    await wait(STEP_MS);
    const passed = (performance.now() - began) / 60_000;
    if (step % STEPS !== 0 || step < WARM_ROUNDS * STEPS) continue;
    const alive = await wall.alive();
    samples.push({ ...alive, minutes: passed });
    process.stderr.write(
      `${passed.toFixed(1)} min: heap ${alive.heapMb.toFixed(1)} MB, ${alive.nodes} nodes, ${alive.listeners} listeners\n`,
    );
    if (passed >= minutes) return samples;
  }
}

async function benchOn(database: BenchDatabase): Promise<boolean> {
  const minutes = minutesAsked();
  const server = await startBenchServer(database.url, {
    IOC_CLOCK: 'exercise',
    IOC_CLOCK_START: new Date(parseInstant(MORNING)).toISOString(),
    IOC_CLOCK_SPEED: `${SPEED}`,
  });
  const endSimulator = startSimulator(server.url);
  const browser = await launchWallBrowser();
  try {
    const cookie = await signIn(server.url);
    const open = (): Promise<WallPage> => browser.open(`${server.url}/wall`, cookie);
    const wall = await open();
    await wall.page.locator('.wall-live').waitFor({ timeout: 60_000 });
    const samples = await rotate(wall, minutes);
    const charts = await wall.charts();
    const fresh = await open();
    await showStep(fresh.page, 0);
    await wait(STEP_MS);
    return reportAll({ samples, charts, fresh: await fresh.alive(), minutes }, database.name);
  } finally {
    endSimulator();
    await browser.close();
    await server.stop();
  }
}

type Measured = Readonly<{ samples: Sample[]; charts: Charts; fresh: Alive; minutes: number }>;

function reportAll({ samples, charts, fresh, minutes }: Measured, database: string): boolean {
  const last = samples.at(-1) as Sample;
  const put = (figure: string, ours: number, other: number, unit: string, atMost: number | null): boolean =>
    report(
      {
        bench: 'soak',
        figure: `${minutes} min: ${figure}`,
        ours,
        other,
        unit,
        bound: atMost === null ? null : { atMost },
      },
      database,
    );
  return [
    put('charts made / disposed and shown', charts.made, charts.disposed + charts.shown, 'charts', 1),
    put('nodes / fresh page', last.nodes, fresh.nodes, 'nodes', 1.2),
    put('listeners / fresh page', last.listeners, fresh.listeners, 'listeners', 1.2),
    put('heap after collection / fresh page', last.heapMb, fresh.heapMb, 'MB', null),
    // Half an hour is too short to tell a leak from what the day fills.
    put(
      'rise of the heap / 1 MB an hour',
      samples.length > 1 ? slopeOf(samples) : 0,
      1,
      'MB/h',
      minutes >= 60 ? 1 : null,
    ),
  ].every(Boolean);
}

export const benchSoak = (): Promise<boolean> => onEachDatabase(benchOn);
