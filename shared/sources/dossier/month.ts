// The month of the units for the ministry's level-4 table (domain.md §3.1, K12 to K15): the model as the month began, then
// the events of the month in any order that keeps each dossier's own times. What a unit that sent nothing did is not known.
import { canonicalAgency, type LogEvent } from '../../event.ts';
import { foldRegistry, isValidAt, type Registry, registeredCode, registryTypes, standsBefore } from '../../registry.ts';
import type { Ratio, Tier } from '../../view-parts.ts';
import { UNREGISTERED } from './agencies.ts';
import { record } from './fold.ts';
import * as H from './history.ts';
import { agencyNumber, type DossierModel } from './model.ts';
import { type DossierData, dossierTypes } from './schema.ts';
import { readHistory } from './standing.ts';

type Counts = Readonly<{
  /** K12: procedures of level 4 among all that it offers */
  offered: NonNullable<Ratio>;
  /** K13: of its level-4 procedures, those with an online dossier submitted this month; null: it sent nothing */
  used: Ratio;
  /** K1: first received this month; null: it sent nothing */
  received: number | null;
  /** K14: of these, level 4 */
  level4: number | null;
}>;

export type MonthUnit = Counts &
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
  province: Counts;
  /** K15 */
  coverage: NonNullable<Ratio>;
}>;

export type MonthFold = Readonly<{
  /** An event not yet in the model. Types that say nothing of it, and what is dated at its end or later, are passed over. */
  add: (event: LogEvent) => void;
  result: () => Month;
}>;

/** Procedures that a unit's online dossiers were about, and its counts. */
type Tally = { received: number; level4: number; procedures: Set<string> };
const newTally = (): Tally => ({ received: 0, level4: 0, procedures: new Set() });

/**
 * Follows [from, to), epoch ms; `to` is the first instant of the next month, or now. `model` and `registry` are those of
 * the log's prefix received before `from`; both are folded further in place. Units, names and procedures are as of the end.
 */
export function createMonth(model: DossierModel, registry: Registry, from: number, to: number): MonthFold {
  const heard = new Set<number>();
  /** dossier → procedure it was submitted for, with the instant of that */
  const procedureOf = new Map<string, { at: number; procedure: string }>();
  const histories = new Map<string, number[]>();
  for (const [code, { h }] of model.dossiers) histories.set(code, h);

  function hear(event: LogEvent, agency: number): void {
    if (agency >= 0 && event.time >= from) heard.add(agency);
  }

  function keepProcedure(dossier: string, at: number, procedure: string | undefined): void {
    const known = procedureOf.get(dossier);
    if (procedure !== undefined && !(known && known.at <= at)) procedureOf.set(dossier, { at, procedure });
  }

  function addDossier(event: LogEvent): void {
    const agency = agencyNumber(model, event.agency);
    hear(event, agency);
    const { subject, type, time, data } = event;
    if (type === 'feed.totals' || subject === null) return;
    const h = histories.get(subject) ?? [];
    histories.set(subject, h);
    record(model, h, event, agency, registry);
    if (type === 'dossier.submitted')
      keepProcedure(subject, time, (data as DossierData['dossier.submitted']).procedure);
    else if (type === 'dossier.snapshot')
      keepProcedure(subject, time, (data as DossierData['dossier.snapshot']).procedure);
    else if (type === 'dossier.transferred') {
      const to = canonicalAgency((data as DossierData['dossier.transferred']).toAgency);
      hear(event, agencyNumber(model, to));
    }
  }

  /** -1: dossiers of which no unit is known. */
  function tallies(): { all: Tally; byAgency: Map<number, Tally> } {
    const [all, byAgency] = [newTally(), new Map<number, Tally>()];
    for (const [code, h] of histories) {
      const s = readHistory(h, from, to);
      const [isReceived, isNew] = [s.received >= from && s.received < to, s.submitted >= from && s.submitted < to];
      if (s.isDeleted || !(isReceived || isNew)) continue;
      const own = byAgency.get(s.agency) ?? newTally();
      byAgency.set(s.agency, own);
      const procedure = isNew && s.channel === H.ONLINE ? procedureOf.get(code)?.procedure : undefined;
      const registered = registeredCode(registry, procedure);
      for (const tally of [all, own]) {
        if (isReceived) tally.received += 1;
        if (isReceived && s.level === 4) tally.level4 += 1;
        if (registered !== undefined) tally.procedures.add(registered);
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
          ...countsOf(offers.byAgency.get(code) ?? NO_OFFER, reported ? (tally ?? newTally()) : null),
        });
      }
      units.sort((a, b) => (a.code < b.code ? -1 : 1));
      const due = units.filter(({ required }) => required);
      return {
        units,
        province: countsOf(offers.all, heard.size > 0 || all.received > 0 ? all : null),
        coverage: { numerator: due.filter(({ reported }) => reported).length, denominator: due.length },
      };
    },
  };
}

type Offer = Readonly<{ procedures: number; level4: ReadonlySet<string> }>;
const NO_OFFER: Offer = { procedures: 0, level4: new Set() };

/** Procedures in force at an instant, of all and of each unit that one of them names. */
function offersOf(registry: Registry, instant: number): { all: Offer; byAgency: Map<string, Offer> } {
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

/** `tally` null: nothing is known. */
const countsOf = ({ procedures, level4 }: Offer, tally: Tally | null): Counts => ({
  offered: { numerator: level4.size, denominator: procedures },
  used: tally && {
    numerator: [...level4].filter((code) => tally.procedures.has(code)).length,
    denominator: level4.size,
  },
  received: tally?.received ?? null,
  level4: tally?.level4 ?? null,
});
