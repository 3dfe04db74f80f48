// The map that a site supplies itself, as the server hands it out: drawn already, so that a wall only shows it.
import { z } from 'zod';

export const siteMap = z.object({
  width: z.number().int(),
  height: z.number().int(),
  areas: z.array(
    z.object({
      code: z.string().describe('code of the agency whose state it shows'),
      name: z.string(),
      path: z.string().describe('SVG path in units of the drawing'),
      at: z.tuple([z.number(), z.number()]).describe('where a mark stands: the middle of its largest part'),
    }),
  ),
  islands: z
    .array(z.object({ name: z.string(), at: z.tuple([z.number(), z.number()]) }))
    .describe('archipelagos on the map, to be named above this point: Hoàng Sa, Trường Sa'),
  attribution: z.string().nullable(),
});
export type SiteMap = z.infer<typeof siteMap>;

/** Answer of GET /api/map; null: the site has none, the wall draws the agency tree. */
export const siteMapAnswer = z.object({ map: siteMap.nullable() });
