// "Which seventeen?": from a figure of the view to those that are counted in it, by the same predicates, and its rule in words.
import { alarmPart } from './alarm/explain.ts';
import type { ExplainedValue } from './explain/answer.ts';
import type { Described, Entry, Figure, FigureOf, Kind, Part } from './explain/figure.ts';
import { type Place, placeOf, valueAt } from './explain/path.ts';
import { feedPart } from './feeds/explain.ts';
import { contextOf, type Model } from './model.ts';
import { conferencePart } from './sources/conference/explain.ts';
import { dossierPart } from './sources/dossier/explain.ts';
import { AGENCY } from './sources/dossier/figures.ts';
import { securityPart } from './sources/security/explain.ts';
import type { View } from './view.ts';
import { viewOf } from './view-of.ts';

/** The parts of the view that hold figures: one that is in no part below does not compile. A band counts nothing. */
type Counted = { [K in Exclude<keyof View, 'usual'>]: [FigureOf<Pick<View, K>>] extends [never] ? never : K }[Exclude<
  keyof View,
  'usual'
>];

const PARTS = {
  dossier: { part: dossierPart, modelOf: (model: Model) => model.sources.dossier },
  conference: { part: conferencePart, modelOf: (model: Model) => model.sources.conference },
  security: { part: securityPart, modelOf: (model: Model) => model.sources.security },
  alarms: { part: alarmPart, modelOf: (model: Model) => model.alarms },
  feeds: { part: feedPart, modelOf: (model: Model) => model.feeds },
} as const satisfies Record<Counted, unknown>;
type PartName = keyof typeof PARTS;
const PART_NAMES = Object.keys(PARTS) as PartName[];

type AnyPart = Readonly<{
  figures: Readonly<Record<string, Figure<unknown> | null>>;
  describe: Part<unknown, unknown>['describe'];
}>;
const partOf = (name: PartName): AnyPart => PARTS[name].part as unknown as AnyPart;

/** Every figure that can be asked for, by its path with `*` for keys; null: it counts nothing. */
export const FIGURES: ReadonlyMap<string, Figure<unknown> | null> = new Map(
  PART_NAMES.flatMap((name) =>
    Object.entries(partOf(name).figures).map(([pattern, figure]) => [`${name}.${pattern}`, figure] as const),
  ),
);

/** `figure`: a path in the view; of an agency or a conference the leaf alone (`dossier.overdue`, `conference.missing`). */
export type Asked = Readonly<{ figure: string; agency?: string | null; conference?: string | null }>;

/** A figure that exists, at its place in a part of the view. */
export type Located = Readonly<{ name: PartName; place: Place; figure: Figure<unknown> }>;

function pathOf({ figure, agency = null, conference = null }: Asked): string | null {
  const [part = '', leaf = ''] = [figure.slice(0, figure.indexOf('.')), figure.slice(figure.indexOf('.') + 1)];
  if (agency !== null && conference !== null) return null;
  if (agency !== null)
    return part === 'dossier' && Object.hasOwn(AGENCY, leaf) ? `dossier.byAgency.${agency}.${leaf}` : null;
  if (conference !== null) return part === 'conference' ? `conference.conferences.${conference}.${leaf}` : null;
  return FIGURES.has(`conference.endpoints.${leaf}`) && part === 'conference' ? `conference.endpoints.${leaf}` : figure;
}

/** Finds a figure by what is asked; null: there is no such figure, or it counts nothing. */
export function locate(asked: Asked): Located | null {
  const path = pathOf(asked);
  const name = path?.slice(0, path.indexOf('.'));
  if (path === null || name === undefined || !Object.hasOwn(PARTS, name)) return null;
  const part = partOf(name as PartName);
  const place = placeOf(Object.keys(part.figures), path.slice(name.length + 1));
  const figure = place && part.figures[place.pattern];
  return place && figure ? { name: name as PartName, place, figure } : null;
}

/** Members that are told one by one. */
export const MOST_MEMBERS = 500;

export type ListedMember = Entry & Described & Readonly<{ kind: Kind }>;
export type Listing = Readonly<{
  /** as it stands in the view; a list of ids as their number; undefined: the view has no such agency, conference, hour */
  value: ExplainedValue | undefined;
  /** how many members there are; null: they are not known one by one */
  total: number | null;
  /** the first `limit` in their order */
  members: readonly ListedMember[];
}>;

/**
 * The members of a figure at `now` (epoch ms, not before `model.at`). Their `counts` and `of` add up to its value, but for
 * means and for what is known in part.
 */
export function listMembers(
  model: Model,
  now: number,
  { name, place, figure }: Located,
  limit = MOST_MEMBERS,
): Listing {
  const found = valueAt(viewOf(model, now)[name], place);
  const value = (Array.isArray(found) ? found.length : found) as ExplainedValue | undefined;
  if (value === undefined || value === null || figure.list === null) return { value, total: null, members: [] };
  const own = PARTS[name].modelOf(model);
  const ask = { now, ctx: contextOf(model), key: place.key };
  const entries = figure.list(own, ask).sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const { kind } = figure;
  const members = entries.slice(0, limit).map((entry) => {
    const described = partOf(name).describe(own, kind, entry.id, ask);
    return { ...entry, ...described, kind, facts: { ...figure.facts?.(own, entry, ask), ...described.facts } };
  });
  const total = figure.isCapped && typeof value === 'number' ? Math.max(value, entries.length) : entries.length;
  return { value, total, members };
}
