// The month of the units for the ministry's level-4 table (domain.md §3.1, K12 to K15): the model as the month began, then
// the events of the month in any order that keeps each dossier's own times. What a unit that sent nothing did is not known.
import { canonicalAgency, type LogEvent } from '../../event.ts';
import { foldRegistry, isValidAt, type Registry, registryTypes, standsBefore } from '../../registry.ts';
import type { Ratio, Tier } from '../../view-parts.ts';
import { UNREGISTERED } from './agencies.ts';
import { record } from './fold.ts';
import * as H from './history.ts';
import { agencyNumber, type DossierModel } from './model.ts';
import { countsOf, NO_OFFER, offersOf } from './month-counts.ts';
import { type MonthTally, newTally } from './month-keys.ts';
import { type DossierData, dossierTypes } from './schema.ts';
import { readHistory } from './standing.ts';
import type { MonthCounts } from './view-schema.ts';

export type MonthUnit = Readonly<MonthCounts> &
  Readonly<{
    code: string;
    name: string;
    tier: Tier | null;
    /** as of the month's end */
    standing: 'valid' | 'expired' | 'unregistered';
    /** It is expected to send: registered, valid, and deals with dossiers. */
    required: boolean;
    reported: boolean;
  }>;

export type Month = Readonly<{
  /** by code */
  units: readonly MonthUnit[];
  /** Each dossier and each procedure once; also dossiers of which no unit is known. */
  province: MonthCounts;
  /** K15 */
  coverage: NonNullable<Ratio>;
}>;

export type MonthFold = Readonly<{
  /** An event not yet in the model. Types that say nothing of it, and what is dated at its end or later, are passed over. */
  add: (event: LogEvent) => void;
  result: () => Month;
}>;

/**
 * Follows [from, to), epoch ms; `to` is the first instant of the next month, or now. `model` and `registry` are those of
 * the log's prefix received before `from`; both are folded further in place. Units, names and procedures are as of the end.
 */
export function createMonth(model: DossierModel, registry: Registry, from: number, to: number): MonthFold {
  const heard = new Set<number>();
  const histories = new Map<string, number[]>();
  for (const [code, { h }] of model.dossiers) histories.set(code, h);

  function hear(event: LogEvent, agency: number): void {
    if (agency >= 0 && event.time >= from) heard.add(agency);
  }

  function addDossier(event: LogEvent): void {
    const agency = agencyNumber(model, event.agency);
    hear(event, agency);
    const { subject, type, data } = event;
    if (type === 'feed.totals' || subject === null) return;
    const h = histories.get(subject) ?? [];
    histories.set(subject, h);
    record(model, h, event, agency, registry);
    if (type === 'dossier.transferred') {
      const to = canonicalAgency((data as DossierData['dossier.transferred']).toAgency);
      hear(event, agencyNumber(model, to));
    }
  }

  /** -1: dossiers of which no unit is known. */
  function tallies(): { all: MonthTally; byAgency: Map<number, MonthTally> } {
    const [all, byAgency] = [newTally(), new Map<number, MonthTally>()];
    for (const h of histories.values()) {
      const s = readHistory(h, from, to);
      const [isReceived, isNew] = [s.received >= from && s.received < to, s.submitted >= from && s.submitted < to];
      if (s.isDeleted || !(isReceived || isNew)) continue;
      const own = byAgency.get(s.agency) ?? newTally();
      byAgency.set(s.agency, own);
      const procedure = isNew && s.channel === H.ONLINE ? model.procedureCodes[s.procedure] : undefined;
      for (const tally of [all, own]) {
        if (isReceived) tally.received += 1;
        if (isReceived && s.level === 4) tally.level4 += 1;
        if (procedure !== undefined) tally.procedures.add(procedure);
      }
    }
    return { all, byAgency };
  }

  return {
    add(event) {
      if (event.time >= to) return;
      if (event.type in dossierTypes) addDossier(event);
      else if (event.type in registryTypes && standsBefore(event, to)) foldRegistry(registry, event);
    },
    result() {
      const { all, byAgency } = tallies();
      const offers = offersOf(registry, to - 1);
      const units: MonthUnit[] = [];
      for (const code of new Set([...registry.agencies.keys(), ...model.agencyCodes])) {
        const index = model.agencyIndex.get(code);
        const agency = registry.agencies.get(code);
        const isValid = agency !== undefined && isValidAt(agency, to - 1);
        const required = isValid && (offers.byAgency.size === 0 || offers.byAgency.has(code) || index !== undefined);
        const tally = byAgency.get(index ?? Number.NaN);
        const reported = tally !== undefined || (index !== undefined && heard.has(index));
        if (!required && !reported) continue;
        units.push({
          ...{ code, name: agency?.name ?? UNREGISTERED, tier: agency?.tier ?? null, required, reported },
          standing: agency === undefined ? 'unregistered' : isValid ? 'valid' : 'expired',
          ...countsOf(registry, offers.byAgency.get(code) ?? NO_OFFER, reported ? (tally ?? newTally()) : null),
        });
      }
      units.sort((a, b) => (a.code < b.code ? -1 : 1));
      const due = units.filter(({ required }) => required);
      return {
        units,
        province: countsOf(registry, offers.all, heard.size > 0 || all.received > 0 ? all : null),
        coverage: { numerator: due.filter(({ reported }) => reported).length, denominator: due.length },
      };
    },
  };
}
