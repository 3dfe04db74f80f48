// Communes that become one on the first simulated day: new dossiers go to the new unit, open ones are handed over.
import { dayStart, dayText, HOUR_MS } from '../time.ts';
import type { ProvinceAgency } from './province.ts';
import type { Setup } from './setup.ts';

/** Of the local day: when the systems hand the dossiers over. */
export const MERGE_CLOCK = 5 * HOUR_MS;

type Held = Readonly<{
  time: number;
  type: string;
  agency: string;
  data: Readonly<Record<string, unknown>>;
  status: number | null;
  dueAt: number | null;
}>;

/** In the first three districts the last two communes become one, under the code of the first of them plus 50. */
export function createMerge(setup: Setup) {
  const successors = new Map<string, ProvinceAgency>();
  if (setup.scenario.merge) {
    const districts = setup.province.agencies.filter((agency) => agency.tier === 'district').slice(0, 3);
    for (const district of districts) {
      const [one, other] = setup.province.agencies.filter((agency) => agency.parent === district.code).slice(-2);
      if (!one || !other) continue;
      const number = Number(one.code.split('.').at(-1)) + 50;
      const joined: ProvinceAgency = {
        ...one,
        code: `${district.code}.${number}`,
        name: `${one.name} - ${other.name.replace(/^UBND (xã|phường|thị trấn) /, '')}`,
        weight: one.weight + other.weight,
        gso: null,
      };
      successors.set(one.code, joined);
      successors.set(other.code, joined);
    }
  }
  const at = dayStart(setup.startDay);
  return {
    /** Code of the unit that stands for `agency` on a local day. */
    holderOn: (agency: string, day: number): string =>
      day < setup.startDay ? agency : (successors.get(agency)?.code ?? agency),
    /** New units, and old ones with the day on which they end. */
    registrations: (): { agency: ProvinceAgency; validFrom?: string; validTo?: string }[] => [
      ...[...successors].map(([code]) => {
        const agency = setup.province.agencies.find((known) => known.code === code);
        if (!agency) throw new Error(`unknown agency ${code}`);
        return { agency, validTo: dayText(setup.startDay) };
      }),
      ...[...new Set(successors.values())].map((agency) => ({ agency, validFrom: dayText(setup.startDay) })),
    ],
    /** The same story with its dossier handed over, where it outlives its unit. */
    apply: <E extends Held>(events: readonly E[], agency: string, clock: number): readonly (E | Held)[] => {
      if (successors.size === 0) return events;
      const moved = (code: string): string => successors.get(code)?.code ?? code;
      const holder = events.filter((event) => event.time < at).at(-1)?.agency ?? agency;
      const renamed = events.map((event) => {
        if (event.time < at) return event;
        const { toAgency } = event.data;
        const data = typeof toAgency === 'string' ? { ...event.data, toAgency: moved(toAgency) } : event.data;
        return { ...event, agency: moved(event.agency), data };
      });
      const isHeldOver = events.some((event) => event.time < at) && events.some((event) => event.time > at + clock);
      if (!isHeldOver || moved(holder) === holder) return renamed;
      const handOver: Held = {
        time: at + clock,
        type: 'dossier.transferred',
        agency: moved(holder),
        data: { toAgency: moved(holder) },
        status: null,
        dueAt: null,
      };
      return [...renamed, handOver].sort((a, b) => a.time - b.time);
    },
  };
}
