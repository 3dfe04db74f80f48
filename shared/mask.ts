// A dossier's code points to a person: where not everybody may see it, it is shown by its last four digits (domain.md §8).

/** `…0417` of a code; empty where it has no digit. */
export function lastDigits(code: string): string {
  const digits = code.replace(/\D/g, '').slice(-4);
  return digits === '' ? '' : `…${digits}`;
}

/** The form of a code in the country's systems, old and new (domain.md §2.2). */
const CODE = /(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,4})-\d{6}-\d{4,}/g;

/** A text that somebody wrote, with the codes in it shortened. */
export const maskCodes = (text: string): string => text.replace(CODE, lastDigits);

/** The subject of an event as it may stand on a screen: of a dossier the last four digits. */
export const shownSubject = (type: string, subject: string): string =>
  type.startsWith('dossier.') ? lastDigits(subject) : subject;
