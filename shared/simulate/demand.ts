// How many dossiers a day brings and at what hour of the day (domain.md §7).
import { dayText, HOUR_MS, MINUTE_MS } from '../time.ts';
import { createRandom, type Random, weightedPicker } from './random.ts';
import type { Setup } from './setup.ts';

const PER_WORKING_DAY = 2_100;
const AFTER_TET_DAYS = 5;

/** 0 Sunday … 6 Saturday; 1970-01-01 was a Thursday. */
export const weekday = (day: number): number => (day + 4) % 7;

/** Is it one of the first working days after a pause of four days or more? Only Tết is so long. */
function isAfterTet(setup: Setup, day: number): boolean {
  let worked = 0;
  for (let back = day; back > day - 12; back--) {
    if (setup.isWorkingDay(back)) worked++;
    else if ([1, 2, 3, 4].every((n) => !setup.isWorkingDay(back - n))) return worked <= AFTER_TET_DAYS;
  }
  return false;
}

const dayOfMonth = (day: number): number => Number(dayText(day).slice(8));

/** Is the one-stop desk open that day? Saturday mornings count as closed here although some hand in. */
export const isOfficeDay = (setup: Setup, day: number): boolean =>
  setup.isWorkingDay(day) && !(setup.scenario.holiday && day === setup.startDay);

/** Dossiers submitted on a local day, and whether any of them at a desk. */
export function demandOf(setup: Setup, day: number): Readonly<{ dossiers: number; desk: boolean }> {
  const random = createRandom(setup.seed, 'demand', day);
  const noise = 1 + Math.max(-0.2, Math.min(0.2, 0.08 * random.normal()));
  let factor: number;
  if (isOfficeDay(setup, day)) {
    factor = [1, 1.2, 1, 1, 1, 0.9, 1][weekday(day)] ?? 1;
    const special = setup.scenario.dossierFactor;
    if (special !== null) factor *= special;
    else if (isAfterTet(setup, day)) factor *= 1.6;
    else if (dayOfMonth(day) >= 28) factor *= 1.3;
  } else factor = weekday(day) === 6 ? 0.08 : 0.02;
  const desk = isOfficeDay(setup, day) || weekday(day) === 6;
  return { dossiers: Math.round(PER_WORKING_DAY * setup.rate * factor * noise), desk };
}

/** Hour and weight; the half hours of 11 and 13 are those of the shifts. */
const DESK_HOURS = weightedPicker<readonly [from: number, lengthMin: number]>([
  [[7, 60], 3],
  [[8, 60], 14],
  [[9, 60], 18],
  [[10, 60], 16],
  [[11, 30], 6],
  [[13.5, 30], 5],
  [[14, 60], 15],
  [[15, 60], 13],
  [[16, 60], 8],
  [[17, 20], 2],
]);
const SATURDAY_HOURS = weightedPicker<readonly [number, number]>([[[7.5, 240], 1]]);
/** Office hours as at the desk, lunch, and an evening hump of 15 %. */
const ONLINE_HOURS = weightedPicker<readonly [number, number]>([
  [[0, 360], 1],
  [[6, 60], 2],
  [[7, 60], 4],
  [[8, 60], 10],
  [[9, 60], 12],
  [[10, 60], 11],
  [[11, 30], 4],
  [[11.5, 120], 11],
  [[13.5, 30], 4],
  [[14, 60], 9],
  [[15, 60], 8],
  [[16, 60], 6],
  [[17, 120], 6],
  [[19, 180], 15],
  [[22, 115], 2],
]);

/** Milliseconds of the local day at which a dossier is handed in. */
export function submissionClock(random: Random, online: boolean, day: number): number {
  const draw = online ? ONLINE_HOURS : weekday(day) === 6 ? SATURDAY_HOURS : DESK_HOURS;
  const [from, minutes] = draw(random);
  return Math.floor(from * HOUR_MS + random.next() * minutes * MINUTE_MS);
}
