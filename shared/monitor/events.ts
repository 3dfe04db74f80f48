// What the server logs of itself: its walls, the sound in its rooms, its intake, its database, the proof of its days
// (domain.md §4 A90).
import { z } from 'zod';
import { instant } from '../view-parts.ts';
import { sceneId, wallPlan } from '../wall/plan-schema.ts';

const showing = {
  build: z.string().nullable().describe('of the page'),
  scene: z.string().nullable().describe('what it shows'),
};

const person = { by: z.string(), byName: z.string() };

/** The first view of a day that the log no longer gives. */
export const mismatch = z.object({
  seq: z.number().int(),
  at: instant,
  recorded: z.string().describe('hash of what was shown'),
  refolded: z.string().describe('hash of what the log gives now, or what is wrong with the log'),
});

export const monitorTypes = {
  /** A wall beats: for the first time, or again after it was silent. Subject of every wall.*: the wall's id. */
  'wall.joined': z.object({ name: z.string(), ...showing }),
  /** It no longer does. `lastBeatAt` null: not since this server began to listen. */
  'wall.silent': z.object({ name: z.string(), lastBeatAt: instant.nullable() }),
  /** Its pairing was revoked or has run out: nobody expects it any more. */
  'wall.left': z.object({ name: z.string() }),
  /** It shows something else (not another scene in turn), or another build; at most once a minute. */
  'wall.showing': z.object(showing),
  /** An administrator said what wall it is and what it shows in turn. */
  'wall.planned': z.object({ ...person, plan: wallPlan }),
  /** A desk asked for a scene (null: the rotation), silence or dimmed light. */
  'wall.steered': z.object({ ...person, scene: sceneId.nullable(), mute: z.boolean(), dim: z.boolean() }),
  /** Its page may not sound (the browser blocks it), or may again. `since`: from when on. */
  'wall.sound': z.object({ name: z.string(), state: z.enum(['ok', 'blocked']), since: instant }),
  /** No console of a room (subject) can sound, and one at least says that its browser blocks it. */
  'audit.sound_blocked': z.object({ since: instant }),
  'audit.sound_restored': z.object({ how: z.enum(['ok', 'gone']).describe('gone: no console is left in the room') }),
  /** What was sent waits too long to be written. */
  'audit.intake_lagging': z.object({ waitedMs: z.number().int(), waiting: z.number().int().describe('events') }),
  'audit.intake_recovered': z.object({}),
  /** The database was away: written once it is back, for readers of the log. */
  'audit.database_back': z.object({ awayMs: z.number().int() }),
  /** A duty officer tried the sound of his room (subject) and says whether it was heard. */
  'audit.horn_tested': z.object({ by: z.string(), byName: z.string(), heard: z.boolean() }),
  /** A day (subject) was folded again and held against the fingerprints of what was shown of it. */
  'audit.day_verified': z.object({
    day: z.string().describe('yyyy-mm-dd, local'),
    compared: z.number().int(),
    mismatches: z.number().int(),
    foldVersion: z.string(),
    first: mismatch.nullable(),
  }),
} as const;

export type MonitorType = keyof typeof monitorTypes;
export type MonitorData = { [T in MonitorType]: z.infer<(typeof monitorTypes)[T]> };
/** Type and data that belong together, as they go to the hub. */
export type MonitorEvent = {
  [T in MonitorType]: Readonly<{ type: T; subject: string | null; data: MonitorData[T] }>;
}[MonitorType];

export const isMonitorType = (type: string): type is MonitorType => Object.hasOwn(monitorTypes, type);
