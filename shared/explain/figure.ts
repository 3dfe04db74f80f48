// What can be asked of a figure: "which ones?". Each part of the view has a table of its figures, typed by the view itself,
// so that a figure without its rule does not compile.
import type { Context } from '../source.ts';
import type { Facts } from './words.ts';

/**
 * The figures of a view, by their paths: numbers, ratios and lists of ids. `*` stands for the key of a record or the place in
 * an array: `byAgency.*.overdue`, `hourly.*`.
 */
export type FigureOf<V> = {
  [K in keyof V & string]: Leaf<string extends K ? '*' : K, NonNullable<V[K]>>;
}[keyof V & string];
type Leaf<K extends string, T> = [T] extends [number]
  ? K
  : T extends { numerator: number; denominator: number } | readonly string[]
    ? K
    : T extends readonly unknown[]
      ? `${K}.*`
      : T extends object
        ? `${K}.${FigureOf<T>}`
        : never;

export type Kind = 'dossier' | 'agency' | 'endpoint' | 'alert' | 'incident' | 'alarm' | 'event';

/**
 * One that is counted in a figure. `counts`: what it adds to a count, or to the numerator of a ratio; `of`: to the denominator.
 * `rank`: its place in the list, smallest first.
 */
export type Entry = Readonly<{ id: string; counts: number; of: number; rank: number }>;

/** Where its events stand in the log: by seq, or by spans of their own time [from, to), epoch ms, of its subject. */
export type Trace = Readonly<{ seqs: readonly number[]; spans: readonly (readonly [from: number, to: number])[] }>;
export const NO_TRACE: Trace = { seqs: [], spans: [] };

export type Described = Readonly<{ name: string | null; agency: string | null; facts: Facts; trace: Trace }>;

/** `key`: what stands at the `*` of the figure's path; empty where it has none. `now`: epoch ms, to which the model is settled. */
export type Ask = Readonly<{ now: number; ctx: Context; key: string }>;

export type Figure<M> = Readonly<{
  /** Vietnamese name, as it stands on a screen. */
  name: string;
  /** Vietnamese: the formula in words. */
  text: string;
  /** Where the formula comes from. */
  source: string;
  kind: Kind;
  /** Everything that is counted in it. null: the model keeps the number alone, and `text` says so. */
  list: ((model: M, ask: Ask) => Entry[]) | null;
  /** What is to be read beside each of them because of this figure. */
  facts?: (model: M, entry: Entry, ask: Ask) => Facts;
  /** A mean or the like: what is listed is what it is made from, and does not add up to it. */
  isMeasure?: boolean;
  /** Only the first of them are known one by one. */
  isCapped?: boolean;
}>;

/** null: a number that counts nothing (a version, a rank, seconds). */
export type Figures<M, V> = Readonly<Record<FigureOf<V>, Figure<M> | null>>;

export type Part<M, V> = Readonly<{
  figures: Figures<M, V>;
  describe: (model: M, kind: Kind, id: string, ask: Ask) => Described;
}>;

export const one = (id: string, rank = 0): Entry => ({ id, counts: 1, of: 1, rank });
