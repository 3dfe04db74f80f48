// A province as the simulator needs it: who there is, and how much work each has. The data are the server's (phutho.json).
import { z } from 'zod';
import { tier } from '../view-parts.ts';

export const provinceSchema = z.object({
  code: z.string(),
  name: z.string(),
  agencies: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      tier,
      parent: z.string().nullable(),
      /** General Statistics Office code, null where it has none. */
      gso: z.string().nullable(),
      /** Relative number of dossiers. */
      weight: z.number().nonnegative(),
    }),
  ),
  endpoints: z.array(z.object({ id: z.string(), name: z.string(), tier, agency: z.string(), critical: z.boolean() })),
});
export type Province = z.infer<typeof provinceSchema>;
export type ProvinceAgency = Province['agencies'][number];
export type ProvinceEndpoint = Province['endpoints'][number];

/** Agency code of the district of a commune or district code (`H44.14.3` → `H44.14`). */
export const districtOf = (agency: string): string => agency.split('.').slice(0, 2).join('.');
