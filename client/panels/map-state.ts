// What the province map shows: each unit of the agency tree, and the worst that is known of it.
import type { Priority } from '../../shared/source.ts';
import type { View } from '../../shared/view.ts';
import { absentOf } from './conference.tsx';

/** Worst first. `silent`: has sent before, but not today. */
export const WORST = ['alarm', 'missing', 'overdue', 'unknown', 'silent', 'well'] as const;
export type Worst = (typeof WORST)[number];

export type MapUnit = Readonly<{
  code: string;
  name: string;
  /** Of the district or the province itself. */
  isMajor: boolean;
  worst: Worst;
  /** Of its worst active alarm. */
  priority: Priority | null;
  missing: number;
  overdue: number;
}>;

/** A district with its communes; the points of the province; communes that lie in no district; units nobody registered. */
export type MapBlock = Readonly<{
  id: string;
  kind: 'district' | 'province' | 'communes' | 'unregistered';
  name: string;
  units: readonly MapUnit[];
}>;

/** What of a view it is made from. */
export type Asked = Readonly<{
  dossier: Pick<View['dossier'], 'byAgency'>;
  conference: Pick<View['conference'], 'grid' | 'conferences'>;
  alarms: Pick<View['alarms'], 'top'>;
}>;

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];
const KINDS: readonly MapBlock['kind'][] = ['province', 'district', 'communes', 'unregistered'];

function worseOf(a: Priority | undefined, b: Priority): Priority {
  return a !== undefined && PRIORITIES.indexOf(a) <= PRIORITIES.indexOf(b) ? a : b;
}

/** Worst active alarm by agency: on itself, or on an endpoint of it. */
function alarmsOf({ alarms, conference }: Asked): Map<string, Priority> {
  const found = new Map<string, Priority>();
  for (const { subject, state, priority } of Object.values(alarms.top)) {
    if (!state.startsWith('active_')) continue;
    const agency = Object.hasOwn(conference.grid, subject) ? conference.grid[subject]?.agency : subject;
    if (agency) found.set(agency, worseOf(found.get(agency), priority));
  }
  return found;
}

function countBy(codes: Iterable<string | null | undefined>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const kindOf = ({ tier, district }: View['dossier']['byAgency'][string]): MapBlock['kind'] => {
  if (tier === null) return 'unregistered';
  if (district !== null) return 'district';
  return tier === 'commune' ? 'communes' : 'province';
};

/** By code: shorter parts first, so that H44.14.2 stands before H44.14.10. */
export function byCode(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x !== y) return x.length - y.length || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

/** The province first, then the districts by code; their own unit first in each. */
export function mapBlocks(view: Asked): MapBlock[] {
  const { byAgency } = view.dossier;
  const { grid } = view.conference;
  const alarms = alarmsOf(view);
  const missing = countBy(absentOf(view.conference).map(({ id }) => grid[id]?.agency));
  const seen = countBy(Object.values(grid).map(({ agency, state }) => (state === 'unknown' ? null : agency)));
  const blocks = new Map<string, { kind: MapBlock['kind']; units: MapUnit[] }>();
  for (const [code, row] of Object.entries(byAgency)) {
    const kind = kindOf(row);
    const id = kind === 'district' ? (row.district ?? '') : kind;
    const block = blocks.get(id) ?? { kind, units: [] };
    blocks.set(id, block);
    const of = { missing: missing.get(code) ?? 0, overdue: row.overdue ?? 0, priority: alarms.get(code) ?? null };
    const isKnown = row.reporting !== 'never' || seen.has(code);
    const worst: Worst =
      of.priority !== null
        ? 'alarm'
        : of.missing > 0
          ? 'missing'
          : of.overdue > 0
            ? 'overdue'
            : !isKnown
              ? 'unknown'
              : row.reporting === 'silent'
                ? 'silent'
                : 'well';
    block.units.push({ ...of, code, name: row.name, worst, isMajor: code === id || row.tier === 'province' });
  }
  return [...blocks]
    .map(([id, { kind, units }]) => ({
      ...{ id, kind, name: kind === 'district' ? (byAgency[id]?.name ?? id) : kind },
      units: units.sort((a, b) => Number(b.isMajor) - Number(a.isMajor) || byCode(a.code, b.code)),
    }))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byCode(a.id, b.id));
}

/** Worst first: what its alarm is, how many endpoints, how many dossiers. Those that are well or merely quiet are left out. */
export function unitsInNeed(blocks: readonly MapBlock[]): MapUnit[] {
  const rank = (unit: MapUnit): number => (unit.priority === null ? 9 : PRIORITIES.indexOf(unit.priority));
  return blocks
    .flatMap(({ units }) => units)
    .filter(({ worst }) => worst === 'alarm' || worst === 'missing' || worst === 'overdue')
    .sort((a, b) => rank(a) - rank(b) || b.missing - a.missing || b.overdue - a.overdue || byCode(a.code, b.code));
}

/** The worst of an area of the site's own map: of its unit and of all below it in the tree. null: no unit has its code. */
export function stateOfArea(
  units: ReadonlyMap<string, MapUnit>,
  districts: ReadonlyMap<string, MapBlock>,
  code: string,
) {
  const all = districts.get(code)?.units ?? [units.get(code)].filter((unit) => unit !== undefined);
  if (all.length === 0) return null;
  const worst = WORST.find((one) => all.some((unit) => unit.worst === one)) ?? 'well';
  const priority = PRIORITIES.find((one) => all.some((unit) => unit.priority === one)) ?? null;
  const sum = (of: 'missing' | 'overdue'): number => all.reduce((total, unit) => total + unit[of], 0);
  return { worst, priority, missing: sum('missing'), overdue: sum('overdue') };
}
