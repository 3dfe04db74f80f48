// What the month's table says of a unit (domain.md §3.1, K12 to K14), for the report and for the screens alike.
import { isValidAt, type Registry, registeredCode } from '../../registry.ts';
import type { MonthTally } from './month-keys.ts';
import type { MonthCounts } from './view-schema.ts';

export type Offer = Readonly<{ procedures: number; level4: ReadonlySet<string> }>;
export const NO_OFFER: Offer = { procedures: 0, level4: new Set() };

/** Procedures in force at an instant, of all and of each unit that one of them names. */
export function offersOf(registry: Registry, instant: number): { all: Offer; byAgency: Map<string, Offer> } {
  const all = { procedures: 0, level4: new Set<string>() };
  const byAgency = new Map<string, typeof all>();
  for (const [code, procedure] of registry.procedures) {
    if (!isValidAt(procedure, instant)) continue;
    const offers = procedure.agencies.map((agency) => {
      const own = byAgency.get(agency) ?? { procedures: 0, level4: new Set<string>() };
      byAgency.set(agency, own);
      return own;
    });
    for (const offer of new Set([all, ...offers])) {
      offer.procedures += 1;
      if (procedure.level === 4) offer.level4.add(code);
    }
  }
  return { all, byAgency };
}

/** Level-4 procedures among those that came, each by the code under which it is registered. */
function usedOf(level4: ReadonlySet<string>, { procedures }: MonthTally, registry: Registry): number {
  const registered = new Set([...procedures].map((code) => registeredCode(registry, code)));
  return [...level4].filter((code) => registered.has(code)).length;
}

/** `tally` null: nothing is known. */
export const countsOf = (registry: Registry, { procedures, level4 }: Offer, tally: MonthTally | null): MonthCounts => ({
  offered: { numerator: level4.size, denominator: procedures },
  used: tally && { numerator: usedOf(level4, tally, registry), denominator: level4.size },
  received: tally?.received ?? null,
  level4: tally?.level4 ?? null,
});
