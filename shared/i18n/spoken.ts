// The language that is spoken here: one for a whole page, chosen once before anything is drawn. A language is a file like
// vi.ts; what it lacks or has too much does not compile.
import { vi } from './vi.ts';

/** What every language has: the keys of the Vietnamese words, each with any words of its own. */
type Same<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Same<T[Key]> };

export type Words = Same<typeof vi>;

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The words to be shown. Read where they are shown: what stands at the top of a module may have been read before the
 * language was chosen.
 */
export let spoken: Words = vi;

/** For the entry of a page alone, before it draws: from here on everything is said in these words. */
export function speak(words: Words): void {
  spoken = words;
}
