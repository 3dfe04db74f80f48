// What travels between the server and a screen (interfaces.md §5). Patches are RFC 6902 with add, remove and replace only, never at the root.
import { z } from 'zod';
import { viewSchema } from './view.ts';
import { instant } from './view-parts.ts';
import { sceneId, wallPlan } from './wall/plan-schema.ts';

export const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('replace'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('remove'), path: z.string() }),
]);
export type Operation = Readonly<z.infer<typeof operation>>;

const stamp = { mode: z.enum(['live', 'replay']), epoch: z.string(), n: z.number(), seq: z.number(), at: instant };

export const snapshotFrame = z.object({ kind: z.literal('snapshot'), ...stamp, view: viewSchema });
export const patchFrame = z.object({ kind: z.literal('patch'), ...stamp, patch: z.array(operation) });
export const frame = z.discriminatedUnion('kind', [snapshotFrame, patchFrame]);
export type Frame = Readonly<z.infer<typeof frame>>;

/** Each second. `at` is the server's clock; it is no published pair. */
export const beat = z.object({ epoch: z.string(), n: z.number(), seq: z.number(), at: instant, build: z.string() });
export type Beat = Readonly<z.infer<typeof beat>>;

/** NUL and lone surrogates cannot be stored. */
const words = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'NUL or lone surrogate');
const soundState = z.enum(['ok', 'blocked']).describe('blocked: the browser lets the page make no sound');

/** What a wall says of itself each 5 s. `frames`: drawn since its last beat. */
export const wallBeat = z.object({
  frames: z.number().nonnegative().max(1e6),
  heapMb: z.number().nonnegative().max(1e6).nullable(),
  lagMs: z.number().nonnegative().max(1e9),
  build: words(128),
  scene: words(128),
  sound: soundState.optional().describe('left out by a wall that has no horn'),
});
export type WallBeat = Readonly<z.infer<typeof wallBeat>>;

/** A page asks to be told what a wall shows; null: the wall that it is itself. */
export const wallFollow = z.object({ wall: z.uuid().nullable() });
export type WallFollow = Readonly<z.infer<typeof wallFollow>>;

/** What all windows of a wall show from now on. */
export const wallScene = z.object({
  wall: z.string().nullable().describe('id; null: a page that is no wall'),
  scene: sceneId,
  by: z.enum(['rotation', 'alarm', 'desk']).describe('alarm: a P1 that nobody has acknowledged'),
  since: instant,
  mute: z.boolean(),
  dim: z.boolean(),
  steeredBy: z.string().nullable().describe('who has just changed it at a desk; null: nobody'),
});
export type WallScene = Readonly<z.infer<typeof wallScene>>;

export const wallPlanned = z.object({
  wall: z.string().nullable(),
  plan: wallPlan.nullable().describe('null: nobody has said what wall it is'),
});
export type WallPlanned = Readonly<z.infer<typeof wallPlanned>>;

/** The answer to `wall.follow`: what it shows as of now. */
export const wallFollowed = z.object({ ok: z.literal(true), ...wallPlanned.shape, shown: wallScene });
export type WallFollowed = Readonly<z.infer<typeof wallFollowed>>;

/** What a desk asks of a wall; what is left out stays as it is. */
export const wallSteer = z
  .strictObject({
    scene: sceneId.nullable().optional().describe('null: the rotation'),
    mute: z.boolean().optional(),
    dim: z.boolean().optional(),
  })
  .refine((asked) => Object.keys(asked).length > 0, 'cần chọn ít nhất một việc');
export type WallSteer = Readonly<z.infer<typeof wallSteer>>;

/** A console has this alarm open: each 5 s and on change; null: none. */
export const deskPresent = z.object({ occurrence: words(128).nullable() });
export type DeskPresent = Readonly<z.infer<typeof deskPresent>>;

/** Names by occurrence: who has it open now, oneself included. */
export const deskPresence = z.object({ open: z.record(z.string(), z.array(z.string())) });
export type DeskPresence = Readonly<z.infer<typeof deskPresence>>;

const room = words(64).min(1).describe('the consoles of one room share one horn');
const silenced = {
  silencedUpTo: instant.nullable().describe('what alarmed up to then is silent'),
  silencedBy: z.string().nullable(),
};

/** What a console says of its sound each 3 s, and the answer. `sounder`: it is the one that sounds in its room. */
export const hornBeat = z.object({ room, state: soundState });
export type HornBeat = Readonly<z.infer<typeof hornBeat>>;
export const hornAnswer = z.object({ sounder: z.boolean(), ...silenced });
export type HornAnswer = Readonly<z.infer<typeof hornAnswer>>;

export const hornChanged = z.object({
  room,
  ...silenced,
  holder: z.string().nullable().describe('who sounds; null: nobody can'),
});
export type HornChanged = Readonly<z.infer<typeof hornChanged>>;

/** Silences what has alarmed up to an instant that is not later than the server's now. Never an acknowledgement. */
export const hornSilence = z.object({ room, upTo: z.string().max(40).describe('RFC 3339 with offset') });
export type HornSilence = Readonly<z.infer<typeof hornSilence>>;

/** Somebody tried the sound of his console. */
export const hornTested = z.object({ room, heard: z.boolean() });
export type HornTested = Readonly<z.infer<typeof hornTested>>;

/** The quiet stretch that was just passed over, told once. */
const skipped = z.object({ from: instant, to: instant }).nullable();

/**
 * Beside a replay's frames: the speed asked for (0: paused) and the one reached; `ended`: it stands at its end. A replay's
 * frames carry `speed`, `achieved` and `skipped` as well.
 */
export const replaySpeed = z.object({
  speed: z.number(),
  achieved: z.number(),
  at: instant,
  ended: z.boolean(),
  skipped,
});
export type ReplaySpeed = Readonly<z.infer<typeof replaySpeed>>;
