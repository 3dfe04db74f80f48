// Agencies that have reported before and not today (A05 of domain.md §4). Silence is not calm, and "never" is not silence.
import { districtOf, isValidAt, type Registry } from '../../registry.ts';
import { type DossierModel, NO_DAY } from './model.ts';

/** A code nobody registered may be a slip of the pen: it is missed only for so long. */
const UNREGISTERED_DAYS = 7;

/** Codes of agencies valid at `now` of which nothing was heard on the local day up to which the model has been settled. */
export function* quietAgencies(model: DossierModel, registry: Registry, now: number): Iterable<string> {
  for (const [index, code] of model.agencyCodes.entries()) {
    const known = model.knownDay[index] ?? NO_DAY;
    if (known === NO_DAY || known === model.day || model.datedDay[index] === model.day) continue;
    const agency = registry.agencies.get(code);
    if (agency ? isValidAt(agency, now) : known >= model.day - UNREGISTERED_DAYS) yield code;
  }
}

/** The district an agency lies in, or else what stands at the top of it: the province. */
export function agencyAbove(registry: Registry, code: string): string {
  const district = districtOf(registry, code);
  if (district !== null) return district;
  let at = code;
  for (let depth = 0; depth < 8; depth++) {
    const cut = at.lastIndexOf('.');
    const up: string | null = registry.agencies.get(at)?.parent ?? (cut > 0 ? at.slice(0, cut) : null);
    if (up === null) break;
    at = up;
  }
  return at;
}
