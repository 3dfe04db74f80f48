// Makes recorded days: steps the exercise clock and has a process of its own post what is due, so that what was received
// follows the exercise time.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defaultCalendar } from '../../shared/calendar.ts';
import { dayNumber, dayStart, HOUR_MS, localHour, MINUTE_MS, SECOND_MS } from '../../shared/time.ts';
import type { ExerciseClock } from '../clock.ts';
import type { Duty } from './duty.ts';
import type { Order } from './outbox.ts';
import type { FromRecorder, ToRecorder } from './recorder.ts';

export type Recorder = Readonly<{
  begin: (door: Readonly<{ url: string; key: string }>, order: Order, from: number) => Promise<void>;
  /** Posts everything due up to `until` (epoch ms); resolves with how many events were new. */
  step: (until: number, next: number) => Promise<number>;
  /** Goes on by itself, in step with the server's clock. */
  live: () => void;
  stop: () => void;
}>;

/** Starts the process. A recorder that ends on its own is told to `onEnd`, and whoever waits for it gets an error. */
export function startRecorder(onEnd: (reason: string) => void): Recorder {
  const path = fileURLToPath(new URL('recorder.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv, path], { stdio: ['ignore', 2, 2, 'ipc'] });
  let ending = false;
  let waiting: { resolve: (message: FromRecorder) => void; reject: (error: Error) => void } | null = null;
  let failure: string | null = null;
  child.on('message', (message: FromRecorder) => {
    if ('failed' in message) failure = message.failed;
    else waiting?.resolve(message);
  });
  child.on('exit', (code) => {
    const reason = failure ?? `the simulator ended (${code})`;
    waiting?.reject(new Error(reason));
    if (!ending) onEnd(reason);
  });
  const ask = (message: ToRecorder): Promise<FromRecorder> =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      child.send(message);
    });
  return {
    begin: async (door, order, from) => void (await ask({ do: 'begin', ...door, order, from })),
    step: async (until, next) => {
      const answer = await ask({ do: 'step', until, next });
      return 'accepted' in answer ? answer.accepted : 0;
    },
    live: () => {
      waiting = null;
      child.send({ do: 'live' } satisfies ToRecorder);
    },
    stop: () => {
      ending = true;
      child.kill('SIGTERM');
    },
  };
}

/**
 * How far the clock goes at a time. In the hours of a conference less: between the clock and what is posted for it no
 * endpoint may seem silent for 90 s (a heartbeat's interval, its longest delay and this step together).
 */
const stepAt = (at: number): number => (localHour(at) >= 7 && localHour(at) < 12 ? 20 * SECOND_MS : MINUTE_MS);

/** The duty officer turns to his handover: what is raised from here on waits for whoever opens the desk. */
const HANDOVER_MS = 20 * MINUTE_MS;

/** Steps `clock` to `until`, where it stands, with everything due by then stored; resolves with how many events were new. */
export async function backfill(
  clock: ExerciseClock,
  recorder: Pick<Recorder, 'step'>,
  until: number,
  duty?: Duty,
): Promise<number> {
  let accepted = 0;
  clock.run(0);
  const after = (at: number): number => Math.min(until, (Math.floor(at / stepAt(at)) + 1) * stepAt(at));
  for (let at = clock.now(); at < until; ) {
    at = after(at);
    clock.set(at);
    accepted += await recorder.step(at, after(at));
    if (at < until - HANDOVER_MS) await duty?.attend(at);
  }
  return accepted;
}

const BEGINS_MS = 8.75 * HOUR_MS;

/** 08:45 of the first working day that is not over at `last` (epoch ms). */
export function nextBeginning(last: number): number {
  let day = dayNumber(last);
  while (!defaultCalendar.isWorkingDay(day) || dayStart(day) + BEGINS_MS <= last) day++;
  return dayStart(day) + BEGINS_MS;
}
