// A dossier is named by its last four digits to everybody who sees it on a screen of the past (interfaces.md §4).

/** The last four digits of a dossier code; null where there is none. */
export const lastDigits = (code: string | null): string | null =>
  code === null ? null : code.replaceAll(/\D/g, '').slice(-4);
