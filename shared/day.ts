// What a day of the log is counted by.
export const KINDS = ['dossier', 'conference', 'security', 'alarm', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export const MINUTES = 1440;
