// A rule as it stands in the form: every field is text until it is saved, so that nothing a person types is lost or guessed.
import type { RuleSettings } from '../../shared/alarm/settings.ts';
import type { Guidance, LevelSpec, ParamSpec, Priority, RuleKind } from '../../shared/source.ts';

/** A rule of `GET /api/rules`. */
export type ListedRule = Readonly<{
  id: string;
  kind: RuleKind;
  latching: boolean;
  hasOnset: boolean;
  guidance: Guidance | null;
  levels: Readonly<Record<string, LevelSpec>>;
  params: Readonly<Record<string, ParamSpec>>;
  defaults: RuleSettings;
  settings: RuleSettings;
  changed: boolean;
  note: Readonly<{ text: string; by: string; at: string; revision: number }> | null;
}>;
export type RuleList = Readonly<{
  version: number;
  rules: readonly ListedRule[];
  shifts: Readonly<{ starts: readonly string[] }>;
}>;

export type Draft = Readonly<{
  enabled: boolean;
  name: string;
  owner: string;
  levels: Readonly<Record<string, Priority>>;
  params: Readonly<Record<string, string>>;
  onDelaySec: string;
  offDelaySec: string;
  responseMin: string;
}>;

const textOf = (value: number | null): string => (value === null ? '' : String(value));

export const draftOf = (settings: RuleSettings): Draft => ({
  ...settings,
  params: Object.fromEntries(Object.entries(settings.params).map(([name, value]) => [name, String(value)])),
  onDelaySec: textOf(settings.onDelaySec),
  offDelaySec: textOf(settings.offDelaySec),
  responseMin: textOf(settings.responseMin),
});

/** null for an empty field: the server says which fields may not be empty. */
const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** What is sent; the server checks it. */
export const settingsOfDraft = (draft: Draft) => ({
  ...draft,
  params: Object.fromEntries(Object.entries(draft.params).map(([name, text]) => [name, numberOf(text)])),
  onDelaySec: numberOf(draft.onDelaySec),
  offDelaySec: numberOf(draft.offDelaySec),
  responseMin: numberOf(draft.responseMin),
});

/** Are these the same settings? Both come from the server, so their keys stand in the same order. */
export const isSame = (a: RuleSettings, b: RuleSettings): boolean => JSON.stringify(a) === JSON.stringify(b);
