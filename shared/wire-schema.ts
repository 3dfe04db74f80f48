// What travels between the server and a screen (interfaces.md §5). Patches are RFC 6902 with add, remove and replace only, never at the root.
import { z } from 'zod';
import { viewSchema } from './view.ts';
import { instant } from './view-parts.ts';

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

/** What a wall says of itself each 5 s. `frames`: drawn since its last beat. */
export const wallBeat = z.object({
  frames: z.number().nonnegative().max(1e6),
  heapMb: z.number().nonnegative().max(1e6).nullable(),
  lagMs: z.number().nonnegative().max(1e9),
  build: z.string().max(128),
  scene: z.string().max(128),
});
export type WallBeat = Readonly<z.infer<typeof wallBeat>>;

/** Beside a replay's frames: the speed asked for (0: paused) and the one reached; `ended`: it stands at its end. */
export const replaySpeed = z.object({ speed: z.number(), achieved: z.number(), at: instant, ended: z.boolean() });
export type ReplaySpeed = Readonly<z.infer<typeof replaySpeed>>;
