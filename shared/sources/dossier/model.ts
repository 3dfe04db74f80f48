// The model of the dossiers: histories, and figures that are kept by adding and taking away what each dossier counts for.
// Plain data throughout, so that it can be written as JSON and read back.

/** An instant that never comes; also "no due date". */
export const NEVER = Number.MAX_SAFE_INTEGER;
/** "No such instant" where instants are compared as "at or after". */
export const NONE = Number.MIN_SAFE_INTEGER;
export const NO_DAY = -(2 ** 30);

/** Names are short because there are a hundred thousand of them in a snapshot. */
export type Dossier = {
  /** history, five numbers an entry (history.ts), by (time, seq) */
  h: number[];
  /** keys of the counters this dossier stands in (counters.ts) */
  c: number[];
  /** largest `foldAt` of its events */
  f: number;
  /** instant at which the clock alone may change `c`; NEVER when nothing waits */
  w: number;
  /** 1: waits in `dirty` */
  q: 0 | 1;
  /** 1: closed (3, 7, 9, 10) or deleted */
  s: 0 | 1;
  /** working ms it took, counted in `workMs`; -1 when not resolved today */
  u: number;
  /** list of `waits` that it stands in, and its instant there; NO_LIST, 0 */
  l: number;
  t: number;
};

export type DossierModel = {
  /** `receivedAt` of the newest event; null before the first */
  asOf: number | null;
  /** local day of the first event; earlier days are never closed figures */
  began: number;
  /** local day that the figures are of */
  day: number;
  /** first instant of the month of `day` */
  monthStart: number;
  /** instant up to which the clock has been followed */
  now: number;
  /** of the batch being folded */
  foldAt: number;
  calendarVersion: number;
  dossiers: Map<string, Dossier>;
  /** codes whose history changed since `c` was made */
  dirty: string[];
  /** is one of them older than today, so that it may change a closed day? */
  isOldDirty: boolean;
  /** binary heap by instant, entries may be outdated: valid is the one that equals the dossier's `w` */
  timers: { at: number[]; code: string[] };
  agencyCodes: string[];
  agencyIndex: Map<string, number>;
  procedureCodes: string[];
  procedureIndex: Map<string, number>;
  /** Instant from which the procedure of a dossier is kept: an older version did not. NEVER: not known yet */
  proceduresSince: number;
  /** counters of the running month by agency (month-keys.ts), and the month that they are of */
  month: Map<number, number>;
  monthCounted: number;
  /** rises whenever a counter of the month changes */
  monthRev: number;
  /** by agency: last local day on which, and last local day of which, something was heard */
  knownDay: number[];
  datedDay: number[];
  /** by agency: the source that its events last came through; null before the first */
  heardFrom: (string | null)[];
  /** the source of the newest event */
  lastFrom: string | null;
  /** by agency and kind (W): the instants since or until which its dossiers wait, sorted (waits.ts) */
  waits: number[][];
  /** what should not have been done to a dossier's dates, by dossier code (offences.ts) */
  offences: Map<string, number[]>;
  /** rises with each change of `offences` */
  offencesRev: number;
  /** counters of the province and the agencies */
  counts: number[];
  /** counters of local days, within the window of correction and to come */
  days: Map<number, number[]>;
  /** figures as each day closed, then version and the batch that raised it last */
  closed: Map<number, number[]>;
  /** submitted in each hour of the days before the window of correction (hours.ts) */
  submittedByHour: Map<number, number[]>;
  /** K11 of today: sum, and number of dossiers by quarter hour */
  workMs: number;
  quarters: Map<number, number>;
};

/** Counters of the province. */
export const C = {
  carriedOver: 0,
  reopened: 1,
  ofRejected: 2,
  ofWithdrawn: 3,
  open: 4,
  overdue: 5,
  nearlyDue: 6,
  paused: 7,
  awaiting: 8,
  online: 9,
  level: 10, // + 2, 3, 4; + 0 unknown
  lateReceipt: 15,
  dueLater: 16,
  rated: 17,
  unsatisfied: 18,
  rewritten: 19,
} as const;

/** Counters of an agency, at AGENCY_BASE + index * AGENCY_SIZE. */
export const A = {
  received: 0,
  resolved: 1,
  open: 2,
  overdue: 3,
  level4: 4,
  onlineSubmitted: 5,
  onlineRejected: 6,
} as const;
export const AGENCY_BASE = 24;
export const AGENCY_SIZE = 8;

/** Kinds of waiting, each a list of instants an agency. */
export const W = {
  /** not received, submitted online: to be received by */
  receipt: 0,
  /** in 5: since */
  supplement: 1,
  /** in 6, 8: since */
  stopped: 2,
  /** overdue: the due instant */
  late: 3,
  /** the same, and no apology was ever sent */
  unapologised: 4,
} as const;
const WAIT_KINDS = 5;
export const NO_LIST = -1;
export const waitList = (agency: number, kind: number): number => agency * WAIT_KINDS + kind;

/** Counters of a local day, at DAY_BASE + day * DAY_SIZE. */
export const D = {
  submitted: 0,
  received: 1,
  resolved: 2,
  late: 3,
  rejected: 4,
  withdrawn: 5,
  due: 6,
  onTime: 7,
  hour: 8, // + 0…23: submitted
} as const;
export const DAY_SIZE = 32;
const DAY_ZERO = 2 ** 30 + 2 ** 25;
/** Keys from here on are days: year 0 to 9999 fits between 2^30 and 2^31. */
export const FIRST_DAY_KEY = 2 ** 30;

export const dayKey = (day: number, counter: number): number => DAY_ZERO + day * DAY_SIZE + counter;
export const dayOfKey = (key: number): number => (key - DAY_ZERO) >> 5;
export const agencyKey = (agency: number, counter: number): number => AGENCY_BASE + agency * AGENCY_SIZE + counter;

/** Earlier days whose figures can still be corrected. */
export const WINDOW_DAYS = 7;

export const emptyDossiers = (): DossierModel => ({
  asOf: null,
  began: NO_DAY,
  day: NO_DAY,
  monthStart: NONE,
  now: NONE,
  foldAt: NONE,
  calendarVersion: -1,
  dossiers: new Map(),
  dirty: [],
  isOldDirty: false,
  timers: { at: [], code: [] },
  agencyCodes: [],
  agencyIndex: new Map(),
  procedureCodes: [],
  procedureIndex: new Map(),
  proceduresSince: NEVER,
  month: new Map(),
  monthCounted: NONE,
  monthRev: 0,
  knownDay: [],
  datedDay: [],
  heardFrom: [],
  lastFrom: null,
  waits: [],
  offences: new Map(),
  offencesRev: 0,
  counts: new Array<number>(AGENCY_BASE).fill(0),
  days: new Map(),
  closed: new Map(),
  submittedByHour: new Map(),
  workMs: 0,
  quarters: new Map(),
});

/** Number of an agency in this model; -1 for none. */
export function agencyNumber(model: DossierModel, code: string | null): number {
  if (code === null) return -1;
  const known = model.agencyIndex.get(code);
  if (known !== undefined) return known;
  const index = model.agencyCodes.push(code) - 1;
  model.agencyIndex.set(code, index);
  model.knownDay.push(NO_DAY);
  model.datedDay.push(NO_DAY);
  model.heardFrom.push(null);
  for (let kind = 0; kind < WAIT_KINDS; kind++) model.waits.push([]);
  for (let i = 0; i < AGENCY_SIZE; i++) model.counts.push(0);
  return index;
}

/** So many procedures are told apart: their number must find room in a history entry. */
const MOST_PROCEDURES = 2 ** 20;

/** Number of a procedure in this model, by the code it came with; -1 for none. */
export function procedureNumber(model: DossierModel, code: string | undefined): number {
  if (code === undefined) return -1;
  const known = model.procedureIndex.get(code);
  if (known !== undefined) return known;
  if (model.procedureCodes.length >= MOST_PROCEDURES) return -1;
  const index = model.procedureCodes.push(code) - 1;
  model.procedureIndex.set(code, index);
  return index;
}
