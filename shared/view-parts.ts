// Small schemas that the views of several sources share.
import { z } from 'zod';

/** RFC 3339 with milliseconds and local offset. */
export const instant = z.string();
export const count = z.number().int().nullable();
/** Never a bare percentage. null: no feed was ever seen; {0,0}: known emptiness. */
export const ratio = z.object({ numerator: z.number(), denominator: z.number() }).nullable();
export const ratioByFormula = z
  .object({ formula: z.enum(['F1', 'F2', 'F3', 'F4']), numerator: z.number(), denominator: z.number() })
  .nullable();
export const tier = z.enum(['province', 'department', 'district', 'commune']);
export type Tier = z.infer<typeof tier>;
export type Ratio = z.infer<typeof ratio>;
