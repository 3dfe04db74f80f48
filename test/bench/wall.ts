// The overview at 3840 x 1080 in a headless Chromium under 2,000 events a second: frames, long tasks, exact numbers at the
// end, what it costs beside the same page idle; and how soon it shows its first numbers.
import { setTimeout as wait } from 'node:timers/promises';
import { number } from '../../shared/i18n/format.ts';
import type { View } from '../../shared/view.ts';
import { ask, startChild } from './child.ts';
import { type BenchDatabase, onEachDatabase } from './database.ts';
import { layEmptyPage, measureFirstNumbers } from './first-numbers.ts';
import { percentile, report } from './report.ts';
import { signIn, startBenchServer } from './server.ts';
import type { Streamed, StreamOrder } from './stream.ts';
import { type Drawing, launchWallBrowser, type WallPage } from './wall-page.ts';

const SECONDS = Number(process.env.BENCH_WALL_SECONDS ?? 300);
const RATE = Number(process.env.BENCH_WALL_RATE ?? 2_000);
const IDLE_SECONDS = Number(process.env.BENCH_WALL_IDLE ?? 30);
const RATE_REACHED = 0.9;
const PATIENCE_MS = 60_000;

/** What the labelled figures of a wall must say. */
const figuresOf = ({ dossier }: View): Record<string, string> => ({
  'Quá hạn': number(dossier.overdue),
  'Chờ tiếp nhận': number(dossier.awaitingReceipt),
  'Tiếp nhận': number(dossier.received),
  'Đã giải quyết': number(dossier.resolved),
});
const severityOf = ({ security }: View): string => number(security.openIncidents);

/** Which figures differ from the view of the server, once nothing comes any more; waits until none does. */
async function differences({ page }: WallPage, url: string, cookie: string): Promise<string[]> {
  const shown = (): Promise<Record<string, string>> =>
    page
      .locator('.figure')
      .evaluateAll((nodes) =>
        Object.fromEntries(
          nodes.map((node) => [
            node.querySelector('.figure-label')?.textContent ?? '',
            node.querySelector('.figure-number')?.textContent ?? '',
          ]),
        ),
      );
  for (const until = Date.now() + PATIENCE_MS; ; await wait(500)) {
    const answer = await fetch(`${url}/api/view`, { headers: { cookie } });
    const { view } = (await answer.json()) as { view: View };
    const own = await shown();
    const wanted = { ...figuresOf(view), 'Sự cố đang xử lý': severityOf(view) };
    const wrong = Object.entries(wanted).filter(([label, value]) => own[label] !== value);
    if (wrong.length === 0 || Date.now() > until)
      return wrong.map(([label, value]) => `${label}: ${own[label]} and not ${value}`);
  }
}

async function measure(wall: WallPage, url: string): Promise<{ idle: Drawing; busy: Drawing }> {
  const stream = startChild('./stream.ts');
  try {
    const send = (seconds: number, seed: number): Promise<Streamed> =>
      ask<Streamed>(stream, { url, rate: RATE, seconds, seed, kind: 'mixed' } satisfies StreamOrder);
    // So that the wall has something to show, and everything has been compiled.
    await send(10, 1);
    await wait(5_000);
    await wall.begin();
    await wait(IDLE_SECONDS * 1000);
    const idle = await wall.drawing();
    await wall.begin();
    const { rate, accepted } = await send(SECONDS, 1_000_000);
    const busy = await wall.drawing();
    if (rate < RATE_REACHED * RATE) throw new Error(`the sender reached ${rate.toFixed(0)} events a second of ${RATE}`);
    process.stderr.write(`${accepted} events at ${rate.toFixed(0)} a second\n`);
    return { idle, busy };
  } finally {
    stream.kill();
  }
}

async function benchOn(database: BenchDatabase): Promise<boolean> {
  layEmptyPage();
  const server = await startBenchServer(database.url);
  const browser = await launchWallBrowser();
  try {
    const { url } = server;
    const cookie = await signIn(url);
    const wall = await browser.open(`${url}/wall`, cookie);
    await wall.page.locator('.wall-live').waitFor({ timeout: PATIENCE_MS });
    const { idle, busy } = await measure(wall, url);
    const wrong = await differences(wall, url, cookie);
    for (const one of wrong) process.stderr.write(`${one}\n`);
    await wall.close();
    const first = await measureFirstNumbers(browser, url, cookie);
    const put = (figure: string, ours: number, other: number, atMost: number | null, unit = 'ms'): boolean =>
      report({ bench: 'wall', figure, ours, other, unit, bound: atMost === null ? null : { atMost } }, database.name);
    const share = ({ cpuSeconds, seconds }: Drawing): number => (100 * cpuSeconds) / seconds;
    const line = ({ frames, longTasks }: Drawing): string =>
      `${[0.5, 0.95, 0.99, 1].map((part) => percentile(frames, part).toFixed(1)).join(' / ')}; long tasks ${longTasks.slice(0, 5).map(Math.round).join(' ')}`;
    process.stderr.write(`frames, ms, p50 / p95 / p99 / worst: idle ${line(idle)} | busy ${line(busy)}\n`);
    const what = `${RATE} events/s for ${SECONDS} s`;
    return [
      put(`${what}: frame, p95 / 50 ms`, percentile(busy.frames, 0.95), 50, 1),
      put(`${what}: longest task / 100 ms`, busy.longTasks[0] ?? 0, 100, 1),
      put(`${what}: figures that differ at the end / 1`, wrong.length, 1, 0, 'figures'),
      put(`${what}: renderer / idle`, share(busy), share(idle), null, '% of a core'),
      put('first numbers / empty page with the same socket', first.wall, first.empty, 1.5),
    ].every(Boolean);
  } finally {
    await browser.close();
    await server.stop();
  }
}

export const benchWall = (): Promise<boolean> => onEachDatabase(benchOn);
