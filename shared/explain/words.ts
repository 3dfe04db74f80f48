// How an explanation writes instants and facts.
import { dayNumber, instantText } from '../time.ts';

/** Vietnamese label → what stands at it, in the order in which it is read. */
export type Facts = Readonly<Record<string, string>>;

/** `08:15:30 24/11/2026`, local. */
export function moment(instant: number): string {
  const text = instantText(instant);
  return `${text.slice(11, 19)} ${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`;
}

/** The same without the day where it is that of `now`. */
export const momentOf = (instant: number, now: number): string =>
  dayNumber(instant) === dayNumber(now) ? moment(instant).slice(0, 8) : moment(instant);

/** The facts whose value is known. */
export const known = (facts: Readonly<Record<string, string | null | undefined>>): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => typeof fact[1] === 'string' && fact[1] !== ''),
  );
