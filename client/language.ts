// Which language a page speaks: the server's, as it stands on the page (`<html lang>`). Vietnamese is in the bundle, another
// language is loaded by whoever speaks it.
import { LANGUAGES, type Language, speak, type Words } from '../shared/i18n/spoken.ts';

const OTHERS: Readonly<Record<Exclude<Language, 'vi'>, () => Promise<Words>>> = {
  en: async () => (await import('../shared/i18n/en.ts')).en,
};

/** Pages whose every word stands in shared/i18n. The others have words of their own, in Vietnamese: half a language is none. */
const WHOLE: readonly string[] = ['wall'];

/** `asked`: what the page says of itself. */
export function languageOf(page: string, asked: string): Language {
  const known = LANGUAGES.find((language) => language === asked) ?? 'vi';
  return WHOLE.includes(page) ? known : 'vi';
}

/** Before anything of the page is drawn or loaded. Should the words not come, the page speaks Vietnamese. */
export async function chooseLanguage(page: string): Promise<void> {
  const root = document.documentElement;
  const language = languageOf(page, root.lang);
  const words = language === 'vi' ? null : await OTHERS[language]().catch(() => null);
  if (words) speak(words);
  root.lang = words ? language : 'vi';
}
