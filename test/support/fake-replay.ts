// The built replay page in a browser, with a server that the test plays itself: a day that never was, an answer that fails.
import type { Page } from 'playwright-core';
import type { DayTold, KnownDays, Proof, Stamp, Story } from '../../client/replay/told.ts';
import { instantText, MINUTE_MS } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { normal } from '../client/fixtures.ts';
import { emptyDay, fullDay, proof, story } from '../client/replay/days.ts';
import { type Call, fakeSite, Refused } from './fake-site.ts';

export type FakeReplay = Readonly<{
  /** What the page called on /replay. */
  calls: Call[];
  /** What the page called on /live: it reads there, and no more. */
  liveCalls: Call[];
  posts: { path: string; body: unknown }[];
  /** Unacknowledged urgent alarms of now. */
  live: (urgent: number) => void;
  close: () => void;
}>;

export type FakeDay = Readonly<{
  days?: Readonly<Record<string, DayTold>>;
  known?: KnownDays;
  story?: Story;
  proof?: Proof | Refused;
  stamp?: Partial<Stamp> | Refused;
  /** Refuses to open; `never`: does not answer at all. */
  open?: Readonly<{ code: string; message: string }> | 'never';
  /** Days that were pruned. */
  gone?: readonly string[];
  /** Ms that a seek takes. */
  seekMs?: number;
  viewAt?: (at: number) => View;
}>;

type Told = Readonly<{ at: string; from: string; to: string; as: string; speed: number; back: boolean }>;

const midnightOf = (day: string): number => Date.parse(`${day}T00:00:00+07:00`);
const FRAME_MS = 100;
const PRUNED = { code: 'NOT_FOUND', message: 'Dữ liệu ngày này đã quá hạn lưu.', where: 'day' };

/** One dossier a minute: the figure tells which instant is shown. */
const countingView = (at: number): View => {
  const minutes = Math.floor(((at + 7 * 3_600_000) % 86_400_000) / MINUTE_MS);
  return { ...normal, dossier: { ...normal.dossier, received: minutes } };
};

export async function fakeReplay(page: Page, options: FakeDay = {}): Promise<FakeReplay> {
  const { viewAt = countingView, seekMs = 0 } = options;
  const days = options.days ?? { [fullDay.day]: fullDay };
  const calls: Call[] = [];
  const liveCalls: Call[] = [];
  let [at, to, n, as] = [0, 0, 0, 'then'];
  let timer: NodeJS.Timeout | undefined;

  const frame = (): void => {
    n += 1;
    site.emit('/replay', 'frame', {
      kind: 'snapshot',
      mode: 'replay',
      epoch: `e${n}`,
      n: 0,
      seq: Math.floor(at / 1000) % 100_000,
      at: instantText(at),
      view: viewAt(at),
    });
  };
  const tellSpeed = (speed: number): void =>
    site.emit('/replay', 'speed', { speed, achieved: speed, at: instantText(at), ended: at >= to, skipped: null });
  const pause = (): void => {
    clearInterval(timer);
    tellSpeed(0);
  };
  /** Instants at which something happened: whole minutes, or the alarms of the day. */
  const neighbour = (kind: string, back: boolean): number => {
    const day = Object.values(days).find((one) => midnightOf(one.day) <= at && at < midnightOf(one.day) + 86_400_000);
    const alarms = (day?.markers ?? [])
      .filter(({ type }) => type === 'alarm.raised')
      .map((mark) => Date.parse(mark.at));
    const step = kind === 'endpoint' ? 10 * MINUTE_MS : MINUTE_MS;
    if (kind !== 'alarm') return (back ? Math.ceil(at / step) - 1 : Math.floor(at / step) + 1) * step;
    return (back ? alarms.findLast((one) => one < at) : alarms.find((one) => one > at)) ?? at;
  };

  const play = (speed: number): void => {
    clearInterval(timer);
    timer = setInterval(() => {
      at = Math.min(to, at + speed * FRAME_MS);
      frame();
      if (at >= to) pause();
      else tellSpeed(speed);
    }, FRAME_MS);
  };
  const moveTo = (instant: number): void => {
    at = instant;
    frame();
  };

  const onCall = (call: Call): void => {
    if (call.namespace === '/live') {
      liveCalls.push(call);
      return;
    }
    calls.push(call);
    const told = call.payload as Told;
    const done = (): void => call.answer({ ok: true, at: instantText(at), seq: 1 });
    const isGone = options.gone?.some((day) => told.from?.startsWith(day)) ?? false;
    if (call.event === 'open' && (isGone || options.open)) {
      if (options.open !== 'never') call.answer({ ok: false, ...(options.open ?? PRUNED) });
      return;
    }
    if (call.event === 'seek') {
      setTimeout(() => {
        moveTo(Date.parse(told.at));
        done();
      }, seekMs);
      return;
    }
    if (call.event === 'open') {
      clearInterval(timer);
      [to, as] = [Date.parse(told.to), told.as];
      moveTo(Date.parse(told.from));
    } else if (call.event === 'step') moveTo(neighbour(told.to, told.back));
    else if (call.event === 'play') play(told.speed);
    else if (call.event === 'pause') pause();
    else frame();
    done();
  };

  const answer = (path: string, body: unknown): unknown => {
    const [, , route, day, part] = path.split('/');
    if (route === 'links') {
      const wanted = body as { at: string; as: string };
      const query = `t=${wanted.at.slice(11, 23).replace(/\.000$/, '')}&as=${wanted.as}&s=17`;
      return {
        seq: 17,
        ...wanted,
        hash: 'ab12cd34',
        foldVersion: '3',
        path: `/replay/${wanted.at.slice(0, 10)}?${query}`,
      };
    }
    if (route === 'view') {
      const { stamp } = options;
      if (stamp instanceof Refused) return stamp;
      const same = { foldVersion: '3', hash: 'ab12cd3456', recordedHash: 'ab12cd3456', recordedFoldVersion: '3' };
      return { seq: 17, as, ...same, ...stamp };
    }
    if (route !== 'days') return undefined;
    const firstAndLast = [Object.keys(days).sort()[0], Object.keys(days).sort().at(-1)];
    if (day === undefined) return options.known ?? { received: firstAndLast, time: firstAndLast };
    if (options.gone?.includes(day)) return new Refused(404, PRUNED);
    if (part === 'proof') return options.proof ?? proof;
    if (part === 'story') return options.story ?? story;
    return days[day] ?? { ...emptyDay, day };
  };

  const site = await fakeSite(page, { name: 'Lê Minh', role: 'supervisor', answer, onCall });
  let liveN = 0;
  return {
    calls,
    liveCalls,
    posts: site.posts,
    live: (urgent) => {
      liveN += 1;
      const stamp = { epoch: 'l', n: liveN, seq: liveN, at: instantText(midnightOf('2026-11-22') + 36_000_000) };
      const unacknowledged = { P1: urgent, P2: 0, P3: 0, P4: 0 };
      const view = { ...normal, alarms: { ...normal.alarms, unacknowledged, top: {} } };
      site.emit('/live', 'frame', { kind: 'snapshot', mode: 'live', ...stamp, view });
      site.emit('/live', 'beat', { ...stamp, build: site.build });
    },
    close: () => clearInterval(timer),
  };
}
