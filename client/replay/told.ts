// What the server tells of a day beside the replay itself (instants are texts with offset), and the same as epoch ms.
import type { Truth } from '../feed/replay.ts';

export const KINDS = ['dossier', 'conference', 'security', 'alarm', 'other'] as const;
export type Kind = (typeof KINDS)[number];

type Told<At> = Readonly<{
  day: string;
  /** events a minute, 1,440 each */
  minutes: Readonly<Record<Kind, readonly number[]>>;
  markers: readonly Readonly<{
    at: At;
    seq: number;
    type: string;
    occurrence: string | null;
    priority: string | null;
    by: string | null;
    text: string;
  }>[];
  late: Readonly<{
    count: number;
    /** at their own time */
    minutes: readonly number[];
    /** the largest lag first, not all of a bad day */
    list: readonly Readonly<{
      seq: number;
      type: string;
      subject: string | null;
      source: string;
      time: At;
      receivedAt: At;
      lagMs: number;
    }>[];
  }>;
  /** nothing was heard at all: no data, which is not "no events" */
  gaps: readonly Readonly<{ from: At; to: At }>[];
  /** one feed was silent that had been heard before */
  silences: readonly Readonly<{ source: string; from: At; to: At }>[];
  /** a wall was away; `to` null: it still is */
  outages: readonly Readonly<{ wall: string; name: string; from: At; to: At | null }>[];
  /** where a replay can begin at once */
  snapshots: readonly At[];
  total: number;
}>;

export type DayTold = Told<string>;
export type DayStrip = Told<number>;
export type Marker = DayStrip['markers'][number];
export type LateEvent = DayStrip['late']['list'][number];
export type Outage = DayStrip['outages'][number];

const ms = (text: string): number => Date.parse(text);
const stretch = <T extends { readonly from: string; readonly to: string }>(one: T) => ({
  ...one,
  from: ms(one.from),
  to: ms(one.to),
});

/** Read once: the strip is drawn and searched often. */
export const readDay = (told: DayTold): DayStrip => ({
  ...told,
  markers: told.markers.map((one) => ({ ...one, at: ms(one.at) })),
  late: {
    ...told.late,
    list: told.late.list.map((one) => ({ ...one, time: ms(one.time), receivedAt: ms(one.receivedAt) })),
  },
  gaps: told.gaps.map(stretch),
  silences: told.silences.map(stretch),
  outages: told.outages.map((one) => ({ ...one, from: ms(one.from), to: one.to === null ? null : ms(one.to) })),
  snapshots: told.snapshots.map(ms),
});

export type StoryItem = Readonly<{
  at: string;
  seq: number;
  kind: 'act' | 'escalation' | 'scene' | 'wall' | 'rule' | 'server';
  who: string | null;
  occurrence: string | null;
  text: string;
}>;
export type Story = Readonly<{ items: readonly StoryItem[]; more: boolean }>;

export type Proof = Readonly<{
  day: string;
  /** null: not verified yet */
  checkedAt: string | null;
  compared: number;
  mismatches: number;
  first: Readonly<{ seq: number; at: string }> | null;
  fingerprints: number;
}>;

export type Link = Readonly<{ seq: number; at: string; as: Truth; hash: string; foldVersion: string; path: string }>;

/** Of `GET /api/view`, without the view. */
export type Stamp = Readonly<{
  seq: number;
  foldVersion: string;
  hash: string;
  recordedHash: string | null;
  recordedFoldVersion: string | null;
}>;

/** First and last local day of which anything is known, by receipt and by the events' own time. */
export type KnownDays = Readonly<{
  received: readonly [string, string] | null;
  time: readonly [string, string] | null;
}>;
