// A site's own borders: GeoJSON as the map offices hand it out. Checked whole, so that a start fails with a clear word.
import { z } from 'zod';

const MOST_AREAS = 5_000;

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const polygon = z.array(z.array(position).min(4)).min(1);
const text = z.union([z.string().min(1).max(256), z.number()]).transform(String);

const feature = z.object({
  type: z.literal('Feature'),
  properties: z.object({
    agency: text.optional(),
    code: text.optional(),
    name: z.string().min(1).max(256),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
  ]),
});

export const geoJson = z
  .object({
    type: z.literal('FeatureCollection'),
    attribution: z.string().max(512).optional(),
    features: z.array(feature).min(1).max(MOST_AREAS),
  })
  .transform(({ features, attribution }, ctx) => {
    const seen = new Set<string>();
    const areas = features.map(({ properties, geometry }, index) => {
      const code = properties.agency ?? properties.code ?? '';
      const path = ['features', index, 'properties', 'code'];
      if (code === '') ctx.addIssue({ code: 'custom', path, message: 'neither agency nor code' });
      if (seen.has(code)) ctx.addIssue({ code: 'custom', path, message: `"${code}" stands twice` });
      seen.add(code);
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      return { code, name: properties.name, polygons };
    });
    return { areas, attribution: attribution ?? null };
  });

/** Longitude, latitude in degrees; what else a position holds is passed over. */
export type Position = Readonly<z.infer<typeof position>>;
export type Borders = z.infer<typeof geoJson>;
