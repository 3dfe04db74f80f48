// What is kept of security events: plain data. Low alerts are the mass (thousands a day, seldom closed), so one is small.
import type { Severity } from './view-schema.ts';

export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
export const HIGH = 2;
export const CRITICAL = 3;

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
  closed: boolean;
  /** Index into `categories`. */
  category: number;
  /** Key of the group it counts in while open, with the seq that put it there; null: no rule looks at it. */
  group: string | null;
  seq: number;
};

/** Alerts of one day, by severity and by category index. */
export type DayCount = { severity: [number, number, number, number]; category: number[] };

/** More than 200 alerts of a category a minute: since `began`, over when `hotUntil` is three minutes past. */
export type Burst = { began: number; count: number; hotUntil: number };

export type Category = {
  name: string;
  /** Instants of its last alerts, a ring that grows to its full size; `next` is where the oldest stands. */
  recent: number[];
  next: number;
  newestAt: number;
  burst: Burst | null;
  /** Asset → instant of its newest high alert, for "five assets in half an hour". */
  highAssets: Map<string, number>;
};

/** Open alerts that one alarm stands for: seqs ascending, `repeats` of each beside it. */
export type Group = {
  rule: 'A30' | 'A31';
  subject: string;
  category: number;
  asset: string | null;
  seqs: number[];
  repeats: number[];
  rev: number;
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
};

export const isClosed = ({ openedAt, closedAt }: Incident): boolean => closedAt >= 0 && closedAt >= openedAt;

export type Link = { state: 'up' | 'down'; since: number; pending: number | null; lastAt: number };

export type SecurityModel = {
  asOf: number | null;
  /** Rises with every change of what the view shows beside the clock. */
  rev: number;
  /** Rises when an incident or a link changes. */
  declaredRev: number;
  /** Rises when a group comes or goes. */
  groupsRev: number;
  /** Epoch minute up to which what is no longer shown has been let go. */
  settledMinute: number;
  /** Earliest instant of which anything is known: before it the minutes are unknown, not zero. */
  firstAt: number | null;
  alerts: Map<string, Alert>;
  open: [number, number, number, number];
  days: Map<number, DayCount>;
  minutes: Map<number, number>;
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
  groupsRev: 0,
  settledMinute: -1,
  firstAt: null,
  alerts: new Map(),
  open: [0, 0, 0, 0],
  days: new Map(),
  minutes: new Map(),
  categoryIndex: new Map(),
  categories: [],
  groups: new Map(),
  incidents: new Map(),
  links: new Map(),
});
