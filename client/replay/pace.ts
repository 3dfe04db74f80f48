// How fast the day goes, in words.
import { clock, decimal, number } from '../../shared/i18n/format.ts';
import type { Playback, Stretch } from '../feed/replay.ts';
import { words } from './words.ts';

/** `900`, `0,5` */
export const speedText = (speed: number): string => (Number.isInteger(speed) ? number(speed) : decimal(speed));

/** Below this part of what was asked for, the machine cannot keep up. */
const ENOUGH = 0.85;

export function paceText({ speed, achieved }: Pick<Playback, 'speed' | 'achieved'>): string {
  if (speed === 0) return words.paused;
  const reached = achieved < 10 ? decimal(achieved) : number(Math.round(achieved));
  return achieved < ENOUGH * speed ? words.behind(reached) : words.achieved(reached);
}

/** So long after it a jump is still told, as time on the watch of the person. */
const TOLD_MS = 3_000;

/** The quiet stretch that was jumped over just now; null: none. */
export function freshSkip({ skipped, speed }: Pick<Playback, 'skipped' | 'speed'>, at: number): Stretch | null {
  const last = skipped.at(-1);
  return last && speed > 0 && at >= last.to && at - last.to <= TOLD_MS * speed ? last : null;
}

export const skipText = ({ from, to }: Stretch): string => words.skipped(clock(from), clock(to));
