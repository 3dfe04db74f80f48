// What a simulation is asked for. Everything that it makes depends on this alone (I4).
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { Province } from './province.ts';

export type Scenario = Readonly<{
  /** Vietnamese, for people who choose it. */
  name: string;
  /** A first day that shows it well. */
  suggestedDay: string;
  /** Dossiers, in place of what the date alone would give (month end ×1.3, after Tết ×1.6); null: by date. */
  dossierFactor: number | null;
  securityFactor: number;
  /** A conference of all endpoints each working day at 08:00. */
  conference: boolean;
  /** Minutes before the beginning: the middle of the surge of joins, and the span of the technicians' tests. */
  habits: Readonly<{ joinMin: number; testMin: readonly [from: number, to: number] }>;
  /** Bursts of alerts on one asset, in milliseconds of the local day. */
  attack: Readonly<{ from: number; rampMs: number; plateauMs: number; perSec: number }> | null;
  /** The dossier feed is cut; what happened meanwhile is sent afterwards. Milliseconds of the local day. */
  outage: Readonly<{ from: number; to: number }> | null;
  /** A day off whatever the calendar says. */
  holiday: boolean;
  /** On the first day some communes become one. */
  merge: boolean;
}>;

const normal: Scenario = {
  name: 'Ngày thường',
  suggestedDay: '2021-10-12',
  dossierFactor: null,
  securityFactor: 1,
  conference: false,
  habits: { joinMin: 7, testMin: [60, 20] },
  attack: null,
  outage: null,
  holiday: false,
  merge: false,
};
const attack = { from: 9.5 * HOUR_MS, rampMs: 3 * MINUTE_MS, plateauMs: 10 * MINUTE_MS, perSec: 100 };

export const SCENARIOS = {
  normal,
  'month-end': { ...normal, name: 'Cuối tháng', suggestedDay: '2021-10-29', dossierFactor: 1.3 },
  'after-tet': { ...normal, name: 'Sau Tết', suggestedDay: '2021-02-17', dossierFactor: 1.6 },
  conference: { ...normal, name: 'Hội nghị 302 điểm cầu', conference: true },
  // A well-drilled province: tested and seated before the rules ask for it, so that an alarm means something.
  demo: { ...normal, name: 'Trình diễn', conference: true, habits: { joinMin: 20, testMin: [110, 64] } },
  'conference-attack': { ...normal, name: 'Hội nghị và tấn công', conference: true, attack },
  'feed-outage': { ...normal, name: 'Mất nguồn một cửa', outage: { from: 9 * HOUR_MS, to: 10.5 * HOUR_MS } },
  'gio-to': {
    ...normal,
    name: 'Giỗ Tổ Hùng Vương',
    suggestedDay: '2021-04-21',
    holiday: true,
    securityFactor: 3,
    attack: { ...attack, plateauMs: MINUTE_MS, rampMs: MINUTE_MS, perSec: 20 },
  },
  'commune-merge': { ...normal, name: 'Sáp nhập xã', suggestedDay: '2021-11-01', merge: true },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;

export const isScenario = (name: string): name is ScenarioName => Object.hasOwn(SCENARIOS, name);

export type Setup = Readonly<{
  seed: number;
  province: Province;
  scenario: Scenario;
  /** Local day number of the first simulated day: what is older is delivered as `dossier.snapshot`. */
  startDay: number;
  /** The province's calendar; local day number. */
  isWorkingDay: (day: number) => boolean;
  /** Multiplies dossiers and alerts; 1 = an ordinary province (domain.md §2.7). */
  rate: number;
  /** Share of dossiers handed in online, of 1. */
  onlineShare: number;
  /** Out of order, late and repeated deliveries; false: everything arrives once and in order. */
  faults: boolean;
  /** Endpoints in a conference say that they live so often (seconds, below 90). */
  heartbeatSec: number;
}>;

export const DEFAULTS = { seed: 1, rate: 1, onlineShare: 0.2, faults: true, heartbeatSec: 30 } as const;

/** The sources that a simulated province has. */
export const SIMULATED_SOURCES = {
  dossier: '/phutho/motcua',
  conference: '/phutho/hoinghi',
  security: '/phutho/soc',
} as const;
