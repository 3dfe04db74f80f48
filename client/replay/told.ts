// What the server tells of a day beside the replay itself (instants are texts with offset), and the same as epoch ms.
import type { DayProof, DayStory, DayStrip as DayTold, KnownDays, Link } from '../../shared/day-schema.ts';

export type { DayTold, KnownDays, Link };
export type Proof = DayProof;
export type Story = DayStory;
export type StoryItem = DayStory['items'][number];
export type DayStrip = ReturnType<typeof readDay>;
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
export const readDay = (told: DayTold) => ({
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

/** Of `GET /api/view`, without the view. */
export type Stamp = Readonly<{
  seq: number;
  foldVersion: string;
  hash: string;
  recordedHash: string | null;
  recordedFoldVersion: string | null;
}>;
