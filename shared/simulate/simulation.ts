// A whole simulated province: three feeds with their heartbeats, the register of its units, and the truth about it.
import { conferenceDay } from '../sources/conference/simulate.ts';
import { type SecurityStories, securityDaysBehind, securityStories } from '../sources/security/simulate.ts';
import { DAY_MS, dayNumber, dayStart, MINUTE_MS } from '../time.ts';
import { bySending, type SimEvent } from './delivery.ts';
import { createDossierFeed, isCut } from './dossier-feed.ts';
import { simulatedProcedures } from './procedures.ts';
import { DEFAULTS, type Setup, SIMULATED_SOURCES } from './setup.ts';
import { conferenceTruth } from './truth-conference.ts';
import { dossierTruth } from './truth-dossier.ts';
import { securityTruth } from './truth-security.ts';

export const createSetup = (
  given: Pick<Setup, 'province' | 'scenario' | 'startDay' | 'isWorkingDay'> & Partial<Setup>,
): Setup => ({ ...DEFAULTS, ...given });

/** Units, procedures and endpoints, as the sources register them when they go live. */
function registrations(
  setup: Setup,
  merged: readonly { agency: Setup['province']['agencies'][number]; validFrom?: string; validTo?: string }[],
): SimEvent[] {
  const time = dayStart(setup.startDay);
  const out: SimEvent[] = [];
  const add = (
    source: string,
    type: string,
    subject: string,
    agency: string | null,
    data: SimEvent['data'],
    mark = '',
  ): void => {
    out.push({ sendAt: time, time, id: `${type}#${subject}${mark}`, source, type, subject, agency, data });
  };
  const unit = ({ name, tier, parent }: Setup['province']['agencies'][number]): SimEvent['data'] =>
    parent === null ? { name, tier } : { name, tier, parent };
  for (const agency of setup.province.agencies) {
    add(SIMULATED_SOURCES.dossier, 'agency.registered', agency.code, agency.code, unit(agency));
  }
  for (const { agency, ...validity } of merged) {
    add(
      SIMULATED_SOURCES.dossier,
      'agency.registered',
      agency.code,
      agency.code,
      { ...unit(agency), ...validity },
      '+',
    );
  }
  for (const { code, level, name } of simulatedProcedures()) {
    add(SIMULATED_SOURCES.dossier, 'procedure.registered', code, null, name === null ? { level } : { level, name });
  }
  for (const { id, name, tier, agency, critical } of setup.province.endpoints) {
    add(SIMULATED_SOURCES.conference, 'endpoint.registered', id, agency, { name, tier, agency, critical });
  }
  return out;
}

/** Each source says once a minute that it lives, all day and night; a cut one does not. */
function heartbeats(setup: Setup, day: number): SimEvent[] {
  const out: SimEvent[] = [];
  for (const [index, source] of Object.values(SIMULATED_SOURCES).entries()) {
    for (let minute = 0; minute < 1_440; minute++) {
      const time = dayStart(day) + minute * MINUTE_MS + 5_000 + index * 7_000;
      if (source === SIMULATED_SOURCES.dossier && isCut(setup, time)) continue;
      const data = { expectedEverySec: 60, backlog: 0 };
      const id = `feed.heartbeat#${source}#${Math.floor(time / MINUTE_MS)}`;
      out.push({ sendAt: time + 100, time, id, source, type: 'feed.heartbeat', subject: source, agency: null, data });
    }
  }
  return out;
}

/** Expected figures at an instant; names as in the view (interfaces.md §4). */
export type Truth = Readonly<{
  dossier: ReturnType<typeof dossierTruth>;
  conference: ReturnType<typeof conferenceTruth>;
  security: ReturnType<typeof securityTruth>;
}>;

export type Simulation = Readonly<{
  /** Events sent on a local day (day number), in the order of sending. Empty before the first day. */
  events: (day: number) => SimEvent[];
  /** What a monitor that received everything sent up to `at` must show at `at` (epoch ms, on or after the first day). */
  truth: (at: number) => Truth;
}>;

/** The same setup gives the same days, in whatever order they are asked for; rising order is the cheap one. */
export function createSimulation(setup: Setup): Simulation {
  const dossiers = createDossierFeed(setup);
  const security = new Map<number, SecurityStories>();
  const securityOn = (day: number): SecurityStories => {
    const known = security.get(day) ?? securityStories(setup, day);
    for (const old of security.keys()) if (old < day - 3) security.delete(old);
    security.set(day, known);
    return known;
  };

  function events(day: number): SimEvent[] {
    if (day < setup.startDay) return [];
    const [from, to] = [dayStart(day), dayStart(day) + DAY_MS];
    const out = [...dossiers.events(day), ...conferenceDay(setup, day), ...heartbeats(setup, day)];
    if (day === setup.startDay) out.push(...registrations(setup, dossiers.merge.registrations()));
    for (const behind of securityDaysBehind(setup, day)) {
      for (const { event, sendAt, againAt } of securityOn(behind).told) {
        if (sendAt >= from && sendAt < to) out.push({ sendAt, ...event });
        if (againAt !== null && againAt >= from && againAt < to) out.push({ sendAt: againAt, ...event });
      }
    }
    return out.sort(bySending);
  }

  return {
    events,
    truth: (at) => {
      const day = dayNumber(at);
      return {
        dossier: dossierTruth(dossiers.dossiers(day), setup, at),
        conference: conferenceTruth(setup, at),
        security: securityTruth(
          securityDaysBehind(setup, day).flatMap((d) => securityOn(d).alerts),
          at,
        ),
      };
    },
  };
}
