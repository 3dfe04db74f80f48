// Schemas of what walls are, show and are asked.
import { z } from 'zod';
import { sceneId, wallPlan } from '../../shared/wall/plan-schema.ts';
import { wallFollow, wallFollowed, wallPlanned, wallScene, wallSteer } from '../../shared/wire-schema.ts';
import { planBody } from '../wall-routes.ts';

export const wallAnswers = {
  WallScene: wallScene,
  WallPlanned: wallPlanned,
  WallFollowed: wallFollowed,
  WallPlanAnswer: z.object({ wall: z.string(), plan: wallPlan.nullable() }),
  WallSteered: z.object({ ok: z.literal(true), shown: wallScene.nullable() }),
  WallsShown: z.object({
    walls: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        silent: z.boolean(),
        shown: wallScene.nullable(),
        scenes: z.array(sceneId).describe('of its rotation'),
        steered: sceneId.nullable().describe('what a desk holds it at; null: its rotation'),
        steeredBy: z.string().nullable().describe('who last asked something of it'),
      }),
    ),
  }),
} as const;

export const wallBodies = {
  WallFollow: wallFollow,
  WallSteer: wallSteer,
  WallPlanBody: planBody,
} as const;
