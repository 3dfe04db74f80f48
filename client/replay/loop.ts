// The two marks of a stretch that is played over and over. Epoch ms.
import type { Stretch } from '../feed/replay.ts';

export type Marks = Readonly<{ a: number | null; b: number | null }>;

export const NO_MARKS: Marks = { a: null, b: null };
/** A shorter one would be over before it is seen. */
const LEAST_MS = 1_000;

/** Puts one mark at an instant. A mark that would stand on the wrong side of the other takes its place, and the other goes. */
export function put(marks: Marks, name: 'a' | 'b', at: number): Marks {
  const next = { ...marks, [name]: at };
  if (next.a === null || next.b === null || next.b - next.a >= LEAST_MS) return next;
  return { ...NO_MARKS, [name]: at };
}

/** What is played over and over; null while a mark is missing. */
export const loopOf = ({ a, b }: Marks): Stretch | null => (a === null || b === null ? null : { from: a, to: b });
