// What is kept of security events: plain data. Low alerts are the mass (thousands a day, seldom closed), so one is small.
import { DAY_MS } from '../../time.ts';
import type { GraveKind } from './grave.ts';
import type { Severity } from './view-schema.ts';

export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
export const LOW = 0;
export const MEDIUM = 1;
export const HIGH = 2;
export const CRITICAL = 3;

export const OPEN = -1;
export const VERDICTS = ['true_positive', 'false_positive', 'duplicate'] as const;
export const TRUE_POSITIVE = 0;
export const FALSE_POSITIVE = 1;

/** Subject of alerts that name no asset. */
export const NO_ASSET = '?';

/** K33: an incident is reported within five days of its detection (QĐ 05/2017/QĐ-TTg). */
export const REPORT_WITHIN_MS = 5 * DAY_MS;

/** Small integers only, where the engine keeps them without a box: epoch minutes, epoch seconds, indexes. */
export type Alert = {
  /** Epoch minute of its own time; day and minute figures count it there. */
  minute: number;
  /** Epoch second of the newest thing that happened to it, by the source's time. */
  last: number;
  /** Epoch second, rounded up, in which we last heard of it. */
  known: number;
  /** Index into SEVERITIES; -1: only its closing was seen so far. */
  severity: number;
  /** Index into VERDICTS once it is closed, OPEN before. */
  verdict: number;
  /** Index into `categories`. */
  category: number;
  /** Key of the group it counts in, with the seq that put it there; null: no rule looks at it. */
  group: string | null;
  seq: number;
  /** Kept where it is needed at the verdict (grave.ts), else null. */
  asset: string | null;
};

/** Alerts of one day, by severity and by category index. */
export type DayCount = { severity: [number, number, number, number]; category: number[] };

/** Verdicts of one day on alerts above low, and how many of them were false alarms, by category index. */
export type VerdictCount = { given: number[]; wrong: number[] };

/** Low alerts of one hour; `seq` of the first that was counted in it. */
export type HourCount = { count: number; seq: number };

/** More than 200 alerts of a category a minute: since `began`, over when `hotUntil` is three minutes past. */
export type Burst = { began: number; count: number; hotUntil: number };

export type Category = {
  name: string;
  /** Instants of its last alerts, a ring that grows to its full size; `next` is where the oldest stands. */
  recent: number[];
  next: number;
  newestAt: number;
  /** The feed that sent the newest. */
  source: string | null;
  burst: Burst | null;
  /** Asset → instant of its newest high alert, for "five assets in half an hour". */
  highAssets: Map<string, number>;
};

export type GroupRule = 'A30' | 'A31' | 'A32' | 'A34';

/**
 * Alerts that one alarm stands for: open ones, or confirmed ones (A34). Arrays beside each other, seqs ascending; one that
 * left has 0 repeats until the arrays are tidied up, so that a burst is closed one by one without moving all the rest.
 */
export type Group = {
  rule: GroupRule;
  subject: string;
  category: number;
  asset: string | null;
  seqs: number[];
  repeats: number[];
  /** When each happened, epoch ms, never later than it was known. */
  times: number[];
  /** A30: level of the asset, 0 unknown. A34: severity. */
  grades: number[];
  /** How many have not left. */
  size: number;
};

export type Incident = {
  severity: Severity;
  category: string;
  system: string | null;
  systemLevel: number | null;
  detectedAt: number;
  beyondCapacity: boolean;
  /** Newest opening and newest closing, -1: none seen. Closed when the closing is not the older one. */
  openedAt: number;
  closedAt: number;
  lastAt: number;
  knownAt: number;
  /** Seq of what opened it, made it grave, put it beyond capacity: an operator's disposal counts for what is older. -1: nothing did. */
  openedSeq: number;
  graveSeq: number;
  beyondSeq: number;
  grave: GraveKind | null;
};

export const isClosed = ({ openedAt, closedAt }: Incident): boolean => closedAt >= 0 && closedAt >= openedAt;

/** `rises`: reports in a row in which more was waiting than before, the first of them after the one of `risingSince`. */
export type Link = {
  state: 'up' | 'down';
  since: number;
  pending: number | null;
  lastAt: number;
  rises: number;
  risingSince: number;
  source: string;
};

export type SecurityModel = {
  asOf: number | null;
  /** Rises with every change of what the view shows beside the clock. */
  rev: number;
  /** Rises when an incident or a link changes. */
  declaredRev: number;
  /** Rises when an alert of high or critical is opened or closed. */
  openRev: number;
  /** Epoch minute up to which what is no longer needed has been let go. */
  settledMinute: number;
  /** Earliest instant of which anything is known: before it the minutes are unknown, not zero. */
  firstAt: number | null;
  /** The feed that last told of an alert. */
  source: string | null;
  alerts: Map<string, Alert>;
  open: [number, number, number, number];
  /** Epoch minute → alerts of it that are open: high ones, and critical ones. */
  openSince: { high: Map<number, number>; critical: Map<number, number> };
  days: Map<number, DayCount>;
  minutes: Map<number, number>;
  /** By epoch hour, which is a local hour too: the offset is a whole number of hours. */
  lowHours: Map<number, HourCount>;
  verdicts: Map<number, VerdictCount>;
  categoryIndex: Map<string, number>;
  categories: Category[];
  groups: Map<string, Group>;
  incidents: Map<string, Incident>;
  links: Map<string, Link>;
};

export const emptySecurity = (): SecurityModel => ({
  asOf: null,
  rev: 0,
  declaredRev: 0,
  openRev: 0,
  settledMinute: -1,
  firstAt: null,
  source: null,
  alerts: new Map(),
  open: [0, 0, 0, 0],
  openSince: { high: new Map(), critical: new Map() },
  days: new Map(),
  minutes: new Map(),
  lowHours: new Map(),
  verdicts: new Map(),
  categoryIndex: new Map(),
  categories: [],
  groups: new Map(),
  incidents: new Map(),
  links: new Map(),
});
