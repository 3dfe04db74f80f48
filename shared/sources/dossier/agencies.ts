// The rows of the agencies: all that are registered and valid today, and whoever else has sent or holds dossiers.
import { type Agency, districtOf, type Registry } from '../../registry.ts';
import { dayStart } from '../../time.ts';
import type { Tier } from '../../view-parts.ts';
import { AGENCY } from './figures.ts';
import { AGENCY_SIZE, agencyKey, type DossierModel, NO_DAY } from './model.ts';
import type { DossierView } from './view-schema.ts';

type Row = DossierView['byAgency'][string];
type Listed = { code: string; name: string; tier: Tier | null; district: string | null; isRequired: boolean };

export const UNREGISTERED = 'chưa đăng ký';

/** What is kept between two views of one model, never part of the model. */
export type AgencyCache = {
  key: string;
  listed: Listed[];
  rows: Record<string, Row>;
};
export const emptyAgencyCache = (): AgencyCache => ({ key: '', listed: [], rows: {} });

/** Is an agency valid at some instant of a local day? */
const isValidOn = ({ validFrom, validTo }: Agency, day: number): boolean =>
  !(validFrom !== null && validFrom >= dayStart(day + 1)) && !(validTo !== null && validTo <= dayStart(day));

function list(model: DossierModel, registry: Registry): Listed[] {
  const dealing = new Set<string>();
  for (const procedure of registry.procedures.values()) for (const code of procedure.agencies) dealing.add(code);
  const listed: Listed[] = [];
  for (const [code, agency] of registry.agencies) {
    const index = model.agencyIndex.get(code);
    const isValid = isValidOn(agency, model.day);
    if (!isValid && index === undefined) continue;
    const isRequired = isValid && (dealing.size === 0 || dealing.has(code) || index !== undefined);
    const district = districtOf(registry, code);
    listed.push({ code, name: agency.name, tier: agency.tier, district, isRequired });
  }
  for (const code of model.agencyCodes)
    if (!registry.agencies.has(code)) {
      const district = districtOf(registry, code);
      listed.push({ code, name: UNREGISTERED, tier: null, district, isRequired: false });
    }
  return listed;
}

/** Registered agencies that deal with dossiers (K15), by whether they have reported today. */
export const requiredAgencies = (
  model: DossierModel,
  registry: Registry,
): Readonly<{ code: string; name: string; hasReported: boolean }>[] =>
  list(model, registry)
    .filter(({ isRequired }) => isRequired)
    .map(({ code, name }) => ({
      code,
      name,
      hasReported: reportingOf(model, model.agencyIndex.get(code)) === 'reported',
    }));

function reportingOf(model: DossierModel, index: number | undefined): Row['reporting'] {
  if (index === undefined || (model.knownDay[index] ?? NO_DAY) === NO_DAY) return 'never';
  return model.knownDay[index] === model.day || model.datedDay[index] === model.day ? 'reported' : 'silent';
}

function rowOf(model: DossierModel, { code, name, tier, district }: Listed, old: Row | undefined): Row {
  const index = model.agencyIndex.get(code);
  const reporting = reportingOf(model, index);
  const base = agencyKey(index ?? 0, 0);
  const of = (counter: number): number | null => (reporting === 'never' ? null : (model.counts[base + counter] ?? 0));
  const received = of(AGENCY.received);
  const resolved = of(AGENCY.resolved);
  const open = of(AGENCY.open);
  const overdue = of(AGENCY.overdue);
  const level4Month = of(AGENCY.level4Month);
  const isSame =
    old !== undefined &&
    old.received === received &&
    old.resolved === resolved &&
    old.open === open &&
    old.overdue === overdue &&
    old.level4Month === level4Month &&
    old.reporting === reporting &&
    old.name === name &&
    old.tier === tier &&
    old.district === district;
  return isSame ? old : { name, tier, district, received, resolved, open, overdue, reporting, level4Month };
}

/** Has a unit that is no longer valid, or was never registered, anything to show? */
function isBare(model: DossierModel, code: string): boolean {
  const base = agencyKey(model.agencyIndex.get(code) ?? 0, 0);
  for (let i = 0; i < AGENCY_SIZE; i++) if (model.counts[base + i]) return false;
  return true;
}

/**
 * Rows by agency code; a row that did not change is the same object, and so is the whole when no row did.
 * Coverage (K15) is over the registered agencies that deal with dossiers: named by a procedure, or heard before;
 * all of them while no procedure names any.
 */
export function agencyRows(model: DossierModel, registry: Registry, cache: AgencyCache) {
  const key = `${registry.version}/${model.day}/${model.agencyCodes.length}`;
  let isChanged = false;
  if (key !== cache.key) {
    cache.key = key;
    cache.listed = list(model, registry);
    isChanged = true;
  }
  const entries: [string, Row][] = [];
  let required = 0;
  let reported = 0;
  for (const agency of cache.listed) {
    const old = Object.hasOwn(cache.rows, agency.code) ? cache.rows[agency.code] : undefined;
    const row = rowOf(model, agency, old);
    if (agency.isRequired) {
      required++;
      if (row.reporting === 'reported') reported++;
    } else if (
      row.reporting === 'silent' &&
      isExpired(registry, agency.code, model.day) &&
      isBare(model, agency.code)
    ) {
      if (old) isChanged = true;
      continue;
    }
    if (row !== old) isChanged = true;
    entries.push([agency.code, row]);
  }
  // Not by assignment: a code may be "__proto__".
  if (isChanged) cache.rows = Object.fromEntries(entries);
  return { rows: cache.rows, coverage: { numerator: reported, denominator: required } };
}

function isExpired(registry: Registry, code: string, day: number): boolean {
  const agency = registry.agencies.get(code);
  return agency !== undefined && !isValidOn(agency, day);
}
